"""Which cells of a cube may be shown, judged for all of them at once.

A cell is hidden when

* it is unsafe by itself, or a cell that contains it (one dimension less, or the sector above) is hidden;
* it is a corner of the box of a hidden cell: one sibling along every axis that the cell fixes, and all their
  crossings. A business more in every second corner and one less in the others changes no cell that is shown, so no
  adding and subtracting of shown cells, of whatever tables, tells the hidden one;
* without it the hidden parts of a shown total would be unsafe together, or told by their number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikm.privacy.lattice import Axis, Cells, Group, Numbers, Places
from ikm.privacy.rules import Flags, unsafe

Spots = tuple[Places, ...]

# How many siblings along an axis are tried for a box, and a cost above any number of businesses.
TRIES = 4
HUGE = 1e18


def hidden(axes: Sequence[Axis], measures: Sequence[Cells], seeds: Flags | None = None) -> Flags:
    """Flags in the shape of the cells, one set for all `measures`. `seeds`: cells to hide besides the unsafe."""
    flags = np.logical_or.reduce([each.unsafe() for each in measures])
    flags |= False if seeds is None else seeds
    n = measures[0].n
    boxed = np.zeros_like(flags)
    wanted = flags.copy()
    while True:
        _spread(flags, axes)
        fresh = wanted & ~boxed & ~_inherited(flags, axes)
        # A sum across the tree is hidden by its parts, and their boxes protect it.
        for place, axis in enumerate(axes):
            for union in axis.unions:
                _along(fresh, place)[union.parent] = False
        boxed |= fresh
        before = int(flags.sum())
        unprotected = _box(flags, fresh, n, axes)
        _spread(flags, axes)
        for spots in [*unprotected, *_picked(flags, measures, axes)]:
            flags[spots] = wanted[spots] = True
        if int(flags.sum()) == before:
            return flags


def _along(array: NDArray[Any], axis: int) -> NDArray[Any]:
    """A view with one of the axes after the period in front."""
    return np.moveaxis(array, axis + 1, 0)


def _spread(flags: Flags, axes: Sequence[Axis]) -> None:
    """What is inside a hidden cell is hidden, and a sum across the tree with any of its parts."""
    for place, axis in enumerate(axes):
        view = _along(flags, place)
        for group in axis.groups:
            view[group.span] |= view[group.parent]
        for union in axis.unions:
            view[union.parent] |= view[union.span].any(axis=0)


def _inherited(flags: Flags, axes: Sequence[Axis]) -> Flags:
    """Cells inside a hidden cell: its box is theirs."""
    result = np.zeros_like(flags)
    for place, axis in enumerate(axes):
        view, source = _along(result, place), _along(flags, place)
        for group in axis.groups:
            view[group.span] |= source[group.parent]
    return result


def _empty(flags: Flags, n: Numbers, axes: Sequence[Axis]) -> Flags:
    """Cells that a reader knows to be empty: shown as 0, or inside one that is."""
    known = (n == 0) & ~flags
    for place, axis in enumerate(axes):
        view = _along(known, place)
        for group in axis.groups:
            view[group.span] |= view[group.parent]
    return known


def _box(flags: Flags, fresh: Flags, n: Numbers, axes: Sequence[Axis]) -> list[Spots]:
    """Hide the box of each fresh cell, worked out for all cells that fix the same axes together. Where there is none
    without a corner known to be empty, the smallest cell around it has to be hidden instead: these are returned."""
    spots = np.nonzero(fresh)
    fixed = np.stack([spot > 0 for spot in spots[1:]], axis=1)
    empty = _empty(flags, n, axes)
    around = []
    for pattern in product((False, True), repeat=len(axes)):
        chosen = (fixed == pattern).all(axis=1)
        which = [place for place, each in enumerate(pattern) if each]
        if not chosen.any() or not which:
            continue
        here = tuple(spot[chosen] for spot in spots)
        siblings = {place: _siblings(flags, n, here, place, axes[place]) for place in which}
        partners, left = _partners(here, siblings, empty)
        for corner in _corners(here, partners):
            flags[corner] = True
        if len(which) > 1 and len(left):
            around.append(_around(tuple(spot[left] for spot in here), which, n, axes))
    return around


def _around(here: Spots, which: Sequence[int], n: Numbers, axes: Sequence[Axis]) -> Spots:
    """For each cell the smallest of those that contain it."""
    options = []
    for place in which:
        above = _above(axes[place])[here[place + 1]]
        options.append(tuple(above if axis == place + 1 else spot for axis, spot in enumerate(here)))
    smallest = np.argmin([n[option] for option in options], axis=0)
    return tuple(np.choose(smallest, [option[axis] for option in options]) for axis in range(len(here)))


def _above(axis: Axis) -> Places:
    """The parent of each place; place 0 is its own."""
    result = np.zeros(len(axis.places), dtype=np.intp)
    for group in axis.groups:
        result[group.children] = group.parent
    return result


def _corners(here: Spots, partners: Mapping[int, Places]) -> Iterator[Spots]:
    """All corners of the boxes but the cells themselves."""
    for size in range(1, len(partners) + 1):
        for moved in combinations(partners, size):
            yield tuple(
                partners[place - 1] if place and place - 1 in moved else spot for place, spot in enumerate(here)
            )


def _partners(here: Spots, siblings: Mapping[int, Places], empty: Flags) -> tuple[dict[int, Places], NDArray[np.intp]]:
    """For each cell one sibling along each axis so that no corner is known to be empty, for there nothing could be more
    or less; and the cells for which there are none."""
    tries = sorted(product(range(TRIES), repeat=len(siblings)), key=sum)
    result = {place: choice[:, 0].copy() for place, choice in siblings.items()}
    left = np.arange(len(here[0]))
    for ranks in tries:
        cells = tuple(spot[left] for spot in here)
        trial = {place: siblings[place][left, rank] for place, rank in zip(siblings, ranks, strict=True)}
        good = ~np.logical_or.reduce([empty[corner] for corner in _corners(cells, trial)])
        for place, choice in trial.items():
            result[place][left[good]] = choice[good]
        left = left[~good]
    return result, left


def _siblings(flags: Flags, n: Numbers, here: Spots, place: int, axis: Axis) -> Places:
    """For each cell TRIES siblings along the axis, the best first: hidden already, else the smallest that holds
    something, else an empty one; the cell itself where it has none, and then it is its parent."""
    result = np.repeat(here[place + 1][:, None], TRIES, axis=1)
    for group in axis.groups:
        mine = np.flatnonzero(np.isin(here[place + 1], group.children))
        if not len(mine) or len(group.children) < 2:
            continue
        line = [spot[mine, None] for spot in here]
        line[place + 1] = group.children[None, :]
        size = n[tuple(line)]
        cost = np.where(size == 0, HUGE, np.where(flags[tuple(line)], 0, size))
        cost[line[place + 1] == here[place + 1][mine, None]] = np.inf
        ranks = np.minimum(np.arange(TRIES), len(group.children) - 2)
        result[mine] = group.children[np.argsort(cost, axis=1, kind="stable")[:, ranks]]
    return result


def _picked(flags: Flags, measures: Sequence[Cells], axes: Sequence[Axis]) -> list[Spots]:
    """The smallest shown part of each shown total whose hidden parts would be told."""
    found = []
    for place, axis in enumerate(axes):
        above_n, above_flags = _along(measures[0].n, place), _along(flags, place)
        for group in axis.groups:
            lines = np.nonzero((above_n[group.parent] > 0) & ~above_flags[group.parent])
            part = _reader(place, group, lines)
            hidden, n = part(flags), part(measures[0].n)
            told = np.logical_or.reduce([_told(hidden, each, part) for each in measures])
            size = np.where(~hidden & (n > 0), n, np.inf)
            chosen = told & np.isfinite(size).any(axis=0)
            where = [line[chosen] for line in lines]
            where.insert(place + 1, group.children[size[:, chosen].argmin(axis=0)])
            found.append(tuple(where))
    return [spots for each in found for spots in _with_parts(each, axes[0])]


def _reader(place: int, group: Group, lines: Spots) -> Callable[[NDArray[Any]], NDArray[Any]]:
    """What reads the children of a group in some lines from an array of cells: one row a child, one column a line."""
    index: tuple[Places, ...] = (group.children[:, None], *(line[None] for line in lines))
    return lambda array: _along(array, place)[index]


def _with_parts(spots: Spots, sectors: Axis) -> Iterator[Spots]:
    """A sum across the tree is hidden by hiding its parts."""
    across = {union.parent: union.children for union in sectors.unions}
    plain = ~np.isin(spots[1], list(across))
    yield tuple(spot[plain] for spot in spots)
    for place, parts in across.items():
        mine = spots[1] == place
        for part in parts if mine.any() else ():
            yield (spots[0][mine], np.full(mine.sum(), part), *(spot[mine] for spot in spots[2:]))


def _told(hidden: Flags, cells: Cells, part: Callable[[NDArray[Any]], NDArray[Any]]) -> Flags:
    """For each line of siblings under a shown parent: whether its hidden parts would be told."""
    n = part(cells.n)
    flags = told(hidden, n)
    if cells.money:
        gone = hidden & (n > 0)
        total, largest, second = (np.where(gone, part(each), 0) for each in cells.money)
        flags |= _dominated(total, largest, second, gone.sum(axis=0)) & gone.any(axis=0)
    return flags


def told(hidden: Flags, n: NDArray[Any]) -> Flags:
    """For each column of counts with a known sum: whether the hidden ones, which are the sum less the rest, are one, or
    unsafe as a sum, or so small that their sum tells each."""
    gone = hidden & (n > 0)
    count, sums = gone.sum(axis=0), np.where(gone, n, 0).sum(axis=0)
    return ((count == 1) | (sums == count) | unsafe(sums)) & (count > 0)


def _dominated(total: Numbers, largest: Numbers, second: Numbers, count: NDArray[Any]) -> Flags:
    """The p % rule on sums over the rows, of which each has its two largest contributions."""
    first = largest.argmax(axis=0)[None]
    top = np.take_along_axis(largest, first, axis=0)[0]
    runner_up = np.take_along_axis(second, first, axis=0)[0]
    np.put_along_axis(largest, first, 0, axis=0)
    return unsafe(count, total.sum(axis=0), top, np.maximum(runner_up, largest.max(axis=0)), min_n=0)
