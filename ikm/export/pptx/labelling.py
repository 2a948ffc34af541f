"""Which labels a series gets: name and value at the end of a line, or a number at a bar or dot."""

from typing import Any

from ikm.axes import INK, MUTED, OURS
from ikm.export.pptx.labels import bar_label, end_label, words_label
from ikm.export.pptx.layout import POINTS, SMALL_POINTS, Sheet, line_ends
from ikm.export.pptx.plots import Series, number_format, spread
from ikm.export.pptx.words import LINE_HEIGHT, rgb


def labels_of(series: Series, sheet: Sheet) -> list[Any]:
    """Names and values beside the ends of lines, or a number a bar."""
    plot = sheet.plot
    if plot.form in ("line", "curve"):
        return _end_labels(series, sheet)
    if not series.named or any(end is not None for end in series.low):
        return []
    made = []
    stacked = plot.stacked
    for at, value in enumerate(series.values):
        if value is None or (stacked and not series.labels and value < 0.035 * (plot.high - plot.low)):
            continue
        colour = INK if not stacked or series.labels or not _dark(series.colour) or series.hollow else "#FFFFFF"
        position = "outEnd" if not stacked else "inBase" if series.labels else "ctr"
        points = sheet.points if len(plot.categories) * len(plot.series) <= 20 else SMALL_POINTS - 1
        if series.labels:
            made.append(words_label(at, series.labels[at], colour, points, position, sheet.language))
        else:
            written = number_format(series.column, value, sheet.language, plot.published)
            made.append(bar_label(at, written, colour, points, position))
    return made


def _dark(colour: str) -> bool:
    red, green, blue = rgb(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue < 140


def _end_labels(series: Series, sheet: Sheet) -> list[Any]:
    plot = sheet.plot
    ends = line_ends(plot)
    order = next((place for place, (_, each) in enumerate(ends) if each is series), None)
    if order is None:
        return _dot_labels(series, sheet)
    shares = [sheet.share(float(each.values[last] or 0)) for last, each in ends]
    alone = len(ends) == 1 and bool(plot.title)
    early = [plot.form == "line" and last < len(plot.categories) - 1 for last, _ in ends]
    lines = [(1 if alone else 2) + dated for dated in early]
    heights = spread(shares, [each * POINTS / 72 * LINE_HEIGHT / sheet.area.height for each in lines])
    last, _ = ends[order]
    return [
        end_label(
            last,
            number_format(series.column, float(series.values[last] or 0), sheet.language, plot.published),
            OURS if series.colour == OURS else MUTED,
            POINTS,
            across=_to_the_edge(series, last, sheet),
            down=-(heights[order] - shares[order]) * sheet.area.height / sheet.frame.height,
            named=not alone,
            dated=early[order],
        )
    ]


def _dot_labels(series: Series, sheet: Sheet) -> list[Any]:
    """The number beside each dot that is not joined with others."""
    if series.width or not series.marker:
        return []
    return [
        bar_label(at, number_format(series.column, value, sheet.language, sheet.plot.published), INK, POINTS, "r")
        for at, value in enumerate(series.values)
        if value is not None
    ]


def _to_the_edge(series: Series, last: int, sheet: Sheet) -> float:
    """How far the name of a line that ends early is moved, so that it stands among the others; of the frame's width."""
    count = len(sheet.plot.categories)
    end = series.ages[last] / sheet.plot.last_age if series.ages else (last + 0.5) / count
    edge = 1.0 if series.ages else (count - 0.5) / count
    return (edge - end) * sheet.area.width / sheet.frame.width
