"""One region against the whole that it is part of: where its change came from, and what it is specialised in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ikm.methods.arrays import Floats, as_floats


@dataclass(frozen=True)
class ShiftShare:
    """The change of a region in its own unit: `national + mix + regional`; `em_competitive + em_allocation` splits
    `regional`. The scalars are sums over the industries, the arrays one value an industry.
    """

    national: float
    mix: float
    regional: float
    em_competitive: float
    em_allocation: float
    national_by_industry: Floats
    mix_by_industry: Floats
    regional_by_industry: Floats
    em_competitive_by_industry: Floats
    em_allocation_by_industry: Floats


def shift_share(region_0: ArrayLike, region_1: ArrayLike, nation_0: ArrayLike, nation_1: ArrayLike) -> ShiftShare:
    """What of a region's change it shares with the nation, owes to its mix of industries, and is its own.

    One value an industry, before (`_0`) and after (`_1`), same length and unit. With b the region's level before, r the
    growth of the nation's whole, r_i that of its industry i and r_ij the region's: national b·r, mix b·(r_i − r),
    regional b·(r_ij − r_i). Dunn (1960). Esteban-Marquillas (1972) reads `regional` at the level b′ the region would
    have with the nation's mix: competitive b′·(r_ij − r_i), allocation the rest.

    An industry new to the region (b = 0) is all regional; its Esteban-Marquillas parts are NaN and left out of their
    sums. One that the nation did not have before has no r_i: its change is regional too. Raises ValueError where the
    nation's whole is not above zero.
    """
    b, e, before, after = (as_floats(values) for values in (region_0, region_1, nation_0, nation_1))
    if not before.sum() > 0:
        raise ValueError("shift_share needs a nation above zero at the start")
    whole = after.sum() / before.sum() - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        industry = np.where(before > 0, after / before - 1, whole)
        own = np.where(b > 0, e / b - 1, np.nan)
    homothetic = b.sum() * before / before.sum()
    national, mix = b * whole, b * (industry - whole)
    regional = e - b * (1 + industry)
    competitive = homothetic * (own - industry)
    allocation = (b - homothetic) * (own - industry)
    return ShiftShare(
        national=float(np.sum(national)),
        mix=float(np.sum(mix)),
        regional=float(np.sum(regional)),
        em_competitive=float(np.nansum(competitive)),
        em_allocation=float(np.nansum(allocation)),
        national_by_industry=national,
        mix_by_industry=mix,
        regional_by_industry=regional,
        em_competitive_by_industry=competitive,
        em_allocation_by_industry=allocation,
    )


def location_quotient(region_part: float, region_whole: float, nation_part: float, nation_whole: float) -> float:
    """(e_ij ÷ e_j) ÷ (e_i ÷ e): how many times the nation's share of an industry a region has; 1 is the nation's own.

    All four from one source. NaN where the region or the nation's industry is empty. Florence (1939).
    """
    if not region_whole or not nation_whole or not nation_part:
        return float("nan")
    return (region_part / region_whole) / (nation_part / nation_whole)


def rank_ranges(low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """The best and the worst rank each may have (1 is the highest), given the interval of each; NaN where it has none.

    One behind every interval that lies wholly above; one before every interval that lies wholly below.
    """
    lows, highs = as_floats(low), as_floats(high)
    known = ~(np.isnan(lows) | np.isnan(highs))
    above = np.array([np.sum(lows[known] > each) for each in highs], dtype=float)
    below = np.array([np.sum(highs[known] < each) for each in lows], dtype=float)
    return np.where(known, 1 + above, np.nan), np.where(known, known.sum() - below, np.nan)
