"""What a file may cost: small files that ask for the whole memory are refused before anything opens them."""

import io
import os
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from etl import __main__, limits
from etl.errors import FileRefused
from tests.etl.conftest import DIRECTORY, PRODUCTION, toml, write

MEGABYTE = 1_000_000
SHEET = "xl/worksheets/sheet1.xml"
FAR_CORNER = (1_048_575, 16_383)
Capture = pytest.CaptureFixture[str]


def workbook(*places: tuple[int, int], colour: tuple[int, int] | None = None) -> bytes:
    """A workbook with a word in each place (row and column from 0), and one place that is only coloured."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        sheet = book.add_worksheet()
        for row, column in places:
            sheet.write_string(row, column, "isi")
        if colour:
            sheet.write_blank(*colour, None, book.add_format({"bg_color": "yellow"}))
    return whole.getvalue()


def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet is a heading, then blanks without end: about a kilobyte on disk for each megabyte."""
    whole = io.BytesIO(workbook((0, 0)))
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/1.xml", "w") as member:
        for _ in range(megabytes):
            member.write(b" " * MEGABYTE)
    return whole.getvalue()


def with_a_lie(packed: bytes) -> bytes:
    """The same archive, whose directory says that its last member unpacks to 500 bytes that sum up right."""
    entry = packed.rindex(b"PK\x01\x02")
    told = struct.pack("<I", zlib.crc32(b" " * 500)), struct.pack("<I", 500)
    return packed[: entry + 16] + told[0] + packed[entry + 20 : entry + 24] + told[1] + packed[entry + 28 :]


def refused(packed: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        limits.check_workbook(packed)
    return refusal.value.message


def test_an_ordinary_workbook_is_within_the_limits() -> None:
    limits.check_workbook(workbook((0, 0), (5000, 30)))


@pytest.mark.parametrize("lie", [False, True])
def test_a_zip_bomb_is_refused_whatever_its_directory_says(lie: bool) -> None:
    packed = bomb(150)
    assert len(packed) < MEGABYTE
    assert refused(with_a_lie(packed) if lie else packed) == "too_many_bytes_unpacked"


def test_a_cell_in_the_far_corner_is_refused_and_a_coloured_one_is_not() -> None:
    assert refused(workbook((0, 0), FAR_CORNER)) == "too_many_cells"
    limits.check_workbook(workbook((0, 0), colour=FAR_CORNER))


def test_another_kind_of_archive_is_no_workbook() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("content.xml", '<table:table-row table:number-rows-repeated="1048576"/>')
    assert refused(whole.getvalue()) == "workbook_unreadable"


@pytest.mark.parametrize(
    ("xml", "cells"),
    [
        (b"", 0),
        (b'<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>', 3),
        (b'<row r="4"><c s="1" r="B4"><v>1</v></c></row>', 8),
        (b'<x:row r="2"><x:c r="AA2"><x:v>1</x:v></x:c></x:row>', 54),
        (b'<row><c><v>1</v></c><c t="s"><v>2</v></c></row><row><c><v>3</v></c></row>', 4),
        (b'<row r="9"><c><v>1</v></c></row>', 9),
        (b'<row r="9"><c r="D9" s="2"/></row><row r="10"><c r="A1"><v>1</v></c></row>', 1),
    ],
)
def test_cells_are_counted_up_to_the_last_filled_row_and_column(xml: bytes, cells: int) -> None:
    assert limits.cells(xml) == cells


def test_a_build_refuses_the_bombs_and_loads_the_rest(tmp_path: Path, capsys: Capture) -> None:
    raw = tmp_path / "raw"
    row = "7471990101800011;UD Contoh;Bende;Kadia;10710;3;10.000.000"
    head = "nik;nama_perusahaan;kelurahan;kecamatan;kbli;jumlah_tenaga_kerja;nilai_produksi"
    write(raw, "direktori.csv", [head, row], DIRECTORY)
    for name, packed in {"bom.xlsx": bomb(150), "jauh.xlsx": workbook((0, 0), FAR_CORNER)}.items():
        (raw / name).write_bytes(packed)
        (raw / f"{name}.toml").write_text(toml(DIRECTORY | {"sample": True}), encoding="utf-8")
    huge = write(raw, "besar.csv", ["nik;nilai_produksi"], PRODUCTION)
    os.truncate(huge, limits.FILE_BYTES + MEGABYTE)
    given = ["--raw", str(raw), "--home", str(tmp_path / "home")]
    assert __main__.main(given) == __main__.SOME_REFUSED
    told = capsys.readouterr().out
    for words in (r"besar\.csv: .* 513 MB, .* 512 MB", r"bom\.xlsx: .* 32 MB", r"jauh\.xlsx: .* 17 179 869 184 .* 20 "):
        assert re.search(words, told), words
