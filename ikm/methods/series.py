"""Series in time order: index, growth, parts of a whole, and how a fall ended."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikm.methods.arrays import Floats, as_floats


def index_to_base(values: ArrayLike, base: int) -> Floats:
    """100 · xₜ ÷ x_base, the value at position `base` being 100. NaN everywhere when the base is missing or zero."""
    numbers = as_floats(values)
    level = numbers[base]
    if not level or np.isnan(level):
        return np.full(len(numbers), np.nan)
    # The quotient first: at the base it is one, to the last bit.
    return 100 * (numbers / level)


def chain(growth_pct: ArrayLike, start: float = 100.0) -> Floats:
    """Levels from rates: Iₜ = Iₜ₋₁ · (1 + gₜ ÷ 100). `growth_pct` of n steps gives n + 1 levels, the first `start`."""
    return start * np.concatenate(([1.0], np.cumprod(1 + as_floats(growth_pct) / 100)))


def growth(values: ArrayLike) -> Floats:
    """Percent against the step before; NaN for the first step, beside a missing one, and on a base of zero."""
    numbers = as_floats(values)
    before = np.concatenate(([np.nan], numbers[:-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before == 0, np.nan, 100 * (numbers / before - 1))


def contribution(first: ArrayLike, last: ArrayLike, total: float) -> Floats:
    """100 · (last − first) ÷ total first: what each part adds to the change of the whole, in percentage points.

    The parts of a whole add up to its growth in percent. NaN everywhere when the total is missing or zero.
    """
    return 100 * (as_floats(last) - as_floats(first)) / (total or np.nan)


def herfindahl(parts: ArrayLike) -> float:
    """Σ sᵢ² of the shares sᵢ of `parts`, 1 ÷ n (all equal) to 1 (all in one). NaN when they add up to nothing."""
    numbers = as_floats(parts)
    return float(np.sum((numbers / (numbers.sum() or np.nan)) ** 2))


def largest_share(parts: ArrayLike) -> float:
    """Percent of the sum that the largest of `parts` holds. NaN when they add up to nothing."""
    numbers = as_floats(parts)
    return float(100 * numbers.max(initial=0.0) / (numbers.sum() or np.nan))


def cagr(first: float, last: float, years: float) -> float:
    """Compound growth in percent a year, 100 · ((last ÷ first)^(1 ÷ years) − 1). ValueError unless all are positive."""
    if first <= 0 or last <= 0 or years <= 0:
        raise ValueError("cagr needs positive levels and a positive number of years")
    return float(100 * ((last / first) ** (1 / years) - 1))


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
    numbers = as_floats(values)
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
