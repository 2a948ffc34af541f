"""The attack on the sample city, on all cells that fix one or two of sector, place, size and sex.

The unknowns are the hidden cells, also those that are empty without a reader knowing it; the equations are the lines of
every table, a total and its parts.
"""

from collections.abc import Iterator

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.linalg import lsqr

from ikm import store
from ikm.privacy import judge, lattice, offered
from ikm.privacy.lattice import Cube
from ikm.privacy.rules import Flags
from tests.privacy.test_attack import named

pytestmark = pytest.mark.usefixtures("sample_home")

Cell = tuple[int, ...]


@pytest.fixture(scope="module")
def cube(sample_home: object) -> Cube:  # noqa: ARG001
    rows = store.query("select * from cube_year where year in (2014, 2020)")
    return lattice.cube(rows, ["year"], offered.MEASURES)


def lines(cube: Cube, empty: Flags) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every total of at most one other fixed axis, with its parts that may hold something."""
    for axis, of in enumerate(cube.axes):
        for group in of.groups:
            fixed = np.argwhere(~empty.take(group.parent, axis))
            for where in fixed[(fixed > 0).sum(axis=1) <= 1]:
                cells = [tuple(int(each) for each in np.insert(where, axis, place)) for place in group.children]
                total = tuple(int(each) for each in np.insert(where, axis, group.parent))
                yield total, [cell for cell in cells if not empty[cell]]


def told(cube: Cube, empty: Flags, flags: Flags, unsafe: Flags) -> tuple[int, list[Cell]]:
    """How many unsafe cells are judged, and those whose value no change of all hidden cells together leaves open."""
    place: dict[Cell, int] = {}
    rows: list[tuple[int, int, float]] = []
    count = 0
    for total, parts in lines(cube, empty):
        hidden = [(cell, sign) for cell, sign in [(total, -1.0), *((part, 1.0) for part in parts)] if flags[cell]]
        if hidden:
            rows += [(count, place.setdefault(cell, len(place)), sign) for cell, sign in hidden]
            count += 1
    where, which, signs = zip(*rows, strict=True)
    known = sparse.csr_matrix((signs, (where, which)), shape=(count, len(place)))
    change = np.random.default_rng(3).standard_normal(len(place))
    change -= lsqr(known, known @ change, atol=1e-14, btol=1e-14, iter_lim=50_000)[0]
    judged = [cell for cell in place if unsafe[cell]]
    return len(judged), [cell for cell in judged if abs(change[place[cell]]) < 1e-5]


@pytest.mark.parametrize("measure", ["active", "births", "output"])
@pytest.mark.parametrize("year", [2014, 2020])
def test_no_hidden_cell_of_the_sample_follows_from_the_tables(cube: Cube, measure: str, year: int) -> None:
    cells, at = cube.cells[measure], cube.periods[(year,)]
    flags = judge.hidden(cube.axes, [cells])
    empty = judge._empty(flags, cells.n, cube.axes)[at]
    judged, found = told(cube, empty, flags[at], cells.unsafe()[at])
    assert judged > 300
    assert {named(cube, cell) for cell in found} == set()


def test_without_secondary_suppression_the_sample_gives_businesses_away(cube: Cube) -> None:
    cells, at = cube.cells["active"], cube.periods[(2020,)]
    unsafe = cells.unsafe()[at]
    _, found = told(cube, cells.n[at] == 0, unsafe, unsafe)
    assert found
