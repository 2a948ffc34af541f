"""What lies behind and above a chart, as named shapes: heading and key, crisis bands, breaks, words without a value."""

from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Inches, Pt

from ikm.axes import BAND, BAND_LABEL, INK, MUTED
from ikm.export.pptx.layout import POINTS, SMALL_POINTS, TITLE_POINTS, Sheet, middle
from ikm.export.pptx.plots import SPAN, Plot
from ikm.export.pptx.words import Box, Run, lines_of, named, note, rgb, solid, unstyled, width_of
from ikm.text import say

ROW = 0.28


def heading(slide: Any, plot: Plot, box: Box, language: str) -> Box:
    """Title at the left and key at the right above the chart; the room that is left for it."""
    if not plot.title and not plot.key:
        return box
    runs = [
        run
        for colour, sign, words in plot.key
        for run in (Run(f"{sign} ", colour, bold=True), Run(f"{words}    ", MUTED))
    ]
    wide = width_of("".join(run.words for run in runs), SMALL_POINTS) + 0.2
    title_width = box.width - (wide if plot.key else 0)
    rows = lines_of(plot.title, title_width, TITLE_POINTS, bold=True)
    below = bool(plot.key and plot.title and title_width < 0.35 * box.width)
    if plot.title:
        place = Box(box.left, box.top, box.width if below else title_width, ROW * rows)
        note(slide.shapes, place, [Run(plot.title, INK, bold=True)], "Judul panel", language, TITLE_POINTS)
    if plot.key:
        left = box.right - min(wide, box.width)
        place = Box(left, box.top + (ROW * rows if below else 0), min(wide, box.width), ROW)
        note(slide.shapes, place, runs, "Kunci warna", language, SMALL_POINTS, align="right")
    used = ROW * (rows if plot.title else 1) + (ROW if below else 0)
    return Box(box.left, box.top + used, box.width, box.height - used)


def bands(slide: Any, sheet: Sheet) -> None:
    count = len(sheet.plot.categories)
    for band in sheet.plot.bands:
        left, right = sheet.across(band.left / count), sheet.across(band.right / count)
        place = Box(left, sheet.area.top, right - left, sheet.area.height)
        _rectangle(slide, place, BAND, say("deck.band_name", sheet.language, name=band.name),
                   say("deck.band", sheet.language, name=band.name))  # fmt: skip
        wide = width_of(band.name, SMALL_POINTS) + 0.1
        words = [Run(band.name, BAND_LABEL)]
        # A name that would reach out of the plot ends with its band instead.
        start = left if left + wide <= sheet.area.right else max(sheet.frame.left, right - wide)
        above = Box(start, sheet.area.top - 0.25, wide, 0.23)
        note(slide.shapes, above, words, say("deck.band_name", sheet.language, name=band.name), sheet.language,
             SMALL_POINTS, anchor="bottom")  # fmt: skip


def spans(slide: Any, sheet: Sheet) -> None:
    count = len(sheet.plot.categories)
    for span in sheet.plot.spans:
        left, right = sheet.across(sheet.share(span.low)), sheet.across(sheet.share(span.high))
        top = sheet.down((span.category + 0.1) / count)
        words = say("training.band", sheet.language)
        _rectangle(slide, Box(left, top, right - left, 0.8 * sheet.area.height / count), SPAN, words, words)


def _rectangle(slide: Any, place: Box, colour: str, name: str, alt: str) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.lengths())
    solid(shape.fill, colour)
    shape.line.fill.background()
    unstyled(shape)
    named(shape, name, alt)


def breaks(slide: Any, sheet: Sheet) -> None:
    words = say("caption.break", sheet.language)
    for cut in sheet.plot.breaks:
        at = sheet.across(cut / len(sheet.plot.categories))
        line = slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Inches(at), Inches(sheet.area.top), Inches(at), Inches(sheet.area.bottom)
        )
        line.line.color.rgb, line.line.width, line.line.dash_style = rgb(INK), Pt(1.5), MSO_LINE.ROUND_DOT
        named(line, words, words)
        place = Box(at + 0.04, sheet.area.bottom - 1.1, 0.24, 1.05)
        note(slide.shapes, place, [Run(words, INK)], words, sheet.language, POINTS, turned=True)


def marks(slide: Any, sheet: Sheet) -> None:
    """Words where there is no value: on the axis of a line, at the foot of a bar."""
    plot = sheet.plot
    for mark in plot.marks:
        along = middle(plot, mark.category, mark.series)
        wide = width_of(mark.words, sheet.points) + 0.1
        if plot.form == "bar":
            start = 0.0 if plot.stacked else sheet.share(0.0)
            place = Box(sheet.across(start) + 0.08, sheet.down(along) - 0.11, wide, 0.22)
        else:
            foot = sheet.down(1 - sheet.share(0.0)) if plot.form == "column" else sheet.area.bottom
            place = Box(sheet.across(along) - wide / 2, foot - 0.24, wide, 0.22)
        align = "left" if plot.form == "bar" else "center"
        note(slide.shapes, place, [Run(mark.words, MUTED)], say("deck.no_value", sheet.language), sheet.language,
             sheet.points, align=align)  # fmt: skip
