"""Series by series how deep each fell and whether it came back: one row a series, made after hiding."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ikm import methods
from ikm.derive import MIN_BASE

COLUMNS = ("depth_pct", "low_pct", "high_pct", "peak", "trough", "recovery", "last", "regained_pct", "fall_short")


def collapsed(
    rows: pd.DataFrame, masked: pd.DataFrame, key: str, recipe: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row for each value of `key` with its fall, and which cells are hidden; the deepest first.

    `recipe` names the column of the level (`of`) and of the period (`time`); optionally the number of businesses behind
    a level (`n`) and the interval of its depth (`low`, `high`). `fall_short`: recovered, not_yet, no_fall, too_few,
    hidden, no_data.
    """
    made, hidden = [], []
    for name, part in rows.groupby(key, sort=False, dropna=False):
        flags = masked.loc[part.index, recipe["of"]] if recipe["of"] in masked else pd.Series(False, index=part.index)
        fall = {"fall_short": "hidden"} if flags.any() else _fall(part, recipe)
        made.append({key: name} | {column: fall.get(column) for column in COLUMNS})
        hidden.append(bool(flags.any()))
    frame = pd.DataFrame(made, columns=[key, *COLUMNS])
    numbers = ["depth_pct", "low_pct", "high_pct", "regained_pct"]
    frame[numbers] = frame[numbers].astype(float)
    order = frame.sort_values(["depth_pct", key], na_position="last").index
    mask = pd.DataFrame({column: hidden if column in numbers else False for column in frame.columns}, index=frame.index)
    return frame.loc[order].reset_index(drop=True), mask.loc[order].reset_index(drop=True)


def _fall(part: pd.DataFrame, recipe: Mapping[str, Any]) -> dict[str, Any]:
    levels = part[recipe["of"]].to_numpy(dtype=float, na_value=np.nan)
    periods = [str(period) for period in part[recipe["time"]]]
    if np.isnan(levels).all():
        return {"fall_short": "no_data"}
    if "n" in recipe and (part[recipe["n"]].fillna(0) < MIN_BASE).any():
        return {"fall_short": "too_few"}
    fall = methods.resilience(levels)
    last = periods[int(np.flatnonzero(~np.isnan(levels))[-1])]
    if fall.trough == fall.peak:
        return {"fall_short": "no_fall", "depth_pct": 0.0, "last": last}
    return {
        "fall_short": "not_yet" if fall.recovery is None else "recovered",
        "depth_pct": fall.depth_pct,
        "peak": periods[fall.peak],
        "trough": periods[fall.trough],
        "recovery": None if fall.recovery is None else periods[fall.recovery],
        "last": last,
        "regained_pct": 100 * fall.recovered_share if fall.recovery is None else None,
        **{
            name: part.iloc[fall.trough][recipe[of]]
            for name, of in (("low_pct", "low"), ("high_pct", "high"))
            if of in recipe
        },
    }
