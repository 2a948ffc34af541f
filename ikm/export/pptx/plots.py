"""What a native chart shows, before it is written: series, axes, crisis bands, breaks, and words where no value is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ikm.axes import OURS, round_step
from ikm.text import missing, say

Values = tuple[float | None, ...]
# Where the value axis begins and ends leaves this share of room for the words beyond a bar.
ROOM_ABOVE, ROOM_BESIDE = 0.15, 0.22
# Gridlines that a slide has room for.
STEPS = 5
# The colour of what is too small to be seen with so few.
SPAN = "#D8E6E2"


@dataclass(frozen=True)
class Series:
    """One column of the embedded sheet. `column` says how its numbers look; `colours`, `hatched`, `hollow` are by
    place; `labels` are words in place of the numbers; `low` and `high` are the ends of an interval. `ages` are the
    places on a numeric axis, for curves only. `named` writes name and last value beside the end of a line, or the
    numbers at bars; with an interval no number is written, its whisker lies there.
    """

    name: str
    values: Values
    column: str
    colour: str = OURS
    width: float = 2.5
    dash: str = "solid"
    marker: int = 7
    labels: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    hatched: tuple[int, ...] = ()
    hollow: tuple[int, ...] = ()
    low: Values = ()
    high: Values = ()
    ages: tuple[float, ...] = ()
    named: bool = True


@dataclass(frozen=True)
class Band:
    """A crisis, from the left edge of one category (counted from 0) to the right edge of another."""

    name: str
    left: float
    right: float


@dataclass(frozen=True)
class Mark:
    """Words in place of a value that is hidden or missing: by category and series, both from 0."""

    category: int
    series: int
    words: str


@dataclass(frozen=True)
class Span:
    """A pale stretch behind one category, in values."""

    category: int
    low: float
    high: float


@dataclass(frozen=True)
class Plot:
    """One native chart. `form` is line, column, bar or curve; the category axis crosses at `base`, gridlines are `step`
    apart; `key` says in words what colours mean, as (colour, sign, words). `title` is of a panel among several, `foot`
    of the category axis.
    """

    form: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    low: float
    high: float
    base: float = 0.0
    step: float = 0.0
    title: str = ""
    foot: str = ""
    axis: bool = True
    stacked: bool = False
    legend: bool = False
    published: bool = False
    bands: tuple[Band, ...] = ()
    breaks: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    key: tuple[tuple[str, str, str], ...] = ()

    @property
    def last_age(self) -> float:
        """Where the longest curve ends."""
        return max((age for each in self.series for age in each.ages), default=1.0)


def rounded(low: float, high: float) -> tuple[float, float, float]:
    """The same range, out to the next gridlines, and the step between them; a wider range may ask for wider steps."""
    first, last, step = low, high, 0.0
    while (wider := round_step(last - first, STEPS)) > step:
        step = wider
        first, last = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return round(first, 9), round(last, 9), step


def reach(series: Iterable[Series]) -> tuple[float, float]:
    """From the lowest to the highest of all values and ends of intervals; 0 to 1 where there are none."""
    found = [value for each in series for value in (*each.values, *each.low, *each.high) if value is not None]
    return (min(found), max(found)) if found else (0.0, 1.0)


def level_range(series: Sequence[Series], base: float | None) -> tuple[float, float, float]:
    """For lines: from zero for levels, else around the base; and the step between gridlines."""
    low, high = reach(series)
    low, high = (min(0.0, low), high) if base is None else (min(low, base), max(high, base))
    return rounded(low, high if high > low else low + 1)


def length_range(series: Sequence[Series], room: float) -> tuple[float, float]:
    """For bars: zero is in it, with room for the number beyond the end."""
    low, high = reach(series)
    low, high = min(0.0, low), max(0.0, high)
    span = (high - low) or 1.0
    return (low - room * span if low < 0 else 0.0, high + room * span if high > 0 or low == 0 else 0.0)


def spread(heights: Sequence[float], needed: Sequence[float]) -> list[float]:
    """The same heights (0–1) in their order, moved by as little as it takes for each to have the room it needs."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    moved = list(heights)
    for _ in range(60):
        for below, above in pairwise(order):
            lacking = (needed[below] + needed[above]) / 2 - (moved[above] - moved[below])
            if lacking > 0:
                moved[below], moved[above] = moved[below] - lacking / 2, moved[above] + lacking / 2
        moved = [min(max(height, 0.0), 1.0) for height in moved]
    return moved


def number_format(column: str, value: float, language: str, published: bool = False) -> str:
    """The format of a number for PowerPoint, which puts in the separators of the reader's own system; a true minus,
    none before a zero, and a plus before a rise in points.
    """
    plain = _positive_format(column, value, language, published)
    if abs(value) < 0.05 and column.endswith(("_pct", "_points")) and not published:
        return f"{plain};{plain};{plain}"
    return f"{'+' if column.endswith('_points') else ''}{plain};\u2212{plain};{plain}"


def _positive_format(column: str, value: float, language: str, published: bool) -> str:
    if column.endswith("_idr"):
        for size, commas, digits, word in (
            (1e12, ",,,,", "0.00", "trillion"), (1e9, ",,,", "0.0", "billion"), (1e6, ",,", "0.0", "million"),
        ):  # fmt: skip
            if abs(value) >= size:
                return f'"Rp"#,##{digits}{commas}" {say(f"scale.{word}", language)}"'
        return '"Rp"#,##0'
    if column.endswith("_pct"):
        return f'#,##0{_decimals(_printed(value) if published else 1)}"%"'
    if column.endswith(("_hhi", "_ratio")):
        return "#,##0.00"
    return "#,##0.0" if column.endswith(("_index", "_units", "_points")) else "#,##0"


def _printed(value: float) -> int:
    """The decimals that a publisher printed, two at most."""
    return next(places for places in (0, 1, 2) if places == 2 or round(value, places) == round(value, 2))


def _decimals(places: int) -> str:
    return f".{'0' * places}" if places else ""


def axis_format(plot: Plot, language: str) -> str:
    """The format of the gridlines' numbers: as many decimals as the step needs; the unit of big money on top only."""
    column = plot.series[0].column if plot.series else ""
    if column.endswith("_idr") and plot.high >= 1e6:
        commas, word = (",,,", "billion") if plot.high >= 1e9 else (",,", "million")
        return f'[>={plot.high * 0.999:.0f}]#,##0{commas}" {say(f"scale.{word}", language)}";#,##0{commas}'
    plain = f"#,##0{_decimals(_printed(plot.step))}"
    return f"{plain};\u2212{plain};{plain}"


def numbers(values: Iterable[object]) -> Values:
    """The values for a sheet; None where one is missing."""
    return tuple(None if missing(value) else float(value) for value in values)  # type: ignore[arg-type]
