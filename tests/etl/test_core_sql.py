"""SQL of core and checks: readable headers, comments for every column, and no construct that other engines lack."""

import re
from pathlib import Path

import pytest
import sqlglot

from etl.build import CHECKS, CORE, core_files
from ikm import store

CORE_FILES = sorted(CORE.glob("*.sql"))
CHECK_FILES = sorted(CHECKS.glob("*.sql"))


def name(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", CORE_FILES, ids=name)
def test_a_table_comments_each_column_it_selects(file: Path) -> None:
    header, select = store.split_header(file.read_text(encoding="utf-8"))
    assert header["comment"]
    assert list(header["columns"]) == sqlglot.parse_one(select, read="duckdb").named_selects


@pytest.mark.parametrize("file", CORE_FILES, ids=name)
def test_a_table_names_all_it_reads(file: Path) -> None:
    header, select = store.split_header(file.read_text(encoding="utf-8"))
    parsed = sqlglot.parse_one(select, read="duckdb")
    own = {cte.alias for cte in parsed.find_all(sqlglot.exp.CTE)}
    assert {table.name for table in parsed.find_all(sqlglot.exp.Table)} - own == set(header["reads"])


@pytest.mark.parametrize("dialect", ["spark", "clickhouse"])
@pytest.mark.parametrize("file", CORE_FILES, ids=name)
def test_a_table_can_be_made_by_another_engine(file: Path, dialect: str) -> None:
    _, select = store.split_header(file.read_text(encoding="utf-8"))
    assert sqlglot.transpile(select, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)


@pytest.mark.parametrize("file", [*CORE_FILES, *CHECK_FILES], ids=name)
def test_sql_is_lower_case_and_selects_no_star_for_others(file: Path) -> None:
    _, select = store.split_header(file.read_text(encoding="utf-8"))
    code = re.sub(r"'[^']*'|\"[^\"]*\"", "", select)
    assert code == code.lower()
    assert not re.search(r"select\s+\*", code)


@pytest.mark.parametrize("file", CHECK_FILES, ids=name)
def test_a_check_says_its_rule(file: Path) -> None:
    header, _ = store.split_header(file.read_text(encoding="utf-8"))
    assert header["rule"]


def test_each_table_comes_after_those_it_reads() -> None:
    order = [file.stem for file in core_files()]
    assert order.index("business_year") < order.index("business") < order.index("demography") < order.index("cube_year")
    assert len(order) == len(CORE_FILES)
