"""Which native form each kind of chart takes: one plot, several small ones, or a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from ikm import charts, ledger
from ikm.export.pptx import by_part, dots, of_training, over_time, tables
from ikm.export.pptx.plots import Plot, Series
from ikm.export.pptx.words import Box
from ikm.figure import Figure
from ikm.metrics import Result

FORMS: dict[str, Callable[[Result, str], tuple[Plot, ...]]] = {
    "lines": over_time.lines,
    "columns": over_time.columns,
    "attendance": over_time.attendance,
    "panels": over_time.panels,
    "multiples": over_time.multiples,
    "sector_panels": over_time.sector_panels,
    "steps": over_time.curves,
    "sector_curves": over_time.curves,
    "bars": by_part.bars,
    "kecamatan_bars": by_part.bars,
    "kecamatan_map": by_part.bars,
    "contributions": by_part.contributions,
    "sector_contributions": by_part.contributions,
    "falls": by_part.falls,
    "programmes": of_training.programmes,
    "programmes_by": of_training.programmes_by,
    "reach": of_training.reached,
    "effects": of_training.effects,
    "effects_by_event": of_training.effects_by_event,
    "before_after": of_training.before_after,
    "event_study": dots.event_study,
    "quotients": dots.quotients,
    "ranges": dots.ranges,
    "size_mix": by_part.size_mix,
}
TABLES = ("claims", "ladder")
# More lying bars than this stand in two columns.
MOST_BARS = 16
# And panels of bars stand under each other up to so many.
MOST_STACKED = 9
APART = 0.35
# What of the width a map takes; the bars of the same numbers stand beside it.
MAP_SHARE = 0.6


def kind(figure: Figure) -> str:
    """The form of a figure: what was asked for, panels for a view of its own, else by what its rows are."""
    chart = figure.result.metric.chart
    if figure.drawn_as in charts.BESIDE or figure.drawn_as in TABLES:
        return figure.drawn_as
    if figure.drawn_as in FORMS:
        return figure.drawn_as if "ours" in chart else "panels"
    if "columns" not in chart:
        return "table"
    return "lines" if figure.result.metric.grain[0] in ledger.PERIODS else "bars"


def table(figure: Figure) -> tables.Table | None:
    """The table that is the picture, where one is."""
    makers: dict[str, Callable[[], tables.Table]] = {
        "claims": lambda: tables.evidence(figure.result, figure.language, judged=True),
        "ladder": lambda: tables.ladder(figure.result, figure.language),
        "table": lambda: tables.of_figure(figure, Box(0, 0, 12.1, 4.0), 12),
    }
    maker = makers.get(kind(figure))
    return maker() if maker else None


def backup_table(figure: Figure, box: Box) -> tables.Table:
    """The table for the back: the rows of the figure; of the claim check the context, which the front leaves out."""
    if figure.drawn_as == "claims":
        return tables.evidence(figure.result, figure.language, judged=False)
    return tables.of_figure(figure, box, 11)


def plots(figure: Figure) -> tuple[Plot, ...]:
    """The native charts of a figure."""
    made = FORMS[kind(figure)](figure.result, figure.language)
    if len(made) == 1 and made[0].form == "bar" and len(made[0].categories) > MOST_BARS:
        return _halves(made[0])
    return made


def _halves(plot: Plot) -> tuple[Plot, ...]:
    """The upper and the lower half of many bars, on the same scale."""
    count = len(plot.categories)
    middle = (count + 1) // 2
    return tuple(_part(plot, first, last) for first, last in ((0, middle), (middle, count)))


def _part(plot: Plot, first: int, last: int) -> Plot:
    marks = [replace(each, category=each.category - first) for each in plot.marks if first <= each.category < last]
    return replace(
        plot,
        categories=plot.categories[first:last],
        series=tuple(_part_of(each, first, last) for each in plot.series),
        marks=tuple(marks),
    )


def _part_of(series: Series, first: int, last: int) -> Series:
    return replace(
        series,
        values=series.values[first:last],
        labels=series.labels[first:last],
        colours=series.colours[first:last],
        low=series.low[first:last],
        high=series.high[first:last],
        hollow=tuple(place - first for place in series.hollow if first <= place < last),
    )


def places(box: Box, plots: Sequence[Plot]) -> list[Box]:
    """Where several small charts stand: panels of bars under each other, as high as they have bars; others in rows."""
    bars = sum(len(plot.categories) for plot in plots)
    stacked = len(plots) > 1 and bars <= MOST_STACKED and all(plot.form == "bar" and plot.title for plot in plots)
    return _stack(box, [0.8 + len(plot.categories) for plot in plots]) if stacked else _grid(box, len(plots))


def _stack(box: Box, shares: Sequence[float]) -> list[Box]:
    heights = [box.height * share / sum(shares) for share in shares]
    tops = accumulate(heights[:-1], initial=box.top)
    return [Box(box.left, top, box.width, height) for top, height in zip(tops, heights, strict=True)]


def _grid(box: Box, count: int) -> list[Box]:
    """Three across at most, filled row by row."""
    across = count if count <= 3 else 2 if count == 4 else 3
    down = -(-count // across)
    width = (box.width - APART * (across - 1)) / across
    height = (box.height - 0.15 * (down - 1)) / down
    return [
        Box(box.left + (place % across) * (width + APART), box.top + (place // across) * (height + 0.15), width, height)
        for place in range(count)
    ]
