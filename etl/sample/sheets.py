"""A table as an office would send it, with its mapping beside it."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

Cell = str | int | float | date
Row = dict[str, Cell]
MADE = datetime(2025, 3, 31)


@dataclass(frozen=True)
class Sheet:
    """One file. A column is its label, or (group, label) under a merged header; rows are keyed by label."""

    name: str
    mapping: Mapping[str, str | bool | int | date]
    columns: Sequence[str | tuple[str, str]]
    rows: Sequence[Row]
    titles: Sequence[str] = ()
    numbered: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ";"
    encoding: str = "utf-8-sig"

    @property
    def labels(self) -> list[str]:
        return [column if isinstance(column, str) else column[1] for column in self.columns]


def header(sheet: Sheet) -> list[list[Cell]]:
    """One header row, or two where a group stands over its labels; then the numbers of the columns."""
    tops = [column if isinstance(column, str) else column[0] for column in sheet.columns]
    first: list[Cell] = ["" if i and tops[i] == tops[i - 1] else top for i, top in enumerate(tops)]
    second: list[Cell] = ["" if isinstance(column, str) else column[1] for column in sheet.columns]
    numbers: list[list[Cell]] = [list(range(1, len(tops) + 1))] if sheet.numbered else []
    return [first, *([second] if any(second) else []), *numbers]


def table(sheet: Sheet) -> list[list[Cell]]:
    """All rows from the titles down, as wide as the sheet."""
    width = len(sheet.columns)
    titles: list[list[Cell]] = [[title, *[""] * (width - 1)] for title in sheet.titles]
    return titles + header(sheet) + [[row.get(label, "") for label in sheet.labels] for row in sheet.rows]


def text(cell: Cell) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)


def csv_bytes(sheet: Sheet) -> bytes:
    out = io.StringIO()
    titles = len(sheet.titles)
    rows = [[text(cell) for cell in row[: 1 if number < titles else None]] for number, row in enumerate(table(sheet))]
    csv.writer(out, delimiter=sheet.delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(sheet.encoding)


def spans(top: Sequence[Cell], below: Sequence[Cell]) -> list[tuple[int, int, int]]:
    """Merged header cells: (first column, last column, rows)."""
    starts = [i for i, label in enumerate(top) if label != ""]
    ends = [*[start - 1 for start in starts[1:]], len(top) - 1]
    return [(start, end, 2 if below[start] == "" else 1) for start, end in zip(starts, ends, strict=True)]


def write_workbook(sheet: Sheet, path: Path) -> None:
    """An .xlsx with the same bytes each time: no clock in it."""
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options | {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": sheet.name, "comments": "Data contoh", "created": MADE})
        page = book.add_worksheet("Data")
        rows = table(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, [None if cell == "" else cell for cell in row])
        first = len(sheet.titles)
        if any(isinstance(column, tuple) for column in sheet.columns):
            for start, end, deep in spans(rows[first], rows[first + 1]):
                if (start, first) != (end, first + deep - 1):
                    page.merge_range(first, start, first + deep - 1, end, rows[first][start])


def toml(value: str | bool | int | date) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def mapping_text(sheet: Sheet) -> str:
    lines = [f"{key} = {toml(value)}" for key, value in {**sheet.mapping, "sample": True}.items()]
    columns = [f"{key} = {toml(value)}" for key, value in sheet.aliases.items()]
    return "\n".join(lines + (["", "[columns]", *columns] if columns else [])) + "\n"


def write(sheet: Sheet, folder: Path) -> None:
    """The file and its mapping."""
    path = folder / sheet.name
    if path.suffix == ".xlsx":
        write_workbook(sheet, path)
    else:
        path.write_bytes(csv_bytes(sheet))
    (folder / f"{sheet.name}.toml").write_text(mapping_text(sheet), encoding="utf-8", newline="\n")
