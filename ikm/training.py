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


def in_unit(value: float, unit: str, language: str, signed: bool = True) -> str:
    """A change in its own unit: percent with its sign, all others with one decimal."""
    sign = "+" if signed and round(float(value), 1) > 0 else ""
    return f"{sign}{text.number(value, language, 1)}{'%' if unit == 'percent' else ''}"


def length(days: object, language: str) -> str:
    """`5 hari`; empty where it is not known."""
    if text.missing(days):
        return ""
    count = float(str(days))
    return text.say("training.one_day" if count == 1 else "training.days", language, days=text.number(count, language))
