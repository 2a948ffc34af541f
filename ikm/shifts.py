"""Shift-share district by district: one row a part of the city, made after hiding from the rows that can be seen."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ikm import methods
from ikm.derive import MIN_BASE

SHARES = ("national_points", "mix_points", "regional_points")
VALUES = ("businesses_active", "businesses_active_first", "change_points", *SHARES)
YEARS = ("year_shown", "year_compared")
TIMES = ("_first", "")
COUNTS = tuple(f"businesses_{of}{time}" for of in ("active", "kecamatan", "branch", "total") for time in TIMES)
# Columns of counts, and which of their cells are hidden.
Numbers = Mapping[str, methods.Floats]
Flags = Mapping[str, NDArray[np.bool_]]


def collapsed(
    rows: pd.DataFrame, masked: pd.DataFrame, key: str, recipe: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row for each value of `key`: its change in percent of its base, and the three parts that add up to it.

    Rows hold a cell's businesses before (`_first`) and after, and the same of its district, branch and city. Hidden
    branches of a district count as one: their sums are what its total less its visible branches tells anyway. Where
    they are over the share `pooled` of the recipe, the parts would say too little and are hidden.
    """
    numbers = {column: rows[column].to_numpy(dtype=float, na_value=np.nan) for column in COUNTS}
    flags = {column: masked[column].to_numpy(dtype=bool) for column in COUNTS}
    made, hidden = [], []
    for name, part in rows.reset_index(drop=True).groupby(key, sort=False, dropna=False):
        inside = part.index
        counts, lacking_counts = ({column: each[inside] for column, each in of.items()} for of in (numbers, flags))
        values, lacking = _row(counts, lacking_counts, recipe["pooled"])
        made.append({key: name, **{year: rows[year].iloc[0] for year in YEARS}, **values})
        hidden.append({column: column in lacking for column in (key, *YEARS, *VALUES)})
    frame = pd.DataFrame(made, columns=[key, *YEARS, *VALUES])
    frame[list(VALUES)] = frame[list(VALUES)].astype(float)
    mask = pd.DataFrame(hidden, columns=frame.columns).astype(bool)
    order = frame.sort_values(["regional_points", key], ascending=[False, True], na_position="last").index
    return frame.loc[order].reset_index(drop=True), mask.loc[order].reset_index(drop=True)


def _row(part: Numbers, hidden: Flags, pooled: float) -> tuple[dict[str, float], tuple[str, ...]]:
    """The values of one district, and which of them are hidden."""
    if any(hidden[f"businesses_kecamatan{time}"].any() for time in TIMES):
        return {}, VALUES
    before, after = (float(part[f"businesses_kecamatan{time}"][0]) for time in TIMES)
    row = {"businesses_active": after, "businesses_active_first": before}
    if np.isnan(before) or before < MIN_BASE:
        return row, ()
    row["change_points"] = 100 * (after / before - 1)
    region, nation = _parts(part, hidden, "active", "kecamatan"), _parts(part, hidden, "branch", "total")
    if region[0][-1] > pooled * before or region[1][-1] > pooled * after:
        return row, SHARES
    found = methods.shift_share(*region, *nation)
    shares = (found.national, found.mix, found.regional)
    return row | {name: 100 * share / before for name, share in zip(SHARES, shares, strict=True)}, ()


def _parts(part: Numbers, hidden: Flags, of: str, whole: str) -> list[methods.Floats]:
    """Before and after: the branches that may stand alone, and as the last the rest of the whole."""
    alone = ~np.any([hidden[f"businesses_{each}{time}"] for each in ("active", "branch") for time in TIMES], axis=0)
    parts = []
    for time in TIMES:
        visible = part[f"businesses_{of}{time}"][alone]
        parts.append(np.append(visible, part[f"businesses_{whole}{time}"][0] - visible.sum()))
    return parts
