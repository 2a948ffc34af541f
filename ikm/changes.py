"""What a new version changes in the published figures: every metric run on both databases and compared cell by cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ikm import metrics, store
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.text import missing

TOLERANCE = 1e-9


@dataclass(frozen=True)
class Change:
    """One cell of a figure: `key` names its row (a tuple where its grain has several columns); a value that was or is
    not there, or is hidden, is None."""

    metric: str
    key: Any
    column: str
    before: Any
    after: Any


def between(old_home: Path, old: str, new_home: Path, new: str) -> list[Change]:
    """Every cell that differs between two versions, metric by metric in the order of their names."""
    found = []
    for name in metrics.names():
        with store.at(old_home):
            before = metrics.run(name, Selection(version=old))
        with store.at(new_home):
            after = metrics.run(name, Selection(version=new))
        found += compare(before, after)
    return found


def compare(before: Result, after: Result) -> list[Change]:
    """The cells in which two results of one metric differ; rows are matched by the metric's grain."""
    old, new = _indexed(before), _indexed(after)
    return [
        Change(before.metric.name, each, column, was, now)
        for each in dict.fromkeys([*old.index, *new.index])
        for column in new.columns
        if not _same(was := _at(old, each, column), now := _at(new, each, column))
    ]


def keys(result: Result) -> list[Any]:
    """The key of each row by the metric's grain, a tuple where that has several columns; the part without a code (a
    branch not yet assigned) is the empty text."""
    rows = result.rows[list(result.metric.grain)].itertuples(index=False)
    found = [tuple("" if missing(value) else value for value in row) for row in rows]
    return [key[0] if len(key) == 1 else key for key in found]


def _indexed(result: Result) -> pd.DataFrame:
    """Rows by their key."""
    index = pd.Index(keys(result), tupleize_cols=False)
    return result.rows.drop(columns=list(result.metric.grain)).set_axis(index, axis="index")


def _at(rows: pd.DataFrame, key: Any, column: str) -> Any:
    if key not in rows.index or column not in rows.columns:
        return None
    value = rows.at[key, column]
    return None if missing(value) else value


def _same(was: Any, now: Any) -> bool:
    if was is None or now is None:
        return was is now
    if isinstance(was, (int, float)) and isinstance(now, (int, float)):
        return bool(abs(was - now) <= TOLERANCE * max(abs(was), abs(now)))
    return bool(was == now)
