"""What may be shown of one version, and how a selection asks for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ikm import relations, store
from ikm.privacy import judge, lattice
from ikm.privacy.lattice import Axis, Cube, Grid, Group, Measure, Name
from ikm.privacy.rules import Flags
from ikm.selection import RULERS, Selection

MEASURES = {
    "registered": Measure("businesses_registered"),
    "active": Measure("businesses_active"),
    "births": Measure("births"),
    "deaths": Measure("deaths"),
    "workers": Measure("workers_reported"),
    "output": Measure("output_reported", "output_idr", "output_largest_idr", "output_second_idr"),
}
# The register knows no size: it has no cell of its own for any.
UNSIZED = ("registered",)
SURVIVAL = ("followed", "deaths_by_age")
FOLLOWED = {"followed": Measure("at_risk"), "died_before": Measure("deaths_before")}


@dataclass(frozen=True)
class Offer:
    """Which cells of one measure are hidden: flags shaped (period, sector, kecamatan, size, sex)."""

    periods: Mapping[tuple[Any, ...], int]
    axes: tuple[Axis, ...]
    hidden: Flags


# A version without a business has nothing to hide.
NOTHING = Offer({}, (), np.empty((0,) * 5, dtype=bool))


@lru_cache(maxsize=32)
def offer(measure: str, version: str) -> Offer:
    """The offer of one measure: all filter states and breakdowns judged together, once a version."""
    if measure in SURVIVAL:
        return _survival(version)[measure]
    rows, lined_up = _lined_up(version, sized=measure not in UNSIZED)
    if rows.empty:
        return NOTHING
    cells = lattice.cells(rows, MEASURES[measure], lined_up)
    return Offer(lined_up.periods, lined_up.axes, judge.hidden(lined_up.axes, [cells]))


@lru_cache(maxsize=2)
def _lined_up(version: str, sized: bool) -> tuple[pd.DataFrame, Grid]:
    """The cube of a version and its grid, without the sizes for what follows no size."""
    rows = store.query("select * from cube_year", version=version)
    rows = rows if sized else rows.drop(columns=list(lattice.RULERS))
    return rows, lattice.grid(rows, ["year"]) if len(rows) else Grid({}, (), np.empty((0, 0), dtype=np.intp))


@lru_cache(maxsize=4)
def _survival(version: str) -> dict[str, Offer]:
    """Those followed at an age are those of the age before less its deaths: from the first hidden step on a cohort is
    hidden, and the deaths that lead there too."""
    rows = store.query(*relations.joined("select * from cohort_age", Selection()), version)
    before = rows.assign(age=rows["age"] + 1, deaths_before=rows["deaths"], at_risk=0)
    steps = pd.concat([rows.assign(deaths_before=0), before]).sort_values(["cohort", "age"])
    if steps.empty:
        return dict.fromkeys(SURVIVAL, NOTHING)
    cube = lattice.cube(steps, ["cohort", "age"], FOLLOWED)
    cells = list(cube.cells.values())
    hidden = _told_by_births(cube, version, rows)
    while True:
        carried = _onward(judge.hidden(cube.axes, cells, hidden), cube.periods)
        if (carried == hidden).all():
            break
        hidden = carried
    later = {(cohort, age - 1): place for (cohort, age), place in cube.periods.items()}
    return {
        "followed": Offer(cube.periods, cube.axes, hidden),
        "deaths_by_age": Offer(later, cube.axes, hidden),
    }


def _told_by_births(cube: Cube, version: str, rows: pd.DataFrame) -> Flags:
    """Cohorts whose size would tell the births of years in it that are hidden."""
    births = offer("births", version)
    yearly, lined_up = _lined_up(version, sized=True)
    n = lattice.cells(yearly, MEASURES["births"], lined_up).n
    flags = np.zeros(next(iter(cube.cells.values())).n.shape, dtype=bool)
    where = [[births.axes[axis].places.get(name, 0) for name in cube.axes[axis].places] for axis in range(4)]
    for cohort, years in rows.groupby("cohort")["birth_year"].unique().items():
        index = np.ix_([births.periods[(int(year),)] for year in years if (int(year),) in births.periods], *where)
        told = judge.told(births.hidden[index], n[index])
        flags[[place for (name, _), place in cube.periods.items() if name == cohort]] |= told
    return flags


def _onward(flags: Flags, periods: Mapping[tuple[Any, ...], int]) -> Flags:
    """Flags carried on from each age of a cohort to all later ones."""
    result = flags.copy()
    for cohort in {name for name, _ in periods}:
        path = [place for _, place in sorted((age, place) for (name, age), place in periods.items() if name == cohort)]
        result[path] = np.logical_or.accumulate(flags[path], axis=0)
    return result


def asked(axes: Sequence[Axis], selection: Selection) -> list[NDArray[np.intp]]:
    """The places on each axis whose crossings add up to the selection; none where it holds nothing."""
    names: list[Iterable[Name]] = [
        _sectors(axes[0], selection),
        _values(axes[1], "kecamatan_code", selection.kecamatan),
        _values(axes[2], RULERS[selection.size_ruler], selection.sizes),
        _values(axes[3], "owner_sex", selection.owner_sex),
    ]
    return [
        np.array([axis.places[name] for name in each if name in axis.places], dtype=np.intp)
        for axis, each in zip(axes, names, strict=True)
    ]


def _values(axis: Axis, level: str, values: Sequence[str]) -> list[Name]:
    """The names of the values picked at a level; "all" where none is, and where the measure does not know the level:
    its number is then that of all values, and so is its verdict."""
    known = any(name[:1] == (level,) and name[1] != lattice.UNKNOWN for name in axis.places)
    return [(level, value) for value in values] if values and known else [()]


def _sectors(axis: Axis, selection: Selection) -> Iterable[Name]:
    """The coarsest sectors that a selection of branches, divisions and codes is the sum of."""
    level = "kbli" if selection.kbli else "part" if selection.branches and selection.divisions else ""
    if not level:
        branches: list[Name] = [("branch", each) for each in selection.branches]
        return branches or [("division", each) for each in selection.divisions] or [()]
    wanted = (selection.branches, selection.divisions, selection.kbli)
    return [
        name
        for name in axis.places
        if name[:1] == (level,)
        and all(not values or value in values for value, values in zip(name[1:], wanted, strict=False))
    ]


def hidden_periods(offer: Offer, selection: Selection) -> Flags:
    """For each period whether the sum of the selection is hidden: where one of its cells is, unless it holds all hidden
    siblings of a shown parent, for then it is the parent less what is shown ("lainnya")."""
    if not offer.periods:
        return np.empty(0, dtype=bool)
    places = asked(offer.axes, selection)
    flags = np.asarray(_cells(offer.hidden, places).any(axis=(1, 2, 3, 4)))
    for axis in (each for each, place in enumerate(places) if len(place) > 1):
        groups = (each for each in offer.axes[axis].groups if np.isin(places[axis], each.children).all())
        if (group := next(groups, None)) is not None:
            flags &= ~_are_the_rest(offer.hidden, places, axis, group)
    return flags


def _are_the_rest(flags: Flags, places: Sequence[NDArray[np.intp]], axis: int, group: Group) -> Flags:
    """For each period whether the siblings asked for are all that is hidden of a shown parent."""
    parts = _cells(flags, _with(places, axis, group.children))
    above = _cells(flags, _with(places, axis, np.array([group.parent])))
    chosen, along = np.isin(group.children, places[axis]), axis + 1
    inside, outside = parts.compress(chosen, along), parts.compress(~chosen, along)
    told = np.asarray(inside.any(along) & (outside.any(along) | above.any(along)))
    return np.asarray(~told.any(axis=(1, 2, 3)))


def _cells(flags: Flags, places: Sequence[NDArray[np.intp]]) -> Flags:
    """The crossings of these places in every period."""
    return flags[np.ix_(np.arange(len(flags)), *places)]


def _with(places: Sequence[NDArray[np.intp]], axis: int, instead: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return [instead if each == axis else place for each, place in enumerate(places)]


def together(offer: Offer, level: str, failing: Collection[str]) -> list[tuple[str, ...]]:
    """Values of one level that are offered only with others: for each group of siblings that holds one of `failing`,
    the values hidden in the last period. What their removal leaves is safe, so the sum of them may be shown."""
    at = next(place for place, axis in enumerate(offer.axes) if any(name[:1] == (level,) for name in axis.places))
    axis, last = offer.axes[at], np.moveaxis(offer.hidden[-1], at, 0)[:, 0, 0, 0]
    names = {place: name[-1] for name, place in axis.places.items() if name[:1] == (level,)}
    groups = []
    for group in axis.groups:
        siblings = [place for place in group.children if place in names]
        hidden = tuple(names[place] for place in siblings if last[place])
        needed = {names[place] for place in siblings} & set(failing)
        if needed and lattice.UNKNOWN not in hidden and not last[group.parent]:
            groups.append(hidden)
    return groups
