"""Where a chart lies in its frame: the plot area, and the room for names and numbers around it."""

from dataclasses import dataclass, replace

from ikm.export.pptx.plots import Plot, Series
from ikm.export.pptx.words import Box, height_of, width_of
from ikm.text import number, say

POINTS, TITLE_POINTS, SMALL_POINTS = 12, 14, 11


@dataclass(frozen=True)
class Sheet:
    """A plot with the frame of its chart and the place of its plot area, both on the slide, and the language."""

    plot: Plot
    frame: Box
    area: Box
    language: str
    points: float

    def across(self, share: float) -> float:
        return self.area.left + share * self.area.width

    def down(self, share: float) -> float:
        return self.area.top + share * self.area.height

    def share(self, value: float) -> float:
        """How far along the value axis a value lies, 0–1."""
        return (value - self.plot.low) / ((self.plot.high - self.plot.low) or 1)


def laid_out(plot: Plot, box: Box, language: str) -> Sheet:
    """The plot area inside the frame: room for names and numbers around it, as they need."""
    points = POINTS if plot.form != "bar" or len(plot.categories) <= 14 else SMALL_POINTS
    top = 0.3 if plot.bands else 0.34 if plot.legend else 0.08
    sheet = Sheet(plot, box, box, language, points)
    if plot.form == "bar":
        left = _names_width(plot, box, points)
        return replace(sheet, area=Box(box.left + left, box.top + top, box.width - left - 0.1, box.height - top - 0.05))
    left = _numbers_width(plot, language) if plot.axis else 0.05
    right = _ends_width(sheet)
    width = box.width - left - right
    bottom = _categories_height(plot, width) + (0.28 if plot.foot else 0.0)
    return replace(sheet, area=Box(box.left + left, box.top + top, width, box.height - top - bottom))


def _names_width(plot: Plot, box: Box, points: float) -> float:
    longest = max((width_of(line, points) for name in plot.categories for line in name.split("\n")), default=1.0)
    return min(longest + 0.25, 0.46 * box.width)


def _numbers_width(plot: Plot, language: str) -> float:
    scale = 1e9 if plot.high >= 1e9 else 1e6 if plot.high >= 1e6 else 1.0
    money = bool(plot.series) and plot.series[0].column.endswith("_idr") and scale > 1
    unit = f" {say('scale.billion', language)}" if money else ""
    ends = [
        number(end / (scale if money else 1), language, 0 if plot.step >= 1 else 2) for end in (plot.low, plot.high)
    ]
    return max(width_of(f"{end}{unit}", POINTS) for end in ends) + 0.16


def _ends_width(sheet: Sheet) -> float:
    """Room at the right for names and values beside the ends of lines."""
    labels = [line for _, each in line_ends(sheet.plot) for line in (each.name, _last_words(each, sheet))]
    if not labels:
        return 0.15
    return min(max(width_of(label, POINTS, bold=True) for label in labels) + 0.35, 0.36 * sheet.frame.width)


def _last_words(series: Series, sheet: Sheet) -> str:
    """A value about as long as the last one will be written."""
    value = next(each for each in reversed(series.values) if each is not None)
    if series.column.endswith("_idr"):
        return f"Rp000,00 {say('scale.trillion', sheet.language)}"
    return number(value, sheet.language, 1)


def line_ends(plot: Plot) -> list[tuple[int, Series]]:
    """Each line that is named at its end, with its last place that has a value."""
    if plot.form not in ("line", "curve"):
        return []
    found = [
        (max((place for place, value in enumerate(each.values) if value is not None), default=-1), each)
        for each in plot.series
        if each.named
    ]
    return [(last, each) for last, each in found if last >= 0]


def _slot(plot: Plot, width: float) -> float:
    return width / max(1, len(plot.categories))


def label_every(plot: Plot, width: float) -> int:
    """How many categories share one name on the axis, so that the names do not touch."""
    longest = max((width_of(word, POINTS) for name in plot.categories for word in name.split()), default=0.3)
    return max(1, -(-int(100 * (longest + 0.08)) // max(1, int(100 * _slot(plot, width)))))


def _categories_height(plot: Plot, width: float) -> float:
    room = _slot(plot, width) * label_every(plot, width) - 0.04
    return max((height_of(name, room, POINTS) for name in plot.categories), default=0.2) + 0.14


def _cluster(plot: Plot) -> tuple[float, float]:
    """The width of one bar and the gap before the first, as shares of a category."""
    beside = 1 if plot.stacked else max(1, len(plot.series))
    wide = 1 / (beside + gap_width(plot) / 100)
    return wide, wide * gap_width(plot) / 200


def gap_width(plot: Plot) -> int:
    """Between bars, in percent of one: few bars would be too broad."""
    return 55 if len(plot.categories) > 5 else 110


def middle(plot: Plot, category: int, series: int) -> float:
    """The middle of a bar along the category axis, 0–1."""
    wide, gap = _cluster(plot)
    inside = gap + (0.5 + (0 if plot.stacked else series)) * wide if plot.form in ("bar", "column") else 0.5
    return (category + inside) / max(1, len(plot.categories))
