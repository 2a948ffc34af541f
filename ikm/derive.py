"""Columns made from shown columns, by functions of `ikm.methods` that a metric's header names under `[derive]` and
`[summary]`: always after hiding, so that nothing computed gives a hidden cell away."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ikm import methods

# How much of a total its hidden parts may be, when they count as one part of a measure of concentration.
POOLED = 0.1
# No percentage, index or rate on fewer businesses.
MIN_BASE = 10


def derived(rows: pd.DataFrame, recipes: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """`rows` with a column for each recipe, made by one function of `DERIVE` for each group of rows (`by`).

    Made after hiding, so that nothing computed gives a hidden cell away.
    """
    frame = rows.copy()
    for column, recipe in recipes.items():
        make, made = DERIVE[recipe["method"]], np.full(len(frame), np.nan)
        groups = (
            frame.groupby(recipe["by"], dropna=False, sort=False).ngroup().to_numpy()
            if "by" in recipe
            else np.zeros(len(frame))
        )
        for group in np.unique(groups):
            made[groups == group] = make(frame[groups == group], recipe)
        frame[column] = made
    return frame


def _numbers(rows: pd.DataFrame, column: str) -> methods.Floats:
    return rows[column].to_numpy(dtype=float, na_value=np.nan)


def _growth(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """None on a base of under ten businesses, where the recipe says how many are behind a value (`n`)."""
    grown = methods.growth(_numbers(rows, recipe["of"]))
    if "n" not in recipe:
        return grown
    return np.where(rows[recipe["n"]].shift().fillna(0) >= MIN_BASE, grown, np.nan)


def _index_to_base(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """The base is the first row where its year is not among the rows; no index on under ten businesses (`n`)."""
    found = np.flatnonzero(rows["year"].to_numpy() == recipe["base"])
    base = int(found[0]) if len(found) else 0
    if "n" in recipe and not rows[recipe["n"]].fillna(0).iloc[base] >= MIN_BASE:
        return np.full(len(rows), np.nan)
    return methods.index_to_base(_numbers(rows, recipe["of"]), base)


def _contribution(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Points of the total; none on a base of under ten businesses. Every row repeats the total and the base."""
    total, base = (_numbers(rows, recipe[name])[0] for name in ("total", "base"))
    first, last = (_numbers(rows, recipe[name]) for name in ("first", "of"))
    return methods.contribution(first, last, total if base >= MIN_BASE else np.nan)


def _survival(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """One part of the Kaplan–Meier curve, in percent, up to the age at which under ten are followed."""
    at_risk = _numbers(rows, recipe["of"])
    enough = np.where(at_risk >= MIN_BASE, at_risk, np.nan)
    curve = methods.survival_from_counts(_numbers(rows, "age"), enough, _numbers(rows, recipe["deaths"]))
    return np.asarray(100 * getattr(curve, recipe["part"]))


def _ratio(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """One column over another; none over zero."""
    below = _numbers(rows, recipe["over"])
    return _numbers(rows, recipe["of"]) / np.where(below == 0, np.nan, below)


def _share(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Percent of a total that every row repeats; none of a total under ten."""
    total = _numbers(rows, recipe["total"])
    return 100 * _numbers(rows, recipe["of"]) / np.where(total >= MIN_BASE, total, np.nan)


def _change(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Percent from `first` to `of` in one row; none where under ten are behind either (`n`)."""
    enough = rows[recipe["n"]].fillna(0).min(axis="columns") >= MIN_BASE
    first = _numbers(rows, recipe["first"])
    return 100 * (_numbers(rows, recipe["of"]) / np.where(enough & (first > 0), first, np.nan) - 1)


def _where(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Another column, where `of` has a value: an interval without its estimate would tell what was hidden."""
    return np.where(rows[recipe["of"]].isna(), np.nan, _numbers(rows, recipe["take"]))


def _rank_range(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    best, worst = methods.rank_ranges(_numbers(rows, recipe["low"]), _numbers(rows, recipe["high"]))
    return best if recipe["part"] == "best" else worst


def _location_quotient(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """The quotient of each cell, or a bound of it by Wilson on the share in the district; none on under ten."""
    return np.array([_quotient(row, recipe["part"]) for row in rows.itertuples()])


def _quotient(row: Any, part: str) -> float:
    cell = (row.businesses_active, row.businesses_kecamatan, row.businesses_branch, row.businesses_total)
    if any(pd.isna(number) for number in cell) or min(cell[1:3]) < MIN_BASE:
        return float("nan")
    if part == "value":
        return methods.location_quotient(*cell)
    share = methods.wilson_interval(int(cell[0]), int(cell[1]))[part == "high"]
    return share * cell[3] / cell[2]


def _sum(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Missing where one of the two is: a sum would give a hidden part away."""
    return _numbers(rows, recipe["of"]) + _numbers(rows, recipe["and"])


def _difference(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Missing where one of the two is: what is left of a hidden part would tell it."""
    return _numbers(rows, recipe["of"]) - _numbers(rows, recipe["less"])


DERIVE: dict[str, Callable[[pd.DataFrame, Mapping[str, Any]], methods.Floats]] = {
    "sum": _sum,
    "difference": _difference,
    "growth": _growth,
    "index_to_base": _index_to_base,
    "contribution": _contribution,
    "survival": _survival,
    "ratio": _ratio,
    "per_business": _ratio,
    "share": _share,
    "change": _change,
    "where": _where,
    "rank_range": _rank_range,
    "location_quotient": _location_quotient,
}
SUMMARY: dict[str, Callable[[list[float]], float]] = {
    "herfindahl": methods.herfindahl,
    "largest_share": methods.largest_share,
}


def summarised(
    rows: pd.DataFrame, masked: pd.DataFrame, recipes: Mapping[str, Mapping[str, Any]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a year with a column for each recipe, made of the parts of that year, and which of its cells are hidden.

    Hidden parts count as one: what is made tells no more than the visible parts and their total do. Where they are
    over a tenth of the total it would say too little, and is hidden itself.
    """
    frame = pd.DataFrame({"year": rows["year"].unique()})
    hidden = pd.DataFrame(False, index=frame.index, columns=["year", *recipes])
    for column, recipe in recipes.items():
        parts = rows.loc[rows["ruler"] == recipe["ruler"], recipe["of"]].astype(float)
        # A hidden part without a value counts as hidden too: what is missing may not be told from what is there.
        parts = parts.mask(masked[recipe["of"]].astype(bool) & parts.isna(), 0.0).dropna()
        values, flags = parts.to_numpy(), masked.loc[parts.index, recipe["of"]].to_numpy(dtype=bool)
        years = rows.loc[parts.index, "year"].to_numpy()
        made = [_of_parts(values[years == year], flags[years == year], recipe["method"]) for year in frame["year"]]
        frame[column] = np.array([value for value, _ in made], dtype=float)
        hidden[column] = np.array([flag for _, flag in made], dtype=bool)
    return frame, hidden


def _of_parts(values: methods.Floats, hidden: NDArray[np.bool_], method: str) -> tuple[float, bool]:
    pooled = float(values[hidden].sum())
    if hidden.any() and pooled >= POOLED * values.sum():
        return float("nan"), True
    return SUMMARY[method]([*values[~hidden], pooled]), False
