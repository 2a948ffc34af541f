"""When a cell may not be shown on its own: a minimum of three contributors, and the p % rule on money.

UU 3/2014 art. 69–70, UU 16/1997 art. 21; rules as in the Handbook on Statistical Disclosure Control.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

MIN_N = 3
P = 10.0

Flags = NDArray[np.bool_]


def is_unsafe(
    n: float, total: float | None = None, largest: float = 0.0, second: float = 0.0, min_n: int = MIN_N, p: float = P
) -> bool:
    """Whether a cell of `n` contributors must be hidden; with `total` also by the p % rule on money (same unit).

    Empty cells (n = 0) are safe: they say nothing of anybody.
    """
    return bool(unsafe(n, total, largest, second, min_n, p))


def unsafe(n: Any, total: Any = None, largest: Any = 0.0, second: Any = 0.0, min_n: int = MIN_N, p: float = P) -> Flags:
    """`is_unsafe` for arrays of one shape."""
    count = np.asarray(n)
    few = (count > 0) & (count < min_n)
    if total is None:
        return few
    rest = np.asarray(total, dtype=float) - largest - second
    return few | ((count > 0) & (rest < p / 100 * np.asarray(largest, dtype=float)))
