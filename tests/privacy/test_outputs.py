"""The attack on what really leaves the product: every figure of the tiny city for single filters and pairs of filters.

Each number that is shown is an equation over the finest cells of its year; a shown zero strikes its cells out, and so
does a part that has no row at all. No cell of one or two businesses may follow from all of them together.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from ikm import metrics, privacy, store
from ikm.selection import RULERS, Selection
from tests.privacy.test_attack import solved

pytestmark = pytest.mark.usefixtures("tiny")

SIZES = {"permenperin": ("kecil", "menengah"), "bps": ("mikro", "kecil", "menengah")}
ATOM = ("branch", "division", "kbli", "kecamatan_code", "size_ministry", "size_bps", "owner_sex")
OF_FIELD = {
    "branches": "branch",
    "divisions": "division",
    "kbli": "kbli",
    "kecamatan": "kecamatan_code",
    "owner_sex": "owner_sex",
}
# The last year of the tiny city, which its breakdowns show.
LAST = 2022
SECTORS = {"branches", "divisions", "kbli"}
# Metric, column, and what it counts in the cube.
YEARLY = (
    ("businesses_yearly", "businesses_active", "businesses_active"),
    ("businesses_yearly", "businesses_registered", "businesses_registered"),
    ("workers_yearly", "workers_reported", "workers_reported"),
    ("output_yearly", "output_reported", "output_reported"),
)
BROKEN_DOWN = (
    ("businesses_by_branch", "branch"),
    ("businesses_by_division", "division"),
    ("businesses_by_kecamatan", "kecamatan_code"),
)


def singles(cube: pd.DataFrame) -> list[Selection]:
    found = [
        replace(Selection(), **{field: (str(value),)})  # type: ignore[arg-type]
        for field, column in OF_FIELD.items()
        for value in sorted(cube[column].dropna().unique())
    ]
    return found + [Selection(size_ruler=ruler, sizes=(size,)) for ruler, sizes in SIZES.items() for size in sizes]


def together(first: Selection, second: Selection) -> Selection | None:
    """Both filters at once; None where they are of one kind, as two sectors are."""
    fields = [{name for name in (*OF_FIELD, "sizes") if getattr(each, name)} for each in (first, second)]
    if fields[0] & fields[1] or all(each & SECTORS for each in fields):
        return None
    changes = {name: getattr(second, name) for name in fields[1]}
    if "sizes" in fields[1]:
        changes["size_ruler"] = second.size_ruler
    return replace(first, **changes)


def holds(atoms: pd.DataFrame, selection: Selection) -> "pd.Series[bool]":
    """Which of the finest cells a selection holds."""
    flags = pd.Series(True, index=atoms.index)
    for field, column in OF_FIELD.items():
        if values := getattr(selection, field):
            flags &= atoms[column].isin(values)
    if selection.sizes:
        flags &= atoms[RULERS[selection.size_ruler]].isin(selection.sizes)
    return flags


def finest(cube: pd.DataFrame) -> pd.DataFrame:
    """Every combination of the values that occur; branch and division are those of the code."""
    sectors = cube[["branch", "division", "kbli"]].drop_duplicates()
    for column in ATOM[3:]:
        sectors = sectors.merge(pd.DataFrame({column: cube[column].unique()}), how="cross")
    return sectors.reset_index(drop=True)


def equations(selections: list[Selection], atoms: pd.DataFrame) -> Iterator[tuple[str, int, np.ndarray, float]]:
    """Column, year, cells and value of every number that is shown."""
    for selection in selections:
        inside = holds(atoms, selection)
        any_size = holds(atoms, replace(selection, sizes=()))  # the register does not follow the size
        for name, column, counted in YEARLY:
            cells = (any_size if column == "businesses_registered" else inside).to_numpy()
            result = metrics.run(name, selection)
            for row in result.rows.index[result.rows[column].notna()]:
                yield counted, int(result.rows.at[row, "year"]), cells, float(result.rows.at[row, column])
        for name, key in BROKEN_DOWN:
            rows = metrics.run(name, selection).rows
            cells = atoms[key].fillna("-")
            values = dict(zip(rows[key].fillna("-"), rows["businesses_active"], strict=True))
            for part in cells[inside].unique():
                if not pd.isna(value := values.get(part, 0)):
                    yield "businesses_active", LAST, (inside & (cells == part)).to_numpy(), float(value)


def unsafe(cube: pd.DataFrame, counted: str, selections: list[Selection]) -> Iterator[tuple[Selection, int]]:
    for selection in selections:
        inside = cube[holds(cube, selection).to_numpy()]
        for year, n in inside.groupby("year")[counted].sum().items():
            if 0 < n < 3:
                yield selection, int(year)


def test_no_figure_and_no_difference_of_figures_gives_one_or_two_businesses_away() -> None:
    cube = store.query("select * from cube_year")
    atoms = finest(cube)
    alone = singles(cube)
    # Nearly every code is one business, alone and in any pair.
    coarse = [each for each in alone if not each.kbli]
    pairs = [each for first, second in combinations(coarse, 2) if (each := together(first, second))]
    shown = defaultdict(list)
    for counted, year, cells, value in equations([Selection(), *alone, *pairs], atoms):
        shown[counted, year].append((cells, value))
    assert len(shown) == 20
    told, judged = [], 0
    for (counted, year), known in shown.items():
        change, empty = solved(
            [cells for cells, value in known if value], [cells for cells, value in known if not value]
        )
        for selection, when in unsafe(cube, counted, [*alone, *pairs]):
            if when == year:
                judged += 1
                inside = holds(atoms, selection).to_numpy()[~empty]
                told += [(counted, year, selection.to_query())] if abs(change[inside].sum()) < 1e-7 else []
    assert judged > 500
    assert told == []


def test_a_hidden_zero_has_the_rows_that_a_hidden_business_has() -> None:
    """Two branches in one place, both hidden in the last year: one holds a business there, the other none."""
    cube = store.query("select * from cube_year")
    version = str(store.current_version())
    held = cube[cube["year"] == LAST].groupby(["branch", "kecamatan_code"])["businesses_active"].sum()
    pairs = product(cube["branch"].dropna().unique(), cube["kecamatan_code"].dropna().unique())
    hidden = [
        Selection(branches=(branch,), kecamatan=(place,))
        for branch, place in pairs
        if not privacy.is_shown("active", (LAST,), Selection(branches=(branch,), kecamatan=(place,)), version)
    ]
    count = {each: held.get((each.branches[0], each.kecamatan[0]), 0) for each in hidden}
    assert {n > 0 for n in count.values()} == {True, False}
    for name, key in BROKEN_DOWN[::2]:
        for selection in hidden:
            result = metrics.run(name, selection)
            assert (result.status, result.n) == ("ok", "<3")
            assert result.rows[key].tolist() == [
                getattr(selection, {"branch": "branches", "kecamatan_code": "kecamatan"}[key])[0]
            ]
            assert result.masked["businesses_active"].all()
