"""Dots with whiskers as plots: a value a category with its 95 percent interval, around a line to read it against."""

from collections.abc import Sequence

import pandas as pd

from ikm import ledger, sector_charts, training_charts
from ikm.axes import MUTED, OURS
from ikm.export.pptx.by_part import names_of
from ikm.export.pptx.plots import Mark, Plot, Series, Values, level_range, numbers, reach, rounded
from ikm.metrics import Result
from ikm.text import missing, say


def _dots(
    rows: pd.DataFrame, categories: tuple[str, ...], title: str, names: tuple[str, str, str], width: float,
    base: float = 0.0, colours: tuple[str, ...] = (), notes: Sequence[Mark] = (),
) -> Plot:  # fmt: skip
    """A dot with its whisker a category, joined where the width of the line is above 0; a series a colour."""
    middle, low, high = (numbers(rows[column]) for column in names)
    drawn = colours or (OURS,) * len(middle)
    series = tuple(
        Series(
            title, _of_colour(middle, drawn, colour), names[0], colour, width, marker=10, named=False,
            low=_of_colour(low, drawn, colour), high=_of_colour(high, drawn, colour),
        )
        for colour in dict.fromkeys(drawn)
    )  # fmt: skip
    lowest, highest, step = level_range(series, base) if base else rounded(*_around_zero(series))
    return Plot("line", categories, series, lowest, highest, base, step, title=title, marks=tuple(notes))


def _of_colour(values: Values, colours: Sequence[str], colour: str) -> Values:
    return tuple(value if each == colour else None for value, each in zip(values, colours, strict=True))


def _around_zero(series: Sequence[Series]) -> tuple[float, float]:
    low, high = reach(series)
    return min(0.0, low), max(0.0, high)


def quotients(result: Result, language: str) -> tuple[Plot, ...]:
    """The districts of one branch around 1, each with its interval; strong where the interval leaves out 1."""
    strong = result.metric.chart["strong"]
    rows = result.rows[result.rows["branch"] == strong]
    rows = rows.sort_values(["quotient_ratio", "kecamatan_code"], ascending=[False, True], na_position="last")
    clear = (rows["low_ratio"] > 1) | (rows["high_ratio"] < 1)
    names = names_of(result, "kecamatan_code", rows["kecamatan_code"], language)
    colours = tuple(OURS if each else MUTED for each in clear)
    title = f"{ledger.name('branch', strong, language, result.version)} · {say('sector.as_everywhere', language)} = 1"
    columns = ("quotient_ratio", "low_ratio", "high_ratio")
    return (_dots(rows, names, title, columns, 0.0, 1.0, colours, _absent(result, rows, columns[0], language)),)


def _absent(result: Result, rows: pd.DataFrame, column: str, language: str) -> list[Mark]:
    """Words where there is no dot."""
    return [
        Mark(place, 0, sector_charts.absent(result, row, language))
        for place, row in enumerate(rows.index)
        if missing(rows.at[row, column])
    ]


def ranges(result: Result, language: str) -> tuple[Plot, ...]:
    """Growth of each branch with its interval, the pinned one strong; with its name the ranks it may have."""
    rows = result.rows.sort_values(["growth_pct", "branch"], ascending=[False, True], na_position="last")
    strong = result.metric.chart["strong"]
    names = [
        f"{name}\n{sector_charts.rank_words(best, worst, language)}".strip()
        for name, best, worst in zip(
            names_of(result, "branch", rows["branch"], language), rows["rank_best"], rows["rank_worst"], strict=True
        )
    ]
    colours = tuple(OURS if branch == strong else MUTED for branch in rows["branch"])
    columns = ("growth_pct", "low_pct", "high_pct")
    title = say("column.growth_pct", language)
    return (_dots(rows, tuple(names), title, columns, 0.0, 0.0, colours, _absent(result, rows, columns[0], language)),)


def event_study(result: Result, language: str) -> tuple[Plot, ...]:
    """Two panels a measure: the difference by years since the training, then the whole and it without each cohort."""
    rows = result.rows.dropna(subset=["att_pct"])
    made = []
    for measure, own in rows.groupby("measure", sort=False):
        events, wholes = own[own["statistic"] == "event"], own[own["statistic"] != "event"]
        since = tuple(training_charts.signed_year(year) for year in events["key"])
        without = tuple(say("training.whole", language) if missing(key) else str(int(key)) for key in wholes["key"])
        name = say(f"measure.{measure}", language)
        titles = f"{name}, {say('training.since', language)}", say("training.without", language)
        made.append(_dots(events, since, titles[0], ("att_pct", "low_pct", "high_pct"), 2.25))
        made.append(_dots(wholes, without, titles[1], ("att_pct", "low_pct", "high_pct"), 0.0))
    return tuple(made)
