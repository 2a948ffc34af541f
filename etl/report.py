"""`check`: what would become of each row of a file, and why, in words; and a workbook with the bad cells coloured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import xlsxwriter

from etl import identity, intake, limits, mapping, reference
from etl.errors import FileRefused
from etl.intake import TakenFile
from etl.kinds import KINDS
from etl.messages import known, masked, say, stopped
from etl.publish import DATA
from etl.read import Sheet
from ikm import store

CLEAN, SET_ASIDE, UNREADABLE = 0, 1, 2
NUMBERS = ("money_idr", "count")
BAD, NOTED = "#F4B6B6", "#FCE8B2"


@dataclass(frozen=True)
class Remark:
    """One thing to say of a row; `column` is the cell it is about, None for the row; `bad`: the row is set aside."""

    row: int
    words: str
    column: int | None = None
    bad: bool = False


@dataclass(frozen=True)
class Checked:
    """A file's counts and remarks; `cells` are its rows as text, from `first_row` on, below the header `names`."""

    name: str
    counts: dict[str, int]
    remarks: tuple[Remark, ...]
    names: tuple[str, ...]
    first_row: int
    cells: tuple[tuple[str | None, ...], ...]


def check(files: Sequence[Path], report: Path | None, language: str) -> int:
    """Print what would become of the rows of each file; returns the exit code (the worst of the files)."""
    codes = [CLEAN]
    done: list[Checked] = []
    for file in files:
        try:
            checked = look(file, language)
        except FileRefused as refusal:
            print(say("check.refused", language, file=file.name, reason=stopped(refusal, language)))
            codes.append(UNREADABLE)
            continue
        except FileNotFoundError:
            print(say("check.missing_file", language, file=file.name))
            codes.append(UNREADABLE)
            continue
        print(say("check.summary", language, file=checked.name, **checked.counts))
        for remark in checked.remarks:
            print("  " + remark.words)
        codes.append(SET_ASIDE if checked.counts["quarantined"] else CLEAN)
        done.append(checked)
    if report is not None and done:
        write(report, done, language)
        print(say("check.report_written", language, file=report))
    return max(codes)


def look(file: Path, language: str) -> Checked:
    """Read one file as a build would, in memory. Raises FileRefused, FileNotFoundError, BuildStopped."""
    content = limits.content(file)
    sources = reference.sources(DATA / "sources.toml", file.parent / "sources.toml")
    tables = reference.read(DATA / "reference", list(sources))
    file_mapping = mapping.read(file, KINDS, sources)
    with duckdb.connect() as connection:
        connection.execute(store.CAREFUL)
        reference.load(connection, tables, sources)
        intake.prepare(connection, tables, [file_mapping.kind])
        connection.execute(identity.MACRO)
        sheet = intake.take_rows(connection, file, content, file_mapping, tables, 1)
        one = TakenFile(1, file.name, "", file_mapping, sheet)
        superseded = _superseded(connection, file_mapping.kind)
        found = connection.execute(f"select * from {sheet.table} order by rowid").fetchall()
        cells = tuple(tuple(row[column * (2 if sheet.marked else 1)] for column in range(sheet.width)) for row in found)
        remarks = [
            *_rows_aside(connection, one, sheet, cells, language),
            *(Remark(row, say("check.duplicate", language, row=row, later=later)) for row, later in superseded),
            *_field_remarks(connection, one, sheet, cells, language),
        ]
        counts = _counts(connection, len(superseded))
    return Checked(
        file.name, counts, tuple(sorted(remarks, key=lambda each: each.row)), sheet.header.names, sheet.first_row, cells
    )


def _counts(connection: duckdb.DuckDBPyConnection, duplicates: int) -> dict[str, int]:
    outcomes = dict(
        connection.execute("select outcome, count(*) from parsed where outcome <> 'blank' group by outcome").fetchall()
    )
    counts = {name: outcomes.get(name, 0) for name in ("out_of_scope", "quarantined", "skipped")}
    return {
        "read": sum(outcomes.values()),
        "loaded": outcomes.get("ok", 0) - duplicates,
        "duplicate": duplicates,
        **counts,
    }


def _superseded(connection: duckdb.DuckDBPyConnection, kind: str) -> list[tuple[int, int]]:
    """Rows whose natural key a later row of the file states too, with that row."""
    message = "identity_message(nib, nik, name_key, kelurahan_code)"
    keys = ", ".join(message if key == "business_id" else key for key in KINDS[kind].natural_key)
    return connection.execute(
        f"""
        select row, last from (
            select row, max(row) over (partition by {keys}) as last from parsed where outcome = 'ok'
        ) where row < last
        """
    ).fetchall()


def _rows_aside(
    connection: duckdb.DuckDBPyConnection,
    one: TakenFile,
    sheet: Sheet,
    cells: Sequence[Sequence[str | None]],
    language: str,
) -> list[Remark]:
    remarks = []
    for row, outcome, field, reason in connection.execute(
        "select row, outcome, field, reason from parsed where outcome not in ('ok', 'blank')"
    ).fetchall():
        if outcome == "quarantined":
            remark = _remark(row, field, reason, one, sheet, cells, language)
            remarks.append(
                Remark(row, say("check.set_aside", language, row=row, what=remark.words), remark.column, bad=True)
            )
        else:
            key = "check.outside" if outcome == "out_of_scope" else "check.skipped"
            remarks.append(Remark(row, say(key, language, row=row)))
    return remarks


def _field_remarks(
    connection: duckdb.DuckDBPyConnection,
    one: TakenFile,
    sheet: Sheet,
    cells: Sequence[Sequence[str | None]],
    language: str,
) -> list[Remark]:
    found = connection.execute(
        "select row, issue.field, issue.reason "
        "from (select row, unnest(issues) as issue from parsed where outcome = 'ok')"
    ).fetchall()
    remarks = [_remark(row, field, reason, one, sheet, cells, language) for row, field, reason in found]
    return [
        Remark(remark.row, say("check.noted", language, row=remark.row, what=remark.words), remark.column)
        for remark in remarks
    ]


def _remark(
    row: int,
    field: str,
    reason: str,
    one: TakenFile,
    sheet: Sheet,
    cells: Sequence[Sequence[str | None]],
    language: str,
) -> Remark:
    column = sheet.header.columns.get(field)
    header = sheet.header.names[column] if column is not None and column < len(sheet.header.names) else field
    text = cells[row - sheet.first_row][column] if column is not None else None
    parser = KINDS[one.mapping.kind].reads.get(field, "") if one.mapping else ""
    why = _why(reason, field, parser.replace("later_", ""), masked((text or "").strip(), parser), language)
    return Remark(row, say("check.column", language, header=" ".join(header.split()), why=why), column)


def _why(reason: str, field: str, parser: str, text: str, language: str) -> str:
    """The most specific message there is for a reason: of the field, of its parser, or of the reason alone."""
    if field == "row":
        return say("why.shifted", language)
    if reason == "ambiguous" and parser in NUMBERS and re.fullmatch(r"\d+[.,]\d+", text):
        first, second = re.sub("[.,]", ",", text), re.sub("[.,]", "", text)
        return say("why.ambiguous_number", language, text=text, first=first, second=second)
    special = next((key for key in (f"why.{reason}_{field}", f"why.{reason}_{parser}") if known(key)), f"why.{reason}")
    return say(special, language, text=text)


def write(file: Path, checked: Sequence[Checked], language: str) -> None:
    """A workbook with one sheet a file: its rows where they stand in the file, bad cells coloured and commented."""
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        colours = {bad: book.add_format({"bg_color": colour}) for bad, colour in ((True, BAD), (False, NOTED))}
        for number, one in enumerate(checked, start=1):
            sheet = book.add_worksheet(f"{say('check.report_sheet', language)} {number}")
            for column, name in enumerate(one.names):
                sheet.write_string(max(one.first_row - 2, 0), column, name)
            for at, cells in enumerate(one.cells):
                for column, text in enumerate(cells):
                    if text is not None:
                        sheet.write_string(one.first_row - 1 + at, column, text)
            for remark in one.remarks:
                column = remark.column or 0
                text = one.cells[remark.row - one.first_row][column] or ""
                sheet.write_string(remark.row - 1, column, text, colours[remark.bad])
                sheet.write_comment(remark.row - 1, column, remark.words)
