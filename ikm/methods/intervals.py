"""Ranges around a share and around any statistic of resampled rows."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from ikm.methods.arrays import Floats, as_floats


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
    rows = as_floats(values)
    if len(rows) < 2:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    drawn = [statistic(rows[generator.integers(0, len(rows), len(rows))]) for _ in range(draws)]
    low, high = np.nanpercentile(drawn, [50 * (1 - level), 100 - 50 * (1 - level)])
    return float(low), float(high)
