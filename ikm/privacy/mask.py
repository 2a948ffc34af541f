"""Which cells of a metric's rows are hidden: the one gate that every output passes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ikm.privacy.lattice import UNKNOWN
from ikm.privacy.offered import hidden_periods, offer, together
from ikm.privacy.rules import Flags
from ikm.privacy.tables import table_mask
from ikm.selection import DEFAULT_RULER, RULERS, Selection

# Columns whose value narrows the selection to the part that a row speaks of.
BREAKDOWNS = {
    "branch": "branches",
    "division": "divisions",
    "kbli": "kbli",
    "kecamatan_code": "kecamatan",
    "size": "sizes",
    "owner_sex": "owner_sex",
}
# By default a row is narrowed by all of these that it has; a `part` is a value of its `ruler`.
NARROWING = (*BREAKDOWNS, "ruler", "part")
Rules = Mapping[str, Mapping[str, Any]]
Key = tuple[Any, ...]


def mask(
    rows: pd.DataFrame,
    rules: Rules,
    selection: Selection,
    version: str,
    parts: bool = False,
    within: Sequence[str] = (),
) -> pd.DataFrame:
    """A frame of booleans shaped like `rows`: which cells are hidden.

    `rules` names each column that tells of businesses. `measure`, or several that the value is made of, says what is
    summed, `year` (by default `year`), several of them, or `period` the columns that say when, `by` the columns that
    narrow a row, by default all that can; `none` what a part without a row would hold (`ikm.privacy.absent`). `like`
    gives a column the mask of another. A column with neither is a count of a table outside the cube
    (`ikm.privacy.tables`, which says what `n` and `of` are), whose rows add up (`parts`) to a known total for each
    combination of `within`.
    """
    hidden = np.zeros(rows.shape, dtype=bool)
    whole = replace(selection, years=None, version=None)
    lined_up: dict[tuple[str, ...], tuple[list[Key], dict[Key, Selection]]] = {}
    for column, rule in rules.items():
        at = rows.columns.get_loc(column)
        if "like" in rule:
            hidden[:, at] = hidden[:, rows.columns.get_loc(rule["like"])]
        elif "measure" in rule:
            by = tuple(each for each in rule.get("by", NARROWING) if each in rows)
            if by not in lined_up:
                lined_up[by] = _parts(rows, by, whole)
            hidden[:, at] = _asked_of_the_cube(rows, rule, *lined_up[by], version)
        else:
            hidden[:, at] = table_mask(rows, column, rule, parts, within)
            hidden[:, at] |= hidden[:, rows.columns.get_loc(rule["of"])] if "of" in rule else False
    return pd.DataFrame(hidden, index=rows.index, columns=rows.columns)


def _parts(rows: pd.DataFrame, by: Sequence[str], selection: Selection) -> tuple[list[Key], dict[Key, Selection]]:
    """The part that each row speaks of, and the selection of each part."""
    keys = keys_of(rows, by)
    return keys, {key: narrowed(selection, dict(zip(by, key, strict=True))) for key in dict.fromkeys(keys)}


def keys_of(rows: pd.DataFrame, columns: Sequence[str]) -> list[Key]:
    """The values of some columns in each row, the missing as unknown."""
    if not columns:
        return [()] * len(rows)
    series = (rows[column] for column in columns)
    known = (each.astype(object).fillna(UNKNOWN) if each.hasnans else each for each in series)
    return list(zip(*(each.tolist() for each in known), strict=True))


def _asked_of_the_cube(
    rows: pd.DataFrame, rule: Mapping[str, Any], keys: Sequence[Key], parts: Mapping[Key, Selection], version: str
) -> list[bool]:
    told = {key: hidden_when(measures_of(rule), part, version) for key, part in parts.items()}
    times = zip(*(keys_of(rows, columns) for columns in periods_of(rule)), strict=True)
    return [any(period in told[key] for period in periods) for periods, key in zip(times, keys, strict=True)]


def measures_of(rule: Mapping[str, Any]) -> tuple[str, ...]:
    """What a column is summed of."""
    return (rule["measure"],) if isinstance(rule["measure"], str) else tuple(rule["measure"])


def periods_of(rule: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The columns that say when: one period, or each of the years that a value is made of."""
    if "period" in rule:
        return [tuple(rule["period"])]
    years = rule.get("year", "year")
    return [(year,) for year in ([years] if isinstance(years, str) else years)]


@lru_cache(maxsize=4096)
def hidden_when(measures: tuple[str, ...], selection: Selection, version: str) -> frozenset[Key]:
    """The periods in which any of the measures of a selection may not be shown. The selection names no years."""
    judged = ((offer(each, version).periods, _verdicts(each, selection, version)) for each in measures)
    return frozenset(period for periods, flags in judged for period, place in periods.items() if flags[place])


@lru_cache(maxsize=4096)
def _verdicts(measure: str, selection: Selection, version: str) -> Flags:
    return hidden_periods(offer(measure, version), selection)


def is_shown(measure: str, period: Key, selection: Selection, version: str) -> bool:
    """Whether one measure of a selection may be shown in one period."""
    return period not in hidden_when((measure,), replace(selection, years=None, version=None), version)


def choices(column: str, values: Sequence[str], version: str, ruler: str = DEFAULT_RULER) -> list[tuple[str, ...]]:
    """The values of one filter as they may be picked: alone, where the active businesses may be shown in any year, else
    only together with the siblings that are hidden with them."""
    field = "sizes" if column in RULERS.values() else BREAKDOWNS[column]
    single = {value: replace(Selection(size_ruler=ruler), **{field: (value,)}) for value in values}  # type: ignore[arg-type]
    failing = [value for value, alone in single.items() if _verdicts("active", alone, version).all()]
    alone = [(value,) for value in values if value not in failing]
    return alone + (together(offer("active", version), column, failing) if failing else [])


def narrowed(selection: Selection, row: Mapping[str, Any]) -> Selection:
    """The selection of one row of a breakdown."""
    if "part" in row:
        row = {row["ruler"]: row["part"]}
    fields: dict[str, Any] = {
        field: (UNKNOWN if row[column] == "unknown" else str(row[column]),)
        for column, field in BREAKDOWNS.items()
        if column in row
    }
    if "size" in row and "ruler" in row:
        fields["size_ruler"] = row["ruler"]
    return replace(selection, **fields) if fields else selection
