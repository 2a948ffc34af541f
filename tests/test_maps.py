"""The map of the kecamatan: its cells cover the city without overlap, the city's own boundaries replace them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ikm import cells, maps, store, text
from ikm.cells import BadBoundariesError, area, boundaries, inside, schematic
from ikm.figure import figure
from ikm.selection import Selection

pytestmark = pytest.mark.usefixtures("tiny")
SQUARE = [[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1], [0.0, 0.0]]


def _version() -> str:
    return str(store.current_version())


def _codes() -> list[str]:
    return list(store.query("select code from kecamatan order by code", version=_version())["code"])


def _grid() -> cells.Ring:
    """Points 150 m from each other over all of the city."""
    rings = np.vstack([ring for each in cells.cells(_version()).rings.values() for ring in each])
    low, high = rings.min(axis=0), rings.max(axis=0)
    axes = [np.arange(low[axis], high[axis], 0.15) + 0.0123 for axis in (0, 1)]
    return np.array(np.meshgrid(*axes)).reshape(2, -1).T


def _collection(codes: list[str]) -> dict[str, Any]:
    """A strip of 0.02 by 0.1 degrees for each code, side by side from 122.4 E."""
    features = [
        {
            "type": "Feature",
            "properties": {"kode": code},
            "geometry": {"type": "Polygon", "coordinates": [[[122.4 + 0.02 * at + x / 5, y - 4] for x, y in SQUARE]]},
        }
        for at, code in enumerate(codes)
    ]
    return {"type": "FeatureCollection", "features": features}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the city's boundaries would be."""
    monkeypatch.setattr(cells, "BOUNDARIES", tmp_path / "boundaries.geojson")
    return tmp_path / "boundaries.geojson"


@pytest.mark.usefixtures("file")
def test_every_kecamatan_has_a_cell() -> None:
    drawn = cells.cells(_version())
    assert drawn.schematic
    assert len(drawn.rings) == 11
    assert list(drawn.rings) == _codes()


@pytest.mark.usefixtures("file")
def test_no_point_lies_in_two_cells() -> None:
    rings = cells.cells(_version()).rings.values()
    counts = np.sum([inside(each, _grid()) for each in rings], axis=0)
    assert counts.max() == 1


@pytest.mark.usefixtures("file")
def test_each_kelurahan_lies_in_the_cell_of_its_kecamatan() -> None:
    rows = store.query(
        "select kecamatan_code, longitude, latitude from kelurahan where latitude is not null", version=_version()
    )
    drawn = cells.cells(_version()).rings
    # 65 kelurahan, one of them without coordinates.
    assert len(rows) == 64
    middles = cells.kilometres(rows[["longitude", "latitude"]].to_numpy(dtype=float))
    for owner, middle in zip(rows["kecamatan_code"], middles, strict=True):
        assert inside(drawn[owner], middle[None])[0], owner


@pytest.mark.usefixtures("file")
def test_the_cells_are_about_as_large_as_the_city() -> None:
    drawn = cells.cells(_version()).rings.values()
    total = sum(area(ring) for each in drawn for ring in each)
    known = float(store.query("select sum(area_km2) as km2 from kelurahan", version=_version())["km2"].iloc[0])
    assert 0.6 * known < total < 1.6 * known


@pytest.mark.usefixtures("file")
def test_the_label_lies_inside_its_cell() -> None:
    for code, rings in cells.cells(_version()).rings.items():
        assert inside(rings, cells.middle(rings)[None])[0], code


def test_the_edge_between_parts_of_one_owner_disappears() -> None:
    middles = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    rings = schematic(middles, np.full(3, np.pi), ["a", "a", "b"])
    assert [len(rings[owner]) for owner in ("a", "b")] == [1, 1]
    assert not any(np.isclose(x, 0.5) and abs(y) < 0.5 for x, y in rings["a"][0])
    # The border with b stands half way between 1 and 2.
    assert rings["a"][0][:, 0].max() == pytest.approx(1.5)
    assert rings["b"][0][:, 0].min() == pytest.approx(1.5)


def test_a_hole_is_no_part_of_its_place() -> None:
    outer = [[122.5, -4.0], [122.6, -4.0], [122.6, -3.9], [122.5, -3.9], [122.5, -4.0]]
    hole = [[122.53, -3.97], [122.57, -3.97], [122.57, -3.93], [122.53, -3.93], [122.53, -3.97]]
    feature = {"properties": {"id": 747108}, "geometry": {"type": "Polygon", "coordinates": [outer, hole]}}
    rings = boundaries(json.dumps({"features": [feature]}).encode(), ["74.71.08"])["74.71.08"]
    points = cells.kilometres(np.array([[122.55, -3.95], [122.51, -3.95]]))
    assert inside(rings, points).tolist() == [False, True]


def test_kelurahan_make_up_their_kecamatan() -> None:
    whole = boundaries(
        json.dumps(_collection(["74.71.08.1001", "74.71.08.1002"])).encode(),
        ["74.71.08"],
    )
    assert len(whole["74.71.08"]) == 2


def test_the_file_of_the_city_replaces_the_schematic_cells(file: Path) -> None:
    file.write_text(json.dumps(_collection(_codes())), encoding="utf-8")
    drawn = cells.cells(_version())
    assert not drawn.schematic
    assert drawn.problem is None
    # 0.02 degrees of longitude and 0.1 of latitude at 3.99 S: 2.2211 km by 11.057 km.
    assert area(drawn.rings["74.71.01"][0]) == pytest.approx(24.5585, rel=1e-3)


def _one(geometry: str) -> bytes:
    return f'{{"features": [{{"properties": {{"k": "74.71.01"}}, "geometry": {geometry}}}]}}'.encode()


def _ring_of(positions: str) -> bytes:
    return _one(f'{{"type": "Polygon", "coordinates": [[{positions}]]}}')


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not json", "no_collection"),
        (b"[]", "no_collection"),
        (b'{"features": [1]}', "no_collection"),
        (b'{"features": 3}', "no_collection"),
        (b"\xff\xfe\x00", "no_collection"),
        (json.dumps(_collection(["99.99.99"])).encode(), "no_code"),
        (json.dumps(_collection(["74.71.01"])).encode(), "lacking"),
        (_one('{"type": "Point", "coordinates": [122.5, -4]}'), "no_polygon"),
        (_one("null"), "no_polygon"),
        (_ring_of("[1]"), "no_polygon"),
        (_ring_of('["a", "b"], [1, 2], [1, 2], [1, 2]'), "no_polygon"),
        (_ring_of("[450000, 9550000], [450001, 9550000], [450001, 9550001], [450000, 9550000]"), "no_degrees"),
        (_ring_of("[NaN, -4], [122.5, -4], [122.5, -3.9], [NaN, -4]"), "no_degrees"),
    ],
)
def test_a_file_that_cannot_be_drawn_is_named_and_the_schematic_map_stays(
    file: Path, content: bytes, reason: str
) -> None:
    file.write_bytes(content)
    drawn = cells.cells(_version())
    assert drawn.schematic
    assert len(drawn.rings) == 11
    assert isinstance(drawn.problem, BadBoundariesError)
    assert drawn.problem.reason == reason
    for language in text.LANGUAGES:
        assert "boundaries.geojson" in drawn.problem.explain(language, _version())


def _map(language: str = "id", **picked: Any) -> Any:
    selection = replace(Selection(version=_version()), **picked)
    return figure("businesses_by_kecamatan", "kecamatan_map", selection, language).chart


def _labels(chart: Any) -> list[str]:
    return [str(each.text) for each in chart.layout.annotations]


@pytest.mark.usefixtures("file")
def test_name_and_value_stand_on_the_cell() -> None:
    labels = _labels(_map())
    assert "Mandonga<br><b>3</b>" in labels
    assert "Kadia<br><b>4</b>" in labels
    assert "Kambu<br><b>3</b>" in labels
    assert sum("–</b>" in label for label in labels) == 8


def test_the_map_says_that_it_is_schematic(file: Path) -> None:
    assert "Peta skematis" in _labels(_map("id"))[-1]
    assert "Schematic map" in _labels(_map("en"))[-1]
    file.write_text(json.dumps(_collection(_codes())), encoding="utf-8")
    figure.cache_clear()
    assert not any("kematis" in label for label in _labels(_map("id")))
    figure.cache_clear()


@pytest.mark.usefixtures("file")
def test_a_pick_outlines_its_cell_and_hides_no_other() -> None:
    whole, picked = _labels(_map()), _labels(_map(kecamatan=("74.71.08",)))
    assert [label for label in whole if "<b>" in label] == [label for label in picked if "<b>" in label]


@pytest.mark.usefixtures("file")
def test_a_click_anywhere_in_a_cell_tells_its_code() -> None:
    told = {code for trace in _map().data if trace.customdata is not None for code in trace.customdata}
    assert told == set(_codes())


@pytest.mark.usefixtures("file")
def test_a_hidden_value_is_an_x_and_reaches_nothing_drawn() -> None:
    result = maps.placed("businesses_by_kecamatan", Selection(version=_version(), years=(2018, 2018)), mapped=True)
    hidden = set(result.rows.loc[result.masked["businesses_active"].to_numpy(), "kecamatan_code"])
    assert hidden == {"74.71.08", "74.71.10"}
    chart = maps.kecamatan_map(result, "id")
    labels = _labels(chart)
    assert "Kadia<br><b>x</b>" in labels
    hatched = [trace for trace in chart.data if trace.fillpattern.shape]
    assert len(hatched) == 2
    for trace in chart.data:
        if trace.customdata is not None and trace.customdata[0] in hidden:
            assert trace.hovertemplate.split(": ")[1].startswith("x")


def test_the_darkest_shade_is_the_largest_and_zero_is_the_lightest() -> None:
    assert [maps.shade(share) for share in (0, 0.2, 0.21, 0.6, 1)] == [maps.SHADES[place] for place in (0, 0, 1, 2, 4)]


@pytest.mark.parametrize(
    ("kind", "coordinates"), [("Polygon", []), ("MultiPolygon", []), ("Polygon", [[[122.5, -4.0]] * 5])]
)
def test_a_kecamatan_of_no_area_is_refused_too(file: Path, kind: str, coordinates: list[object]) -> None:
    tree = _collection(_codes())
    tree["features"][0]["geometry"] = {"type": kind, "coordinates": coordinates}
    file.write_text(json.dumps(tree), encoding="utf-8")
    drawn = cells.cells(_version())
    assert drawn.schematic
    assert drawn.problem is not None
    assert drawn.problem.reason == "no_polygon"
