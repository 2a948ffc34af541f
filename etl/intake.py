"""Files → rows of each kind, every row with its outcome. Row by row nothing is dropped without a trace.

Tables made here (private): `raw_<n>` the cells of file n; `row_<kind>` what was read from each row, with `outcome`
(`ok` until duplicates are known), `field` and `reason` of a row set aside; `row_issue` fields that became NULL.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from etl import fields, headers, limits, mapping, outcome, parse, read, reference
from etl.errors import FileRefused
from etl.headers import Header
from etl.kinds import KINDS, Kind
from etl.mapping import FileMapping
from etl.read import Sheet
from etl.reference import Rows

# Reasons of the parsers → the classes of the contract. `parsed` keeps the finer words, which `check` tells a person.
REASON_CLASS = (
    "case when {0} in ('ambiguous', 'range', 'damaged', 'unknown_code', 'unknown_place') then 'unreadable' else {0} end"
)


@dataclass(frozen=True)
class TakenFile:
    """One data file: its mapping where it was read, else why not; `copy_of` names the file it repeats byte by byte."""

    number: int
    name: str
    sha256: str
    mapping: FileMapping | None = None
    sheet: Sheet | None = None
    refusal: FileRefused | None = None
    copy_of: str | None = None


def prepare(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows], kinds: Iterable[str] = tuple(KINDS)
) -> None:
    """Macros, lookup lists and the empty row tables of the kinds asked for."""
    parse.install(connection, reference.kbli_classes(tables))
    connection.execute(outcome.MACROS.read_text(encoding="utf-8"))
    connection.execute("create or replace table row_issue (file_no integer, row bigint, field varchar, reason varchar)")
    connection.execute("create or replace table raw_0 (c0 varchar)")
    no_sheet = Sheet("raw_0", Header(0, 1, (), {}), 1, 1, 0, marked=False)
    for name in kinds:
        kind = KINDS[name]
        _judge(connection, kind, FileMapping(name, "", date.min), no_sheet, 0)
        connection.execute(f"create or replace table row_{name} as select * exclude issues from parsed limit 0")


def take(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    tables: Mapping[str, Rows],
    sources: Iterable[str],
    progress: Callable[[list[Path]], Iterable[Path]],
) -> list[TakenFile]:
    """Read every data file of a folder into the connection. A file that cannot be taken is refused by name."""
    known_sources = set(sources)
    taken: list[TakenFile] = []
    first_of: dict[str, str] = {}
    for number, file in enumerate(progress(mapping.data_files(folder)), start=1):
        name = file.relative_to(folder).as_posix()
        one = _take_one(connection, file, TakenFile(number, name, ""), tables, known_sources, first_of)
        if one.sheet is not None:
            first_of[one.sha256] = name
        taken.append(one)
    return taken


def _take_one(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    one: TakenFile,
    tables: Mapping[str, Rows],
    sources: set[str],
    first_of: Mapping[str, str],
) -> TakenFile:
    try:
        content = limits.content(file)
        one = replace(one, sha256=hashlib.sha256(content).hexdigest())
        file_mapping = mapping.read(file, KINDS, sources)
        one = replace(one, mapping=file_mapping)
        if one.sha256 in first_of:
            return replace(one, copy_of=first_of[one.sha256])
        return replace(one, sheet=take_rows(connection, file, content, file_mapping, tables, one.number))
    except FileRefused as refusal:
        return replace(one, refusal=refusal)
    except OSError as error:
        return replace(one, refusal=FileRefused("file_unreadable", detail=error.strerror or ""))


def take_rows(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    content: bytes,
    file_mapping: FileMapping,
    tables: Mapping[str, Rows],
    number: int,
) -> Sheet:
    """Read one file's rows into `row_<kind>` and `row_issue`. Raises FileRefused."""
    kind = KINDS[file_mapping.kind]
    known = headers.aliases(file_mapping.kind, kind.reads, tables)
    sheet = read.load(connection, file, content, file_mapping, known, f"raw_{number}")
    _check_columns(kind, file_mapping, sheet)
    try:
        _judge(connection, kind, file_mapping, sheet, number)
        outcome.skip(connection, sheet)
    except duckdb.Error as error:
        # What the engine says may quote a cell, and a cell may name a person: only the fact is told.
        raise FileRefused("rows_unreadable") from error
    table = f"row_{file_mapping.kind}"
    reason = REASON_CLASS.format("reason")
    connection.execute(
        f"insert into {table} select * exclude issues replace ({reason} as reason) from parsed where outcome <> 'blank'"
    )
    connection.execute(
        f"""
        insert into row_issue
        select file_no, row, issue.field, {REASON_CLASS.format("issue.reason")}
        from (select file_no, row, unnest(issues) as issue from parsed where outcome = 'ok')
        """
    )
    return sheet


def _check_columns(kind: Kind, file_mapping: FileMapping, sheet: Sheet) -> None:
    """A file that lacks a whole key column is refused: setting aside each of its rows would not say what to do."""
    columns = sheet.header.columns
    if "kbli" in kind.reads and "kbli" in columns and file_mapping.kbli_version is None:
        raise FileRefused("mapping_lacks", key="kbli_version")
    if "tahun_data" in kind.keys and "tahun_data" not in columns and file_mapping.year is None:
        raise FileRefused("mapping_lacks", key="year")
    has_name = {"nama_perusahaan", "kelurahan", "kecamatan"} <= set(columns)
    enough = {
        "identity": bool({"nib", "nik"} & set(columns)) or has_name,
        "output": any(
            field in columns for field in ("nilai_produksi", "nilai_produksi_bulan", "tk_total", "tk_l", "tk_p")
        ),
        "tahun_data": True,
        "periode": True,
    }
    for name in kind.keys:
        if not enough.get(name, name in columns):
            raise FileRefused("lacks_column", field=name)


def _judge(
    connection: duckdb.DuckDBPyConnection, kind: Kind, file_mapping: FileMapping, sheet: Sheet, number: int
) -> None:
    """Cells → fields (values and reasons) → `parsed` (outcomes)."""
    connection.execute(
        f"""
        create or replace temp table parsed as
        with fields as ({fields.sql(kind, file_mapping, sheet)}),
        {outcome.ctes(kind, file_mapping, sheet, number)}
        """
    )
