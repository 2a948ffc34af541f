"""The attack on the sample city, on all cells that fix one or two of sector, place, size and sex.

The unknowns are the hidden cells, also those that are empty without a reader knowing it; the equations are the lines of
every table, a total and its parts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.linalg import lsqr

from ikm import metrics, privacy, store
from ikm.metrics import Result
from ikm.privacy import judge, lattice, offered
from ikm.privacy.lattice import Cube
from ikm.privacy.rules import Flags
from ikm.selection import Selection
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
        for group in (*of.groups, *of.unions):
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


# -- what is hidden looks alike, whether it holds something or not

YEAR = 2020
FOLLOWING = [name for name in metrics.names() if {"cabang", "kec", "jk", "tahun"} <= set(metrics.metric(name).follows)]


def hidden_in_all(measures: Iterable[str]) -> dict[Selection, int]:
    """Branches in a district by owner's sex of which nothing may be seen in the year, and how many are active."""
    cube = store.query(f"select * from cube_year where year = {YEAR}")
    keys = ["branch", "kecamatan_code", "owner_sex"]
    held = cube.groupby(keys)["businesses_active"].sum()
    version = str(store.current_version())
    found = {}
    for key in product(*(sorted(cube[column].dropna().unique()) for column in keys)):
        chosen = Selection(branches=key[:1], kecamatan=key[1:2], owner_sex=key[2:])
        if not any(privacy.is_shown(measure, (YEAR,), chosen, version) for measure in measures):
            found[replace(chosen, years=(YEAR, YEAR))] = int(held.get(key, 0))
    return found


def look(result: Result) -> tuple[object, ...]:
    """All that a reader can tell of a result of which nothing is shown: words, rows, marks and gaps."""
    return result.status, result.reason, result.n, len(result.rows), str(result.masked), str(result.rows.isna())


@pytest.mark.parametrize("name", FOLLOWING)
def test_one_hidden_year_looks_alike_with_and_without_a_business(name: str) -> None:
    hidden = hidden_in_all(offered.MEASURES)
    looks: dict[bool, set[tuple[object, ...]]] = {True: set(), False: set()}
    for holds in looks:
        for chosen in [each for each, active in hidden.items() if (active > 0) == holds][:15]:
            looks[holds].add(look(metrics.run(name, chosen)))
    assert len(looks[True]) == 1
    assert looks[False] == looks[True]


def test_a_branch_that_is_hidden_in_any_year_has_its_rows_in_every_window() -> None:
    version = str(store.current_version())
    years = store.query("select year from years where covered")["year"]
    branches = store.query("select distinct branch from cube_year where branch is not null")["branch"]
    added = 0
    for place in store.query("select code from kecamatan order by code")["code"]:
        chosen = Selection(kecamatan=(place,), sizes=("menengah",), years=(2015, 2016))
        rows = metrics.run("output_by_branch", chosen).rows
        for branch in branches:
            part = replace(chosen, branches=(branch,), years=None)
            if not all(privacy.is_shown("output", (int(year),), part, version) for year in years):
                assert (rows["branch"] == branch).sum() == 2
                added += 1
    assert added > 20


def test_concentration_is_hidden_wherever_the_production_is() -> None:
    version = str(store.current_version())
    judged = 0
    for division, place in product(("11", "28"), store.query("select code from kecamatan order by code")["code"]):
        chosen = Selection(divisions=(division,), kecamatan=(place,))
        result = metrics.run("concentration_yearly", chosen)
        hidden = [not privacy.is_shown("output", (int(year),), chosen, version) for year in result.rows["year"]]
        assert result.masked.loc[hidden, "output_hhi"].all()
        judged += sum(hidden)
    assert judged > 50
