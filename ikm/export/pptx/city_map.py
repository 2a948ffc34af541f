"""The map of the kecamatan as native shapes: a freeform each, as dark as its value, with its name and value on it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pptx.util import Pt

from ikm import cells, maps
from ikm.axes import INK, MUTED, OTHER
from ikm.export.pptx.words import Box, Run, hatched, named, note, rgb, solid, unstyled
from ikm.figure import Figure
from ikm.maps import Cell
from ikm.text import say

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

    shown = maps.cells_shown(figure.result, drawn, figure.language)
    for cell in shown:
        _area(slide, figure, cell, [on_slide(ring) for ring in drawn.rings[cell.code]])
    for cell in shown:
        _label(slide, cell, on_slide(cells.middle(drawn.rings[cell.code])[None, :])[0], figure.language)
    _legend(slide, figure, Box(box.left, box.bottom - LEGEND, box.width, LEGEND), drawn.schematic)


def _area(slide: Any, figure: Figure, cell: Cell, rings: Sequence[cells.Ring]) -> None:
    """The outline of one kecamatan and its fill; hatched where the value is hidden, outlined where it is picked."""
    first, *others = [np.rint(ring * FINE).astype(int) for ring in rings]
    builder = slide.shapes.build_freeform(*map(int, first[0]), scale=914400 / FINE)
    builder.add_line_segments([tuple(map(int, point)) for point in first[1:]], close=True)
    for ring in others:
        builder.move_to(*map(int, ring[0]))
        builder.add_line_segments([tuple(map(int, point)) for point in ring[1:]], close=True)
    shape = builder.convert_to_shape()
    unstyled(shape)
    if cell.hidden:
        hatched(shape.fill, OTHER, behind=maps.fill(cell))
    else:
        solid(shape.fill, maps.fill(cell))
    shape.line.color.rgb, shape.line.width = rgb(INK if cell.picked else maps.BORDER), Pt(2.5 if cell.picked else 1.25)
    named(shape, cell.name, f"{cell.name}: {maps.in_full(figure.result, cell, figure.language)}")


def _label(slide: Any, cell: Cell, middle: cells.Ring, language: str) -> None:
    left, top = float(middle[0]) - LABEL_WIDTH / 2, float(middle[1]) - LABEL_HEIGHT
    colour = maps.letters(cell)
    for place, run in enumerate((Run(cell.name, colour), Run(cell.value, colour, bold=True))):
        box = Box(left, top + place * LABEL_HEIGHT, LABEL_WIDTH, LABEL_HEIGHT)
        note(slide.shapes, box, [run], cell.name, language, POINTS, align="center")


def _legend(slide: Any, figure: Figure, box: Box, schematic: bool) -> None:
    """From few to many, in which unit; that borders are schematic."""
    language = figure.language
    before, after = maps.scale(figure.result, "|", language).split("|")
    shades = [Run("■", shade) for shade in maps.SHADES]
    tail = f" · {say('map.schematic', language)}" if schematic else ""
    runs = [Run(before, MUTED), *shades, Run(f"{after}{tail}", MUTED)]
    note(slide.shapes, box, runs, say("deck.map_key", language), language, 11)
