"""Rows for hidden cells that hold nothing: were they missing, a reader could tell a hidden zero from a hidden business.

A SELECT has a row for each part that holds something. The parts that may not be shown get one whether they hold
something or not, so that which rows there are tells no more than the mask does.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd

from ikm.privacy.lattice import UNKNOWN
from ikm.privacy.mask import BREAKDOWNS, NARROWING, Key, Rules, hidden_when, keys_of, measures_of, narrowed, periods_of
from ikm.privacy.offered import offer
from ikm.selection import RULERS, Selection

Row = dict[str, Any]
Asked = tuple[tuple[str, ...], tuple[str, ...]]

# Columns that say "unknown" in a word; in the others it is missing.
WORDED = ("size", "owner_sex")
# Columns in the order of their rows: codes as they are, words in the order of their meaning.
ORDERS = {
    "ruler": (*RULERS, "division", "branch"),
    "size": ("mikro", "kecil", "menengah", "besar", "unknown"),
    "cohort": ("before", "covid", "after"),
}


def completed(
    rows: pd.DataFrame,
    rules: Rules,
    selection: Selection,
    version: str,
    times_of: Callable[[], Sequence[Row]],
    named: bool = False,
    ranked: bool = False,
) -> pd.DataFrame:
    """`rows`, and one more for each hidden part that is not among them, in the order of their keys; behind the others
    where those are `ranked`.

    `rules` as for `mask`. `times_of` tells the columns that say when, one dictionary for each time that a part has a
    row; it is asked only for rows that have parts.
    `named`: parts without a name have no row.
    """
    keys = [column for column in rows if column in NARROWING]
    times = [column for column in ("year", "cohort", "age") if column in rows]
    own = {column: rule for column, rule in rules.items() if "measure" in rule and "by" not in rule}
    if not own or not (keys or "cohort" in times):
        return rows
    periods = times_of()
    there = set(keys_of(rows, [*keys, *times]))
    whole, asked, nothing = replace(selection, years=None, version=None), _asked(own), _nothing(rows, rules)
    made = [
        {**key, **period, **nothing(key)}
        for key in _keys(keys, whole, version, named)
        for period in _hidden(asked, narrowed(whole, key), version, periods, bool(times), each="part" in key or not key)
        if (*key.values(), *(period[column] for column in times)) not in there
    ]
    if not made:
        return rows
    added = pd.DataFrame(made, columns=rows.columns)
    added[keys] = added[keys].replace(UNKNOWN, None)
    both = pd.concat([rows.astype(object), added.astype(object)], ignore_index=True)
    both = both.where(both.notna(), None)
    order = [*times, *keys] if "part" in keys else [*keys, *times]
    both = both if ranked else both.sort_values(order, key=_order, kind="stable", ignore_index=True)
    return both.astype({column: _type(rows[column].dtype, both[column]) for column in rows if column not in keys})


def steps(version: str) -> list[tuple[str, int]]:
    """The cohorts and ages of a version, in their order."""
    return sorted(offer("followed", version).periods, key=lambda step: (ORDERS["cohort"].index(step[0]), step[1]))


def _keys(keys: Sequence[str], selection: Selection, version: str, named: bool) -> Iterator[Row]:
    """Every part that the selection may ask for, by the columns that name it."""
    if "part" in keys:
        for ruler in ("branch", "division"):
            yield from ({"ruler": ruler, "part": value} for value in _values(ruler, selection, version, named))
    elif "ruler" in keys:
        for ruler in RULERS:
            sized = replace(selection, size_ruler=ruler)
            yield from ({"ruler": ruler, "size": value} for value in _values("size", sized, version, named))
    else:
        every = [_values(key, selection, version, named) for key in keys]
        yield from (dict(zip(keys, values, strict=True)) for values in product(*every))


def _values(column: str, selection: Selection, version: str, named: bool) -> list[str]:
    level = RULERS[selection.size_ruler] if column == "size" else column
    found = [name[-1] for axis in offer("active", version).axes for name in axis.places if name[:1] == (level,)]
    picked = getattr(selection, BREAKDOWNS[column])
    kept = [value for value in found if (not picked or value in picked) and not (named and value == UNKNOWN)]
    return ["unknown" if column in WORDED and value == UNKNOWN else value for value in kept]


def _asked(own: Rules) -> set[Asked]:
    """Columns that say when, and the measures that must be shown then for a row to be there."""
    found = {(columns, measures_of(rule)) for rule in own.values() for columns in periods_of(rule)}
    return found | {(times, ("active",)) for times, _ in found if len(times) == 1}


def _hidden(
    asked: Collection[Asked], part: Selection, version: str, periods: Sequence[Row], series: bool, each: bool
) -> list[Row]:
    """The periods in which a part has a row because it is hidden: the hidden ones where `each` is on its own, else all
    as soon as one is. A `series` has rows for what it holds in any period: one that is not asked for counts too."""
    hidden = [(times, hidden_when(measures, part, version)) for times, measures in asked]
    if series and not each:
        return list(periods) if any(when for _, when in hidden) else []
    found = [
        period for period in periods if any(tuple(period[column] for column in times) in when for times, when in hidden)
    ]
    return found if each or not found else list(periods)


def _nothing(rows: pd.DataFrame, rules: Rules) -> Callable[[Row], Row]:
    """For a part the values of one that holds nothing: counts of zero, sums that nobody reports; of a larger whole its
    own."""
    wholes: dict[str, dict[Key, Any]] = {}
    for column, rule in rules.items():
        if "by" in rule:
            wholes[column] = dict(zip(keys_of(rows, rule["by"]), rows[column], strict=True))

    def values(key: Row) -> Row:
        found: Row = {}
        for column, rule in rules.items():
            if "by" in rule and rule["by"] != list(key):
                found[column] = wholes[column].get(tuple(key[part] for part in rule["by"]), _none(column, rule))
            else:
                found[column] = _none(column, rule)
        return found

    return values


def _none(column: str, rule: Mapping[str, Any]) -> Any:
    """What a column holds where there is nothing."""
    return rule.get("none", None if column.endswith(("_idr", "_pct", "workers")) else 0)


def _order(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """What rows are sorted by: the place of a word in its order, codes and numbers as they are, the unnamed last."""
    places = {word: place for place, word in enumerate(ORDERS.get(str(values.name), ()))}
    return values.map(lambda value: places.get(value, value)) if places else values


def _type(before: Any, values: "pd.Series[Any]") -> Any:
    """The type that a column had; numbers with gaps are floats."""
    return float if pd.api.types.is_numeric_dtype(before) and values.isna().any() else before
