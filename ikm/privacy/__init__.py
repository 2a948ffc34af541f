"""Disclosure control, in one place under every output: no single business may be recognisable.

`rules` says when a cell is unsafe, `lattice` lines up every cell that filters and breakdowns can ask for, `judge` tells
which of them must be hidden, `offered` keeps the verdicts of a version and reads a selection, `mask` is the gate that
every metric passes, `absent` gives hidden zeros the rows that hidden numbers have, `tables` is the rule for the few
tables outside the cube.
"""

from ikm.privacy.absent import completed, steps
from ikm.privacy.mask import choices, is_shown, mask
from ikm.privacy.rules import MIN_N, is_unsafe

__all__ = ["MIN_N", "choices", "completed", "is_shown", "is_unsafe", "mask", "steps"]
