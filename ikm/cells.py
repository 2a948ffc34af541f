"""Where each kecamatan lies: schematic cells made from the middles of its kelurahan, or the city's own boundaries.

Kilometres east and north of the middle of the city, so that both axes of a map are alike.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from ikm import ledger, store
from ikm.methods import Floats
from ikm.text import join, say

# The city's own boundaries: GeoJSON in degrees, a feature or several for each kecamatan. Read once by
# an app, since the maps that it has drawn are kept.
BOUNDARIES = store.PROJECT / "data" / "reference" / "boundaries.geojson"
CODE = re.compile(r"(74)\.?(71)\.?(\d\d)(\.?\d{4})?")
MIDDLE = (122.53, -3.99)
KM_PER_DEGREE = np.array([111.32 * np.cos(np.radians(MIDDLE[1])), 110.57])
# The city is 23 km wide: what is further away is no boundary in degrees.
FURTHEST_KM = 60.0
SIDES = 36
# Vertices of a boundary that are closer than this would lie on one pixel.
CLOSEST_KM = 0.04
BORDER_STEP_KM = 0.2
Ring = Floats
Flags = NDArray[np.bool_]


class BadBoundariesError(Exception):
    """A file of boundaries that cannot be drawn; `explain` says why to a reader."""

    def __init__(self, reason: str, codes: Sequence[str] = ()) -> None:
        super().__init__(f"{reason} {codes}")
        self.reason = reason
        self.codes = codes

    def explain(self, language: str, version: str) -> str:
        names = [ledger.name("kecamatan_code", code, language, version) for code in self.codes]
        return say("map.bad_file", language, why=say(f"map.{self.reason}", language, names=join(names, language)))


# Compared by identity, so that what is made of cells can be kept.
@dataclass(frozen=True, eq=False)
class Cells:
    """The rings of each kecamatan by its code, each an array (vertices, 2) with the inside at its left, a hole
    therefore the other way round; whether they are schematic, and what is wrong with the file that would replace them.
    """

    rings: Mapping[str, tuple[Ring, ...]]
    schematic: bool
    problem: BadBoundariesError | None = None


def cells(version: str) -> Cells:
    """The cells to draw: the city's boundaries where its file is there and sound, else schematic ones."""
    return _cells(version, BOUNDARIES)


@lru_cache(maxsize=8)
def _cells(version: str, file: Path) -> Cells:
    if not file.exists():
        return Cells(_from_kelurahan(version), schematic=True)
    known = store.query("select code from kecamatan order by code", version=version)["code"]
    try:
        return Cells(boundaries(file.read_bytes(), list(known)), schematic=False)
    except BadBoundariesError as problem:
        return Cells(_from_kelurahan(version), schematic=True, problem=problem)


def kilometres(degrees: Floats) -> Floats:
    """Longitudes and latitudes (n, 2) as kilometres from the middle of the city: flat, which over 20 km is exact enough
    to draw.
    """
    return np.asarray((degrees - MIDDLE) * KM_PER_DEGREE)


def _from_kelurahan(version: str) -> dict[str, tuple[Ring, ...]]:
    rows = store.query(
        "select kecamatan_code, longitude, latitude, area_km2 from kelurahan"
        " where latitude is not null and area_km2 is not null order by code",
        version=version,
    )
    return schematic(
        kilometres(rows[["longitude", "latitude"]].to_numpy(dtype=float)),
        rows["area_km2"].to_numpy(dtype=float),
        list(rows["kecamatan_code"]),
    )


def schematic(middles: Floats, areas: Floats, owners: Sequence[str]) -> dict[str, tuple[Ring, ...]]:
    """The rings around the Voronoi cells of each owner.

    `middles` (n, 2) in km, `areas` in km², both of the parts that the owners have. Where a part has no neighbour it
    reaches as far as a circle of its area: around all of them lie points of nobody, whose cells are not drawn. So no
    cell needs to be clipped, and an edge between two parts of one owner is simply left out.
    """
    outside = _around(middles, np.sqrt(areas / np.pi))
    points = np.vstack([middles, outside])
    of = [*owners, *[""] * len(outside)]
    diagram = Voronoi(points)
    edges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), (start, end) in zip(diagram.ridge_points, diagram.ridge_vertices, strict=True):
        if of[one] != of[other]:
            left = _is_left(points[one], diagram.vertices[start], diagram.vertices[end])
            edges[of[one]].append((start, end) if left else (end, start))
            edges[of[other]].append((end, start) if left else (start, end))
    return {owner: tuple(diagram.vertices[ring] for ring in _rings(edges[owner])) for owner in sorted(set(owners))}


def _around(middles: Floats, radii: Floats) -> Floats:
    """Points twice as far from each middle as its circle reaches, and as far or further from every other."""
    angles = np.linspace(0, 2 * np.pi, SIDES, endpoint=False)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    points = (middles[:, None] + 2 * radii[:, None, None] * circle).reshape(-1, 2)
    distances = np.linalg.norm(points[:, None] - middles, axis=2)
    return np.asarray(points[(distances >= 2 * radii - 1e-9).all(axis=1)])


def _is_left(point: Floats, start: Floats, end: Floats) -> bool:
    along, across = end - start, point - start
    return bool(along[0] * across[1] > along[1] * across[0])


def _rings(edges: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Edges joined end to start into closed rings of vertices."""
    onward: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        onward[start].append(end)
    while onward:
        first = next(iter(onward))
        ring = [first]
        while (following := _taken(onward, ring[-1])) != first:
            ring.append(following)
        yield ring


def _taken(onward: dict[int, list[int]], vertex: int) -> int:
    following = onward[vertex].pop()
    if not onward[vertex]:
        del onward[vertex]
    return following


# -- the city's own boundaries


def boundaries(content: bytes, known: Sequence[str]) -> dict[str, tuple[Ring, ...]]:
    """The rings of a GeoJSON FeatureCollection of polygons in degrees, by the Kemendagri code that each feature has in
    some property (`74.71.08` or `747108`, of a kelurahan too). Raises BadBoundariesError.
    """
    found: dict[str, list[Ring]] = defaultdict(list)
    for feature in _features(content):
        if (code := _code(feature)) in known:
            found[code] += _polygons(feature)
    if not found:
        raise BadBoundariesError("no_code")
    if lacking := [code for code in known if code not in found]:
        raise BadBoundariesError("lacking", lacking)
    # An area of nothing, a ring along one line included, could be neither filled nor labelled.
    if any(sum(map(area, found[code])) < CLOSEST_KM**2 for code in known):
        raise BadBoundariesError("no_polygon")
    return {code: tuple(found[code]) for code in known}


def _features(content: bytes) -> list[Any]:
    try:
        tree = json.loads(content)
        features = tree["features"]
    except (ValueError, TypeError, KeyError):
        raise BadBoundariesError("no_collection") from None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise BadBoundariesError("no_collection")
    return features


def _code(feature: Mapping[str, Any]) -> str:
    """The Kemendagri code of the kecamatan that a feature is or is a part of; empty where no property is one."""
    properties = feature.get("properties")
    values = properties.values() if isinstance(properties, dict) else ()
    matches = (CODE.fullmatch(str(value).strip()) for value in values)
    return next((".".join(match.groups()[:3]) for match in matches if match), "")


def _polygons(feature: Mapping[str, Any]) -> list[Ring]:
    try:
        geometry = feature["geometry"]
        listed = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
        return [
            _ring(positions, is_hole=place > 0)
            for polygon in listed[geometry["type"]]
            for place, positions in enumerate(polygon)
        ]
    except (KeyError, TypeError, ValueError):
        raise BadBoundariesError("no_polygon") from None


def _ring(positions: Sequence[Sequence[float]], is_hole: bool) -> Ring:
    """One ring in km, the inside of its polygon at its left, with no more vertices than can be seen."""
    ring = kilometres(np.array([each[:2] for each in positions], dtype=float).reshape(len(positions), 2))
    if len(ring) < 4:
        raise BadBoundariesError("no_polygon")
    if not (np.linalg.norm(ring, axis=1) < FURTHEST_KM).all():
        raise BadBoundariesError("no_degrees")
    ring = _thinned(ring[:-1] if (ring[0] == ring[-1]).all() else ring)
    return ring[::-1] if (area(ring) < 0) != is_hole else ring


def _thinned(ring: Ring) -> Ring:
    """Without the vertices that lie too close to the last one kept; at least three stay."""
    kept = [0]
    for place in range(1, len(ring)):
        if np.linalg.norm(ring[place] - ring[kept[-1]]) >= CLOSEST_KM:
            kept.append(place)
    return ring[kept] if len(kept) >= 3 else ring


# -- what a map asks of rings


def area(ring: Ring) -> float:
    """Square kilometres inside a ring; negative where its inside lies at the right."""
    following = np.roll(ring, -1, axis=0)
    return float(np.sum(ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]) / 2)


def inside(rings: Sequence[Ring], points: Floats) -> Flags:
    """Which of the points (n, 2) lie inside: a line from there to the east crosses the rings an odd number of times."""
    starts, ends = _edges(rings)
    x, y = points[:, :1], points[:, 1:]
    crosses = (starts[:, 1] > y) != (ends[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = starts[:, 0] + (y - starts[:, 1]) / (ends[:, 1] - starts[:, 1]) * (ends[:, 0] - starts[:, 0])
    return np.asarray((crosses & (x < at)).sum(axis=1) % 2 == 1)


def _edges(rings: Sequence[Ring]) -> tuple[Floats, Floats]:
    return np.vstack(rings), np.vstack([np.roll(ring, -1, axis=0) for ring in rings])


def lattice(rings: Sequence[Ring], step: float) -> Floats:
    """Points inside, `step` km from each other, at the same places for every kecamatan; the middle where none is."""
    low, high = np.vstack(rings).min(axis=0), np.vstack(rings).max(axis=0)
    across, up = (np.arange(np.floor(low[axis] / step), high[axis] / step + 1) * step for axis in (0, 1))
    points = np.array(np.meshgrid(across, up)).reshape(2, -1).T
    kept = points[inside(rings, points)]
    return kept if len(kept) else middle(rings)[None]


def middle(rings: Sequence[Ring], wide: float = 1.0) -> Floats:
    """The point inside with most room around it for a label that is `wide` times as wide as it is high."""
    low, high = np.vstack(rings).min(axis=0), np.vstack(rings).max(axis=0)
    axes = np.linspace(low, high, 42)[1:-1].T
    points = np.array(np.meshgrid(*axes)).reshape(2, -1).T
    within = points[inside(rings, points)]
    # A sliver may lie between all of them.
    points = within if len(within) else np.vstack(rings)
    away = np.abs(points[:, None] - _border(rings)) * (1 / wide, 1)
    # Where a label fits at many places, rather far from the border than in a corner.
    room = away.max(axis=2).min(axis=1) + 0.2 * np.linalg.norm(away, axis=2).min(axis=1)
    return np.asarray(points[np.argmax(room)])


def _border(rings: Sequence[Ring]) -> Floats:
    """Points all along the rings, close to each other for a label."""
    starts, ends = _edges(rings)
    counts = np.ceil(np.linalg.norm(ends - starts, axis=1) / BORDER_STEP_KM).astype(int)
    lines = zip(starts, ends, counts, strict=True)
    return np.vstack([np.linspace(start, end, count + 1)[:-1] for start, end, count in lines])
