"""Charts of parts as plots: lying bars with their names, contributions, falls, the mix of sizes."""

import textwrap

import pandas as pd

from ikm import ledger, sector_charts, sentences
from ikm.axes import OTHER, OURS
from ikm.export.pptx.over_time import key_of
from ikm.export.pptx.plots import ROOM_BESIDE, Mark, Plot, Series, length_range, numbers
from ikm.metrics import Result
from ikm.text import HIDDEN, NO_DATA, missing, percent, say

MOST_LETTERS = 56


def bars(result: Result, language: str) -> tuple[Plot, ...]:
    """One bar a part, the largest on top; a hidden one is an x."""
    column = result.metric.chart["ours"]
    picked = result.metric.chart.get("picked", ())
    colours = tuple(OURS if code in picked else OTHER for code in result.rows.iloc[:, 0]) if picked else ()
    series = (Series(say(f"column.{column}", language), numbers(result.rows[column]), column, colours=colours),)
    low, high = length_range(series, ROOM_BESIDE / 2)
    marks = tuple(Mark(place, 0, HIDDEN) for place, flag in enumerate(result.masked[column]) if flag)
    return (Plot("bar", _joined(result, language), series, low, high, axis=False, marks=marks),)


def _joined(result: Result, language: str) -> tuple[str, ...]:
    """What each row is, by all columns of its grain."""
    columns = [names_of(result, column, result.rows[column], language) for column in result.metric.grain]
    return tuple(" · ".join(words) for words in zip(*columns, strict=True))


def names_of(result: Result, part: str, codes: pd.Series, language: str) -> tuple[str, ...]:
    names = [ledger.name(part, code, language, result.version) for code in codes]
    return tuple(textwrap.shorten(name, MOST_LETTERS, placeholder=" …") for name in names)


def contributions(result: Result, language: str) -> tuple[Plot, ...]:
    """Bars on both sides of zero, a pair a part; the largest of ours on top."""
    drawn, ours = result.metric.chart["columns"], result.metric.chart["ours"]
    rows = result.rows.sort_values(ours, na_position="first", kind="stable").iloc[::-1]
    part = result.metric.grain[0]
    placed = [ours, *(column for column in drawn if column != ours)]
    series = tuple(
        Series(say(f"column.{column}", language), numbers(rows[column]), column, OURS if column == ours else OTHER)
        for column in placed
    )
    marks = [
        Mark(category, place, HIDDEN if result.masked.loc[row].any() else NO_DATA)
        for place, column in enumerate(placed)
        for category, row in enumerate(rows.index)
        if missing(rows.at[row, column])
    ]
    strong = result.metric.chart.get("strong")
    names = [
        f"► {name}" if strong is not None and code == strong else name
        for name, code in zip(names_of(result, part, rows[part], language), rows[part], strict=True)
    ]
    low, high = length_range(series, ROOM_BESIDE / 2)
    key = key_of(result, series, language)
    return (Plot("bar", tuple(names), series, low, high, axis=False, marks=tuple(marks), key=key),)


def falls(result: Result, language: str) -> tuple[Plot, ...]:
    """One series a bar as long as its fall, with its interval; in its name whether it came back."""
    part, rows = result.metric.grain[0], result.rows
    names = [
        f"{name} {_depth(row, language)}\n{sentences.fall_words(row, language)}"
        for name, (_, row) in zip(names_of(result, part, rows[part], language), rows.iterrows(), strict=True)
    ]
    series = (
        Series(
            say("column.depth_pct", language),
            numbers(-rows["depth_pct"].astype(float)),
            "depth_pct",
            labels=tuple("" if missing(depth) else percent(depth, language) for depth in rows["depth_pct"]),
            colours=tuple(OTHER if state == "recovered" else OURS for state in rows["fall_short"]),
            low=numbers(-rows["high_pct"].astype(float)),
            high=numbers(-rows["low_pct"].astype(float)),
        ),
    )
    low, high = length_range(series, ROOM_BESIDE)
    return (Plot("bar", tuple(names), series, low, high, axis=False),)


def _depth(row: pd.Series, language: str) -> str:
    """The depth with its interval; nothing without one, since the number then stands at the bar."""
    return "" if missing(row["low_pct"]) else sentences.depth_words(row, language)


def size_mix(result: Result, language: str) -> tuple[Plot, ...]:
    """One bar of 100 percent a sector, by the ruler picked; what is hidden is one hatched part."""
    shares = sector_charts.size_shares(result)
    series = [
        Series(
            ledger.name("size", size, language, result.version),
            numbers(own.get(size) for own in shares.values()),
            "share_pct",
            colour,
        )
        for size, colour in sector_charts.SIZE_COLOURS.items()
        if any(size in own for own in shares.values())
    ]
    left = [sector_charts.hidden_share(own) for own in shares.values()]
    if any(left):
        every = tuple(range(len(left)))
        rest = tuple(each or None for each in left)
        series.append(Series(HIDDEN, rest, "rest_pct", OTHER, labels=(HIDDEN,) * len(left), hatched=every))
    names = names_of(result, "sector", pd.Series(list(shares)), language)
    return (Plot("bar", names, tuple(series), 0.0, 100.0, axis=False, stacked=True, legend=True),)
