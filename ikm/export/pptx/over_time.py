"""Charts over time as plots: every year or quarter has its place, a missing one is a gap, crises lie behind."""

import textwrap
from collections.abc import Sequence

import pandas as pd

from ikm import ledger, sector_charts
from ikm.axes import MUTED, OTHER, OURS
from ikm.charts import TAIL
from ikm.export.pptx.plots import (
    ROOM_ABOVE,
    Band,
    Mark,
    Plot,
    Series,
    length_range,
    level_range,
    numbers,
)
from ikm.metrics import Result
from ikm.panels import largest_panels
from ikm.sectors import column_name, sector_name
from ikm.text import HIDDEN, QUARTERS, missing, number, say

DASHES = ("solid", "dash", "sysDot", "dashDot")
MOST_LETTERS = 26
PALE_BAR, FAINT_BAR = "#A9CCC4", "#DCE3E0"


def time_key(result: Result) -> str:
    """The column of the periods."""
    return next(column for column in result.metric.grain if column in ledger.PERIODS)


def spine(periods: Sequence[object]) -> list[object]:
    """Every period from the first to the last: years as numbers, quarters as `2020Q2`."""
    if not isinstance(periods[0], str):
        years = [int(each) for each in periods]  # type: ignore[call-overload]
        return list(range(min(years), max(years) + 1))
    names = sorted(map(str, periods))
    first, last = (int(each[:4]) * 4 + int(each[5]) - 1 for each in (names[0], names[-1]))
    return [f"{place // 4}Q{place % 4 + 1}" for place in range(first, last + 1)]


def period_words(period: object) -> str:
    """`2020`, `II 2020`."""
    words = str(period)
    return f"{QUARTERS[int(words[5]) - 1]} {words[:4]}" if "Q" in words else words


def bands(result: Result, periods: Sequence[object], language: str) -> tuple[Band, ...]:
    """The crises that lie in the periods, by whole years or quarters."""
    found = []
    for crisis in ledger.crises(result.version):
        first, last = (_period_of(day.year, day.month, periods[0]) for day in (crisis.start, crisis.end))
        inside = [place for place, period in enumerate(periods) if first <= period <= last]  # type: ignore[operator]
        if inside:
            found.append(Band(crisis.band(language), inside[0], inside[-1] + 1))
    return tuple(found)


def _period_of(year: int, month: int, like: object) -> object:
    return f"{year}Q{(month + 2) // 3}" if isinstance(like, str) else year


def breaks(result: Result, periods: Sequence[object]) -> tuple[float, ...]:
    """Where a series drawn is cut, between two categories."""
    drawn = result.metric.chart.get("breaks", [])
    return tuple(
        (periods.index(each.last_before) + periods.index(each.first_after) + 1) / 2
        for each in ledger.breaks(result.version)
        if each.series in drawn and each.last_before in periods and each.first_after in periods
    )


def _on_spine(rows: pd.DataFrame, key: str, column: str, periods: Sequence[object]) -> pd.Series:
    return rows.set_index(key)[column].reindex(periods)


def _values(rows: pd.DataFrame, key: str, column: str, periods: Sequence[object]) -> tuple[float | None, ...]:
    return numbers(_on_spine(rows, key, column, periods))


def _hidden(result: Result, rows: pd.DataFrame, columns: Sequence[str], periods: Sequence[object]) -> tuple[Mark, ...]:
    """An x on the axis where a value of any of the columns is hidden."""
    hidden = set(rows.loc[result.hidden(*columns).loc[rows.index], time_key(result)])
    return tuple(Mark(place, 0, HIDDEN) for place, period in enumerate(periods) if period in hidden)


def _line(name: str, values: tuple[float | None, ...], column: str, ours: bool, place: int) -> Series:
    if ours:
        return Series(name, values, column, OURS, 3)
    return Series(name, values, column, MUTED if place % 4 else OTHER, 2.25, DASHES[place % 4], 6)


def lines(result: Result, language: str) -> tuple[Plot, ...]:
    """One line a column."""
    key, chart = time_key(result), result.metric.chart
    periods = spine(list(result.rows[key]))
    drawn = chart["columns"]
    series = tuple(
        _line(column_name(result, column, language), _values(result.rows, key, column, periods), column,
              column == chart.get("ours", drawn[0]), place)
        for place, column in enumerate(drawn)
    )  # fmt: skip
    base = chart.get("base")
    low, high, step = level_range(series, base)
    return (
        Plot(
            "line", tuple(map(period_words, periods)), series, low, high, max(base or 0.0, low), step,
            published=bool(result.metric.as_published), bands=bands(result, periods, language),
            breaks=breaks(result, periods), marks=_hidden(result, result.rows, drawn, periods),
        ),
    )  # fmt: skip


def columns(result: Result, language: str) -> tuple[Plot, ...]:
    """One upright bar a period for each column; provisional ones hatched, hidden ones an x."""
    key, chart = time_key(result), result.metric.chart
    periods = spine(list(result.rows[key]))
    series = tuple(_upright(result, column, periods, language) for column in chart["columns"])
    flags = result.masked.set_index(result.rows[key]).reindex(periods, fill_value=False)
    marks = [
        Mark(category, place, HIDDEN)
        for place, column in enumerate(chart["columns"])
        for category, flag in enumerate(flags[column])
        if flag
    ]
    low, high = length_range(series, ROOM_ABOVE)
    return (
        Plot(
            "column", tuple(map(period_words, periods)), series, low, high, axis=False,
            published=bool(result.metric.as_published), bands=bands(result, periods, language),
            breaks=breaks(result, periods), marks=tuple(marks), key=key_of(result, series, language),
        ),
    )  # fmt: skip


def _upright(result: Result, column: str, periods: Sequence[object], language: str) -> Series:
    key, chart = time_key(result), result.metric.chart
    flag = chart.get("provisional", {}).get(column)
    flags = _on_spine(result.rows, key, flag, periods) if flag else pd.Series(False, index=periods)
    return Series(
        say(f"column.{column}", language), _values(result.rows, key, column, periods), column,
        OURS if column == chart.get("ours", chart["columns"][0]) else OTHER,
        hatched=tuple(place for place, each in enumerate(flags) if not missing(each) and bool(each)),
    )  # fmt: skip


def key_of(result: Result, series: Sequence[Series], language: str) -> tuple[tuple[str, str, str], ...]:
    """What the colours of several series mean, and the hatching."""
    names = [(each.colour, "■", each.name) for each in series] if len(series) > 1 else []
    flags = result.metric.chart.get("provisional", {}).values()
    return (*names, *((MUTED, "▨", say(f"caption.{flag}", language)) for flag in flags))


def attendance(result: Result, language: str) -> tuple[Plot, ...]:
    """One bar a year of participants: recognised as a business, not recognised, and those of whom it is not told."""
    periods = spine(list(result.rows["year"]))
    rows = result.rows.assign(untold=result.rows["participants"].where(result.rows["linked"].isna()))
    parts = (("linked", "linked", OURS), ("unlinked", "unlinked", PALE_BAR), ("untold", "participants", FAINT_BAR))
    series = tuple(
        Series(say(f"column.{name}", language), _values(rows, "year", column, periods), name, colour)
        for column, name, colour in parts
        if rows[column].notna().any()
    )
    totals = [value or 0.0 for value in _values(rows, "year", "participants", periods)]
    word = say("column.participants", language).lower()
    names = [
        f"{period}\n{number(total, language)} {word}" if total else str(period)
        for period, total in zip(periods, totals, strict=True)
    ]
    return (
        Plot(
            "column", tuple(names), series, 0.0, max(totals, default=1.0) * 1.1 or 1.0, axis=False,
            stacked=True, bands=bands(result, periods, language),
            marks=_hidden(result, rows, ["participants", "linked"], periods), key=key_of(result, series, language),
        ),
    )  # fmt: skip


def panels(result: Result, language: str) -> tuple[Plot, ...]:
    """One panel a column, each on its own axis."""
    periods = spine(list(result.rows["year"]))
    return tuple(_panel(result, column, periods, language) for column in result.metric.chart["columns"])


def _panel(result: Result, column: str, periods: Sequence[object], language: str) -> Plot:
    name = column_name(result, column, language)
    series = (Series(name, _values(result.rows, "year", column, periods), column, width=3),)
    low, high, step = level_range(series, None)
    return Plot(
        "line", tuple(map(period_words, periods)), series, low, high, max(0.0, low), step, title=name,
        bands=bands(result, periods, language), marks=_hidden(result, result.rows, [column], periods),
    )  # fmt: skip


def multiples(result: Result, language: str) -> tuple[Plot, ...]:
    """A panel a part on the same axes: ours over the grey line of all parts; at most six, the largest."""
    part, year = result.metric.grain
    ours, comparator = result.metric.chart["columns"][:2]
    periods = spine(list(result.rows[year]))
    made = []
    for code in largest_panels(result):
        rows = result.rows[result.rows[part].isna() if missing(code) else result.rows[part] == code]
        names = (say(f"column.{comparator}", language), ledger.name(part, code, language, result.version))
        series = tuple(
            Series(name, _values(rows, year, column, periods), column, colour, width, marker=0, named=column == ours)
            for name, column, colour, width in zip(names, (comparator, ours), (OTHER, OURS), (1.5, 3), strict=True)
        )
        made.append((names[1], series, _hidden(result, rows, [ours], periods)))
    base = result.metric.chart.get("base")
    low, high, step = level_range([each for _, series, _ in made for each in series], base)
    key = ((OTHER, "—", say(f"column.{comparator}", language)),)
    return tuple(
        Plot(
            "line", tuple(map(period_words, periods)), series, low, high, max(base or 0.0, low), step, title=name,
            bands=bands(result, periods, language), marks=marks, key=key if place == 0 else (),
        )
        for place, (name, series, marks) in enumerate(made)
    )  # fmt: skip


def sector_panels(result: Result, language: str) -> tuple[Plot, ...]:
    """A panel a column, in each a line a sector, the pinned one strong."""
    sectors = sector_charts.drawn_sectors(result)
    periods = spine(list(result.rows["year"]))
    drawn = result.metric.chart["columns"]
    return tuple(_sector_panel(result, sectors, column, periods, language) for column in drawn)


def _sector_panel(
    result: Result, sectors: Sequence[str], column: str, periods: Sequence[object], language: str
) -> Plot:
    strong = result.metric.chart["strong"]
    made = []
    for place, sector in enumerate(sectors):
        rows = result.rows[result.rows["sector"] == sector]
        name = _short(sector_name(result, sector, language))
        made.append(_line(name, _values(rows, "year", column, periods), column, sector == strong, place + 1))
    base = 100.0 if column.endswith("_index") else None
    low, high, step = level_range(made, base)
    strong_rows = result.rows[result.rows["sector"] == strong]
    return Plot(
        "line", tuple(map(period_words, periods)), tuple(made), low, high, max(base or 0.0, low), step,
        title=say(f"column.{column}", language), bands=bands(result, periods, language),
        marks=_hidden(result, strong_rows, [column], periods),
    )  # fmt: skip


def _short(name: str) -> str:
    """A sector's name beside a line."""
    return textwrap.shorten(sector_charts.bare(name), MOST_LETTERS, placeholder=" …")


def curves(result: Result, language: str) -> tuple[Plot, ...]:
    """Survival: a step line a group from 100 at birth, its 95 percent bounds as thin lines."""
    group, age = result.metric.grain
    column, strong = result.metric.chart["ours"], result.metric.chart["strong"]
    rows = result.rows.dropna(subset=[column])
    made: list[Series] = []
    for place, (code, curve) in enumerate(sorted(rows.groupby(group, sort=False), key=lambda each: each[0] == strong)):
        colour = OURS if code == strong else (MUTED, "#A5834F", OTHER)[place % 3]
        name = _short(ledger.name(group, code, language, result.version))
        ages = [0.0, *map(float, curve[age])]
        for bound in ("lower_pct", "upper_pct"):
            title = f"{name}, {say(f'column.{bound}', language)}"
            made.append(_steps(title, ages, curve[bound], bound, colour, 0.75, "sysDash", named=False))
        reached = say("caption.after_years", language, years=int(ages[-1]))
        made.append(_steps(f"{name} {reached}", ages, curve[column], column, colour, 3, "solid", named=True))
    oldest = int(rows[age].max()) if len(rows) else 1
    categories = tuple(str(each) for each in range(oldest + 1))
    key = ((MUTED, "┄", say("deck.bounds", language)),)
    return (Plot("curve", categories, tuple(made), 0.0, 100.0, step=20.0, foot=say("caption.age", language), key=key),)


def _steps(
    name: str, ages: Sequence[float], values: pd.Series, column: str, colour: str, width: float, dash: str, named: bool
) -> Series:
    """A value holds until the next age, the last a little longer: every corner is a point."""
    heights = [100.0, *map(float, values)]
    corners = [(ages[0], heights[0])]
    for place in range(1, len(ages)):
        corners += [(ages[place], heights[place - 1]), (ages[place], heights[place])]
    corners.append((ages[-1] + TAIL, heights[-1]))
    return Series(
        name, tuple(height for _, height in corners), column, colour, width, dash, 0,
        ages=tuple(at for at, _ in corners), named=named,
    )  # fmt: skip
