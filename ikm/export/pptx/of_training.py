"""Charts of training as plots: programmes, who was reached, what changed and within which interval."""

import textwrap

import pandas as pd

from ikm import ledger, training_charts
from ikm.axes import OTHER, OURS
from ikm.export.pptx.by_part import MOST_LETTERS, names_of
from ikm.export.pptx.over_time import FAINT_BAR, key_of
from ikm.export.pptx.plots import ROOM_BESIDE, SPAN, Mark, Plot, Series, Span, length_range, numbers, reach
from ikm.export.pptx.words import plain
from ikm.metrics import Result
from ikm.text import HIDDEN, missing, percent, say
from ikm.training import last_waves, told_by_event


def programmes(result: Result, language: str) -> tuple[Plot, ...]:
    """One programme a bar, full where the number of participants is exact, hollow where it is not."""
    rows = result.rows
    names = tuple(_programme(result, row, language) for row in rows.index)
    labels = tuple(training_charts.participants_words(result, row, language) for row in rows.index)
    series = (
        Series(
            say("column.participants", language), numbers(rows["participants"]), "participants", labels=labels,
            hollow=tuple(
                place for place, precision in enumerate(rows["participants_precision"]) if precision != "exact"
            ),
        ),
    )  # fmt: skip
    marks = tuple(Mark(place, 0, labels[place]) for place, count in enumerate(series[0].values) if count is None)
    low, high = length_range(series, ROOM_BESIDE / 2)
    words = plain(say("training.full_or_hollow", language, colour=OURS)).split("□")
    key = ((OURS, "■", words[0].removeprefix("■").strip()), (OURS, "□", words[1].strip()))
    return (Plot("bar", names, series, low, high, axis=False, marks=marks, key=key),)


def _programme(result: Result, row: object, language: str) -> str:
    """Title and year."""
    title = training_charts.title(result, row, language)
    return f"{textwrap.shorten(title, 66, placeholder=' …')} ({result.rows.at[row, 'start_date'].year})"


def reached(result: Result, language: str) -> tuple[Plot, ...]:
    """One bar a part from 0 to 100 percent, the rest pale; words where the share is hidden or the base too small."""
    part, rows = result.metric.grain[0], result.rows
    shares = numbers(rows["reached_pct"])
    rest = tuple(None if share is None else 100 - share for share in shares)
    words = tuple(_reach_words(result, row, language) for row in rows.index)
    series = (
        Series(say("column.reached_pct", language), shares, "reached_pct", named=False),
        Series(say("deck.rest", language), rest, "rest_pct", FAINT_BAR, labels=words),
    )
    marks = tuple(Mark(place, 0, words[place]) for place, share in enumerate(shares) if share is None)
    names = names_of(result, part, rows[part], language)
    key = ((OURS, "■", say("column.reached_pct", language)),)
    return (Plot("bar", names, series, 0.0, 112.0, axis=False, stacked=True, marks=marks, key=key),)


def _reach_words(result: Result, row: object, language: str) -> str:
    return plain(training_charts.reach_words(result, row, language).replace("<br>", " · "))


def effects(result: Result, language: str) -> tuple[Plot, ...]:
    """A panel a unit, a bar a measure and wave: the change with its interval, over what so few pairs could not show."""
    rows = result.rows
    names = pd.Series(
        [training_charts.measure_and_wave(result, row, language) for row in rows.index], index=rows.index, dtype=object
    )
    return _changes(result, rows, names, language)


def effects_by_event(result: Result, language: str) -> tuple[Plot, ...]:
    """The same for one measure after its longest wave, a bar an event."""
    rows = told_by_event(result.rows)
    names = [ledger.name("event_id", code, language, result.version) for code in rows["event_id"]]
    return _changes(result, rows, pd.Series(names, index=rows.index), language)


def _changes(result: Result, rows: pd.DataFrame, names: pd.Series, language: str) -> tuple[Plot, ...]:
    made: list[Plot] = []
    for unit, own in rows.groupby("effect_unit", sort=False):
        told = [[plain(line) for line in training_charts.effect_lines(result, row, language)] for row in own.index]
        words = tuple(lines[0] for lines in told)
        called = [
            "\n".join([names[row] if missing(own.at[row, "change_units"]) else f"{names[row]}: {lines[0]}", *lines[1:]])
            for row, lines in zip(own.index, told, strict=True)
        ]
        change, low, high = (numbers(own[f"{name}_units"]) for name in ("change", "low", "high"))
        title = say(f"training.change.{unit}", language)
        series = (Series(title, change, "change_units", low=low, high=high),)
        spans = tuple(
            Span(place, -float(each), float(each))
            for place, each in enumerate(own["detectable_units"])
            if not missing(each)
        )
        ends = [edge for span in spans for edge in (span.low, span.high)]
        lowest, highest = reach(series)
        lowest, highest = min(0.0, lowest, *ends), max(0.0, highest, *ends)
        room = (highest - lowest) or 1.0
        marks = tuple(Mark(place, 0, words[place]) for place, each in enumerate(change) if each is None)
        key = ((SPAN, "■", say("training.band", language)),) if not made else ()
        made.append(
            Plot(
                "bar", tuple(called), series, lowest - 0.05 * room, highest + 0.05 * room, axis=False,
                title=title, marks=marks, spans=spans, key=key,
            )
        )  # fmt: skip
    return tuple(made)


def before_after(result: Result, language: str) -> tuple[Plot, ...]:
    """Two bars a certificate: the share that had it before in grey, after in the strong colour, with intervals."""
    rows = last_waves(result.rows)
    names = [
        f"{training_charts.measure_and_wave(result, row, language)}\n"
        f"{plain(training_charts.counts_words(result, row, language))}{_shares(result, row, language)}"
        for row in rows.index
    ]
    series = []
    for moment, colour in (("before", OTHER), ("after", OURS)):
        share, low, high = (numbers(rows[f"{moment}_{name}"]) for name in ("pct", "low_pct", "high_pct"))
        # Without an interval the counts behind the share are hidden.
        shown = tuple(None if bound is None else value for value, bound in zip(share, low, strict=True))
        name = f"{moment}_pct"
        series.append(Series(say(f"column.{name}", language), shown, name, colour, low=low, high=high))
    marks = tuple(
        Mark(category, place, HIDDEN)
        for place, each in enumerate(series)
        for category, value in enumerate(each.values)
        if value is None
    )
    key = key_of(result, series, language)
    _, longest_bar = length_range(series, ROOM_BESIDE / 2)
    return (Plot("bar", tuple(names), tuple(series), 0.0, longest_bar, axis=False, marks=marks, key=key),)


def _shares(result: Result, row: object, language: str) -> str:
    """` (6,8% → 9,0%)`, nothing where a count behind it is hidden."""
    if result.masked.at[row, "with_before"] or result.masked.at[row, "with_after"]:
        return ""
    before, after = (percent(result.rows.at[row, f"{moment}_pct"], language) for moment in ("before", "after"))
    return f" ({before} → {after})"


def programmes_by(result: Result, language: str) -> tuple[Plot, ...]:
    """A panel a breakdown, a bar a part: programmes with an exact number of participants full, the others hollow."""
    longest_bar = float(result.rows["programmes"].max()) * (1 + ROOM_BESIDE / 2)
    made: list[Plot] = []
    for breakdown, rows in result.rows.groupby("breakdown", sort=False):
        exact = numbers(rows["programmes_exact"])
        rest = numbers(rows["programmes"] - rows["programmes_exact"])
        names = (say(f"deck.programmes_{name}", language) for name in ("exact", "other"))
        series = (
            Series(next(names), exact, "programmes"),
            Series(next(names), rest, "programmes", hollow=tuple(range(len(rows)))),
        )
        key = ((OURS, "■", series[0].name), (OURS, "□", series[1].name)) if not made else ()
        parts = tuple(_part(breakdown, part, result.version, language) for part in rows["part"])
        title = say(f"breakdown.{breakdown}", language)
        made.append(Plot("bar", parts, series, 0.0, longest_bar, axis=False, stacked=True, title=title, key=key))
    return tuple(made)


def _part(breakdown: object, part: object, version: str, language: str) -> str:
    if missing(part):
        return say("figure.not_given", language)
    name = ledger.name("branch" if breakdown == "branch" else "part", part, language, version)
    return textwrap.shorten(name, MOST_LETTERS, placeholder=" …")
