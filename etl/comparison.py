"""Trained businesses beside those never trained, year by year: the one estimate here that may be called an effect.

It is made where the evidence carries it: 30 trained and 30 never trained of the same branches, each with its outcome in
every year of a window, and two of those years before the first training.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from etl.effects import as_table
from ikm.methods import DidGroupTime, Estimate, Floats, did_group_time
from ikm.privacy.rules import MIN_N

MIN_TREATED = 30
MIN_UNTREATED = 30
EARLIER_YEARS = 2
# In logarithms a change is one in percent, and prices, the same for both sides, fall out of the difference.
MEASURES = ("output_idr", "workers")
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Did:
    """A row of core.training_did."""

    measure: str
    statistic: str
    key: int | None
    att_pct: float
    low_pct: float
    high_pct: float
    n_treated: int
    n_comparison: int


@dataclass(frozen=True)
class Level:
    """A row of core.training_level."""

    measure: str
    level: str
    reason: str | None
    n_treated: int
    n_untreated: int | None = None
    earlier_years: int | None = None
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class Panel:
    """Logarithms of a measure, a business × a year (NaN: not known or not above zero), and of each business the year of
    its first training (0: never) and its branch.
    """

    years: NDArray[np.int64]
    values: Floats
    trained: NDArray[np.int64]
    branch: NDArray[np.str_]


@dataclass(frozen=True)
class Window:
    """The years from `first` to `last` (positions) and the businesses that are known in each of them."""

    first: int
    last: int
    treated: Flags
    untreated: Flags


def effects(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Rows of core.training_did: measures whose evidence is of level A."""
    found: list[Did] = []
    for measure, panel, window in _measured(connection):
        if window and not _failing(panel, window):
            found += _effects(measure, panel, window)
    return as_table(Did, found)


def levels(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Rows of core.training_level for the measures of the register."""
    return as_table(Level, [_level(*each) for each in _measured(connection)])


def _measured(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Panel, Window | None]]:
    """Each measure with its panel and the window that is taken, None where no run of years is long enough."""
    for measure in MEASURES:
        panel = _panel(connection, measure)
        yield measure, panel, max(_windows(panel), key=_worth, default=None)


def _panel(connection: duckdb.DuckDBPyConnection, measure: str) -> Panel:
    """Large businesses of a year stay out of that year, as everywhere."""
    years = np.array([row[0] for row in connection.execute("select year from years order by year").fetchall()], int)
    rows = connection.execute(
        f"""
        with trained as (
            select business_id, min(extract(year from start_date)) as year
            from participation join training_event using (event_id) group by business_id
        )
        select
            dense_rank() over (order by business_id) - 1 as business,
            coalesce(years.year, 0) as year,
            case when {measure} > 0 and (size_ministry is null or size_ministry <> 'besar') then ln({measure}) end
                as value,
            coalesce(trained.year, 0) as trained,
            coalesce(branch, '') as branch
        from business
        left join business_year using (business_id)
        left join years on years.year = business_year.year
        left join trained using (business_id)
        """
    ).fetchnumpy()
    business, inside = rows["business"].astype(int), rows["year"] > 0
    number = int(business.max()) + 1 if len(business) else 0
    values = np.full((number, len(years)), np.nan)
    place = np.searchsorted(years, rows["year"][inside])
    values[business[inside], place] = np.ma.filled(np.ma.asarray(rows["value"], dtype=float), np.nan)[inside]
    trained, branch = np.zeros(number, dtype=int), np.full(number, "", dtype=object)
    trained[business], branch[business] = rows["trained"], rows["branch"]
    return Panel(years, values, trained, branch.astype(str))


def _windows(panel: Panel) -> Iterator[Window]:
    """Every run of years long enough, with those trained late enough in it and their comparison.

    Cohorts of fewer than three businesses are left out: their own change would show.
    """
    for first, last in combinations(range(len(panel.years)), 2):
        if last - first >= EARLIER_YEARS:
            known = ~np.isnan(panel.values[:, first : last + 1]).any(axis=1)
            since, until = panel.years[first] + EARLIER_YEARS, panel.years[last]
            treated = known & (panel.trained >= since) & (panel.trained <= until)
            cohorts, sizes = np.unique(panel.trained[treated], return_counts=True)
            treated &= np.isin(panel.trained, cohorts[sizes >= MIN_N])
            yield Window(first, last, treated, known & (panel.trained == 0) & _same_branches(panel, treated))


def _same_branches(panel: Panel, treated: Flags) -> Flags:
    return np.isin(panel.branch, np.unique(panel.branch[treated]))


def _worth(window: Window) -> tuple[bool, int, int, int]:
    """The window that carries an effect, of those the one with most trained businesses, then the longest, the first."""
    treated, untreated = int(window.treated.sum()), int(window.untreated.sum())
    carries = treated >= MIN_TREATED and untreated >= MIN_UNTREATED
    return carries, treated, window.last - window.first, -window.first


def _level(measure: str, panel: Panel, window: Window | None) -> Level:
    """Level A, or C with the first condition that fails: a register has no before and after of the trained alone."""
    reason = _failing(panel, window)
    if window is None or not window.treated.any():
        return Level(measure, "C", reason, 0, 0, 0)
    return Level(
        measure=measure,
        level="C" if reason else "A",
        reason=reason,
        n_treated=int(window.treated.sum()),
        n_untreated=int(window.untreated.sum()),
        earlier_years=int(panel.trained[window.treated].min() - panel.years[window.first]),
        first_year=int(panel.years[window.first]),
        last_year=int(panel.years[window.last]),
    )


def _failing(panel: Panel, window: Window | None) -> str | None:
    if not panel.trained.any():
        return "no_training"
    if window is None or panel.trained.max() < panel.years[0] + EARLIER_YEARS:
        return "few_years"
    if window.treated.sum() < MIN_TREATED:
        return "few_treated"
    return "few_untreated" if window.untreated.sum() < MIN_UNTREATED else None


def _effects(measure: str, panel: Panel, window: Window) -> Iterator[Did]:
    """All cohorts together, by years since the training, and without any one cohort."""
    whole, (treated, untreated) = _did(panel, window, window.treated)
    cohorts, sizes = np.unique(panel.trained[window.treated], return_counts=True)
    yield _row(measure, "simple", None, whole.simple, treated, untreated)
    for at, key in enumerate(whole.by_event.keys):
        reached = np.isin(cohorts, whole.groups[whole.times - whole.groups == key])
        event = Estimate(*(float(each[at]) for each in (whole.by_event.att, whole.by_event.low, whole.by_event.high)))
        yield _row(measure, "event", int(key), event, int(sizes[reached].sum()), untreated)
    for cohort in cohorts if len(cohorts) > 1 else ():
        rest, numbers = _did(panel, window, window.treated & (panel.trained != cohort))
        yield _row(measure, "without_cohort", int(cohort), rest.simple, *numbers)


def _did(panel: Panel, window: Window, treated: Flags) -> tuple[DidGroupTime, tuple[int, int]]:
    """The estimate for some of the treated beside the comparison of their own branches, and how many are in each."""
    untreated = window.untreated & _same_branches(panel, treated)
    chosen = np.flatnonzero(treated | untreated)
    span = slice(window.first, window.last + 1)
    years = panel.years[span]
    found = did_group_time(
        unit=np.repeat(chosen, len(years)),
        time=np.tile(years, len(chosen)),
        outcome=panel.values[chosen, span].ravel(),
        first_treated=np.repeat(panel.trained[chosen], len(years)),
    )
    return found, (int(treated.sum()), int(untreated.sum()))


def _row(measure: str, statistic: str, key: int | None, estimate: Estimate, treated: int, untreated: int) -> Did:
    att, low, high = (100 * np.expm1(each) for each in (estimate.att, estimate.low, estimate.high))
    return Did(measure, statistic, key, float(att), float(low), float(high), treated, untreated)
