"""Group-time difference-in-differences: those trained in a year beside those never trained.

Every figure here is Σ over cohorts of a mean of the cohort's changes, less a mean over the comparison of the same
changes. So a unit has one contribution to it, the variance is that of contributions within cohorts and within the
comparison, and Welch's degrees of freedom keep the interval honest for cohorts of ten.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from ikm.methods.arrays import Floats, as_floats

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """One effect and its 95 % interval, in the unit of the outcome."""

    att: float
    low: float
    high: float


@dataclass(frozen=True)
class Estimates:
    """Effects by `keys` (event time, cohort or calendar time), each with its own 95 % interval."""

    keys: Floats
    att: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class DidGroupTime:
    """Effects by cohort (`groups`) and time, and their averages weighted by the size of the cohorts.

    Before treatment an effect is the change since the step before: near zero where the trends are parallel.
    """

    groups: Floats
    times: Floats
    att: Floats
    low: Floats
    high: Floats
    simple: Estimate
    by_event: Estimates
    by_group: Estimates
    by_calendar: Estimates


@dataclass(frozen=True)
class _Panel:
    """`changes`: a unit × a cell, the change of that unit over the cell's span; a cell is a cohort at a time."""

    changes: Floats
    cohort: Floats
    groups: Floats
    times: Floats


def did_group_time(unit: ArrayLike, time: ArrayLike, outcome: ArrayLike, first_treated: ArrayLike) -> DidGroupTime:
    """ATT(g, t) without covariates, against the never treated (`first_treated` 0), with a varying base.

    One position an observation: who, when, the outcome, and the time of first treatment. From g on the base is the last
    time before g; earlier it is the time before t. Units treated at the first time or before have no base, and units
    treated after the last time are neither treated nor never treated: both are left out. Intervals hold the cohorts'
    sizes as given, and each holds for itself, not all of them at once; NaN where a cohort has one unit.
    Raises ValueError on a panel that is not complete, or without treated or never treated units.
    Callaway and Sant'Anna, Journal of Econometrics 225 (2021); Welch, Biometrika 34 (1947).
    """
    panel = _panel_of(unit, time, outcome, first_treated)
    groups, times = panel.groups, panel.times
    sizes = as_floats([np.sum(panel.cohort == group) for group in groups])
    treated = as_floats(times >= groups)
    each = _estimates(panel, groups, np.eye(len(groups)))
    whole = _averages(panel, np.zeros(len(groups)), sizes * treated)
    return DidGroupTime(
        groups=groups,
        times=times,
        att=each.att,
        low=each.low,
        high=each.high,
        simple=Estimate(float(whole.att[0]), float(whole.low[0]), float(whole.high[0])),
        by_event=_averages(panel, times - groups, sizes),
        by_group=_averages(panel, groups, treated),
        by_calendar=_averages(panel, times, sizes * treated),
    )


def _panel_of(unit: ArrayLike, time: ArrayLike, outcome: ArrayLike, first_treated: ArrayLike) -> _Panel:
    levels, steps, cohort = _wide(np.asarray(unit), as_floats(time), as_floats(outcome), as_floats(first_treated))
    inside = (cohort == 0) | ((cohort > steps[0]) & (cohort <= steps[-1]))
    levels, cohort = levels[inside], cohort[inside]
    cohorts = np.unique(cohort[cohort > 0])
    if len(cohorts) == 0 or not (cohort == 0).any():
        raise ValueError("did_group_time needs units treated after the first time, and never treated ones")
    group, at = (each.ravel() for each in np.meshgrid(cohorts, np.arange(1, len(steps)), indexing="ij"))
    base = np.where(steps[at] >= group, np.searchsorted(steps, group) - 1, at - 1)
    return _Panel(levels[:, at] - levels[:, base], cohort, group, steps[at])


def _wide(unit: NDArray[Any], time: Floats, outcome: Floats, first: Floats) -> tuple[Floats, Floats, Floats]:
    """Outcomes as units × times, the times, and the cohort of each unit."""
    names, who = np.unique(unit, return_inverse=True)
    steps, when = np.unique(time, return_inverse=True)
    levels = np.full((len(names), len(steps)), np.nan)
    levels[who, when] = outcome
    cohort = np.full(len(names), np.nan)
    cohort[who] = first
    if len(unit) != levels.size or np.isnan(levels).any() or (cohort[who] != first).any():
        raise ValueError("did_group_time needs one outcome of each unit at each time, and one cohort a unit")
    return levels, steps, cohort


def _averages(panel: _Panel, by: Floats, weights: Floats) -> Estimates:
    """Weighted averages of the cells with one value in `by`; a cell of no weight is in none."""
    keys = np.unique(by[weights > 0])
    given = np.where(by == keys[:, np.newaxis], weights, 0.0)
    return _estimates(panel, keys, given / given.sum(axis=1, keepdims=True))


def _estimates(panel: _Panel, keys: Floats, shares: Floats) -> Estimates:
    """The averages of cells that `shares` (a key × a cell) asks for.

    Interval: t with the variance of the contributions of each stratum, the cohorts and the comparison.
    """
    strata = [0.0, *np.unique(panel.groups)]
    parts = [_part(panel, stratum, shares) for stratum in strata]
    att = np.sum([mean for mean, _, _ in parts], axis=0)
    variance = np.sum([each for _, each, _ in parts], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = variance**2 / np.sum([each**2 / max(n - 1, 1) for _, each, n in parts], axis=0)
    half = np.where(variance > 0, special.stdtrit(freedom, 0.5 + LEVEL / 2), 0.0) * np.sqrt(variance)
    return Estimates(keys, att, att - half, att + half)


def _part(panel: _Panel, stratum: float, shares: Floats) -> tuple[Floats, Floats, int]:
    """Mean and variance of that mean that one cohort (or the comparison, 0) adds to each average, and its size."""
    own = shares * (-1.0 if stratum == 0 else panel.groups == stratum)
    contributions = panel.changes[panel.cohort == stratum] @ own.T
    n = len(contributions)
    spread = contributions.var(axis=0, ddof=1) / n if n > 1 else np.where(own.any(axis=1), np.nan, 0.0)
    return contributions.mean(axis=0), spread, n
