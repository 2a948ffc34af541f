"""Write, audit, publish: a build makes its database under another name and renames it when every check has passed.

    build(raw, home) -> Built

`HOME/published/ikm-<UTC stamp>-<hash8>.duckdb` is one immutable file per build; `HOME/private/ikm.duckdb` holds the raw
rows, names and numbers behind the newest one and is for the ETL's user only.
"""

import contextlib
import csv
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from etl import build as core
from etl import identity, intake, mapping, merge, reference
from etl.build import Failure
from etl.errors import BuildStopped, FileRefused
from etl.intake import TakenFile
from ikm import store

DATA = store.PROJECT / "data"
KEPT_VERSIONS = 10
STAMP = "%Y%m%dT%H%M%SZ"
Progress = Callable[[list[Path], str], Iterable[Path]]


@dataclass(frozen=True)
class Built:
    """A published version; `files` are the rows of core.file as dictionaries, `refusals` say why by file name.

    `rolled_back` says that this build ended a rollback.
    """

    version: str
    path: Path
    files: tuple[dict[str, Any], ...]
    refusals: Mapping[str, FileRefused]
    rolled_back: bool


class ChecksFailed(BuildStopped):
    """The new database breaks a rule; `failures` hold the first rows that do."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__("checks_failed", count=len(failures))
        self.failures = tuple(failures)


class NothingReadable(BuildStopped):
    """Every file was refused; `refusals` say why by file name."""

    def __init__(self, folder: Path, refusals: Mapping[str, FileRefused]) -> None:
        super().__init__("nothing_readable", folder=str(folder))
        self.refusals = refusals


def _silent(files: list[Path], _: str) -> Iterable[Path]:
    return files


def raw_folder() -> Path:
    """`data/raw/`, or `data/sample/` where it holds no data file."""
    raw = DATA / "raw"
    return raw if mapping.data_files(raw) else DATA / "sample"


def build(
    raw: Path,
    home: Path,
    reference_folder: Path = DATA / "reference",
    progress: Progress = _silent,
) -> Built:
    """Build, check and publish a database from the files of `raw`. Raises BuildStopped; then nothing has changed.

    A file that cannot be taken is refused (its reason is in core.file) and the others are built.
    """
    private, published = home / "private", home / "published"
    for folder in (home, private, published):
        folder.mkdir(parents=True, exist_ok=True)
    private.chmod(0o700)
    with _locked(private):
        staging, building = private / "staging.duckdb", published / "building.duckdb"
        _clear(private, staging, building)
        try:
            return _build(raw, home, reference_folder, progress, staging, building)
        finally:
            _clear(private, staging, building)


def _build(raw: Path, home: Path, reference_folder: Path, progress: Progress, staging: Path, building: Path) -> Built:
    sources = reference.sources(DATA / "sources.toml", raw / "sources.toml")
    tables = reference.read(reference_folder, list(sources))
    with duckdb.connect(str(staging)) as connection:
        connection.execute(store.CAREFUL)
        staging.chmod(0o600)
        connection.execute("set preserve_insertion_order = true")
        reference.load(connection, tables, sources)
        intake.prepare(connection, tables)
        files = intake.take(connection, raw, tables, sources, lambda found: progress(found, "reading"))
        _require_some(raw, files)
        identity.resolve(
            connection, home / "private", all(one.mapping.sample for one in files if one.mapping and one.sheet)
        )
        merge.merge(connection, files)
        core.prepare(connection, files)
        connection.execute(f"attach '{str(building).replace(chr(39), chr(39) * 2)}' as published")
        failures = core.make_core(connection, "published", lambda found: progress(found, "tables"))
        if failures:
            raise ChecksFailed(failures)
        rows = _file_rows(connection)
        digest = _digest(connection, raw, files, reference_folder)
        connection.execute("checkpoint published")
        connection.execute("use staging.main")
        connection.execute("detach published")
        connection.execute("checkpoint")
    version, rolled_back = _publish(home, staging, building, digest)
    refusals = {one.name: one.refusal for one in files if one.refusal}
    return Built(version, store.path_of(version, home), rows, refusals, rolled_back)


def _require_some(raw: Path, files: Sequence[TakenFile]) -> None:
    if not files:
        raise BuildStopped("no_files", folder=str(raw))
    if not any(one.sheet for one in files):
        raise NothingReadable(raw, {one.name: one.refusal for one in files if one.refusal})


def _file_rows(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], ...]:
    found = connection.execute("select * from published.core.file order by file")
    names = [column[0] for column in found.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())


def _digest(
    connection: duckdb.DuckDBPyConnection, raw: Path, files: Sequence[TakenFile], reference_folder: Path
) -> str:
    """Eight hex digits of everything that went in and came out: equal data, equal digits."""
    told = hashlib.sha256()
    for one in files:
        beside = mapping.path_of(raw / one.name)
        told.update(f"{one.name} {one.sha256}\n".encode() + (beside.read_bytes() if beside.exists() else b""))
    for file in sorted(reference_folder.glob("*.csv")):
        told.update(file.read_bytes())
    for (table,) in connection.execute(
        "select table_name from duckdb_tables() where database_name = 'published' order by table_name"
    ).fetchall():
        found = connection.execute(
            f'select sum(cast(hash(t) as hugeint)) from published.core."{table}" as t'
        ).fetchall()
        told.update(f"{table} {found}\n".encode())
    return told.hexdigest()[:8]


def _publish(home: Path, staging: Path, building: Path, digest: str) -> tuple[str, bool]:
    version = f"{_stamp(store.versions(home))}-{digest}"
    _to_disk(building)
    path = store.path_of(version, home)
    building.rename(path)
    _to_disk(path.parent)
    staging.replace(home / "private" / "ikm.duckdb")
    pointer = home / "published" / "current"
    rolled_back = pointer.exists()
    pointer.unlink(missing_ok=True)
    prune(home)
    return version, rolled_back


def _stamp(versions: Sequence[str]) -> str:
    """The second of publishing, later than every version there is: names must sort by time."""
    now = datetime.now(UTC).replace(microsecond=0)
    if versions:
        newest = datetime.strptime(versions[-1].split("-")[0], STAMP).replace(tzinfo=UTC)
        free = newest + timedelta(seconds=1)
        while now < free <= now + timedelta(seconds=2):
            time.sleep(0.05)
            now = datetime.now(UTC).replace(microsecond=0)
        now = max(now, free)
    return now.strftime(STAMP)


def _to_disk(path: Path) -> None:
    """Wait until the disk has it. A folder cannot be opened for that on Windows."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# -- one build at a time


@contextlib.contextmanager
def _locked(private: Path) -> Iterator[None]:
    """Hold the home. DuckDB's own lock on an open database works on every system and ends with the process."""
    try:
        lock = duckdb.connect(str(private / "lock.duckdb"))
    except duckdb.IOException as error:
        raise BuildStopped("already_building", home=str(private.parent)) from error
    try:
        yield
    finally:
        lock.close()


def _clear(private: Path, *files: Path) -> None:
    """Remove what a build leaves that did not end: its two databases and the text it was rewriting."""
    beside = [file.with_name(file.name + ".wal") for file in files]
    for file in [*files, *beside, *private.glob(".reading-*.csv")]:
        file.unlink(missing_ok=True)


# -- versions


def kept_codes(home: Path) -> set[str]:
    """Versions that an exported figure names (`HOME/codes.csv`, column `version`)."""
    file = home / "codes.csv"
    if not file.exists():
        return set()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return {row["version"] for row in csv.DictReader(stream) if row.get("version")}


def prune(home: Path) -> list[str]:
    """Remove databases beyond the last ten that no exported figure names; returns their versions."""
    named = kept_codes(home)
    gone = [version for version in store.versions(home)[:-KEPT_VERSIONS] if version not in named]
    for version in gone:
        # Windows does not remove a file that a viewer has open; a later build will.
        with contextlib.suppress(PermissionError):
            store.path_of(version, home).unlink()
    return gone


def roll_back(home: Path, version: str | None = None) -> str:
    """Make an earlier version current, by default the one before the current. Raises BuildStopped without one."""
    versions = store.versions(home)
    current = store.current_version(home)
    if version is None:
        earlier = [each for each in versions if current and each < current]
        if not earlier:
            raise BuildStopped("no_earlier_version", home=str(home))
        version = earlier[-1]
    if version not in versions:
        raise BuildStopped("no_such_version", version=version)
    pointer = home / "published" / "current"
    draft = pointer.with_name("current.new")
    draft.write_text(version + "\n", encoding="utf-8")
    draft.replace(pointer)
    return version
