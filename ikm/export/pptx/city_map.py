"""The map of the kecamatan as native shapes: a freeform each, as dark as its value, with its name and value on it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from pptx.util import Pt

from ikm import cells, ledger, maps
from ikm.axes import INK, MUTED, OTHER
from ikm.export.pptx.words import Box, Run, hatched, named, note, rgb, solid, unstyled
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.text import HIDDEN, NO_DATA, cell, missing, number, say

LEGEND, LABEL_WIDTH, LABEL_HEIGHT, POINTS = 0.3, 1.2, 0.18, 11
# Corners are given in thousandths of an inch.
FINE = 1000


def draw(slide: Any, figure: Figure, box: Box) -> None:
    """The map into a box, what its shades mean below it."""
    drawn = cells.cells(figure.result.version)
    room = Box(box.left, box.top, box.width, box.height - LEGEND)
    corners = np.vstack([ring for rings in drawn.rings.values() for ring in rings])
    west, north = corners[:, 0].min(), corners[:, 1].max()
    across, down = np.ptp(corners[:, 0]), np.ptp(corners[:, 1])
    scale = min(room.width / across, room.height / down)
    start = np.array([room.left + (room.width - across * scale) / 2, room.top + (room.height - down * scale) / 2])

    def on_slide(points: cells.Ring) -> cells.Ring:
        return np.asarray(start + scale * (points - [west, north]) * [1, -1])

    values = _values(figure.result)
    for code, rings in drawn.rings.items():
        _area(slide, figure, code, [on_slide(ring) for ring in rings], values)
    for code, rings in drawn.rings.items():
        _label(slide, figure, code, on_slide(cells.middle(rings)[None, :])[0], values)
    _legend(slide, figure, Box(box.left, box.bottom - LEGEND, box.width, LEGEND), drawn.schematic)


def _values(result: Result) -> pd.DataFrame:
    """By code the value drawn, whether it is hidden, and its share of the largest."""
    column = result.metric.chart["ours"]
    values = result.rows[column].astype(float)
    frame = pd.DataFrame({"value": values, "hidden": result.masked[column], "share": values / (values.max() or 1.0)})
    return frame.set_index(result.rows["kecamatan_code"])


def _area(slide: Any, figure: Figure, code: str, rings: Sequence[cells.Ring], values: pd.DataFrame) -> None:
    """The outline of one kecamatan and its fill; hatched where the value is hidden, outlined where it is picked."""
    first, *others = [np.rint(ring * FINE).astype(int) for ring in rings]
    builder = slide.shapes.build_freeform(*map(int, first[0]), scale=914400 / FINE)
    builder.add_line_segments([tuple(map(int, point)) for point in first[1:]], close=True)
    for ring in others:
        builder.move_to(*map(int, ring[0]))
        builder.add_line_segments([tuple(map(int, point)) for point in ring[1:]], close=True)
    shape = builder.convert_to_shape()
    unstyled(shape)
    share = values["share"].get(code)
    if code in values.index and values.at[code, "hidden"]:
        hatched(shape.fill, OTHER, behind=maps.NONE)
    else:
        solid(shape.fill, maps.NONE if missing(share) else maps.shade(float(share)))
    picked = code in figure.result.metric.chart.get("picked", ())
    shape.line.color.rgb, shape.line.width = rgb(INK if picked else maps.BORDER), Pt(2.5 if picked else 1.25)
    name = ledger.name("kecamatan_code", code, figure.language, figure.result.version)
    named(shape, name, f"{name}: {_words(figure, code, values, full=True)}")


def _words(figure: Figure, code: str, values: pd.DataFrame, full: bool) -> str:
    """The value of one kecamatan; on the map money stands in billions."""
    column = figure.result.metric.chart["ours"]
    if code not in values.index:
        return NO_DATA
    value, hidden = values.at[code, "value"], values.at[code, "hidden"]
    if hidden or missing(value):
        return HIDDEN if hidden else NO_DATA
    if column.endswith("_idr") and not full:
        return number(float(value) / 1e9, figure.language, 1)
    return cell(column, float(value), figure.language)


def _label(slide: Any, figure: Figure, code: str, middle: cells.Ring, values: pd.DataFrame) -> None:
    share = values["share"].get(code)
    colour = maps.BORDER if not missing(share) and float(share) >= maps.WHITE_FROM else INK
    name = ledger.name("kecamatan_code", code, figure.language, figure.result.version)
    left, top = float(middle[0]) - LABEL_WIDTH / 2, float(middle[1]) - LABEL_HEIGHT
    value = _words(figure, code, values, full=False)
    for place, run in enumerate((Run(name, colour), Run(value, colour, bold=True))):
        box = Box(left, top + place * LABEL_HEIGHT, LABEL_WIDTH, LABEL_HEIGHT)
        note(slide.shapes, box, [run], name, figure.language, POINTS, align="center")


def _legend(slide: Any, figure: Figure, box: Box, schematic: bool) -> None:
    """From few to many, in which unit; that borders are schematic."""
    language, metric = figure.language, figure.result.metric
    unit = "map.billion" if metric.chart["ours"].endswith("_idr") else f"unit.{metric.unit}"
    before, after = say("map.scale", language, swatches="|", unit=say(unit, language)).split("|")
    shades = [Run("■", maps.shade(place / (maps.SWATCHES - 1))) for place in range(maps.SWATCHES)]
    tail = f" · {say('map.schematic', language)}" if schematic else ""
    runs = [Run(before, MUTED), *shades, Run(f"{after}{tail}", MUTED)]
    note(slide.shapes, box, runs, say("deck.map_key", language), language, 11)
