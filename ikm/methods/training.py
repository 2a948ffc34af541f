"""What changed after a training, and how sure that is: paired waves, random assignment, the smallest visible effect."""

from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from ikm.methods.arrays import Floats, as_floats

ALL_ASSIGNMENTS_UP_TO = 20_000
SAMPLED_ASSIGNMENTS = 10_000
EQUAL = 1e-9  # assignments whose effects differ by rounding only are ties


@dataclass(frozen=True)
class PairedEffect:
    """Mean of after − before over `n` complete pairs, its t interval and two-sided p value, in the unit of the data."""

    n: int
    mean_change: float
    low: float
    high: float
    p_value: float


def paired_effect(before: ArrayLike, after: ArrayLike, level: float = 0.95) -> PairedEffect:
    """Paired t interval of the mean change. One position a unit; a pair with a NaN is left out.

    Money is skewed: give its logarithms, and the change is one of the logarithm. Interval and p value are NaN below two
    pairs. Raises ValueError when the lengths differ. Student (1908).
    """
    first, second = as_floats(before), as_floats(after)
    if first.shape != second.shape:
        raise ValueError("paired_effect needs as many values after as before")
    change = second - first
    change = change[~np.isnan(change)]
    n = len(change)
    mean = float(change.mean()) if n else float("nan")
    if n < 2:
        return PairedEffect(n, mean, float("nan"), float("nan"), float("nan"))
    error = float(change.std(ddof=1)) / sqrt(n)
    half = special.stdtrit(n - 1, 0.5 + level / 2) * error
    return PairedEffect(n, mean, float(mean - half), float(mean + half), _p_of_t(mean, error, n - 1))


def _p_of_t(mean: float, error: float, freedom: int) -> float:
    if error == 0:
        return float(mean == 0)
    return float(2 * special.stdtr(freedom, -abs(mean) / error))


@dataclass(frozen=True)
class RandomisationP:
    """Difference of means treated − untreated, and the share of `assignments` whose difference is as large or larger.

    Two-sided: as far from zero; one-sided: as high. `assignments` counts those looked at.
    """

    effect: float
    p_two_sided: float
    p_one_sided: float
    assignments: int


def randomisation_p(treated: ArrayLike, outcome: ArrayLike, seed: int = 0) -> RandomisationP:
    """Fisher's exact test of no effect on anybody, for a complete random assignment.

    `treated` is 0 or 1, `outcome` the value of the same unit. Every assignment of as many treated is looked at up to
    20,000 of them; beyond, 10,000 seeded draws and the actual one, so that p is never zero.
    Raises ValueError on a missing outcome or an empty arm. Gerber and Green, Field Experiments (2012), ch. 3.
    """
    chosen, values = np.asarray(treated, dtype=bool), as_floats(outcome)
    units, number = len(values), int(chosen.sum())
    if chosen.shape != values.shape or np.isnan(values).any() or not 0 < number < units:
        raise ValueError("randomisation_p needs two arms and an outcome of every unit")
    actual = _difference(np.flatnonzero(chosen)[np.newaxis], values)
    drawn = _difference(_assignments(np.flatnonzero(chosen), units, seed), values)
    near = actual[0] - EQUAL * np.ptp(values), abs(actual[0]) - EQUAL * np.ptp(values)
    return RandomisationP(
        effect=float(actual[0]),
        p_two_sided=float(np.mean(np.abs(drawn) >= near[1])),
        p_one_sided=float(np.mean(drawn >= near[0])),
        assignments=len(drawn),
    )


def _assignments(actual: NDArray[np.intp], units: int, seed: int) -> NDArray[np.intp]:
    """Positions of the treated, one assignment a row."""
    number = len(actual)
    if comb(units, number) <= ALL_ASSIGNMENTS_UP_TO:
        return np.array(list(combinations(range(units), number)), dtype=np.intp)
    generator = np.random.default_rng(seed)
    drawn = [generator.permutation(units)[:number] for _ in range(SAMPLED_ASSIGNMENTS)]
    return np.array([actual, *drawn], dtype=np.intp)


def _difference(assignments: NDArray[np.intp], values: Floats) -> Floats:
    """Mean of the treated less mean of the others, one an assignment."""
    number = assignments.shape[1]
    given = values[assignments].sum(axis=1)
    return as_floats(given / number - (values.sum() - given) / (len(values) - number))


def minimum_detectable_effect(n: int, n_control: int | None = None, alpha: float = 0.05, power: float = 0.8) -> float:
    """Smallest effect, in standard deviations, that a two-sided t test at `alpha` finds with probability `power`.

    `n` pairs (the deviation is that of the differences), or `n` treated against `n_control` others. By the noncentral t
    distribution; the chance of a finding on the wrong side is left out. Raises ValueError below two units an arm.
    Cohen (1988).
    """
    if n < 2 or (n_control is not None and n_control < 2):
        raise ValueError("minimum_detectable_effect needs two units at least, in each arm")
    freedom = n - 1 if n_control is None else n + n_control - 2
    effective = float(n) if n_control is None else n * n_control / (n + n_control)
    bar = special.stdtrit(freedom, 1 - alpha / 2)
    return float(special.nctdtrinc(freedom, 1 - power, bar) / sqrt(effective))
