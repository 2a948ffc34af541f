"""What each column of a figure measures: whether it holds values, and in which unit. Files say it in every row."""

import pandas as pd

from ikm import ledger
from ikm.metrics import Result

YEARS = ("year", "year_shown", "year_compared")
# The unit that stands in the row itself.
OF_ROW = "effect_unit"
# By its whole name, else by how it ends, else by how it begins.
WHOLE = {
    "at_risk": "businesses", "completed": "persons", "days": "days", "dropped": "followed",
    "earlier_years": "years", "events": "events", "figure_pct": "percent_or_points", "idr_per_usd": "IDR",
    "linked": "persons", "n": "followed", "n_start": "followed", "quota": "persons", "umkm": "businesses",
    "units": "businesses", "unlinked": "persons", "women": "persons",
    "workers_per_business_units": "per_business",
} | dict.fromkeys(
    ("change_units", "detectable_units", "dropped_difference_units", "high_units", "low_units"), OF_ROW
)  # fmt: skip
ENDS = {
    "_hhi": "concentration", "_idr": "IDR", "_index": "index", "_level": "index", "_pct": "percent",
    "_points": "points", "_ratio": "ratio", "_reported": "businesses",
}  # fmt: skip
STARTS = {
    "births": "businesses", "businesses": "businesses", "deaths": "businesses", "n_": "businesses",
    "output_reported": "businesses", "participants": "persons", "programmes": "programmes", "rank_": "rank",
    "with_": "followed", "workers": "persons",
}  # fmt: skip
# Numbers that count or measure nothing: a level on a scale, a year.
UNITLESS = ("first_year", "key", "kirkpatrick", "last_year")


def values(result: Result) -> list[str]:
    """The columns that hold values: numbers that are neither a dimension nor a year."""
    return [
        column
        for column, cells in result.rows.items()
        if column not in (*result.metric.grain, *YEARS, *ledger.CODED)
        and pd.api.types.is_numeric_dtype(cells)
        and not pd.api.types.is_bool_dtype(cells)
    ]


def unit(column: str) -> str:
    """The key of a column's unit in strings.toml under `unit`, or `OF_ROW`; empty where it has none or none is known:
    no unit is better than a wrong one."""
    ends = (name for end, name in ENDS.items() if column.endswith(end))
    starts = (name for start, name in STARTS.items() if column.startswith(start))
    return WHOLE.get(column) or next(ends, next(starts, ""))
