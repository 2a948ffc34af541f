"""The rule for counts in tables outside the cube, each judged on its own: those of training, and of founding years."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ikm.privacy.rules import Flags, unsafe

Counts = NDArray[np.float64]


def table_mask(rows: pd.DataFrame, column: str, rule: Mapping[str, str], parts: bool, within: Sequence[str]) -> Flags:
    """Which cells of a column of counts are hidden. `n` names the column of contributors, by default the column itself;
    `of` the column of a whole, of which the rest is judged as the part is; `parts`: the rows add up to a total known
    elsewhere, one total for each combination of the columns `within`."""
    values = _counts(rows, column)
    counts = [values, *([_counts(rows, rule["of"]) - values] if "of" in rule else [])]
    hidden = unsafe(np.nan_to_num(_counts(rows, rule["n"]) if "n" in rule else values))
    for rest in counts[1:]:
        hidden |= unsafe(np.nan_to_num(rest))
    totals = rows.groupby(list(within), dropna=False).ngroup().to_numpy() if within else np.zeros(len(rows))
    for total in np.unique(totals) if parts else []:
        inside = totals == total
        hidden[inside] = _closed([each[inside] for each in counts], hidden[inside])
    return hidden


def _counts(rows: pd.DataFrame, column: str) -> Counts:
    return rows[column].to_numpy(dtype=float, na_value=np.nan)


def _closed(counts: Sequence[Counts], hidden: Flags) -> Flags:
    """`hidden` with what has to go with it, so that no total of any of the `counts` tells what is hidden."""
    while True:
        before = hidden
        for values in counts:
            hidden = complement(values, hidden)
        if (hidden == before).all():
            return hidden


def complement(values: Counts, hidden: Flags) -> Flags:
    """`hidden`, and the smallest other cell that holds something where the known total would tell what is hidden.

    One hidden part of a total is the rest of it; several that add up to their number are all ones, and a sum that is
    unsafe itself is hidden too.
    """
    size, sum_hidden = int(hidden.sum()), float(np.nansum(values[hidden]))
    told = size == 1 or sum_hidden == size > 0 or bool(unsafe(sum_hidden))
    others = np.flatnonzero(~hidden & (np.nan_to_num(values) != 0))
    result = hidden.copy()
    if told and len(others):
        result[others[values[others].argmin()]] = True
    return result
