"""Statistics as pure functions: no database, no words, no rounding.

Arrays are one-dimensional floats in time order; NaN marks a missing step and stays missing, never zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

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


def contribution(first: ArrayLike, last: ArrayLike, total: float) -> Floats:
    """100 · (last − first) ÷ total first: what each part adds to the change of the whole, in percentage points.

    The parts of a whole add up to its growth in percent. NaN everywhere when the total is missing or zero.
    """
    return 100 * (_floats(last) - _floats(first)) / (total or np.nan)


def herfindahl(parts: ArrayLike) -> float:
    """Σ sᵢ² of the shares sᵢ of `parts`, 1 ÷ n (all equal) to 1 (all in one). NaN when they add up to nothing."""
    numbers = _floats(parts)
    return float(np.sum((numbers / (numbers.sum() or np.nan)) ** 2))


def largest_share(parts: ArrayLike) -> float:
    """Percent of the sum that the largest of `parts` holds. NaN when they add up to nothing."""
    numbers = _floats(parts)
    return float(100 * numbers.max(initial=0.0) / (numbers.sum() or np.nan))


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


@dataclass(frozen=True)
class Resilience:
    """How deep a series fell and how far it came back. Positions count from 0; None: not reached in the data."""

    depth_pct: float
    peak: int
    trough: int
    recovery: int | None
    recovered_share: float
    cumulative_loss: float


def resilience(values: ArrayLike, peak: int | None = None) -> Resilience:
    """Depth, recovery and loss of one series around its deepest fall, or around the fall from position `peak`.

    depth = 100 · (trough ÷ peak − 1), 0 for a series that never fell; recovery = first position at or above the peak's
    level, None while censored; recovered_share = (last − trough) ÷ (peak − trough), NaN without a fall;
    cumulative_loss = Σ (peak − xₜ) from the peak to the recovery or the end, in the series' unit, NaN when a step in
    between is missing. Raises ValueError when nothing, or not the peak, is present.
    """
    numbers = _floats(values)
    present = np.flatnonzero(~np.isnan(numbers))
    if len(present) == 0 or (peak is not None and np.isnan(numbers[peak])):
        raise ValueError("resilience needs at least one value, and the peak's")
    start = _peak_before_deepest_fall(numbers, present) if peak is None else peak
    later = present[present >= start]
    back = later[(later > start) & (numbers[later] >= numbers[start])]
    fallen = later[numbers[later] < numbers[start]]
    if len(fallen) == 0:
        return Resilience(0.0, start, start, start, float("nan"), 0.0)
    back = back[back > fallen[0]]
    recovery = int(back[0]) if len(back) else None
    spell = later if recovery is None else later[later <= recovery]
    trough = int(spell[np.argmin(numbers[spell])])
    end = int(later[-1]) if recovery is None else recovery - 1
    gap = numbers[start] - numbers[trough]
    return Resilience(
        depth_pct=float(100 * (numbers[trough] / numbers[start] - 1)),
        peak=start,
        trough=trough,
        recovery=recovery,
        recovered_share=float((numbers[later[-1]] - numbers[trough]) / gap),
        cumulative_loss=float(np.sum(numbers[start] - numbers[start : end + 1])),
    )


def _peak_before_deepest_fall(numbers: Floats, present: NDArray[np.intp]) -> int:
    """The position from which the series fell furthest, in percent of its highest level so far."""
    levels = numbers[present]
    highest = np.maximum.accumulate(levels)
    trough = int(np.argmin(levels / highest))
    return int(present[int(np.flatnonzero(levels[: trough + 1] == highest[trough])[-1])])


def resistance(actual_change: float, expected_change: float, comparator_growth_pct: float) -> float | None:
    """(ΔE − ΔE_expected) ÷ |ΔE_expected|: above 0 the region held better than its comparator let expect.

    The same formula gives recoverability over a recovery. None when the comparator moved by under 0.5 %, or expects
    nothing: the ratio then says nothing. Martin, Sunley, Gardiner and Tyler (2016).
    """
    if abs(comparator_growth_pct) < 0.5 or expected_change == 0:
        return None
    return (actual_change - expected_change) / abs(expected_change)


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
    ages, died = _floats(durations), np.asarray(observed, dtype=bool)
    entries = np.zeros(len(ages)) if entry is None else _floats(entry)
    times = np.unique(ages[died])
    at_risk = np.array([np.sum((ages >= time) & (entries < time)) for time in times], dtype=float)
    deaths = np.array([np.sum((ages == time) & died) for time in times], dtype=float)
    return survival_from_counts(times, at_risk, deaths)


def survival_from_counts(times: ArrayLike, at_risk: ArrayLike, deaths: ArrayLike) -> SurvivalCurve:
    """The same curve from a life table: numbers at risk and deaths at each time."""
    exposed, died = _floats(at_risk), _floats(deaths)
    survival = _floats(np.cumprod(1 - died / exposed))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(died / (exposed * (exposed - died)))
        spread = NormalDist().inv_cdf(0.975) * np.sqrt(variance) / np.log(survival)
        lower, upper = survival ** np.exp(-spread), survival ** np.exp(spread)
    certain = survival == 1
    lower, upper = np.where(certain, 1.0, lower), np.where(certain, 1.0, upper)
    gone = survival == 0
    return SurvivalCurve(
        _floats(times), survival, np.where(gone, np.nan, lower), np.where(gone, np.nan, upper), exposed
    )


def wilson_interval(successes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of a share, as fractions. Wilson (1927). Raises ValueError unless 0 ≤ successes ≤ n and n > 0."""
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError("wilson_interval needs 0 ≤ successes ≤ n, n > 0")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = successes / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    return max(0.0, centre - half), min(1.0, centre + half)


def bootstrap_interval(
    values: ArrayLike, statistic: Callable[[Floats], float], level: float = 0.95, seed: int = 0, draws: int = 1000
) -> tuple[float, float]:
    """Percentile interval of `statistic`, the rows of `values` resampled with replacement. Efron (1979).

    `values` has one row a business. (NaN, NaN) for fewer than two rows.
    """
    rows = _floats(values)
    if len(rows) < 2:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    drawn = [statistic(rows[generator.integers(0, len(rows), len(rows))]) for _ in range(draws)]
    low, high = np.nanpercentile(drawn, [50 * (1 - level), 100 - 50 * (1 - level)])
    return float(low), float(high)
