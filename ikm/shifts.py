"""Shift-share district by district: one row a part of the city, made after hiding from the rows that can be seen."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ikm import methods
from ikm.derive import MIN_BASE

SHARES = ("national_points", "mix_points", "regional_points")
VALUES = ("businesses_active", "businesses_active_first", "change_points", *SHARES)
YEARS = ("year_shown", "year_compared")
TIMES = ("_first", "")


def collapsed(
    rows: pd.DataFrame, masked: pd.DataFrame, key: str, recipe: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row for each value of `key`: its change in percent of its base, and the three parts that add up to it.

    Rows hold a cell's businesses before (`_first`) and after, and the same of its district, branch and city. Hidden
    branches of a district count as one: their sums are what its total less its visible branches tells anyway. Where
    they are over the share `pooled` of the recipe, the parts would say too little and are hidden.
    """
    made, hidden = [], []
    for name, part in rows.groupby(key, sort=False, dropna=False):
        values, lacking = _row(part, masked.loc[part.index], recipe["pooled"])
        made.append({key: name, **part.iloc[0][list(YEARS)], **values})
        hidden.append({column: column in lacking for column in (key, *YEARS, *VALUES)})
    frame = pd.DataFrame(made, columns=[key, *YEARS, *VALUES])
    frame[list(VALUES)] = frame[list(VALUES)].astype(float)
    mask = pd.DataFrame(hidden, columns=frame.columns).astype(bool)
    order = frame.sort_values(["regional_points", key], ascending=[False, True], na_position="last").index
    return frame.loc[order].reset_index(drop=True), mask.loc[order].reset_index(drop=True)


def _row(part: pd.DataFrame, flags: pd.DataFrame, pooled: float) -> tuple[dict[str, float], tuple[str, ...]]:
    """The values of one district, and which of them are hidden."""
    if flags[[f"businesses_kecamatan{time}" for time in TIMES]].any(axis=None):
        return {}, VALUES
    before, after = (float(part[f"businesses_kecamatan{time}"].iloc[0]) for time in TIMES)
    row = {"businesses_active": after, "businesses_active_first": before}
    if np.isnan(before) or before < MIN_BASE:
        return row, ()
    row["change_points"] = 100 * (after / before - 1)
    region, nation = _parts(part, flags, "active", "kecamatan"), _parts(part, flags, "branch", "total")
    if region[0][-1] > pooled * before or region[1][-1] > pooled * after:
        return row, SHARES
    found = methods.shift_share(*region, *nation)
    shares = (found.national, found.mix, found.regional)
    return row | {name: 100 * share / before for name, share in zip(SHARES, shares, strict=True)}, ()


def _parts(part: pd.DataFrame, flags: pd.DataFrame, of: str, whole: str) -> list[methods.Floats]:
    """Before and after: the branches that may stand alone, and as the last the rest of the whole."""
    alone = ~flags[[f"businesses_{each}{time}" for each in ("active", "branch") for time in TIMES]].any(axis="columns")
    parts = []
    for time in TIMES:
        visible = part.loc[alone, f"businesses_{of}{time}"].to_numpy(dtype=float)
        parts.append(np.append(visible, float(part[f"businesses_{whole}{time}"].iloc[0]) - visible.sum()))
    return parts
