"""Statistics as pure functions: no database, no words, no rounding.

Arrays are one-dimensional floats in time order; NaN marks a missing step and stays missing, never zero.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def index_to_base(values: ArrayLike, base: int) -> Floats:
    """100 · xₜ ÷ x_base, the value at position `base` being 100. NaN everywhere when the base is missing or zero."""
    numbers = _floats(values)
    level = numbers[base]
    if not level or np.isnan(level):
        return np.full(len(numbers), np.nan)
    return 100 * numbers / level


def chain(growth_pct: ArrayLike, start: float = 100.0) -> Floats:
    """Levels from rates: Iₜ = Iₜ₋₁ · (1 + gₜ ÷ 100). `growth_pct` of n steps gives n + 1 levels, the first `start`."""
    return start * np.concatenate(([1.0], np.cumprod(1 + _floats(growth_pct) / 100)))


def growth(values: ArrayLike) -> Floats:
    """Percent against the step before; NaN for the first step, beside a missing one, and on a base of zero."""
    numbers = _floats(values)
    before = np.concatenate(([np.nan], numbers[:-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before == 0, np.nan, 100 * (numbers / before - 1))


def cagr(first: float, last: float, years: float) -> float:
    """Compound growth in percent a year, 100 · ((last ÷ first)^(1 ÷ years) − 1). ValueError unless all are positive."""
    if first <= 0 or last <= 0 or years <= 0:
        raise ValueError("cagr needs positive levels and a positive number of years")
    return float(100 * ((last / first) ** (1 / years) - 1))


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
    base = _floats(active)
    base = np.where(base == 0, np.nan, base)
    born, died = 100 * _floats(births) / base, 100 * _floats(deaths) / base
    return DemographyRates(born, died, born + died)
