"""Every sum that filters and breakdowns can ask for, in one array a measure.

A cell fixes some of sector, kecamatan, size and owner's sex in one period. The array has the axes (period, sector,
kecamatan, size, sex); place 0 of each but the first is "all". Sectors are a tree: all, branches, divisions inside a
branch (`part`), KBLI codes; a division that lies in several branches is the sum of its parts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ikm.privacy.rules import Flags, unsafe

Places = NDArray[np.intp]
Numbers = NDArray[np.float64]
Name = tuple[str, ...]

UNKNOWN = "-"
RULERS = ("size_bps", "size_ministry", "size_oss")
COLUMNS = ("branch", "division", "kbli", "kecamatan_code", *RULERS, "owner_sex")


@dataclass(frozen=True)
class Measure:
    """What is summed: the column that counts contributors; for money also the value and its two largest parts."""

    n: str
    total: str = ""
    largest: str = ""
    second: str = ""


@dataclass(frozen=True)
class Group:
    """Siblings along an axis: the places of the children that add up to the place of their parent."""

    parent: int
    children: Places

    @property
    def span(self) -> slice | Places:
        """The children as an index, a slice where they stand side by side: that copies nothing."""
        first, last = int(self.children[0]), int(self.children[-1])
        return slice(first, last + 1) if last - first + 1 == len(self.children) else self.children


@dataclass(frozen=True)
class Axis:
    """One dimension: name → place ("all" is the empty name); `groups` coarse before fine; `unions`: places that are a
    sum across the tree, with their parts."""

    places: Mapping[Name, int]
    groups: tuple[Group, ...]
    unions: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Cells:
    """Contributors of every cell of one measure; `money`: sum, largest and second largest contribution, same shape."""

    n: Numbers
    money: tuple[Numbers, ...] = ()

    def unsafe(self) -> Flags:
        total, largest, second = self.money or (None, 0.0, 0.0)
        return unsafe(self.n, total, largest, second)


@dataclass(frozen=True)
class Grid:
    """Where the rows of a cube go: periods, axes, and for each row the flat places of all cells it is part of, one row
    of `index` for every combination of levels."""

    periods: Mapping[tuple[Any, ...], int]
    axes: tuple[Axis, ...]
    index: Places

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self.periods), *(len(axis.places) for axis in self.axes))


@dataclass(frozen=True)
class Cube:
    """The cells of several measures, over the same periods and axes."""

    periods: Mapping[tuple[Any, ...], int]
    axes: tuple[Axis, ...]
    cells: Mapping[str, Cells]


def grid(rows: pd.DataFrame, periods: Sequence[str]) -> Grid:
    """The grid of `rows`, which has the columns `periods` and those of COLUMNS, of which any may be absent."""
    known = rows.reindex(columns=list(COLUMNS)).astype(object).fillna(UNKNOWN)
    names = {column: [str(each) for each in known[column].tolist()] for column in COLUMNS}
    axes, levels = zip(_sectors(names), *(_flat(names, each) for each in FLAT), strict=True)
    keys = list(rows[list(periods)].itertuples(index=False, name=None))
    spine = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    shape = (len(spine), *(len(axis.places) for axis in axes))
    at = np.array([spine[key] for key in keys], dtype=np.intp)
    return Grid(spine, axes, np.stack([np.ravel_multi_index((at, *where), shape) for where in product(*levels)]))


def cube(rows: pd.DataFrame, periods: Sequence[str], measures: Mapping[str, Measure]) -> Cube:
    """All sums of `rows` by each of the measures, whose columns it has besides those of `grid`."""
    lined_up = grid(rows, periods)
    return Cube(lined_up.periods, lined_up.axes, {name: cells(rows, each, lined_up) for name, each in measures.items()})


FLAT: tuple[tuple[str, ...], ...] = (("kecamatan_code",), RULERS, ("owner_sex",))


def _sectors(names: Mapping[str, list[str]]) -> tuple[Axis, list[Places]]:
    branch, division, kbli = names["branch"], names["division"], names["kbli"]
    levels: list[list[Name]] = [
        [()] * len(branch),
        [("branch", each) for each in branch],
        [("part", *each) for each in zip(branch, division, strict=True)],
        [("kbli", *each) for each in zip(branch, division, kbli, strict=True)],
        [("division", each) for each in division],
    ]
    places = _numbered(levels)
    up: dict[str, Callable[[Name], Name]] = {
        "branch": lambda _: (),
        "part": lambda name: ("branch", name[1]),
        "kbli": lambda name: ("part", name[1], name[2]),
    }
    groups = [each for level, parent in up.items() for each in _groups(places, level, parent)]
    divisions = np.array([place for name, place in places.items() if name[:1] == ("division",)], dtype=np.intp)
    across = _groups(places, "part", lambda name: ("division", name[2]))
    return Axis(places, (*groups, Group(0, divisions)), tuple(across)), _placed(places, levels)


def _flat(names: Mapping[str, list[str]], columns: Sequence[str]) -> tuple[Axis, list[Places]]:
    """An axis of one level; several columns are as many rulers over the same businesses."""
    levels: list[list[Name]] = [[()] * len(names[columns[0]])]
    levels += [[(column, each) for each in names[column]] for column in columns]
    places = _numbered(levels)
    groups = [each for column in columns for each in _groups(places, column, lambda _: ())]
    return Axis(places, tuple(groups)), _placed(places, levels)


def _numbered(levels: Iterable[Sequence[Name]]) -> dict[Name, int]:
    return {name: place for place, name in enumerate(name for level in levels for name in sorted(set(level)))}


def _placed(places: Mapping[Name, int], levels: Iterable[Sequence[Name]]) -> list[Places]:
    return [np.array([places[name] for name in level], dtype=np.intp) for level in levels]


def _groups(places: Mapping[Name, int], level: str, parent: Callable[[Name], Name]) -> list[Group]:
    children: dict[int, list[int]] = {}
    for name, place in places.items():
        if name[:1] == (level,):
            children.setdefault(places[parent(name)], []).append(place)
    return [Group(above, np.array(below, dtype=np.intp)) for above, below in children.items()]


def cells(rows: pd.DataFrame, measure: Measure, lined_up: Grid) -> Cells:
    """All sums of `rows` by one measure."""
    index, shape = lined_up.index, lined_up.shape
    n = _summed(rows[measure.n], index, shape)
    if not measure.total:
        return Cells(n)
    largest, second = _two_largest(rows[[measure.largest, measure.second]], index, n.size)
    total = _summed(rows[measure.total], index, shape)
    return Cells(n, (total, largest.reshape(shape), second.reshape(shape)))


def _numbers(column: "pd.Series[float]") -> Numbers:
    return column.to_numpy(dtype=float, na_value=0.0)


def _summed(column: "pd.Series[float]", index: Places, shape: tuple[int, ...]) -> Numbers:
    values = np.broadcast_to(_numbers(column), index.shape)
    sums = np.bincount(index.ravel(), values.ravel(), minlength=int(np.prod(shape)))
    return sums.astype(float).reshape(shape)


def _two_largest(columns: pd.DataFrame, index: Places, size: int) -> tuple[Numbers, Numbers]:
    """The two largest contributions to each cell, from the two largest to each row."""
    values = np.concatenate([_numbers(columns[name]) for name in columns])
    order = np.argsort(values, kind="stable")
    cells = np.concatenate([index, index], axis=1)[:, order].T.ravel()
    ascending = np.repeat(values[order], len(index))
    contribution = np.repeat(np.arange(len(values)), len(index))
    # Where a place is written more than once the last, here the largest, stays.
    winner = np.full(size, -1, dtype=np.intp)
    winner[cells] = contribution
    largest, second = np.zeros(size), np.zeros(size)
    largest[cells] = ascending
    others = winner[cells] != contribution
    second[cells[others]] = ascending[others]
    return largest, second
