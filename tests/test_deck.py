"""Decks: their order, their small file, the ready-made sets."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikm import charts, deck, figure, ledger, metrics, relations, store
from ikm.deck import BadDeckError, Deck, Slide
from ikm.selection import Selection
from ikm.text import LANGUAGES

VERSION = "20260101T000000Z-0123abcd"
UNITS = Slide("province_register", "lines", Selection(), "id")
FOOD = Slide("businesses_yearly", "lines", Selection(branches=("Pangan",), years=(2019, 2022)), "id")
BRANCHES = Slide("businesses_by_branch", "bars", Selection(), "id")
THREE = Deck("Rapat", (UNITS, FOOD, BRANCHES), "id")


def order(shown: Deck) -> list[str]:
    return [slide.metric for slide in shown.slides]


def file_of(**changed: Any) -> dict[str, Any]:
    return json.loads(deck.to_text(THREE, VERSION)) | changed


def slide_of(**changed: Any) -> dict[str, Any]:
    slides = file_of()["slides"]
    return file_of(slides=[slides[0], slides[1] | changed])


def test_a_deck_survives_its_file_and_names_the_version_it_was_shown_on() -> None:
    written = deck.with_words(THREE, 1, "Pangan bertahan", "tanyakan n")
    found = deck.from_text(deck.to_text(written, VERSION))
    assert found.since == VERSION
    kept = [replace(slide, definition="") for slide in found.slides]
    assert kept == list(written.slides)
    assert [slide.definition for slide in found.slides] == [deck.definition(slide.metric) for slide in THREE.slides]


def test_a_pinned_deck_is_written_without_its_version() -> None:
    text = deck.to_text(deck.pinned(THREE, VERSION), VERSION)
    assert "versi" not in json.loads(text)["slides"][0]["selection"]
    assert deck.from_text(text).version is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("kode = 1", "JSON"),
        ("[]", "IKM Kendari"),
        (json.dumps(file_of(format="other")), "IKM Kendari"),
        (json.dumps(file_of(language="jv")), "jv"),
        (json.dumps(file_of(slides=[])), "60"),
        (json.dumps(file_of(slides=[7])), "1"),
        (json.dumps(slide_of(metric="gdp_of_mars")), "gdp_of_mars"),
        (json.dumps(slide_of(metric=["a"])), "2"),
        (json.dumps(slide_of(chart="pie")), "pie"),
        (json.dumps(slide_of(chart=["a"])), "2"),
        (json.dumps(slide_of(selection={"planet": "mars"})), "planet=mars"),
        (json.dumps(slide_of(selection={"kec": 7})), "2"),
        (json.dumps(slide_of(shown_as="3D")), "3D"),
        (json.dumps(slide_of(title="x" * 3000)), "2000"),
        (json.dumps(file_of(title="x" * 3000)), "2000"),
        ("x" * 1_000_001, ""),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_bad_file_says_why_in_both_languages(text: str, part: str, language: str) -> None:
    with pytest.raises(BadDeckError) as refused:
        deck.from_text(text)
    assert part in refused.value.explain(language)


@settings(max_examples=150)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "format",
                        "slides",
                        "language",
                        "title",
                        "version",
                        "metric",
                        "chart",
                        "selection",
                        "shown_as",
                        "comment",
                    ]
                ),
                inner,
                max_size=9,
            )
        ),
        max_leaves=12,
    ),
    st.booleans(),
)
def test_whatever_the_file_holds_it_is_a_deck_or_refused(content: Any, marked: bool) -> None:
    if marked and isinstance(content, dict):
        content = file_of() | content
    try:
        assert isinstance(deck.from_text(json.dumps(content)), Deck)
    except BadDeckError as refused:
        assert refused.explain("id")


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("chart", ["claims", "steps", "multiples"])
def test_a_chart_that_cannot_draw_its_measure_is_refused_in_words(chart: str) -> None:
    opened = deck.from_text(json.dumps(slide_of(metric="businesses_by_branch", chart=chart)))
    with pytest.raises(BadDeckError) as refused:
        deck.drawn(opened)
    assert "businesses_by_branch" in refused.value.explain("id")
    assert chart in refused.value.explain("en")
    assert deck.drawn(THREE) is THREE


def test_slides_move_up_and_down_and_stay_at_the_edges() -> None:
    assert order(deck.moved(THREE, 0, 1)) == ["businesses_yearly", "province_register", "businesses_by_branch"]
    assert order(deck.moved(THREE, 2, -1)) == ["province_register", "businesses_by_branch", "businesses_yearly"]
    assert deck.moved(THREE, 0, -1) == THREE
    assert deck.moved(THREE, 2, 1) == THREE


def test_a_slide_can_be_taken_out() -> None:
    assert order(deck.without(THREE, 1)) == ["province_register", "businesses_by_branch"]


def test_the_same_figure_is_in_a_deck_once_whatever_its_title() -> None:
    named = deck.with_words(THREE, 0, "Judul sendiri", "")
    assert deck.with_slide(named, UNITS) == named
    other = replace(FOOD, selection=Selection(branches=("Kerajinan",)))
    assert len(deck.with_slide(named, other).slides) == 4


def test_a_deck_holds_sixty_slides_at_most() -> None:
    full = replace(THREE, slides=tuple(replace(FOOD, selection=Selection(years=(1950 + n, 2022))) for n in range(60)))
    assert deck.with_slide(full, UNITS) == full


def test_words_of_the_presenter_take_the_place_of_the_finding(tiny: object) -> None:  # noqa: ARG001
    assert deck.with_words(THREE, 1, " Pangan bertahan ", "").slides[1].heading == "Pangan bertahan"
    assert THREE.slides[1].heading == THREE.slides[1].figure.title


def test_a_slide_shows_the_figure_of_the_version_it_is_pinned_to(tiny: object) -> None:  # noqa: ARG001
    version = str(store.current_version())
    whole = Deck("Rapat", (replace(FOOD, selection=Selection()),), "id")
    figure = deck.pinned(whole, version).slides[0].figure
    assert figure.result.version == version
    assert figure.result.rows["businesses_active"].tolist() == [9, 10, 10, 11, 10]


def test_a_collected_figure_comes_back_as_the_same_figure(tiny: object) -> None:  # noqa: ARG001
    shown = FOOD.figure
    assert deck.slide_of(shown) == FOOD
    assert deck.slide_of(shown).figure is shown


def test_a_deck_in_the_other_language_keeps_its_own_words() -> None:
    english = deck.in_language(deck.with_words(THREE, 0, "Judul sendiri", ""), "en")
    assert {slide.language for slide in english.slides} == {"en"}
    assert english.slides[0].title == "Judul sendiri"


def test_sample_data_are_named_in_the_file_name(tiny: object) -> None:  # noqa: ARG001
    published = replace(THREE, slides=(UNITS,))
    assert deck.file_name(published, VERSION, ".html") == f"paparan-ikm-kendari-rapat-{VERSION}.html"
    assert deck.file_name(THREE, VERSION, ".html") == f"paparan-ikm-kendari-rapat-DATA-CONTOH-{VERSION}.html"


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Satu cabang industri: Sandang dan Kulit", "satu-cabang-industri-sandang-dan-kulit-"),
        ("Évaluasi / 2024?", "evaluasi-2024-"),
        ("../../rahasia", "rahasia-"),
        ("工业", ""),
        ("a" * 200, "a" * 60 + "-"),
    ],
)
def test_the_title_is_in_the_file_name_in_plain_letters(tiny: object, title: str, part: str) -> None:  # noqa: ARG001
    published = replace(THREE, slides=(UNITS,), title=title)
    assert deck.file_name(published, VERSION, ".zip") == f"paparan-ikm-kendari-{part}{VERSION}.zip"


def test_no_two_ready_made_decks_have_one_file_name(sample_home: object) -> None:  # noqa: ARG001
    version = str(store.current_version())
    branches = ledger.names("branch", "id", version)
    decks = [
        deck.ready(name, "id", branch)
        for name, chosen in deck.sets().items()
        for branch in (branches if chosen.get("by_branch") else [None])
    ]
    assert len({deck.file_name(each, version, ".zip") for each in decks}) == len(decks) == 3 + len(branches)


@pytest.mark.parametrize("name", deck.sets())
def test_a_ready_made_set_names_figures_that_exist(name: str, sample_home: object) -> None:  # noqa: ARG001
    for language in LANGUAGES:
        shown = deck.ready(name, language, "Pangan")
        assert shown.title
        assert all(slide.metric in metrics.names() and slide.chart in charts.CHARTS for slide in shown.slides)


def test_the_set_of_the_mayor_has_six_slides() -> None:
    assert len(deck.ready("wali-kota", "id").slides) == 6


def test_every_figure_of_the_set_of_one_branch_follows_the_branch(sample_home: object) -> None:  # noqa: ARG001
    shown = deck.ready("satu-cabang", "id", "Pangan")
    assert shown.title == "Satu cabang industri: Pangan"
    assert {slide.selection.branches for slide in shown.slides} == {("Pangan",)}
    assert all("cabang" in metrics.metric(slide.metric).follows for slide in shown.slides)
    assert {slide.selection.branches for slide in deck.ready("wali-kota", "id", "Pangan").slides} == {()}


def test_a_set_of_one_branch_leaves_out_what_cannot_be_shown_of_it(tiny: object) -> None:  # noqa: ARG001
    shown = deck.ready("satu-cabang", "id", "Pangan")
    wanted = [each["metric"] for each in deck.sets()["satu-cabang"]["slides"]]
    selection = Selection(branches=("Pangan",))
    blank = [
        each.metric for each in shown.slides if figure.figure(each.metric, each.chart, selection, "id").chart is None
    ]
    assert blank == []
    assert 0 < len(shown.slides) < len(wanted)


def test_a_change_in_what_several_metrics_read_is_another_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: deck.definition(name) for name in ("output_yearly", "province_register")}
    monkeypatch.setitem(relations.BUILT, "city_year", f"{relations.BUILT['city_year']}\n-- counted otherwise")
    after = {name: deck.definition(name) for name in before}
    assert after["output_yearly"] != before["output_yearly"]
    assert after["province_register"] == before["province_register"]
