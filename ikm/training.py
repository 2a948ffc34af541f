"""What charts, sentences and cards of training share: which measure speaks, the latest wave, a change in its unit."""

from collections.abc import Iterable

import pandas as pd

from ikm import text

# Levels after Kirkpatrick: what people know is no outcome, what they do and what comes of it is one.
LEARNING, BEHAVIOUR = 2, 3
# With many measures one in twenty differs from nothing by chance alone: sentences speak of the first that is there.
PRIMARY = ("omzet", "output_idr", "tenaga kerja", "workers")


def longest(waves: Iterable[str]) -> str:
    """The latest of `6 bulan`, `12 bulan`; words without a number come first."""
    return max(set(waves), key=lambda wave: (int("".join(filter(str.isdigit, wave)) or 0), wave))


def primary_measure(measures: Iterable[str]) -> str | None:
    """The measure that a sentence may speak of; None where none of them is there."""
    found = set(measures)
    return next((each for each in PRIMARY if each in found), None)


def primary_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the measure that speaks, after its latest wave; empty where it was followed up nowhere."""
    measure = primary_measure(rows["measure"])
    rows = rows[rows["measure"] == measure]
    return rows if rows.empty else rows[rows["wave"] == longest(rows["wave"])]


def told_by_event(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that a figure by event shows: of the measure that speaks, else of the first, after its latest wave."""
    chosen = primary_rows(rows)
    return last_waves(rows[rows["measure"] == rows["measure"].iloc[0]]) if chosen.empty else chosen


def last_waves(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of each measure after its own latest wave."""
    last = {measure: longest(own["wave"]) for measure, own in rows.groupby("measure")}
    return rows[rows["wave"] == rows["measure"].map(last)]


def in_unit(value: float, unit: str, language: str, signed: bool = True) -> str:
    """A change in its own unit: percent with its sign, all others with one decimal."""
    words = text.percent(value, language, signed=signed)
    return words if unit == "percent" else words.removesuffix("%")


def unit_word(unit: str, language: str) -> str:
    """` orang`, to stand behind a number; empty for percent, whose sign the number has."""
    return "" if unit == "percent" else f" {text.say(f'effect_unit.{unit}', language)}"


def changed(row: "pd.Series", language: str) -> dict[str, str]:
    """`change`, `low` and `high` of a row of effects and the smallest `detectable`, each in the row's unit."""
    unit = str(row["effect_unit"])
    signed = {name: in_unit(row[f"{name}_units"], unit, language) for name in ("change", "low", "high")}
    return {**signed, "detectable": in_unit(row["detectable_units"], unit, language, signed=False)}


def verdict(low: float, high: float) -> str:
    """What may be said of an interval: `up` or `down` beside zero, `unclear` where it holds zero."""
    if low <= 0 <= high:
        return "unclear"
    return "up" if low > 0 else "down"


def length(days: object, language: str) -> str:
    """`5 hari`; empty where it is not known."""
    if text.missing(days):
        return ""
    count = float(str(days))
    return text.say("training.one_day" if count == 1 else "training.days", language, days=text.number(count, language))
