"""Arrays as every method takes them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def as_floats(values: ArrayLike) -> Floats:
    """A float array; NaN is a missing value."""
    return np.asarray(values, dtype=np.float64)
