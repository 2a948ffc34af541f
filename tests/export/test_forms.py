"""Forms: exported, filled in by a script, and read by the ETL without a row set aside."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from ikm import store
from ikm.export import forms
from ikm.export.forms import ENTRY, FORMS, HEADER_ROW, LISTS, Form
from ikm.text import LANGUAGES

PROJECT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 24)
EXCEL_EPOCH = date(1899, 12, 30)
pytestmark = pytest.mark.usefixtures("sample_home")

CLASS = {"Nama Kegiatan": "Contoh: kemasan kue", "Tgl Mulai": date(2026, 3, 2)}
# Invented: the region 747199 does not exist. The third has neither number and is known by name and place.
PEOPLE: Sequence[Mapping[str, object]] = (
    {"Nama Lengkap": "Contoh Ani", "NIK": "7471994101800011", "L/P": "P", "Kecamatan": "Kadia", "Kelurahan": "Bende"},
    {"Nama Lengkap": "Contoh Budi", "NIB": "9995000000011", "L/P": "L", "NIK": "7471990101800022"},
    {
        "Nama Lengkap": "Contoh Cici",
        "Nama Usaha": "Contoh Kue",
        "L/P": "P",
        "Kecamatan": "Abeli",
        "Kelurahan": "Poasia",
    },
)
ANSWERS = (("omzet", 4_500_000, "Rp per bulan", 4), ("tenaga kerja", 3, "orang", 4), ("kemasan berlabel", 1, "-", 3))


def rows_of(chosen: Form) -> list[dict[str, object]]:
    """What a class would write into a form."""
    if chosen.kind == "training_event":
        return [CLASS | {"Tgl Selesai": date(2026, 3, 6), "Cabang": "Pangan", "Jumlah Hari": 5, "Jumlah Peserta": 3}]
    if chosen.kind == "training_participant":
        scores = {"KBLI": "10710", "Nilai Awal": 50, "Nilai Akhir": 70, "Lulus": "Ya"}
        return [CLASS | dict(person) | scores for person in PEOPLE]
    return [
        CLASS
        | dict(person)
        | {"Gelombang": wave, "Ukuran": measure, "Nilai": value, "Satuan": unit, "Tingkat": level}
        | {"Tanggal Ukur": date(2026, 3, 2), "Instrumen": "Kuesioner"}
        for person in PEOPLE
        for wave in chosen.waves
        for measure, value, unit, level in ANSWERS
    ]


def filled(content: bytes, chosen: Form) -> bytes:
    """The workbook with rows under its headers, put into the sheet itself as Excel would: nothing else is touched."""
    headers = [column.header for column in chosen.columns]
    lines = [line(number, row, headers) for number, row in enumerate(rows_of(chosen), HEADER_ROW + 2)]
    written = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(written, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if part == "xl/worksheets/sheet2.xml":
                text = text.replace(b"</sheetData>", "".join(lines).encode() + b"</sheetData>")
            after.writestr(part, text)
    return written.getvalue()


def line(number: int, row: Mapping[str, object], headers: Sequence[str]) -> str:
    cells = [cell(number, place, row[name]) for place, name in enumerate(headers) if name in row]
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(number: int, column: int, value: object) -> str:
    where = f"{chr(ord('A') + column)}{number}"
    if isinstance(value, date):
        return f'<c r="{where}"><v>{(value - EXCEL_EPOCH).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{where}"><v>{value}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", FORMS, ids=lambda form: form.name)
def test_a_form_filled_by_a_script_is_loaded_with_no_row_set_aside(chosen: Form, language: str, tmp_path: Path) -> None:
    with ZipFile(BytesIO(forms.package(chosen, language, DAY))) as archive:
        archive.extractall(tmp_path)
    file = tmp_path / f"{chosen.name}.xlsx"
    file.write_bytes(filled(file.read_bytes(), chosen))
    command = [sys.executable, "-m", "etl", "check", str(file)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(len(rows_of(chosen))) in done.stdout


def sheet(chosen: Form, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(forms.workbook(chosen, "id")))
    return list(book.get_sheet_by_name(name).to_python(skip_empty_area=False))


@pytest.mark.parametrize("chosen", FORMS, ids=lambda form: form.name)
def test_a_form_has_instructions_a_consent_line_and_its_headers(chosen: Form) -> None:
    rows = sheet(chosen, ENTRY)
    assert str(rows[1][0]).startswith("Persetujuan:")
    assert rows[HEADER_ROW][: len(chosen.columns)] == [column.header for column in chosen.columns]
    assert len(sheet(chosen, "Petunjuk")) > 5


def test_the_lists_hold_every_place_code_and_measure() -> None:
    rows = sheet(forms.form("daftar_hadir"), LISTS)
    heads = [str(head) for head in rows[0]]
    found = {head: [row[place] for row in rows[1:] if row[place] != ""] for place, head in enumerate(heads)}
    assert len(found["Kecamatan"]) == 11
    assert len(found["Kelurahan"]) == len(found["Kecamatan dari kelurahan"]) == 65
    assert len(found["KBLI"]) == 476
    assert found["L/P"] == ["L", "P"]
    assert "omzet" in found["Ukuran"]


def test_the_kelurahan_of_a_kecamatan_stand_together_so_that_a_cell_offers_them_alone() -> None:
    places = store.query("select name from kecamatan order by name")["name"]
    inside = [row[1] for row in sheet(forms.form("daftar_hadir"), LISTS)[1:] if row[1] != ""]
    assert list(dict.fromkeys(inside)) == list(places)
    assert [name for place, name in enumerate(inside) if place == 0 or inside[place - 1] != name] == list(places)


def test_numbers_of_people_are_kept_as_text_and_no_person_is_in_an_empty_form() -> None:
    with ZipFile(BytesIO(forms.workbook(forms.form("daftar_hadir"), "id"))) as book:
        entry = book.read("xl/worksheets/sheet2.xml").decode()
    assert entry.count("<row ") == HEADER_ROW - 1  # title, consent and headers: two blank rows are not written
    assert 'type="textLength"' in entry


def test_the_same_form_is_the_same_bytes() -> None:
    chosen = forms.form("ukuran_ulang")
    content = forms.package(chosen, "id", DAY)
    assert content == forms.package(chosen, "id", DAY)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["ukuran_ulang.xlsx", "ukuran_ulang.xlsx.toml"]
        with ZipFile(BytesIO(archive.read("ukuran_ulang.xlsx"))) as book:
            # Else the second in which it is made would be in it.
            assert b">2020-01-01T00:00:00Z</dcterms:created>" in book.read("docProps/core.xml")
