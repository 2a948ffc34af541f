"""Native tables: thin rules instead of boxes, as many rows and columns as a slide holds at a size that can be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from ikm import claims, ledger, training_charts
from ikm.axes import INK, MUTED, OTHER, OURS
from ikm.export import asked
from ikm.export.pptx.words import Box, Run, element, fill, height_of, named, width_of
from ikm.figure import Figure, heads
from ikm.metrics import Result
from ikm.text import join, missing, say

MOST_ROWS = 14
PAD_ACROSS, PAD_DOWN = 0.08, 0.035
WIDEST, NARROWEST = 2.8, 0.6
VERDICT_COLOURS = {"supports": OURS, "contradicts": "#9A3B1F"}
PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
Cell = str | Sequence[Run]


@dataclass(frozen=True)
class Table:
    """Heads, rows of words or runs, which columns are numbers, and what was left out, in words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[bool, ...]
    left_out: str = ""


def words_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(run.words for run in cell)


def of_figure(figure: Figure, box: Box, points: float) -> Table:
    """The rows as everywhere: the last periods or first parts, and the columns that fit, those drawn before others."""
    result, language = figure.result, figure.language
    names = dict(zip(result.rows, heads(result, language), strict=True))
    whole = asked.table(figure)
    kept = _columns(result, names, whole, box.width, points)
    needed = asked.needed_first(figure, whole)
    most = _rows_fitting([names[column] for column in kept], whole.loc[needed, kept].to_numpy().tolist(), box, points)
    shown = whole.loc[whole.index.isin(needed[:most]), kept]
    left_out = [
        say(f"deck.more_{kind}", language, count=count)
        for kind, count in (("rows", len(whole) - len(shown)), ("columns", len(whole.columns) - len(kept)))
        if count
    ]
    return Table(
        heads=tuple(names[column] for column in kept),
        rows=tuple(map(tuple, shown.to_numpy().tolist())),
        numeric=tuple(pd.api.types.is_numeric_dtype(result.rows[column]) for column in kept),
        left_out=say("deck.more", language, parts=join(left_out, language)) if left_out else "",
    )


def _columns(result: Result, names: Mapping[str, str], whole: pd.DataFrame, width: float, points: float) -> list[str]:
    """The columns that fit: of the grain, then what is drawn, then intervals, of which both ends or neither, then the
    others, in their own order.
    """
    rest = sorted(whole.columns, key=lambda column: len(_ends(column)) == 1)
    order = [*result.metric.grain, "title", "title_en", "start_date", *result.metric.chart.get("columns", ()), *rest]
    kept: list[str] = []
    used = 0.0
    for together in dict.fromkeys(_ends(column) for column in order if column in whole):
        needed = sum(_width([names[column], *whole[column]], points) for column in together if column in whole)
        if kept and used + needed > width:
            continue
        kept += together
        used += needed
    return [column for column in whole if column in kept]


def _ends(column: str) -> tuple[str, ...]:
    """The two ends of an interval that a column is one of, or the column alone."""
    low = re.sub(r"(^|_)upper_", r"\1lower_", re.sub(r"(^|_)high_", r"\1low_", column))
    high = re.sub(r"(^|_)lower_", r"\1upper_", re.sub(r"(^|_)low_", r"\1high_", column))
    return (column,) if low == high else (low, high)


def _width(column: Sequence[str], points: float) -> float:
    """Inches of a column: its longest word at least, its longest cell at most."""
    cells_width = max((width_of(cell, points) for cell in column[1:]), default=0.0)
    head = max((width_of(word, points, bold=True) for word in column[0].split()), default=0.0)
    word = max((width_of(word, points) for cell in column[1:] for word in cell.split()), default=0.0)
    return max(min(max(cells_width, head), WIDEST), word, head, NARROWEST) + 2 * PAD_ACROSS + 0.06


def _rows_fitting(names: Sequence[str], rows: Sequence[Sequence[str]], box: Box, points: float) -> int:
    """How many of the first rows fit under the head."""
    whole = Table(tuple(names), tuple(map(tuple, rows)), (False,) * len(names))
    head, *heights = _heights(whole, box, points)
    ends = list(accumulate(heights, initial=head))[1:]
    return max(1, min(MOST_ROWS, sum(end <= box.height for end in ends)))


def _row_height(row: Sequence[Cell], widths: Sequence[float], points: float, bold: bool = False) -> float:
    return (
        max(height_of(words_of(cell), max(width - 2 * PAD_ACROSS, 0.3), points, bold)
            for cell, width in zip(row, widths, strict=True))
        + 2 * PAD_DOWN
    )  # fmt: skip


def draw(slide: Any, table: Table, box: Box, name: str, alt: str, language: str, sizes: Sequence[float]) -> float:
    """The table into a box, in the largest of the sizes that fits; returns where it ends downwards."""
    points = next((size for size in sizes if _fits(table, box, size)), sizes[-1])
    widths, heights = _widths(table, box.width, points), _heights(table, box, points)
    place = Box(box.left, box.top, sum(widths), sum(heights))
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.heads), *place.lengths())
    named(frame, name, alt)
    grid = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = PLAIN_STYLE
    grid.horz_banding = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(grid.rows, heights, strict=True):
        row.height = Inches(height)
    for at, row in enumerate([[[Run(head, MUTED, bold=True)] for head in table.heads], *table.rows]):
        for column, cell in enumerate(row):
            _write(grid.cell(at, column), cell, table.numeric[column], at == 0, language, points)
    return place.bottom


def _fits(table: Table, box: Box, points: float) -> bool:
    columns = [[head, *(words_of(row[place]) for row in table.rows)] for place, head in enumerate(table.heads)]
    across = sum(_width(column, points) for column in columns)
    return across <= box.width and sum(_heights(table, box, points)) <= box.height


def _widths(table: Table, width: float, points: float) -> list[float]:
    """The columns as wide as they need. Where there is room, columns of words take what their longest cell lacks, and
    the first a little more; what is missing is taken from the widest.
    """
    columns = [[head, *(words_of(row[place]) for row in table.rows)] for place, head in enumerate(table.heads)]
    widths = [_width(column, points) for column in columns]
    lacking = [
        0.0 if number else max(width_of(cell, points, bold=True) for cell in column) + 2 * PAD_ACROSS - own
        for column, own, number in zip(columns, widths, table.numeric, strict=True)
    ]
    lacking = [max(0.0, each) for each in lacking]
    given = min(1.0, max(0.0, width - sum(widths)) / (sum(lacking) or 1.0))
    widths = [own + given * each for own, each in zip(widths, lacking, strict=True)]
    widest = max(range(len(widths)), key=lambda place: widths[place])
    short, spare = min(width - sum(widths), 0.0), max(width - sum(widths), 0.0)
    widths[widest] = max(widths[widest] + short, NARROWEST)
    widths[0] += min(spare, 0.6)
    return widths


def _heights(table: Table, box: Box, points: float) -> list[float]:
    widths = _widths(table, box.width, points)
    return [
        _row_height(table.heads, widths, points, bold=True) + PAD_DOWN,
        *(_row_height(row, widths, points) for row in table.rows),
    ]


def _write(cell: Any, words: Cell, numeric: bool, head: bool, language: str, points: float) -> None:
    cell.margin_left = cell.margin_right = Inches(PAD_ACROSS)
    cell.margin_top = cell.margin_bottom = Inches(PAD_DOWN)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    fill(cell, [[Run(words, INK)] if isinstance(words, str) else words], language, points)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if numeric else PP_ALIGN.LEFT
    properties = cell._tc.get_or_add_tcPr()
    colour = OTHER if head else "#E3E6E2"
    for side in ("L", "R", "T"):
        properties.append(element(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>'))
    rule = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
    properties.append(element(f'<a:lnB w="{12700 if head else 6350}">{rule}</a:lnB>'))
    properties.append(element("<a:noFill/>"))


def evidence(result: Result, language: str, judged: bool) -> Table:
    """The claim check: a figure a row, a crisis a column; those that are judged, or the context."""
    crises = ledger.crises(result.version)
    lines = [row for row in claims.rows(result, language) if (row.universe in claims.JUDGED) == judged]
    rows = tuple(
        (
            [Run(row.name, INK, bold=True), Run(f" · {row.area} · {say(f'universe.{row.universe}', language)}", MUTED)],
            *(_verdict(row.cells.get(each.crisis), language) for each in crises),
        )
        for row in lines
    )
    names = (say("claim.evidence", language), *(each.name[language] for each in crises))
    return Table(names, rows, (False,) * len(names))


def _verdict(cell: "pd.Series | None", language: str) -> list[Run]:
    """Sign, verdict, figure or the reason for none, period and grade."""
    colour = VERDICT_COLOURS.get(claims.judgement(cell), MUTED)
    runs = [Run(claims.verdict_words(cell, language), colour, bold=True)]
    if cell is None or missing(cell["metric"]):
        return runs
    figure = claims.figure_words(cell, language)
    runs.append(Run(f" {figure or say('why.' + str(cell['why']), language)}", INK, bold=bool(figure)))
    return [*runs, Run(f"  {claims.origin(cell, language)}", MUTED)]


def ladder(result: Result, language: str) -> Table:
    """The ladder of evidence: the level, the measures that reach it alike, and what it rests on or what is missing."""
    names = tuple(say(f"training.ladder_{name}", language) for name in ("level", "measure", "why"))
    rows = tuple(
        (
            [Run(level, OURS, bold=True), Run(f" · {say(f'level.{level}', language)}", INK)],
            [Run(join(_measures(result, places, language), language), INK, bold=True)],
            why,
        )
        for (level, why), places in training_charts.rungs(result, language).items()
    )
    return Table(names, rows, (False,) * 3)


def _measures(result: Result, places: Sequence[object], language: str) -> list[str]:
    return [ledger.name("measure", result.rows.at[row, "measure"], language, result.version) for row in places]
