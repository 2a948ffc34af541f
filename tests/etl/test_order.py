"""The order of rows and files, and saying things twice, change no figure: the tiny city, told in other ways."""

import random
import shutil
from pathlib import Path

import duckdb

from etl import publish
from tests.conftest import TESTS
from tests.etl.conftest import published

SEED = 20200302
# What speaks of files and rows themselves, and not of businesses.
OF_FILES = {"file", "field_issue", "quarantine_summary"}
Tables = dict[str, list[tuple[object, ...]]]


def figures(home: Path) -> Tables:
    """Every row of every table of core, sorted, but for those that speak of files."""
    with duckdb.connect(str(published(home)), read_only=True) as connection:
        names = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()} - OF_FILES
        return {name: connection.execute(f'select * from core."{name}" order by all').fetchall() for name in names}


def issues(home: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(published(home)), read_only=True) as connection:
        return connection.execute("select field, reason from core.field_issue order by all").fetchall()


def told(folder: Path, chance: random.Random, times: int = 1, prefixes: tuple[str, ...] = ("",)) -> Path:
    """The files of the tiny city with their rows shuffled, each row so many times, each file under every prefix."""
    folder.mkdir()
    for file in sorted((TESTS / "tiny").glob("*.csv")):
        header, *rows = file.read_bytes().splitlines()
        shuffled = chance.sample(rows * times, len(rows) * times)
        for prefix in prefixes:
            (folder / f"{prefix}{file.name}").write_bytes(b"\n".join([header, *shuffled, b""]))
            shutil.copy(file.with_name(f"{file.name}.toml"), folder / f"{prefix}{file.name}.toml")
    return folder


def test_the_order_of_rows_and_files_changes_no_figure(tiny_home: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    raw = told(tmp_path / "raw", chance)
    names = sorted(file.name for file in raw.glob("*.csv"))
    for at, name in enumerate(names):
        (raw / name).rename(raw / f"{len(names) - at}_{name}")
        (raw / f"{name}.toml").rename(raw / f"{len(names) - at}_{name}.toml")
    publish.build(raw, tmp_path / "home")
    assert figures(tmp_path / "home") == figures(tiny_home)
    assert issues(tmp_path / "home") == issues(tiny_home)


def test_rows_said_twice_and_renamed_copies_change_no_figure(tiny_home: Path, tmp_path: Path) -> None:
    raw = told(tmp_path / "raw", random.Random(SEED), times=2, prefixes=("", "salinan "))
    publish.build(raw, tmp_path / "home")
    assert figures(tmp_path / "home") == figures(tiny_home)
