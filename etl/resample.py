"""Ranges of yearly change: what growth and depth could have been, had other businesses of the same kind answered."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

DRAWS = 500
USABLE_SHARE = 0.95
SEED = 20190312
# Measure → what a business contributes; output in constant prices, so that no rise of prices looks like recovery.
MEASURES = {"workers": "workers", "output_real_idr": "output_idr / price_index.index * 100"}
Floats = NDArray[np.float64]


def intervals(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Rows (year, branch or None for all, measure, statistic, low, high) from the tables of businesses and years.

    Each draw gives every business a Poisson(1) weight, the limit of drawing businesses with replacement; it needs one
    pass over the data for any number of businesses. Large businesses of a year stay out of that year.
    """
    years = [row[0] for row in connection.execute("select year from years order by year").fetchall()]
    starts = [row[0] for row in connection.execute("select extract(year from start_date) from crisis").fetchall()]
    found: list[tuple[int, str | None, str, str, float, float]] = []
    for measure in MEASURES:
        for branch, totals in _totals(connection, measure, years):
            found += [(*row[:1], branch, measure, *row[1:]) for row in _ranges(years, starts, totals)]
    columns = list(zip(*found, strict=True)) or [()] * 6
    return pa.table(
        {
            "year": pa.array(columns[0], pa.int32()),
            "branch": pa.array(columns[1], pa.string()),
            "measure": pa.array(columns[2], pa.string()),
            "statistic": pa.array(columns[3], pa.string()),
            "low": pa.array(columns[4], pa.float64()),
            "high": pa.array(columns[5], pa.float64()),
        }
    )


def _totals(connection: duckdb.DuckDBPyConnection, measure: str, years: list[int]) -> list[tuple[str | None, Floats]]:
    """Per branch (None: all) the resampled yearly totals, shape (draws, years); NaN where nobody reported."""
    rows = connection.execute(
        f"""
        select
            dense_rank() over (order by business_id) - 1 as business,
            year,
            branch,
            cast({MEASURES[measure]} as double) as amount
        from business_year
        join business using (business_id)
        left join price_index using (year)
        where active and {MEASURES[measure]} is not null and (size_ministry is null or size_ministry <> 'besar')
        order by business_id, year
        """
    ).fetchnumpy()
    inside = np.isin(rows["year"], years)
    business, amount = rows["business"][inside].astype(np.int64), np.asarray(rows["amount"][inside], dtype=np.float64)
    position = np.searchsorted(years, rows["year"][inside])
    branches: NDArray[np.object_] = np.ma.filled(np.ma.asarray(rows["branch"], dtype=object), "")[inside]
    names = sorted({str(name) for name in branches} - {""})
    cells = [(None, np.ones(len(business), dtype=bool))] + [(name, branches == name) for name in names]
    numbers = np.zeros((len(cells), len(years)))
    totals = np.zeros((len(cells), DRAWS, len(years)))
    for at, (_, chosen) in enumerate(cells):
        numbers[at] = np.bincount(position[chosen], minlength=len(years))
    for draw, weights in enumerate(_weights(int(business.max()) + 1 if len(business) else 0)):
        weighted = amount * weights[business]
        for at, (_, chosen) in enumerate(cells):
            totals[at, draw] = np.bincount(position[chosen], weighted[chosen], minlength=len(years))
    totals[np.broadcast_to((numbers == 0)[:, None, :], totals.shape)] = np.nan
    return [(name, totals[at]) for at, (name, _) in enumerate(cells)]


def _weights(businesses: int) -> Iterator[Floats]:
    generator = np.random.Generator(np.random.PCG64(SEED))
    for _ in range(DRAWS):
        yield generator.poisson(1.0, businesses).astype(np.float64)


def _ranges(years: list[int], starts: list[int], totals: Floats) -> list[tuple[int, str, float, float]]:
    """Growth against the year before; depth against the highest year since the one before the latest crisis began."""
    found: list[tuple[int, str, float, float]] = []
    for at in range(1, len(years)):
        since = max((start - 1 for start in starts if start - 1 < years[at]), default=years[0])
        inside = [place for place in range(at) if years[place] >= since]
        highest = np.fmax.reduce(totals[:, inside], axis=1)  # passes over years in which nobody reported
        for statistic, base in (("growth", totals[:, at - 1]), ("depth", highest)):
            with np.errstate(divide="ignore", invalid="ignore"):
                change = (totals[:, at] / base - 1) * 100
            usable = change[np.isfinite(change)]  # of few businesses a draw may take none
            if len(usable) >= USABLE_SHARE * DRAWS:
                low, high = np.percentile(usable, (2.5, 97.5))
                found.append((years[at], statistic, float(low), float(high)))
    return found
