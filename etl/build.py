"""Merged rows → the tables of schema `core`: one SELECT a file of `etl/core/`, each after those that it reads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import comparison, effects, resample
from etl.errors import FileRefused
from etl.intake import TakenFile
from etl.kinds import KINDS
from ikm import store

CORE = Path(__file__).parent / "core"
CHECKS = Path(__file__).parent / "checks"
SHOWN_ROWS = 10
FIRST_YEAR, LAST_YEAR = 1900, 2200
# What no SELECT computes: estimates, made from the tables of core just before the one that reads them.
ESTIMATES = {
    "resampled": resample.intervals,
    "paired": effects.effects,
    "compared": comparison.effects,
    "judged": comparison.levels,
}


@dataclass(frozen=True)
class Failure:
    """A rule that is broken: its name, the first rows that break it as text, and how many there are."""

    check: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    count: int


# What `core` reads beside the merged tables. A code's branch is its division's, unless a longer prefix has its own.
INPUTS = f"""
create or replace table calendar as select cast(range as integer) as year from range({FIRST_YEAR}, {LAST_YEAR});
create or replace table member as select distinct business_id from stated where kbli is not null;
create or replace table business_identity as select distinct business_id, identity from business_key;
create or replace temp table ordered as
    select *, concat(lpad(cast(file_order as varchar), 6, '0'), coalesce(cast(seen_on as varchar), '')) as moment
    from stated;
create or replace table size_reported as
    select business_id, arg_max(size_oss, concat(moment, size_oss)) as size_oss from ordered group by business_id;
create or replace table described as
    with latest as (
        select
            business_id,
            arg_max(kbli, concat(moment, kbli)) as kbli,
            arg_max(kbli_version, concat(moment, kbli)) as kbli_version,
            arg_max(kecamatan_code, concat(moment, kecamatan_code)) as kecamatan_code,
            arg_max(legal_form, concat(moment, legal_form)) as legal_form,
            arg_max(owner_sex, concat(moment, owner_sex)) as owner_sex,
            arg_max(founded_year, concat(moment, founded_year)) as founded_year,
            arg_max(exports, concat(moment, exports)) as exports
        from ordered group by business_id
    ),
    kelurahan as (
        select
            ordered.business_id,
            arg_max(ordered.kelurahan_code, concat(moment, ordered.kelurahan_code)) as kelurahan_code
        from ordered join latest on latest.business_id = ordered.business_id
            and starts_with(ordered.kelurahan_code, latest.kecamatan_code)
        group by ordered.business_id
    )
    select latest.*, kelurahan.kelurahan_code
    from latest left join kelurahan on kelurahan.business_id = latest.business_id;
create or replace table branch_of as
    select
        listed.kbli,
        coalesce(
            arg_max(ref_branch_exceptions.branch, length(kbli_prefix)), any_value(ref_kbli_divisions.branch)
        ) as branch
    from (
        select kbli from stated where kbli is not null
        union select code from ref_kbli2020_section_c
        union select code from ref_kbli_2020_to_2025_changes
    ) as listed
    left join ref_kbli_divisions on ref_kbli_divisions.division = left(listed.kbli, 2)
    left join ref_branch_exceptions on starts_with(listed.kbli, kbli_prefix)
    group by listed.kbli;
create or replace table named_event as
    select event_id, arg_max(title, file_order) as title, any_value(start_date) as start_date
    from (
        select event_id, title, start_date, file_order + 100000 as file_order from clean_training_event
        union all select event_id, title, start_date, file_order from clean_training_participant
        union all select event_id, title, start_date, file_order from clean_training_outcome
    )
    group by event_id;
create or replace table unplaced_row as
    select file_no, row from clean_production left join member using (business_id) where member.business_id is null;
"""


def prepare(connection: duckdb.DuckDBPyConnection, files: Sequence[TakenFile]) -> None:
    """The inputs of `core` that are neither merged rows nor reference tables."""
    connection.execute(INPUTS)
    _list_files(connection, files)
    _count_rows(connection)


def _list_files(connection: duckdb.DuckDBPyConnection, files: Sequence[TakenFile]) -> None:
    numbers = {one.name: one.number for one in files}
    mappings = [one.mapping for one in files]
    table = pa.table(
        {
            "file_no": pa.array([one.number for one in files], pa.int32()),
            "file": pa.array([one.name for one in files], pa.string()),
            "kind": pa.array([each and each.kind for each in mappings], pa.string()),
            "source_id": pa.array([each and each.source for each in mappings], pa.string()),
            "as_of": pa.array([each and each.as_of for each in mappings], pa.date32()),
            "sha256": pa.array([one.sha256 or None for one in files], pa.string()),
            "is_sample": pa.array([each and each.sample for each in mappings], pa.bool_()),
            "refused": pa.array([refused(one.refusal) for one in files], pa.string()),
            "copy_of_no": pa.array([numbers.get(one.copy_of or "") for one in files], pa.int32()),
        }
    )
    _create(connection, "read_file", table)


def refused(refusal: FileRefused | None) -> str | None:
    """Why a file was refused, as a word of messages.toml and what the mapping names; nothing from the file's cells."""
    if refusal is None:
        return None
    told = [
        str(refusal.details[name])
        for name in ("key", "kind", "source", "field", "sheet", "header")
        if name in refusal.details
    ]
    return ": ".join([refusal.message, *told])


def _count_rows(connection: duckdb.DuckDBPyConnection) -> None:
    rows = " union all ".join(f"select file_no, row, outcome, field, reason from row_{kind}" for kind in KINDS)
    loaded = " union all ".join(f"select file_no, row from clean_{kind}" for kind in KINDS)
    connection.execute(
        f"""
        create or replace table row_outcome as
            select
                rows.file_no,
                rows.row,
                case
                    when rows.outcome <> 'ok' then rows.outcome
                    when loaded.row is not null then 'loaded'
                    else 'duplicate'
                end as outcome,
                rows.field,
                rows.reason
            from ({rows}) as rows
            left join ({loaded}) as loaded on loaded.file_no = rows.file_no and loaded.row = rows.row;
        create or replace table file_count as
            select
                file_no,
                count(*) filter (outcome = 'loaded') as loaded,
                count(*) filter (outcome = 'duplicate') as duplicate,
                count(*) filter (outcome = 'out_of_scope') as out_of_scope,
                count(*) filter (outcome = 'quarantined') as quarantined,
                count(*) filter (outcome = 'skipped') as skipped
            from row_outcome group by file_no;
        create or replace table quarantine as
            select file_no, row, field, reason from row_outcome where outcome = 'quarantined'
        """
    )


def _create(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("given_table", table)
    connection.execute(f"create or replace table {name} as select * from given_table")
    connection.unregister("given_table")


# -- core


def core_files() -> list[Path]:
    """SQL files of core, each after those it `reads`, and those its inputs are computed `after`."""
    files = {file.stem: file for file in sorted(CORE.glob("*.sql"))}
    headers = {name: store.split_header(file.read_text(encoding="utf-8"))[0] for name, file in files.items()}
    before = {name: set(header["reads"]) | set(header.get("after", ())) for name, header in headers.items()}
    order = TopologicalSorter({name: sorted(inputs & set(files)) for name, inputs in before.items()})
    return [files[name] for name in order.static_order()]


def make_core(
    connection: duckdb.DuckDBPyConnection, database: str, progress: Callable[[list[Path]], Iterable[Path]]
) -> list[Failure]:
    """Create every table of core in an attached database, with its comments, and run the checks.

    Returns the checks that failed. `check_result` is made last, from what the checks found.
    """
    connection.execute(f"create schema {database}.core")
    connection.execute(f"set search_path = '{database}.core,{_own_database(connection)}.main'")
    files = core_files()
    last = [file for file in files if file.stem == "check_result"]
    for file in progress([file for file in files if file not in last]):
        _make_table(connection, database, file)
    failures = run_checks(connection)
    _make_table(connection, database, last[0])
    return failures


def _own_database(connection: duckdb.DuckDBPyConnection) -> str:
    ((name,),) = connection.execute("select current_database()").fetchall()
    return str(name)


def _register(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("given_table", table)
    connection.execute(f"create or replace temp table {name} as select * from given_table")
    connection.unregister("given_table")


def _make_table(connection: duckdb.DuckDBPyConnection, database: str, file: Path) -> None:
    header, select = store.split_header(file.read_text(encoding="utf-8"))
    for estimate in sorted(ESTIMATES.keys() & set(header["reads"])):
        _register(connection, estimate, ESTIMATES[estimate](connection))
    name = f'{database}.core."{file.stem}"'
    connection.execute(f"create table {name} as {select}")
    connection.execute(f"comment on table {name} is '{_escaped(header['comment'])}'")
    for column, comment in header["columns"].items():
        connection.execute(f"comment on column {name}.\"{column}\" is '{_escaped(comment)}'")


def _escaped(text: str) -> str:
    return text.replace("'", "''")


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[Failure]:
    """Run every rule; note each in `checked` (a check, the rows that break it) and return those that are broken."""
    failures: list[Failure] = []
    counts: dict[str, int] = {}
    for file in sorted(CHECKS.glob("*.sql")):
        _, select = store.split_header(file.read_text(encoding="utf-8"))
        found = connection.execute(select)
        columns = tuple(column[0] for column in found.description or ())
        rows = found.fetchall()
        counts[file.stem] = len(rows)
        if rows:
            failures.append(Failure(file.stem, columns, tuple(rows[:SHOWN_ROWS]), len(rows)))
    table = pa.table({"check": pa.array(counts.keys(), pa.string()), "rows": pa.array(counts.values(), pa.int32())})
    _register(connection, "checked", table)
    return failures
