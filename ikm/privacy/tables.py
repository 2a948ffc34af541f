"""The rule for counts in tables outside the cube, each judged on its own: those of training, and of founding years."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ikm.privacy.rules import unsafe


def table_mask(
    rows: pd.DataFrame, column: str, rule: Mapping[str, str], parts: bool, within: Sequence[str]
) -> "pd.Series[bool]":
    """Which cells of a column of counts are hidden. `n` names the column of contributors, by default the column itself;
    `of` the column of a whole, of which the rest is judged as the part is; `parts`: the rows add up to a total known
    elsewhere, one total for each combination of the columns `within`."""
    flags = unsafe(rows[rule.get("n", column)].fillna(0))
    if "of" in rule:
        flags |= unsafe((rows[rule["of"]] - rows[column]).fillna(0))
    hidden = pd.Series(flags, index=rows.index, dtype=bool)
    totals = [part for _, part in rows.groupby(list(within), dropna=False)] if within else [rows]
    for part in totals if parts else []:
        counts = [part[column], *([part[rule["of"]] - part[column]] if "of" in rule else [])]
        hidden.loc[part.index] = _closed(counts, hidden.loc[part.index])
    return hidden


def _closed(counts: Sequence[pd.Series], hidden: pd.Series) -> pd.Series:
    """`hidden` with what has to go with it, so that no total of any of the `counts` tells what is hidden."""
    while True:
        before = hidden
        for values in counts:
            hidden = complement(values, hidden)
        if hidden.equals(before):
            return hidden


def complement(values: pd.Series, hidden: pd.Series) -> pd.Series:
    """`hidden`, and the smallest other cell that holds something where the known total would tell what is hidden.

    One hidden part of a total is the rest of it; several that add up to their number are all ones, and a sum that is
    unsafe itself is hidden too.
    """
    size, sum_hidden = int(hidden.sum()), values[hidden].sum()
    told = size == 1 or sum_hidden == size > 0 or bool(unsafe(sum_hidden))
    others = values.where(~hidden & (values.fillna(0) != 0)).dropna()
    return hidden | (values.index == others.idxmin()) if told and not others.empty else hidden
