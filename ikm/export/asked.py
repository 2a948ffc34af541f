"""The table behind a slide, for whoever asks: without what is blank, and which rows are needed where not all fit."""

import pandas as pd

from ikm import ledger, training_charts
from ikm.export.measures import YEARS
from ikm.figure import Figure, cells
from ikm.metrics import Result
from ikm.text import period


def table(figure: Figure) -> pd.DataFrame:
    """The cells in words, by the names of their columns and the places of their rows: those in which something stands,
    of programmes the latest first, their participants with how exactly they are known.

    Where a title says what a row is, its code and its title in the other language only take room.
    """
    result, language = figure.result, figure.language
    words = pd.DataFrame(cells(result, language), columns=result.rows.columns, dtype=object)
    if "participants_precision" in words:
        words["participants"] = [training_charts.participants_words(result, row, language) for row in result.rows.index]
    told = _told(result)
    said = {*result.metric.grain, "title_en" if language == "id" else "title"} if "title" in words else set()
    columns = [column for column in words if told[column].any() and column not in said]
    beside = [column for column in columns if column not in (*result.metric.grain, *YEARS)]
    rows = words[told[beside].any(axis="columns").to_numpy()] if beside else words
    return (rows[::-1] if "start_date" in rows else rows)[columns]


def needed_first(figure: Figure, rows: pd.DataFrame) -> list[int]:
    """The places of the rows: the periods that the finding names, then the latest ones; of parts as they stand."""
    key = figure.result.metric.grain[0]
    if key not in ledger.PERIODS:
        return list(rows.index)
    periods = figure.result.rows[key]

    def latest(place: int) -> tuple[bool, int]:
        return period(periods.iloc[place], figure.language) not in figure.title, -place

    return sorted(rows.index, key=latest)


def _told(result: Result) -> pd.DataFrame:
    """Where something stands: a value, or the mark of a hidden one."""
    return pd.DataFrame({column: result.rows[column].notna() | result.hidden(column) for column in result.rows})
