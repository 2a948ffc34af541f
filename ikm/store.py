"""The published databases: which one is current, and how to ask it. The only module of `ikm` that names the engine.

A home holds `published/ikm-<version>.duckdb`, one immutable file per build; a version is `<UTC stamp>-<hash8>`, so that
names sort by time. `published/current` names an older version after a rollback, and is absent otherwise.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd

# DuckDB 2.0.0 was seen to lose 256 of a sum in silence with this optimizer on; with it off the sums are right.
CAREFUL = "set disabled_optimizers = 'compressed_materialization'"
# A page asks many small questions, of tables of a dozen rows: all other optimizers think longer than they save.
KEPT = "cte_inlining", "deliminator", "expression_rewriter", "filter_pushdown", "unnest_rewriter", "unused_columns"
PROJECT = Path(__file__).resolve().parent.parent


# What a query raises on a database whose tables it does not know: one made by an older or a newer program.
AskError = duckdb.Error


class NoDatabaseError(FileNotFoundError):
    """No published database, or not the version asked for."""


_elsewhere: ContextVar[Path | None] = ContextVar("home", default=None)


def home() -> Path:
    """Folder of `published/` and `private/`: the one inside `at(…)`, else `IKM_HOME`, else the project's `data/`."""
    return _elsewhere.get() or Path(os.environ.get("IKM_HOME") or PROJECT / "data")


@contextmanager
def at(base: Path) -> Iterator[None]:
    """Inside, `base` is the home: for a build on trial beside the published one."""
    token = _elsewhere.set(base)
    try:
        yield
    finally:
        _elsewhere.reset(token)


def path_of(version: str, base: Path | None = None) -> Path:
    return (base or home()) / "published" / f"ikm-{version}.duckdb"


def versions(base: Path | None = None) -> list[str]:
    """Versions that can be opened, oldest first."""
    files = ((base or home()) / "published").glob("ikm-*.duckdb")
    return sorted(file.stem.removeprefix("ikm-") for file in files)


def current_version(base: Path | None = None) -> str | None:
    """The version a rollback names, else the newest; None where nothing is published."""
    kept = versions(base)
    pointer = (base or home()) / "published" / "current"
    named = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else ""
    if named in kept:
        return named
    return kept[-1] if kept else None


def connect(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one database file, by default the current one. Raises NoDatabaseError."""
    if path is None:
        version = current_version()
        if version is None:
            raise NoDatabaseError(home() / "published")
        path = path_of(version)
    if not path.exists():
        raise NoDatabaseError(path)
    connection = duckdb.connect(str(path), read_only=True)
    hasten(connection)
    connection.execute("set search_path = 'core'")
    return connection


def hasten(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the many small questions of a page cheap. This holds for the whole database of a connection."""
    known = [name for (name,) in connection.execute("select name from duckdb_optimizers()").fetchall()]
    unneeded = ",".join(name for name in known if name not in KEPT)
    # Viewers ask side by side: one thread each.
    connection.execute(f"set disabled_optimizers = '{unneeded}'; set threads = 1")


@lru_cache(maxsize=4)
def _shared(path: Path) -> duckdb.DuckDBPyConnection:
    return connect(path)


def query(
    sql: str, parameters: Sequence[object] | Mapping[str, object] = (), version: str | None = None
) -> pd.DataFrame:
    """Rows of one SELECT on one version (by default the current), in a frame. Safe from several threads."""
    return Workspace(version).query(sql, parameters)


class Workspace:
    """A connection of its own to one version, by default the current: relations that are made once stand in it as
    temporary tables. Safe from several threads. Raises NoDatabaseError.
    """

    def __init__(self, version: str | None = None) -> None:
        chosen = version or current_version()
        if chosen is None:
            raise NoDatabaseError(home() / "published")
        self._path = path_of(chosen)
        self._cursor = _shared(self._path).cursor()
        self._cursor.execute("set search_path = 'core'")
        self._made: set[str] = set()
        self._lock = Lock()

    def make(self, name: str, sql: str, parameters: Mapping[str, object]) -> None:
        """Let the rows of one SELECT stand under a name, where that name does not stand yet."""
        with self._lock:
            if name not in self._made:
                self._ask(f"create temp table {name} as {sql}", parameters)
                self._made.add(name)

    def query(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> pd.DataFrame:
        """Rows of one SELECT, in a frame."""
        with self._lock:
            return self._ask(sql, parameters).df()

    def _ask(self, sql: str, parameters: Sequence[object] | Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        return self._cursor.execute(_parsed(self._path, sql), parameters or None)


@lru_cache(maxsize=1024)
def _parsed(path: Path, sql: str) -> duckdb.Statement:
    """A statement is read once: that takes as long as a third of the query."""
    return _shared(path).extract_statements(sql)[0]


def split_header(text: str) -> tuple[dict[str, Any], str]:
    """TOML header (between `/*---` and `---*/`) and SELECT of one SQL file."""
    head, _, body = text.partition("---*/")
    return tomllib.loads(head.partition("/*---")[2]), body.strip()
