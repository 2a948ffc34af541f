"""What a file may cost, asked before it is opened: bytes, bytes unpacked, cells.

A workbook of a few kilobytes can unpack to gigabytes, or name a cell in the last row and column of the sheet. Its
reader makes room for all of it and, where there is none, ends the process: no exception reaches Python.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from etl.errors import FileRefused

MEGABYTE = 1_000_000
FILE_BYTES = 512 * MEGABYTE
UNPACKED_BYTES = 512 * MEGABYTE
# Sheets of an office unpack to 5–30 times their size. Below HARMLESS_BYTES the ratio does no harm.
UNPACKED_RATIO = 200
HARMLESS_BYTES = 32 * MEGABYTE
CELLS = 20_000_000
CHUNK_BYTES = MEGABYTE

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
ROW_END = re.compile(rb"</(?:\w+:)?row>")
ROW_NUMBER = re.compile(rb'[<:]row\b[^>]*?\sr="(\d{1,7})"')
# A cell that is only coloured closes itself and takes no room.
FILLED_CELL = re.compile(rb'[<:]c\b(?:[^>]*?\sr="([A-Za-z]{1,3})(\d{1,7})")?[^>]*(?<!/)>')


def content(file: Path) -> bytes:
    """A file's bytes. Raises FileRefused where there are too many, OSError where it cannot be opened."""
    size = file.stat().st_size
    if size > FILE_BYTES:
        raise FileRefused("too_many_bytes", megabytes=size // MEGABYTE, limit=FILE_BYTES // MEGABYTE)
    return file.read_bytes()


def check_workbook(packed: bytes) -> None:
    """Raise FileRefused where a zipped workbook unpacks to too much, or its sheets span too many cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            # Another kind of workbook under this name (.ods, .xlsb) hides its cells from `cells`.
            archive.getinfo("xl/workbook.xml")
            members = _unpacked(archive, len(packed))
            check_cells(sum(cells(member) for member in members))
    except BROKEN_ZIP as error:
        raise FileRefused("workbook_unreadable") from error


def check_cells(count: int) -> None:
    if count > CELLS:
        raise FileRefused("too_many_cells", cells=f"{count:_}".replace("_", " "), limit=CELLS // 1_000_000)


def _unpacked(archive: zipfile.ZipFile, packed_bytes: int) -> Iterator[bytes]:
    """The members one after another, as far as the limits allow. What the archive says of sizes is not believed."""
    allowed = min(UNPACKED_BYTES, max(HARMLESS_BYTES, UNPACKED_RATIO * packed_bytes))
    left = allowed
    for member in archive.infolist():
        member.file_size = allowed + 2 * CHUNK_BYTES
        with archive.open(member) as stream:
            parts = list(_chunks(stream, left))
        left -= sum(map(len, parts))
        if left < 0:
            raise FileRefused("too_many_bytes_unpacked", limit=allowed // MEGABYTE)
        yield b"".join(parts)


def _chunks(stream: IO[bytes], allowed: int) -> Iterator[bytes]:
    """What the stream holds, and no more than one chunk beyond what is allowed."""
    while allowed >= 0 and (chunk := stream.read(CHUNK_BYTES)):
        allowed -= len(chunk)
        yield chunk


def cells(sheet: bytes) -> int:
    """Rows × columns up to the last filled cell of a sheet's XML; 0 for XML without cells."""
    height = width = 0
    for number, row in enumerate(_rows(sheet), start=1):
        filled = FILLED_CELL.findall(row)
        if not filled:
            continue
        columns, places = map(set, zip(*filled, strict=True))
        if b"" in places:
            # A cell that does not say where it stands follows the one before.
            width = max(width, len(filled))
            places = {*places - {b""}, b"%d" % number, *ROW_NUMBER.findall(row)}
        height = max(height, *map(int, places))
        width = max(width, *map(_column, columns))
    return height * width


def _rows(sheet: bytes) -> Iterator[bytes]:
    start = 0
    for end in ROW_END.finditer(sheet):
        yield sheet[start : end.start()]
        start = end.end()
    yield sheet[start:]


def _column(letters: bytes) -> int:
    """Number of a column from its letters: A is 1, AA is 27; none is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
