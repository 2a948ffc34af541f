"""Disclosure control, in one place under every output: no single business may be recognisable.

UU 3/2014 art. 69–70, UU 16/1997 art. 21; rules as in the Handbook on Statistical Disclosure Control: a minimum of
three contributors, the p % rule on money, and further cells hidden where a hidden one would follow by subtraction.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

MIN_N = 3
P = 10.0


def is_unsafe(
    n: float, total: float | None = None, largest: float = 0.0, second: float = 0.0, min_n: int = MIN_N, p: float = P
) -> bool:
    """Whether a cell of `n` contributors must be hidden; with `total` also by the p % rule on money (same unit).

    Empty cells (n = 0) are safe: they say nothing of anybody.
    """
    if n == 0:
        return False
    if n < min_n:
        return True
    return total is not None and total - largest - second < p / 100 * largest


def unsafe_cells(rows: pd.DataFrame, rule: Mapping[str, str], column: str) -> pd.Series:
    """One boolean a row: whether the cell of `column` may not be shown on its own.

    `rule` names the columns that hold the number of contributors (`n`, by default the column itself, a count) and,
    for money, the `largest` and `second` contribution.
    """
    n = rows[rule.get("n", column)].fillna(0)
    hidden = (n > 0) & (n < MIN_N)
    if "largest" in rule:
        rest = rows[column].fillna(0) - rows[rule["largest"]].fillna(0) - rows[rule["second"]].fillna(0)
        hidden |= (n > 0) & (rest < P / 100 * rows[rule["largest"]].fillna(0))
    return hidden


def complement(values: pd.Series, hidden: pd.Series, count: bool = True) -> pd.Series:
    """`hidden`, and the smallest other cell that holds something where the known total would tell what is hidden.

    One hidden part of a total is the rest of it; hidden counts, each below the minimum, are told when they add up to
    all ones or all twos (`count`).
    """
    size, sum_hidden = int(hidden.sum()), values[hidden].sum()
    told = size == 1 or (size > 1 and count and sum_hidden in (size, size * (MIN_N - 1)))
    others = values.where(~hidden & (values.fillna(0) != 0)).dropna()
    return hidden | (values.index == others.idxmin()) if told and not others.empty else hidden


def onward(masked: pd.DataFrame, groups: pd.Series, columns: Sequence[str]) -> pd.DataFrame:
    """`masked` with all of `columns` hidden from the first hidden cell of a group on, in row order.

    Where each row carries on from the one before, what follows a hidden step would tell it.
    """
    after = masked[list(columns)].any(axis="columns").groupby(groups, dropna=False, sort=False).cummax()
    result = masked.copy()
    for column in columns:
        result[column] |= after
    return result


def mask(
    rows: pd.DataFrame, protect: Mapping[str, Mapping[str, str]], parts: bool, within: Sequence[str] = ()
) -> pd.DataFrame:
    """A frame of booleans shaped like `rows`: which cells are hidden.

    `protect` names each column that tells of businesses with its rule; `like` gives a column the mask of another
    (a value deflated or divided is as telling as the value). `parts`: the rows add up to a total known elsewhere, one
    total for each combination of the columns `within`.
    """
    totals = [part for _, part in rows.groupby(list(within), dropna=False)] if within else [rows]
    result = pd.DataFrame(np.zeros(rows.shape, dtype=bool), index=rows.index, columns=rows.columns)
    for column, rule in protect.items():
        if "like" in rule:
            result[column] = result[rule["like"]]
            continue
        result[column] = unsafe_cells(rows, rule, column)
        for part in totals if parts else []:
            hidden = result.loc[part.index, column]
            result.loc[part.index, column] = complement(part[column], hidden, count="n" not in rule)
    return result
