"""The map of the kecamatan: where cells lie, the city's own boundaries in their place, what is written on them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from ikm import cells, charts, figure, findings, ledger, maps, metrics, sectors, store, text
from ikm.axes import INK
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.selection import Selection

KADIA, MANDONGA, KAMBU = "74.71.08", "74.71.01", "74.71.10"
PLACES = [f"74.71.{place:02d}" for place in range(1, 12)]
METRICS = ("businesses_by_kecamatan", "workers_by_kecamatan", "output_by_kecamatan")
SQUARE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
HOLE = np.array([[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [2.0, 1.0]])
# What a letter needs against the colour behind it (WCAG, level AA).
ENOUGH_CONTRAST = 4.5


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the city's boundaries would lie; figures drawn before and after do not know it."""
    monkeypatch.setattr(cells, "BOUNDARIES", tmp_path / "boundaries.geojson")
    figure.figure.cache_clear()
    yield tmp_path / "boundaries.geojson"
    figure.figure.cache_clear()


def drawn() -> cells.Cells:
    return cells.cells(str(store.current_version()))


def mapped(name: str, language: str = "id", **fields: object) -> Figure:
    selection = Selection(version=store.current_version(), **fields)  # type: ignore[arg-type]
    return figure.figure(name, "kecamatan_map", selection, language)


def chart(shown: Figure) -> go.Figure:
    assert isinstance(shown.chart, go.Figure)
    return shown.chart


def labels(shown: Figure) -> dict[str, str]:
    """What is written on each cell, by name."""
    texts = [each.text for each in chart(shown).layout.annotations]
    return dict(each.removesuffix("</b>").split("<br><b>") for each in texts if each.endswith("</b>"))


def areas(shown: Figure) -> list[go.Scatter]:
    return [trace for trace in chart(shown).data if trace.fill == "toself"]


def square(west: float, south: float, size: float = 0.01) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(properties: dict[str, object], rings: list[object], kind: str = "Polygon") -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": rings}}


def eleven() -> list[dict[str, object]]:
    """A square for each kecamatan beside each other, the code written in every way that is read."""
    written: list[object] = ["74.71.01", 747102, "747103", " 74.71.04 ", *PLACES[4:]]
    squares = [square(122.4 + 0.02 * place, -4.0) for place in range(11)]
    return [
        feature({"nama": f"Contoh {place}", "kode": code}, [ring])
        for place, (code, ring) in enumerate(zip(written, squares, strict=True))
    ]


def collection(features: list[dict[str, object]]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


# -- cells


@pytest.mark.usefixtures("tiny")
def test_every_kecamatan_has_a_cell_that_holds_its_kelurahan_and_no_other() -> None:
    rows = store.query("select * from kelurahan where latitude is not null")
    points = cells.kilometres(rows[["longitude", "latitude"]].to_numpy(dtype=float))
    found = drawn()
    assert found.schematic
    assert list(found.rings) == PLACES
    for code, rings in found.rings.items():
        assert cells.inside(rings, points).tolist() == (rows["kecamatan_code"] == code).tolist()


@pytest.mark.usefixtures("tiny")
def test_no_place_lies_in_two_cells_and_the_cells_leave_no_gap_between_kelurahan_that_touch() -> None:
    points = np.random.default_rng(7).uniform((-13, -12), (13, 11), size=(20_000, 2))
    inside = np.array([cells.inside(rings, points) for rings in drawn().rings.values()])
    assert inside.sum(axis=0).max() == 1
    covered = inside.any(axis=0).mean() * 26 * 23
    total = sum(cells.area(ring) for rings in drawn().rings.values() for ring in rings)
    assert covered == pytest.approx(total, rel=0.03)


@pytest.mark.usefixtures("tiny")
def test_a_cell_is_about_as_large_as_its_kecamatan() -> None:
    published = store.query("select code, area_km2 from kecamatan").set_index("code")["area_km2"]
    for code, rings in drawn().rings.items():
        assert 0.6 < sum(cells.area(ring) for ring in rings) / published[code] < 1.6


def test_an_edge_between_two_parts_of_one_owner_is_not_drawn() -> None:
    middles, circles = np.array([[-1.0, 0.0], [1.0, 0.0]]), np.array([np.pi, np.pi])
    apart = cells.schematic(middles, circles, ["a", "b"])
    (left,), (right,) = apart["a"], apart["b"]
    # Both are as large, meet on the line between them, and reach one kilometre to the other sides.
    assert cells.area(left) == pytest.approx(cells.area(right))
    assert left[:, 0].max() == pytest.approx(0)
    assert (left[:, 0].min(), left[:, 1].max()) == pytest.approx((-2, 1), abs=0.02)
    (whole,) = cells.schematic(middles, circles, ["a", "a"])["a"]
    assert cells.area(whole) == pytest.approx(2 * cells.area(left))
    assert not (np.abs(whole[:, 0]) < 1e-9).all()


def test_a_hole_is_neither_inside_nor_counted() -> None:
    # 4 × 4 less 1 × 1; the hole runs the other way round.
    rings = (SQUARE, HOLE)
    assert sum(cells.area(ring) for ring in rings) == 15
    points = np.array([[0.5, 0.5], [1.5, 1.5], [3.0, 3.0], [5.0, 1.0]])
    assert cells.inside(rings, points).tolist() == [True, False, True, False]


def test_a_label_stands_where_there_is_room_for_it() -> None:
    # A column 1 wide and a bar 2 high on top of it: the middle of the bar, above the hole-free half.
    shape = np.array([[0, 0], [1, 0], [1, 4], [6, 4], [6, 6], [0, 6]], dtype=float)
    x, y = cells.middle((shape,), wide=2.0)
    assert 2 <= x <= 4
    assert y == pytest.approx(5, abs=0.1)


def test_points_of_a_lattice_lie_inside_and_a_sliver_has_one_too() -> None:
    points = cells.lattice((SQUARE, HOLE), 0.5)
    assert cells.inside((SQUARE, HOLE), points).all()
    assert len(points) > 40
    assert len(cells.lattice((SQUARE / 1000,), 0.7)) == 1


# -- the city's own boundaries


@pytest.mark.usefixtures("tiny")
def test_the_citys_boundaries_replace_the_schematic_cells(file: Path) -> None:
    file.write_text(collection(eleven()), encoding="utf-8")
    found = drawn()
    assert not found.schematic
    assert found.problem is None
    assert list(found.rings) == PLACES
    # 0.01° × 0.01° at the latitude of Kendari: 1.1105 km × 1.1057 km.
    assert [cells.area(rings[0]) for rings in found.rings.values()] == pytest.approx([1.2279] * 11, rel=1e-3)
    shown = mapped("businesses_by_kecamatan")
    assert "boundaries.geojson" in shown.caption
    assert "skematis" not in shown.caption
    assert labels(shown)["Kadia"] == "4"
    assert not any("skematis" in each.text for each in chart(shown).layout.annotations)


@pytest.mark.usefixtures("tiny")
def test_areas_of_kelurahan_and_several_polygons_are_drawn_together_and_holes_stay_open(file: Path) -> None:
    parts = eleven()[1:]
    outer, hole = square(122.40, -4.00), square(122.402, -3.998, 0.002)
    parts.append(feature({"kode_kelurahan": "74.71.01.1005"}, [outer, hole]))
    parts.append(feature({"id": "74.71.01.1006"}, [[square(122.45, -4.1)], [square(122.47, -4.1)]], "MultiPolygon"))
    file.write_text(collection(parts), encoding="utf-8")
    rings = drawn().rings[MANDONGA]
    assert len(rings) == 4
    assert [cells.area(ring) > 0 for ring in rings] == [True, False, True, True]
    middle_of_hole = cells.kilometres(np.array([[122.403, -3.997]]))
    assert not cells.inside(rings, middle_of_hole).any()


BAD = {
    "no_collection": ["", "[1, 2]", '{"type": "Topology"}', '{"features": 3}', '{"features": ["a"]}', "\x00{"],
    "no_code": [collection([]), collection([feature({"nama": "Kadia", "bps": "7471013"}, [square(122.5, -4)])])],
    "no_degrees": [
        collection([*eleven()[1:], feature({"kode": "747101"}, [square(-4.0, 122.5)])]),
        collection([*eleven()[1:], feature({"kode": "747101"}, [square(446000.0, 9559000.0, 1000)])]),
    ],
    "no_polygon": [
        collection([*eleven()[1:], feature({"kode": "747101"}, [122.5, -4.0], "Point")]),
        collection([*eleven()[1:], feature({"kode": "747101"}, [[[122.5, -4.0], [122.6, -4.0]]])]),
        collection([*eleven()[1:], feature({"kode": "747101"}, [[[122.5], [122.6], [122.6], [122.5]]])]),
        collection([*eleven()[1:], feature({"kode": "747101"}, [[["a", "b"]] * 4])]),
        collection([*eleven()[1:], {"type": "Feature", "properties": {"kode": "747101"}, "geometry": None}]),
    ],
    "lacking": [collection(eleven()[2:])],
}


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(("reason", "content"), [(reason, each) for reason, files in BAD.items() for each in files])
def test_a_bad_file_is_explained_in_both_languages_and_the_schematic_map_stays(
    file: Path, reason: str, content: str
) -> None:
    file.write_text(content, encoding="utf-8")
    found = drawn()
    assert found.schematic
    assert found.problem is not None
    assert found.problem.reason == reason
    for language in text.LANGUAGES:
        caption = mapped("businesses_by_kecamatan", language).caption
        why = text.say(
            f"map.{reason}", language, names="Mandonga dan Kendari" if language == "id" else "Mandonga and Kendari"
        )
        assert text.say("map.bad_file", language, why=why) in caption
        assert text.say("map.borders", language) in caption


# -- the map


@pytest.mark.usefixtures("tiny")
def test_every_kecamatan_is_named_with_its_value_or_a_dash() -> None:
    shown = labels(mapped("businesses_by_kecamatan"))
    assert len(shown) == 11
    assert {name: value for name, value in shown.items() if value != text.NO_DATA} == {
        "Kadia": "4",
        "Mandonga": "3",
        "Kambu": "3",
    }
    assert labels(mapped("workers_by_kecamatan"))["Kadia"] == "35"
    # 760 million rupiah of 2022 in prices of 2015: 0.583 billion.
    money = mapped("output_by_kecamatan")
    assert labels(money)["Kadia"] == "0,6"
    assert any("miliar rupiah" in each.text for each in chart(money).layout.annotations)


@pytest.mark.usefixtures("tiny")
def test_a_hidden_cell_is_hatched_with_an_x_and_tells_nothing_by_its_colour() -> None:
    # 2018: Kadia had two, and the three of Kambu would tell them.
    shown = mapped("businesses_by_kecamatan", years=(2018, 2018))
    written = labels(shown)
    assert (written["Kadia"], written["Kambu"], written["Mandonga"]) == ("x", "x", "4")
    hatched = [area for area in areas(shown) if area.fillpattern.shape == "/"]
    assert len(hatched) == 2
    assert {area.fillcolor for area in hatched} == {maps.NONE}
    hovers = [trace.hovertemplate for trace in chart(shown).data if trace.customdata is not None]
    assert any("<b>Kadia</b>" in words and ": x" in words for words in hovers)
    assert any("x: disembunyikan" in each.text for each in chart(shown).layout.annotations)


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_map_says_what_the_table_says_and_is_drawn_without_a_network(name: str, language: str) -> None:
    shown = mapped(name, language, branches=("Kerajinan",))
    column = shown.result.metric.chart["ours"]
    written, rows = labels(shown), shown.result.rows.set_index("kecamatan_code")
    masked = shown.result.masked.set_index(shown.result.rows["kecamatan_code"])
    for code in PLACES:
        value = written[text_of(code, language)]
        if code not in rows.index or np.isnan(float(rows.at[code, column])):
            assert value == ("x" if code in rows.index and masked.at[code, column] else text.NO_DATA)
        else:
            scaled = rows.at[code, column] / (1e9 if column.endswith("_idr") else 1)
            assert value == text.number(scaled, language, int(column.endswith("_idr")))
    assert {trace.type for trace in chart(shown).data} == {"scatter"}
    assert chart(shown).layout.yaxis.scaleanchor == "x"
    assert text.say("map.schematic", language) in chart(shown).layout.annotations[-1].text
    assert text.say("sample.mark", language) in chart(shown).data[-1].hovertemplate


def text_of(code: str, language: str) -> str:
    return str(ledger.name("kecamatan_code", code, language, str(store.current_version())))


@pytest.mark.usefixtures("sample_home")
def test_the_largest_is_darkest_and_equal_values_look_alike() -> None:
    shown = mapped("businesses_by_kecamatan")
    values = shown.result.rows.set_index("kecamatan_code")["businesses_active"]
    colours = dict(zip(drawn().rings, [area.fillcolor for area in areas(shown)], strict=True))
    assert colours[values.idxmax()] == maps.SHADES[-1]
    assert {code: maps.shade(value / values.max()) for code, value in values.items()} == colours


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.39, 0.4, 0.59, 0.6, 0.79, 0.8, 1.0])
def test_letters_can_be_read_on_every_shade(share: float) -> None:
    behind, letters = maps.shade(share), maps.BORDER if share >= maps.WHITE_FROM else INK
    low, high = sorted([luminance(behind), luminance(letters)])
    assert (high + 0.05) / (low + 0.05) >= ENOUGH_CONTRAST


def test_shades_grow_darker_from_fifth_to_fifth() -> None:
    assert [maps.shade(share) for share in (0, 0.19, 0.2, 0.4, 0.6, 0.8, 1)] == [
        maps.SHADES[place] for place in (0, 0, 1, 2, 3, 4, 4)
    ]
    assert [luminance(each) for each in maps.SHADES] == sorted([luminance(each) for each in maps.SHADES], reverse=True)


@pytest.mark.usefixtures("tiny")
def test_what_is_pointed_at_is_the_cell_it_lies_in() -> None:
    touched = [trace for trace in chart(mapped("businesses_by_kecamatan")).data if trace.customdata is not None]
    assert [trace.customdata[0] for trace in touched] == PLACES
    for trace in touched:
        assert set(trace.customdata) == {trace.customdata[0]}
        points = np.column_stack([trace.x, trace.y])
        assert cells.inside(drawn().rings[trace.customdata[0]], points).all()


# -- a place is picked


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize("drawn_as", sorted(charts.PLACED))
def test_a_picked_place_is_marked_among_all_and_no_number_changes(drawn_as: str) -> None:
    version = store.current_version()
    every, one = (
        figure.figure("businesses_by_kecamatan", drawn_as, Selection(version=version, kecamatan=codes), "id")
        for codes in ((), (KADIA,))
    )
    assert one.result.rows.equals(every.result.rows)
    assert one.result.n == every.result.n
    assert one.subtitle == f"{every.subtitle}, sorotan: Kadia"
    assert one.result.selection.kecamatan == (KADIA,)
    _, values = metrics.statement(one.result.metric, sectors.asked(one.result))
    assert KADIA not in values.values()


@pytest.mark.usefixtures("sample_home")
def test_a_picked_place_has_a_strong_border_above_the_others_and_the_only_strong_bar() -> None:
    strong = [area.line.color == INK for area in areas(mapped("businesses_by_kecamatan", kecamatan=(KADIA,)))]
    assert strong == [False] * 10 + [True]
    selection = Selection(version=store.current_version(), kecamatan=(KADIA,))
    bars = chart(figure.figure("businesses_by_kecamatan", "kecamatan_bars", selection, "id")).data[0]
    assert [code for code, colour in zip(bars.customdata, bars.marker.color, strict=True) if colour == charts.OURS] == [
        KADIA
    ]


def clicked() -> None:
    import streamlit as st

    from ikm import store
    from ikm.page import filters

    version = str(store.current_version())
    for code in ("74.71.08", "74.71.10", "74.71.99"):
        st.button(code, key=code, on_click=filters.toggle, args=("kec", "kec", code, version))
    st.multiselect("Kecamatan", filters.options("kec", version), key="kec")


@pytest.mark.usefixtures("sample_home")
def test_a_click_picks_a_place_alone_and_a_second_one_lets_it_go() -> None:
    app = AppTest.from_function(clicked, default_timeout=30).run()
    picked = [
        app.button(key=code).click().run().multiselect(key="kec").value for code in (KADIA, KAMBU, KAMBU, "74.71.99")
    ]
    assert picked == [[KADIA], [KAMBU], [], []]


# -- what it says


def said(result: Result, language: str = "id") -> str:
    return findings.finding(result, language).text.removeprefix("Contoh: ").removeprefix("Example: ")


@pytest.mark.usefixtures("sample_home")
def test_a_map_says_which_three_places_hold_how_much() -> None:
    result = maps.placed("businesses_by_kecamatan", Selection(), mapped=True)
    values = result.rows["businesses_active"].tolist()
    share = text.number(100 * sum(values[:3]) / sum(values), "id")
    names = [text_of(code, "id") for code in result.rows["kecamatan_code"][:3]]
    assert said(result) == f"{names[0]}, {names[1]} dan {names[2]} memuat {share} persen usaha aktif pada 2024"


def changed(values: list[float | None], masked: list[bool] | None = None, picked: tuple[str, ...] = ()) -> Result:
    """The workers of eight places with other numbers."""
    result = maps.placed("workers_by_kecamatan", Selection(kecamatan=picked), mapped=True)
    rows, flags = result.rows.iloc[:8].copy(), result.masked.iloc[:8].copy()
    rows["kecamatan_code"] = PLACES[:8]
    rows["workers"] = values
    flags["workers"] = masked or [False] * 8
    return replace(result, rows=rows, masked=flags, reporting=0.9)


@pytest.mark.usefixtures("sample_home")
def test_nothing_is_said_of_the_leading_places_where_it_would_not_be_sure() -> None:
    sure = changed([30, 20, 15, 10, 10, 5, 5, 5])
    assert said(sure) == "Mandonga, Kendari dan Baruga memuat 65 persen tenaga kerja yang dilaporkan pada 2024"
    title = sure.metric.title["id"]
    assert said(changed([30, 20, 15, 15, 5, 5, 5, 5])) == title  # a fourth is as large as the third
    assert said(changed([30, 20, 15, 10, 10, 5, 5, None], [False] * 7 + [True])) == title  # one is hidden
    assert said(changed([2, 2, 1, 0, 0, 0, 0, 0])) == title  # under ten behind all of it
    assert said(replace(sure, reporting=0.6)) == title  # coverage


@pytest.mark.usefixtures("sample_home")
def test_a_map_with_one_place_picked_says_what_that_holds() -> None:
    result = changed([30, 20, 15, 10, 10, 5, 5, 5], picked=(KADIA,))
    assert said(result) == "Kadia: 5 dari 100 tenaga kerja yang dilaporkan pada 2024"
    assert said(result, "en") == "Kadia: 5 of 100 reported workers in 2024"
    assert said(changed([30, 20, 15, 10, 10, 5, 5, None], picked=(KADIA,))) == result.metric.title["id"]


@pytest.mark.usefixtures("sample_home")
def test_the_largest_of_a_ranking_is_said_in_its_own_unit() -> None:
    workers, output = (metrics.run(name) for name in METRICS[1:])
    most = workers.rows.iloc[0]
    assert text.number(most["workers"], "id") in said(workers)
    assert "orang" in said(workers)
    assert text.rupiah(output.rows["output_real_idr"].iloc[0], "id") in said(output)
    assert said(replace(output, reporting=0.6)) == output.metric.title["id"]
