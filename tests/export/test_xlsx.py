"""A figure as a workbook: opened again, it has the numbers, masks and marks of the screen."""

import io
import re
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from ikm import codes, figure, metrics
from ikm.export import xlsx
from ikm.selection import Selection
from ikm.text import LANGUAGES
from tests.export.plain import plain

pytestmark = pytest.mark.usefixtures("tiny")

PANGAN = Selection(branches=("Pangan",))
TOP = 4


def opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def table(book: CalamineWorkbook, sheet: str, rows: int) -> list[list[object]]:
    """The rows under the head, as the workbook holds them."""
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[TOP + 1 : TOP + 1 + rows]


def same(cell: object, value: object, hidden: bool, words: str) -> bool:
    """Whether a cell of the workbook says what the screen does: words as they are, numbers and days as such."""
    if hidden:
        return cell == words == "x"
    if isinstance(value, pd.Timestamp):
        return cell == value.date()
    if isinstance(cell, float):
        return cell == pytest.approx(float(value))  # type: ignore[arg-type]
    return cell == words


@pytest.mark.parametrize("selection", [Selection(), PANGAN], ids=["all", "filtered"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", metrics.names())
def test_a_workbook_holds_what_the_screen_shows(name: str, language: str, selection: Selection) -> None:
    shown = plain(name, language, selection)
    book = opened(xlsx.content(shown))
    result = shown.result
    words = figure.cells(result, language)
    found = table(book, "Data", len(result.rows))
    assert len(found) == len(result.rows)
    for at, row in enumerate(found):
        for place, column in enumerate(result.rows):
            value, hidden = result.rows[column].iloc[at], bool(result.hidden(column).iloc[at])
            assert same(row[place], value, hidden, words[at][place]), (column, at, row[place])


def test_there_are_sheets_for_data_definition_sources_and_notes_in_the_language() -> None:
    assert opened(xlsx.content(plain("output_yearly"))).sheet_names == ["Data", "Definisi", "Sumber", "Catatan"]
    names = opened(xlsx.content(plain("output_yearly", "en"))).sheet_names
    assert names == ["Data", "Definition", "Sources", "Notes"]


def test_sample_data_are_marked_on_the_data_in_the_notes_and_in_the_name() -> None:
    shown = plain("output_yearly")
    book = opened(xlsx.content(shown))
    assert "DATA-CONTOH" in xlsx.file_name(shown)
    assert ["DATA CONTOH"] in [row[:1] for row in book.get_sheet_by_name("Data").to_python(skip_empty_area=False)]
    notes = dict(row[:2] for row in book.get_sheet_by_name("Catatan").to_python())
    assert notes["Data contoh"]
    assert notes["Kode gambar"] == codes.code(shown)
    assert notes["Keterangan"] == shown.caption


def test_published_figures_wear_no_mark_of_sample() -> None:
    shown = plain("province_register")
    book = opened(xlsx.content(shown))
    text = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert "DATA CONTOH" not in text
    assert "CONTOH" not in xlsx.file_name(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_that_states_no_licence_has_none(language: str) -> None:
    for name in ("province_register", "output_yearly"):
        sheet = opened(xlsx.content(plain(name, language))).get_sheet_by_index(2)
        assert {row[2] for row in sheet.to_python()[1:]} <= {"", "CC BY 4.0"}


def test_long_words_run_over_several_columns_in_a_row_that_is_high_enough() -> None:
    shown = plain("output_yearly")
    content = xlsx.workbook([shown])
    rows = opened(content).get_sheet_by_index(1).to_python(skip_empty_area=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    merged = re.findall(r'<mergeCell ref="([AB])(\d+):[D-Z]\2"', sheet)
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet))
    notes = next(str(row) for row, cells in enumerate(rows, 1) if cells[1] == shown.caption)
    assert {("A", "1"), ("A", "2"), ("B", notes)} <= set(merged)
    # A line of 15 points holds 110 letters or a few more.
    assert 110 < len(shown.caption) < 330
    assert 30 <= float(heights[notes]) <= 60


def test_a_sheet_is_named_in_whole_words() -> None:
    chosen = [plain(name) for name in metrics.names()]
    for shown, name in zip(chosen, opened(xlsx.workbook(chosen)).sheet_names[1:], strict=True):
        words = set(re.findall(r"\w+", name.partition(" ")[2]))
        assert words
        assert words <= set(re.findall(r"\w+", shown.result.metric.title["id"]))
        assert len(name) <= 31


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_claim_check_has_names_and_no_codes(language: str) -> None:
    words = figure.cells(metrics.run("claim_check"), language)
    assert not [cell for row in words for cell in row if "_" in cell]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    shown = plain("training_programmes")
    rows = shown.result.rows.copy()
    rows.loc[0, "title"] = "=1+1"
    evil = replace(shown, result=replace(shown.result, rows=rows))
    content = xlsx.content(evil)
    assert "=1+1" in [cell for row in table(opened(content), "Data", len(rows)) for cell in row]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert not any("<f>" in sheet for sheet in sheets)
        assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()


def test_a_workbook_of_several_figures_has_an_index_with_links_and_a_sheet_each() -> None:
    chosen = [plain("output_yearly"), plain("businesses_by_branch"), plain("province_register")]
    content = xlsx.workbook(chosen)
    book = opened(content)
    assert book.sheet_names[0] == "Daftar isi"
    assert len(book.sheet_names) == 4
    rows = book.get_sheet_by_name("Daftar isi").to_python()[1:]
    assert [row[1] for row in rows] == [each.title for each in chosen]
    assert [row[2] for row in rows] == [codes.code(each) for each in chosen]
    assert [row[3] for row in rows] == ["DATA CONTOH", "DATA CONTOH", ""]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = archive.read("xl/worksheets/sheet1.xml").decode()
    assert links.count("<hyperlink ") == 3
    for shown, sheet in zip(chosen, book.sheet_names[1:], strict=True):
        words = figure.cells(shown.result, "id")
        found = table(book, sheet, len(words))
        for at, row in enumerate(found):
            for place, column in enumerate(shown.result.rows):
                value, hidden = shown.result.rows[column].iloc[at], bool(shown.result.hidden(column).iloc[at])
                assert same(row[place], value, hidden, words[at][place])
