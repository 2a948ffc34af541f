"""The map of the kecamatan: what a place counts, written on it; the darker, the more. Drawn without any network.

The map shows every kecamatan whatever the filter of places holds; those picked are outlined, and a click picks one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ikm import cells, ledger, metrics, text
from ikm.axes import INK, MUTED, OTHER, TEMPLATE, hover_mark
from ikm.cells import Cells, Ring
from ikm.metrics import Result
from ikm.selection import Selection

NONE, BORDER = "#F1F2F0", "#FFFFFF"
# Below a fifth of the largest value, two fifths and so on: lighter and darker only, so that nobody has to tell hues
# apart, and with a step where neither dark nor white letters could be read.
SHADES = ("#E3EFEC", "#BFD9D2", "#93BFB5", "#37796A", "#0B5A4C")
SWATCHES, WHITE_FROM = len(SHADES), 0.6
HEIGHT, LINE = 430, 19
MARGIN_KM, STEP_KM = 0.4, 0.7
# A letter of a name against the height of the label, which has two lines.
WIDE_A_LETTER = 0.21
# Open water in the middle of the city: who knows Kendari finds their way by it.
BAY = (122.553, -3.977)
# A part of a figure as plotly takes it.
Drawn = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One kecamatan as drawn: `share` of the largest value, None where it is hidden or there is none."""

    code: str
    name: str
    value: str
    share: float | None
    hidden: bool
    picked: bool


def placed(name: str, selection: Selection, mapped: bool) -> Result:
    """One metric for all kecamatan of a selection, in which those that its filter names are only `picked`.

    `mapped` says in the result that it is drawn as a map.
    """
    result = metrics.run(name, replace(selection, kecamatan=()))
    chart = {**result.metric.chart, "picked": selection.kecamatan} | ({"mapped": True} if mapped else {})
    shown = replace(result.selection, kecamatan=selection.kecamatan)
    return replace(result, metric=replace(result.metric, chart=chart), selection=shown)


def kecamatan_map(result: Result, language: str) -> go.Figure:
    """A cell a kecamatan, its name and value on it; a hidden one hatched with an x, one without a value grey."""
    drawn = cells.cells(result.version)
    shown = cells_shown(result, drawn, language)
    areas = [_area(cell, drawn) for cell in sorted(shown, key=lambda each: each.picked)]
    touched = [_touched(cell, drawn, _hover(result, cell, language)) for cell in shown]
    labels = [_label(cell, drawn) for cell in shown]
    bay = [_bay(language)] if drawn.schematic else []
    legend = _legend(result, shown, drawn, language)
    # All at once: plotly takes longer for each one that is added.
    return go.Figure(
        data=[*areas, *touched],
        layout={
            "template": TEMPLATE,
            "height": HEIGHT,
            "annotations": [*labels, *bay, _words_below(legend)],
            "margin": {"l": 4, "r": 4, "t": 4, "b": LINE * len(legend) + 10},
            **_axes(drawn),
        },
    )


def note(result: Result, language: str) -> str:
    """What a caption says of the borders: that they are schematic, and why the city's file is not drawn."""
    drawn = cells.cells(result.version)
    parts = [text.say("map.borders", language)] if drawn.schematic else [text.say("map.own_borders", language)]
    return " · ".join([*parts, drawn.problem.explain(language, result.version)] if drawn.problem else parts)


def cells_shown(result: Result, drawn: Cells, language: str) -> list[Cell]:
    """Every kecamatan that has an area."""
    column = result.metric.chart["ours"]
    rows = result.rows.set_index("kecamatan_code")
    values = rows[column].astype(float)
    masked = pd.Series(result.masked[column].to_numpy(), index=rows.index)
    largest = values[values.index.isin(drawn.rings)].max()
    return [_cell(result, code, values.get(code), bool(masked.get(code)), largest, language) for code in drawn.rings]


def _cell(result: Result, code: str, value: float | None, hidden: bool, largest: float, language: str) -> Cell:
    lacking = hidden or text.missing(value)
    return Cell(
        code=code,
        name=ledger.name("kecamatan_code", code, language, result.version),
        value=text.HIDDEN if hidden else _short(value, result.metric.chart["ours"], language),
        share=None if lacking or value is None else value / largest if largest > 0 else 0.0,
        hidden=hidden,
        picked=code in result.metric.chart.get("picked", ()),
    )


def _short(value: float | None, column: str, language: str) -> str:
    """A value as it fits on a cell: money in billions, which the legend says."""
    if value is None or text.missing(value):
        return text.NO_DATA
    return text.number(value / 1e9, language, 1) if column.endswith("_idr") else text.number(value, language)


def shade(share: float) -> str:
    """The colour of a share (0–1) of the largest value."""
    return SHADES[min(int(round(share * SWATCHES, 9)), SWATCHES - 1)]


def fill(cell: Cell) -> str:
    """The colour of its area, under the hatching where it is hidden."""
    return NONE if cell.share is None else shade(cell.share)


def letters(cell: Cell) -> str:
    """The colour of the words on it."""
    return BORDER if cell.share is not None and cell.share >= WHITE_FROM else INK


def _area(cell: Cell, drawn: Cells) -> Drawn:
    """The area and its border, that of a picked one strong."""
    path = np.vstack([part for ring in drawn.rings[cell.code] for part in (ring, ring[:1], [[np.nan, np.nan]])])
    hatched = {"shape": "/", "fgcolor": OTHER, "bgcolor": NONE, "size": 7, "solidity": 0.25}
    return {
        "type": "scatter", "x": path[:, 0], "y": path[:, 1], "mode": "lines", "fill": "toself", "hoverinfo": "skip",
        "line": {"color": INK if cell.picked else BORDER, "width": 3 if cell.picked else 1.5},
        "fillcolor": fill(cell),
        "fillpattern": hatched if cell.hidden else None,
    }  # fmt: skip


def _touched(cell: Cell, drawn: Cells, words: str) -> Drawn:
    """Marks that nobody sees all over the cell: a browser tells which mark is pointed at or clicked, not which area."""
    points = _lattice(drawn, cell.code)
    return {
        "type": "scatter", "x": points[:, 0], "y": points[:, 1], "mode": "markers",
        "marker": {"size": 8, "opacity": 0}, "customdata": [cell.code] * len(points),
        "hovertemplate": f"{words}<extra></extra>",
    }  # fmt: skip


def _label(cell: Cell, drawn: Cells) -> Drawn:
    x, y = _middle(drawn, cell.code, len(cell.name))
    return {
        "x": x, "y": y, "showarrow": False, "captureevents": False, "text": f"{cell.name}<br><b>{cell.value}</b>",
        "font": {"size": 12, "color": letters(cell)},
    }  # fmt: skip


@lru_cache(maxsize=64)
def _lattice(drawn: Cells, code: str) -> Ring:
    return cells.lattice(drawn.rings[code], STEP_KM)


@lru_cache(maxsize=64)
def _middle(drawn: Cells, code: str, letters: int) -> Ring:
    return cells.middle(drawn.rings[code], WIDE_A_LETTER * letters)


def _bay(language: str) -> Drawn:
    x, y = cells.kilometres(np.array(BAY))
    words = f"<i>{text.say('map.bay', language)}</i>"
    return {"x": x, "y": y, "showarrow": False, "text": words, "font": {"size": 11, "color": MUTED}}


def _hover(result: Result, cell: Cell, language: str) -> str:
    """Name, measure and the value in full, with the mark of sample data."""
    column = text.say(f"column.{result.metric.chart['ours']}", language)
    return f"<b>{cell.name}</b><br>{column}: {in_full(result, cell, language)}{hover_mark(result, language)}"


def in_full(result: Result, cell: Cell, language: str) -> str:
    """The value of a cell with its unit."""
    column = result.metric.chart["ours"]
    found = result.rows.loc[result.rows["kecamatan_code"] == cell.code, column]
    value = text.HIDDEN if cell.hidden else text.cell(column, found.iloc[0], language) if len(found) else ""
    return value or text.NO_DATA


def _axes(drawn: Cells) -> Drawn:
    """Both axes in the same kilometres, around all of the city, and not seen."""
    corners = np.vstack([ring for rings in drawn.rings.values() for ring in rings])
    (west, south), (east, north) = corners.min(axis=0) - MARGIN_KM, corners.max(axis=0) + MARGIN_KM
    alike = {"visible": False, "constrain": "domain"}
    return {
        "xaxis": {**alike, "range": [west, east]},
        "yaxis": {**alike, "range": [south, north], "scaleanchor": "x"},
    }


def _legend(result: Result, shown: Sequence[Cell], drawn: Cells, language: str) -> list[str]:
    """Lines of words: what dark means, that it is schematic, what an x and a dash are, who lies outside."""
    schematic = [text.say("map.schematic", language)] if drawn.schematic else []
    marks = {
        "hidden": any(each.hidden for each in shown),
        "none": any(each.share is None and not each.hidden for each in shown),
        "picked": any(each.picked for each in shown),
    }
    told = [text.say(f"map.{name}", language) for name, present in marks.items() if present]
    swatches = "".join(f'<span style="color:{colour};font-size:18px">■</span>' for colour in SHADES)
    lines = [[scale(result, swatches, language), *schematic], told, _outside(result, language)]
    return [" · ".join(line) for line in lines if line]


def _words_below(lines: Sequence[str]) -> Drawn:
    return {
        "x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left",
        "showarrow": False, "text": "<br>".join(lines), "font": {"size": 13, "color": MUTED},
    }  # fmt: skip


def scale(result: Result, swatches: str, language: str) -> str:
    """From few to many, in which unit, around the swatches."""
    unit = "map.billion" if result.metric.chart["ours"].endswith("_idr") else f"unit.{result.metric.unit}"
    return text.say("map.scale", language, swatches=swatches, unit=text.say(unit, language))


def _outside(result: Result, language: str) -> list[str]:
    """Businesses that no kecamatan is known of, where there are any."""
    column = result.metric.chart["ours"]
    rows = result.rows.index[result.rows["kecamatan_code"].isna()]
    return [
        f"{ledger.name('kecamatan_code', None, language, result.version)}: "
        f"{text.HIDDEN if result.masked.at[row, column] else _short(result.rows.at[row, column], column, language)}"
        for row in rows
    ]
