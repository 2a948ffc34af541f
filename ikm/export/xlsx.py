"""Figures as a workbook: real numbers in formats that follow the reader's Excel, hidden cells as "x", marked alike.

content(figure) -> bytes            one figure: sheets for data, definition, sources, notes
workbook(figures) -> bytes          several: an index with links, and a sheet a figure
"""

import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import accumulate

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ikm import caption, codes, ledger
from ikm import figure as figures
from ikm.export import csv, measures, origin
from ikm.export.csv import FORMULA
from ikm.figure import Figure
from ikm.text import HIDDEN, built_at, missing, say
from ikm.text import version as built

Looks = Mapping[str, Format]

# Finding, subtitle, mark, units, and then the heads of the table.
UNITS_ROW, TOP = 3, 4
MOST_NAME, MOST_LINK = 31, 250
NARROWEST, WIDEST = 13, 46
# How wide words run, in letters; a column that nobody set; a line in points; a letter of the title.
ACROSS, UNSET, LINE, TITLE_LETTERS = 110, 8.43, 15, 1.5
A4 = 9
# How a number looks, by its unit; `#` and `,` are those of the reader's Excel.
FORMATS = {
    "IDR": '"Rp"#,##0', "percent": '#,##0.0"%"', "percent_or_points": "#,##0.0", "points": "#,##0.0",
    "index": "#,##0.0", "effect_unit": "#,##0.0", "per_business": "#,##0.0", "concentration": "0.00", "ratio": "0.00",
}  # fmt: skip
# Published percentages keep the decimals that were printed.
PUBLISHED, WHOLE = '#,##0.0#"%"', "#,##0"
GREY, AMBER = "#5F6B76", "#8A3B00"
LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "quiet": {"font_color": GREY, "italic": True, "valign": "top"},
    "mark": {"bold": True, "font_color": AMBER, "bg_color": "#FDE7D3"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F5"},
    "text": {"valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True, "text_wrap": True, "valign": "top"},
    "hidden": {"align": "right", "font_color": GREY},
    "link": {"font_color": "#0B6E8A", "underline": 1, "valign": "top"},
    "quoted": {"quote_prefix": True, "valign": "top"},
    "day": {"num_format": "dd mmm yyyy", "align": "left"},
    "year": {"num_format": "0", "align": "left"},
}


def file_name(figure: Figure) -> str:
    return f"{csv.stem(figure)}.xlsx"


def content(figure: Figure) -> bytes:
    """One figure; its code is noted as printed."""
    codes.record(figure)
    language = figure.language
    stream = BytesIO()
    with _book(stream, [figure]) as book:
        looks = _looks(book)
        _figure(_sheet(book, say("xlsx.data", language), figure), figure, looks)
        definition = [*caption.definition(figure.result, language), *_mark(figure)]
        _pairs(_sheet(book, say("xlsx.definition", language), figure), definition, looks)
        _sources(_sheet(book, say("xlsx.sources", language), figure), figure, looks)
        _pairs(_sheet(book, say("xlsx.notes", language), figure), _notes(figure), looks)
    return stream.getvalue()


def workbook(chosen: Sequence[Figure]) -> bytes:
    """One or more figures in their order, each on a sheet of its own with its notes, behind an index with links."""
    stream = BytesIO()
    with _book(stream, chosen) as book:
        looks = _looks(book)
        names = [_name(place, figure) for place, figure in enumerate(chosen, 1)]
        _index(book.add_worksheet(say("xlsx.index", chosen[0].language)), chosen, names, looks)
        for name, figure in zip(names, chosen, strict=True):
            sheet = _sheet(book, name, figure)
            behind, widths = _figure(sheet, figure, looks)
            for row, (label, words) in enumerate(_notes(figure), behind + 1):
                sheet.write_string(row, 0, label, looks["bold"])
                _across(sheet, row, 1, widths, words, looks["wrapped"])
                sheet.set_row(row, max(_height(label, widths[0]), _height(words, sum(widths[1:]))))
    return stream.getvalue()


def _book(stream: BytesIO, chosen: Sequence[Figure]) -> xlsxwriter.Workbook:
    """Made at the time of its version: the same figures are the same bytes."""
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = built_at(chosen[0].result.version)
    book.set_properties({"title": chosen[0].title, "company": say("brand.name", "id"), "created": made})
    return book


def _looks(book: xlsxwriter.Workbook) -> Looks:
    forms = {form: {"num_format": form} for form in (*FORMATS.values(), PUBLISHED, WHOLE)}
    return {name: book.add_format(look) for name, look in (LOOKS | forms).items()}


def _sheet(book: xlsxwriter.Workbook, name: str, figure: Figure) -> Worksheet:
    """An empty sheet that prints on A4 across, with the mark of sample data above and the code below each page."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&R&B{say('sample.mark', figure.language)}" if figure.result.is_sample else "")
    sheet.set_footer(f"&L{say('caption.code', figure.language, code=codes.code(figure))}&R&P / &N")
    return sheet


def _name(place: int, figure: Figure) -> str:
    """A name that Excel takes: at most 31 letters in whole words, none of []:*?/\\', and none twice."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", figure.result.metric.title[figure.language])
    return textwrap.shorten(f"{place} {plain}", MOST_NAME, placeholder=" …")


def _figure(sheet: Worksheet, figure: Figure, looks: Looks) -> tuple[int, list[float]]:
    """Finding, subtitle, mark, and the table as on screen, numbers as numbers; returns the row behind it, and how wide
    the columns are over which words can run."""
    result, language = figure.result, figure.language
    if kind := origin.mark(result):
        sheet.write_string(2, 0, say(f"sample.{kind}", language), looks["mark" if result.is_sample else "text"])
    cells = figures.cells(result, language)
    widths: list[float] = []
    for place, (column, head) in enumerate(zip(result.rows, figures.heads(result, language), strict=True)):
        words = [row[place] for row in cells]
        widths.append(min(max(NARROWEST, max(map(len, words), default=0) + 2), WIDEST))
        sheet.set_column(place, place, widths[-1])
        sheet.write_string(UNITS_ROW, place, _unit(figure, column), looks["quiet"])
        sheet.write_string(TOP, place, head, looks["head"])
        _column(sheet, place, figure, column, words, looks)
    if not cells:
        sheet.write_string(TOP + 1, 0, figure.empty, looks["text"])
    spread = _spread(widths)
    _across(sheet, 0, 0, spread, figure.title, looks["title"])
    sheet.set_row(0, _height(figure.title, sum(spread), TITLE_LETTERS))
    _across(sheet, 1, 0, spread, figure.subtitle, looks["wrapped"])
    sheet.set_row(1, _height(figure.subtitle, sum(spread)))
    last = TOP + max(len(cells), 1)
    sheet.autofilter(TOP, 0, last, max(len(result.rows.columns) - 1, 0))
    sheet.freeze_panes(TOP + 1, 0)
    sheet.repeat_rows(TOP)
    return last + 1, spread


def _spread(widths: Sequence[float]) -> list[float]:
    """The widths of the first columns over which a line of words can run, beyond the table where it is narrow."""
    wide = [*widths, *[UNSET] * math.ceil(ACROSS / UNSET)]
    return wide[: next(count for count, width in enumerate(accumulate(wide), 1) if count > 1 and width >= ACROSS)]


def _across(sheet: Worksheet, row: int, first: int, widths: Sequence[float], words: str, look: Format) -> None:
    """Words over several columns from the first to the last of the widths."""
    sheet.merge_range(row, first, row, len(widths) - 1, "", look)
    sheet.write_string(row, first, words, look)


def _height(words: str, width: float, letters: float = 1.0) -> float:
    """Points that words take in a width of letters, one `letters` large: Excel itself makes no row fit merged cells."""
    return LINE * letters * max(1, math.ceil(len(words) * letters / (0.95 * width)))


def _unit(figure: Figure, column: str) -> str:
    """The unit above a head; two columns of one name differ in it."""
    key = measures.unit(column) if column in measures.values(figure.result) else ""
    return say("column.effect_unit" if key == measures.OF_ROW else f"unit.{key}", figure.language) if key else ""


def _column(sheet: Worksheet, place: int, figure: Figure, column: str, words: Sequence[str], looks: Looks) -> None:
    """The cells of one column below its head."""
    result = figure.result
    look = looks[_form(figure, column)]
    for row, (value, hidden, said) in enumerate(
        zip(result.rows[column], result.hidden(column), words, strict=True), TOP + 1
    ):
        if hidden:
            sheet.write_string(row, place, HIDDEN, looks["hidden"])
        elif isinstance(value, pd.Timestamp):
            sheet.write_datetime(row, place, value.to_pydatetime(), looks["day"])
        elif column in ledger.CODED or isinstance(value, str) or pd.api.types.is_bool(value):
            sheet.write_string(row, place, said, looks["quoted" if said.startswith(FORMULA) else "text"])
        elif not missing(value):
            sheet.write_number(row, place, float(value), look)


def _form(figure: Figure, column: str) -> str:
    """The format of a column of numbers."""
    if column in measures.YEARS or column in measures.UNITLESS:
        return "year"
    unit = measures.unit(column)
    return PUBLISHED if unit == "percent" and figure.result.metric.as_published else FORMATS.get(unit, WHOLE)


def _pairs(sheet: Worksheet, rows: Sequence[tuple[str, str]], looks: Looks) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    for row, (label, words) in enumerate(rows):
        sheet.write_string(row, 0, label, looks["bold"])
        sheet.write_string(row, 1, words, looks["wrapped"])


def _sources(sheet: Worksheet, figure: Figure, looks: Looks) -> None:
    language = figure.language
    for place, key in enumerate(("source", "producer", "licence", "grade", "as_of", "sample")):
        sheet.write_string(0, place, say(f"xlsx.{key}", language), looks["head"])
        sheet.set_column(place, place, 48 if place < 2 else 18)
    for row, source in enumerate(figure.result.sources, 1):
        told = (source.title[language], source.producer, origin.licence(source), source.grades)
        for place, words in enumerate(told):
            sheet.write_string(row, place, words or "", looks["wrapped"])
        if source.as_of:
            sheet.write_datetime(row, 4, pd.Timestamp(source.as_of).to_pydatetime(), looks["day"])
        if source.is_sample:
            sheet.write_string(row, 5, say("sample.mark", language), looks["mark"])
    sheet.freeze_panes(1, 0)


def _notes(figure: Figure) -> list[tuple[str, str]]:
    """What is printed under the figure on every medium, and what leads back to its rows."""
    result, language = figure.result, figure.language
    rows = [
        ("finding", figure.title if result.status == "ok" else f"{figure.title}: {figure.empty}"),
        ("scope", figure.subtitle),
        ("caption", figure.caption),
        ("note", result.metric.note[language]),
        ("hidden", say("xlsx.hidden_means", language) if result.masked.to_numpy().any() else ""),
        ("version", f"{built(result.version, language)} ({result.version})"),
        ("code", codes.code(figure)),
    ]
    return [*((say(f"xlsx.{key}", language), words) for key, words in rows if words), *_mark(figure)]


def _mark(figure: Figure) -> list[tuple[str, str]]:
    """The line that says that numbers are invented."""
    language = figure.language
    words = f"{say('sample.mark', language)}. {say('sample.banner', language)}"
    return [(say("xlsx.mark", language), words)] if figure.result.is_sample else []


def _index(sheet: Worksheet, chosen: Sequence[Figure], names: Sequence[str], looks: Looks) -> None:
    language = chosen[0].language
    for place, (key, width) in enumerate((("number", 6), ("figure", 100), ("code", 14), ("mark", 18))):
        sheet.write_string(0, place, say(f"xlsx.{key}", language), looks["head"])
        sheet.set_column(place, place, width)
    for row, (figure, name) in enumerate(zip(chosen, names, strict=True), 1):
        sheet.write_number(row, 0, row, looks["year"])
        sheet.write_url(row, 1, f"internal:'{name}'!A1", looks["link"], figure.title[:MOST_LINK])
        sheet.write_string(row, 2, codes.code(figure), looks["text"])
        if figure.result.is_sample:
            sheet.write_string(row, 3, say("sample.mark", language), looks["mark"])
    sheet.freeze_panes(1, 0)
