"""Bytes → an all-text table: `c<n>` and, of workbooks, `m<n>`, one row for each row below the header, in order.

`m<n>` marks what the workbook held (etl.parse: TEXT, NUMBER, DATE). CSV goes through DuckDB's own reader at column
speed; only a workbook's cells are met one by one.
"""

import codecs
import contextlib
import csv
import io
import math
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, XmlError, ZipError

from etl import headers, limits, parse
from etl.errors import FileRefused
from etl.headers import Header
from etl.mapping import FileMapping

HEAD_ROWS = 60
HEAD_BYTES = 1_000_000
# Room for cells beyond the header: a stray delimiter must set its row aside, not break the file.
SPARE_COLUMNS = 8
CONTROLS = bytes([*range(10), 11, 12, *range(14, 32), 127])
DELIMITERS = (";", ",", "\t", "|")
WORKBOOK_ERRORS = (CalamineError, XmlError, ZipError, WorksheetNotFound, OSError, ValueError)
# How an .xls begins, and a workbook with a password; any other workbook is a zip.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
Cell = int | float | str | bool | time | date | datetime | timedelta | None
Grid = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Sheet:
    """A file's table: `width` columns with a header, `spare` more without one, marks or none.

    `first_row` is the number of the first row below the header, counted from 1 as in the sheet or the CSV.
    """

    table: str
    header: Header
    first_row: int
    width: int
    spare: int
    marked: bool
    delimiter: str = ""
    ascii: bool = False

    def clean(self, column: int) -> str:
        """SQL of a cell's text; where no byte of the file needs Unicode, cutting spaces is all there is to do."""
        return f"trim(c{column})" if self.ascii else f"clean(c{column})"

    def mark(self, column: int) -> str:
        return f"m{column}" if self.marked else str(parse.TEXT)


def load(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    content: bytes,
    mapping: FileMapping,
    known: Mapping[str, str],
    table: str,
) -> Sheet:
    """Create `table` from a file's content. Raises FileRefused where it cannot be read."""
    if not content[:HEAD_BYTES].strip() and not content.strip():
        raise FileRefused("empty")
    if file.suffix.lower() in (".xlsx", ".xls"):
        return _workbook(connection, content, mapping, known, table)
    return _text(connection, file, content, mapping, known, table)


# -- workbooks


def _workbook(
    connection: duckdb.DuckDBPyConnection, content: bytes, mapping: FileMapping, known: Mapping[str, str], table: str
) -> Sheet:
    rows, header = _best_sheet(_sheets(content, mapping.sheet), mapping, known)
    first = header.end
    width = max(map(len, rows))
    columns: dict[str, pa.Array] = {}
    for column in range(width):
        cells = [_cell(row[column]) if column < len(row) else (None, parse.TEXT) for row in rows[first:]]
        columns[f"c{column}"] = pa.array([text for text, _ in cells], pa.string())
        columns[f"m{column}"] = pa.array([mark for _, mark in cells], pa.int8())
    connection.register("given_sheet", pa.table(columns))
    connection.execute(f"create or replace table {table} as select * from given_sheet")
    connection.unregister("given_sheet")
    return Sheet(table, header, first + 1, width, 0, marked=True)


def _sheets(content: bytes, name: str | None) -> list[Grid]:
    if not content.startswith(COMPOUND_FILE):
        limits.check_workbook(content)
    try:
        with _rust_kept_quiet():
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            if name is not None and name not in book.sheet_names:
                raise FileRefused("sheet_absent", sheet=name, found=", ".join(book.sheet_names))
            names = [name] if name is not None else book.sheet_names
            sheets = [book.get_sheet_by_name(each) for each in names]
            limits.check_cells(sum(math.prod(at + 1 for at in sheet.end or ()) for sheet in sheets))
            return [sheet.to_python(skip_empty_area=False) for sheet in sheets]
    except PasswordError as error:
        raise FileRefused("password") from error
    except WORKBOOK_ERRORS as error:
        raise FileRefused("workbook_unreadable") from error
    except BaseException as error:
        # A damaged .xls can make the Rust reader panic, which Python meets outside the tree of Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("workbook_unreadable") from None


@contextlib.contextmanager
def _rust_kept_quiet() -> Iterator[None]:
    """A panic prints its trace to the process's standard error, past Python; nobody is helped by it."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _best_sheet(sheets: Sequence[Grid], mapping: FileMapping, known: Mapping[str, str]) -> tuple[Grid, Header]:
    refusals: list[FileRefused] = []
    found: list[tuple[Grid, Header]] = []
    for rows in sheets:
        try:
            found.append(
                (rows, headers.find([[_plain(cell) for cell in row] for row in rows[:HEAD_ROWS]], mapping, known))
            )
        except FileRefused as refusal:
            refusals.append(refusal)
    if not found:
        raise refusals[0] if refusals else FileRefused("empty")
    return max(found, key=lambda pair: len(pair[1].columns))


def _plain(cell: Cell) -> str:
    return " ".join((_cell(cell)[0] or "").split())


def _cell(cell: Cell) -> tuple[str | None, int]:
    """Text and mark of a workbook cell. A number is written out in full, without exponent."""
    if isinstance(cell, bool):
        return str(cell).lower(), parse.TEXT
    if isinstance(cell, int | float):
        whole = float(cell).is_integer()
        return str(int(cell)) if whole else format(Decimal(repr(cell)), "f"), parse.NUMBER
    if isinstance(cell, datetime):
        return cell.date().isoformat(), parse.DATE
    if isinstance(cell, date):
        return cell.isoformat(), parse.DATE
    return (str(cell), parse.TEXT) if cell not in (None, "") else (None, parse.TEXT)


# -- text files


def _text(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    content: bytes,
    mapping: FileMapping,
    known: Mapping[str, str],
    table: str,
) -> Sheet:
    text = _decoded(content, mapping.encoding)
    head = text[:HEAD_BYTES]
    delimiter, header = _best_delimiter(head, mapping, known)
    records = list(_records(head, delimiter))
    skipped_lines = records[header.end - 1][0] if header.end else 0
    width = max(len(header.names), *(len(cells) for _, cells in records))
    clean = _is_plain(content, text) and not set(str(file)) & set("*?[")
    source = file if clean else _rewritten(connection, text, delimiter, table)
    try:
        _read_csv(connection, source, delimiter, skipped_lines, width + SPARE_COLUMNS, table)
    except duckdb.Error as error:
        raise FileRefused("text_unreadable", detail=str(error).splitlines()[0]) from error
    finally:
        if not clean:
            source.unlink(missing_ok=True)
    ascii_only = content.isascii() and len(content.translate(None, CONTROLS)) == len(content)
    return Sheet(table, header, header.end + 1, width, SPARE_COLUMNS, False, delimiter, ascii_only)


def _decoded(content: bytes, encoding: str | None) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252; or as the mapping says."""
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    tries = [encoding] if encoding else ["utf-16"] if utf16 else ["utf-8-sig", "cp1252"]
    for each in tries:
        try:
            text = content.decode(each)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text:
            break
        return text
    raise FileRefused("not_text")


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The first records with the number of lines read so far; a blank line is a record."""
    lines = islice(io.StringIO(text, newline=""), HEAD_ROWS * 4)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in islice(reader, HEAD_ROWS):
            yield reader.line_num, cells
    except csv.Error:
        return


def _best_delimiter(text: str, mapping: FileMapping, known: Mapping[str, str]) -> tuple[str, Header]:
    refusals: list[FileRefused] = []
    found: list[tuple[str, Header]] = []
    for delimiter in [mapping.delimiter] if mapping.delimiter else DELIMITERS:
        grid = [[" ".join(cell.split()) for cell in cells] for _, cells in _records(text, delimiter)]
        try:
            found.append((delimiter, headers.find(grid, mapping, known)))
        except FileRefused as refusal:
            refusals.append(refusal)
    if not found:
        raise refusals[0]
    return max(found, key=lambda pair: len(pair[1].columns))


def _is_plain(content: bytes, text: str) -> bool:
    """Whether DuckDB can read the bytes as they are: UTF-8, one kind of line end, no blank line (it skips them)."""
    returns = content.count(b"\r")
    one_kind = returns == 0 or returns == content.count(b"\n") == content.count(b"\r\n")
    blank = b"\n\n" in content or b"\n\r\n" in content or content.startswith((b"\n", b"\r"))
    return one_kind and not blank and text.isascii() == content.isascii() and _is_utf8(content)


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rewritten(connection: duckdb.DuckDBPyConnection, text: str, delimiter: str, table: str) -> Path:
    """The same text in UTF-8 with one kind of line end; a lone delimiter keeps the place of a blank line."""
    ((database,),) = connection.execute(
        "select coalesce(path, '') from duckdb_databases() where database_name = current_database()"
    ).fetchall()
    folder = Path(database).parent if database else Path(tempfile.gettempdir())
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    file = folder / f".reading-{table}.csv"
    file.write_bytes(re.sub(r"(?m)^(?=\n)", delimiter, lines).encode("utf-8", "replace"))
    return file


def _read_csv(
    connection: duckdb.DuckDBPyConnection, file: Path, delimiter: str, skipped_lines: int, width: int, table: str
) -> None:
    names = ", ".join(f"'c{column}': 'VARCHAR'" for column in range(width))
    quoted = delimiter.replace("'", "''")
    reading = f"""
        create or replace table {table} as
        select * from read_csv(
            ?, delim = '{quoted}', quote = '"', escape = '"', header = false, auto_detect = false, strict_mode = false,
            null_padding = true, skip = {skipped_lines}, columns = {{{names}}}
        )
    """
    try:
        connection.execute(reading, [str(file)])
    except duckdb.Error:
        # Line breaks inside quotes need the reader to go from top to bottom.
        connection.execute(reading.replace("null_padding", "parallel = false, null_padding"), [str(file)])
