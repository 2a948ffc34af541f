"""Births, deaths and survival of businesses."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from ikm.methods.arrays import Floats, as_floats


@dataclass(frozen=True)
class DemographyRates:
    """Percent of the active businesses of the same year."""

    birth_rate_pct: Floats
    death_rate_pct: Floats
    churn_pct: Floats


def birth_death_rates(births: ArrayLike, deaths: ArrayLike, active: ArrayLike) -> DemographyRates:
    """Births and deaths ÷ active businesses of the year, and their sum (churn); NaN where none is active.

    Eurostat–OECD Manual on Business Demography Statistics (2007).
    """
    base = as_floats(active)
    base = np.where(base == 0, np.nan, base)
    born, died = 100 * as_floats(births) / base, 100 * as_floats(deaths) / base
    return DemographyRates(born, died, born + died)


@dataclass(frozen=True)
class SurvivalCurve:
    """Kaplan–Meier steps: at each time with a death the share surviving, its band, and how many were at risk."""

    times: Floats
    survival: Floats
    lower: Floats
    upper: Floats
    at_risk: Floats


def survival_curve(durations: ArrayLike, observed: ArrayLike, entry: ArrayLike | None = None) -> SurvivalCurve:
    """Kaplan–Meier estimate with left truncation and 95 % log-log bands (Greenwood variance).

    `durations`: age at death or at the end of observation, one a business; `observed`: whether it died; `entry`: age at
    which observation began (0 by default): before it a business is not at risk. Same length each, same unit.
    A step where everyone at risk dies has survival 0 and no band (NaN).
    """
    ages, died = as_floats(durations), np.asarray(observed, dtype=bool)
    entries = np.zeros(len(ages)) if entry is None else as_floats(entry)
    times = np.unique(ages[died])
    at_risk = np.array([np.sum((ages >= time) & (entries < time)) for time in times], dtype=float)
    deaths = np.array([np.sum((ages == time) & died) for time in times], dtype=float)
    return survival_from_counts(times, at_risk, deaths)


def survival_from_counts(times: ArrayLike, at_risk: ArrayLike, deaths: ArrayLike) -> SurvivalCurve:
    """The same curve from a life table: numbers at risk and deaths at each time."""
    exposed, died = as_floats(at_risk), as_floats(deaths)
    survival = as_floats(np.cumprod(1 - died / exposed))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(died / (exposed * (exposed - died)))
        spread = NormalDist().inv_cdf(0.975) * np.sqrt(variance) / np.log(survival)
        lower, upper = survival ** np.exp(-spread), survival ** np.exp(spread)
    certain = survival == 1
    lower, upper = np.where(certain, 1.0, lower), np.where(certain, 1.0, upper)
    gone = survival == 0
    return SurvivalCurve(
        as_floats(times), survival, np.where(gone, np.nan, lower), np.where(gone, np.nan, upper), exposed
    )
