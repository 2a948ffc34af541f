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
Rules = Mapping[str, Mapping[str, Any]]


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
    summed, `year` (by default `year`) or `period` the columns that say when, `by` the columns that narrow a row, by
    default all that can. `like` gives a column the mask of another. A column with neither is a count of a table outside
    the cube (`ikm.privacy.tables`), whose rows add up (`parts`) to a known total for each combination of `within`.
    """
    hidden = pd.DataFrame(np.zeros(rows.shape, dtype=bool), index=rows.index, columns=rows.columns)
    whole = replace(selection, years=None, version=None)
    for column, rule in rules.items():
        if "like" in rule:
            hidden[column] = hidden[rule["like"]]
        elif "measure" in rule:
            hidden[column] = _asked_of_the_cube(rows, rule, whole, version)
        else:
            hidden[column] = table_mask(rows, column, rule, parts, within)
            hidden[column] |= hidden[rule["of"]] if "of" in rule else False
    return hidden


def _asked_of_the_cube(
    rows: pd.DataFrame, rule: Mapping[str, Any], selection: Selection, version: str
) -> "pd.Series[bool]":
    measures = measures_of(rule)
    periods = rows[rule.get("period", [rule.get("year", "year")])].itertuples(index=False, name=None)
    columns = [column for column in rule.get("by", [*BREAKDOWNS, "ruler", "part"]) if column in rows]
    keys = list(rows[columns].astype(object).fillna(UNKNOWN).itertuples(index=False, name=None)) or [()] * len(rows)
    narrow = {key: narrowed(selection, dict(zip(columns, key, strict=True))) for key in dict.fromkeys(keys)}
    flags = [
        any(_hidden(measure, period, narrow[key], version) for measure in measures)
        for period, key in zip(periods, keys, strict=True)
    ]
    return pd.Series(flags, index=rows.index, dtype=bool)


def measures_of(rule: Mapping[str, Any]) -> tuple[str, ...]:
    """What a column is summed of."""
    return (rule["measure"],) if isinstance(rule["measure"], str) else tuple(rule["measure"])


def _hidden(measure: str, period: tuple[Any, ...], selection: Selection, version: str) -> bool:
    place = offer(measure, version).periods.get(period)
    return place is not None and bool(_verdicts(measure, selection, version)[place])


@lru_cache(maxsize=4096)
def _verdicts(measure: str, selection: Selection, version: str) -> Flags:
    return hidden_periods(offer(measure, version), selection)


def is_shown(measure: str, period: tuple[Any, ...], selection: Selection, version: str) -> bool:
    """Whether one measure of a selection may be shown in one period."""
    return not _hidden(measure, period, replace(selection, years=None, version=None), version)


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
