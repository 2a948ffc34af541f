"""Paparan without a browser: collecting, ordering, presenting, and the way back from a code."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ikm import codes, deck, store
from ikm.deck import Slide
from ikm.page import present
from ikm.selection import Selection
from ikm.text import LANGUAGES, say
from tests.page.test_pages import opened, words
from tests.versions import built_twice, lent

SIX = [slide.metric for slide in deck.ready("wali-kota", "id").slides]


@pytest.fixture
def sample(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample city in a home of this test alone: presenting notes codes."""
    monkeypatch.setenv("IKM_HOME", str(tmp_path))
    return lent(sample_home, tmp_path)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    yield built_twice(tmp_path_factory.mktemp("twice"))


def listed(app: AppTest) -> list[str]:
    """The metrics of the deck of the session, in order."""
    kept = app.session_state["briefing"] if "briefing" in app.session_state else deck.ready("wali-kota", "id")
    return [slide.metric for slide in kept.slides]


def press(app: AppTest, start: str) -> AppTest:
    """Press the first button whose key begins like this."""
    return next(button for button in app.button if str(button.key).startswith(start)).click().run()


def found_in_file(home: Path, metric: str, chart: str, version: str) -> AppTest:
    """The page at a code that codes.csv has for this figure."""
    printed = codes.Printed("K7F3-Q2XM", metric, chart, "indeks", "", version, "0" * 16, "2020-01-02")
    names = ",".join(codes.NAMES)
    (home / "codes.csv").write_text(f"{names}\n{','.join(vars(printed).values())}\n", encoding="utf-8")
    app = opened("briefing", kode=printed.code)
    assert not app.exception
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_who_collected_nothing_finds_the_set_of_the_mayor(sample: Path, language: str) -> None:  # noqa: ARG001
    app = opened("briefing", bahasa=language)
    assert not app.exception
    body = words(app)
    for slide in deck.ready("wali-kota", language).slides:
        assert slide.figure.title in body


def test_a_figure_of_another_page_is_collected_with_its_selection(sample: Path) -> None:  # noqa: ARG001
    app = press(opened("growth", cabang="Pangan", tampil="tumbuh"), "b-businesses_yearly")
    app = press(app, "b-units_workers_output")
    assert not app.exception
    kept = app.session_state["briefing"]
    assert listed(app) == ["businesses_yearly", "units_workers_output"]
    assert kept.slides[0].selection == Selection(branches=("Pangan",))
    assert [slide.shown_as for slide in kept.slides] == ["indeks", "tumbuh"]
    again = next(button for button in app.button if button.key == "b-businesses_yearly")
    assert again.disabled
    assert again.label == say("figure.collected", "id")


def test_slides_change_places_and_go(sample: Path) -> None:  # noqa: ARG001
    app = press(opened("briefing"), "down-")
    assert listed(app) == [SIX[1], SIX[0], *SIX[2:]]
    app = press(app, "remove-")
    assert listed(app) == [SIX[0], *SIX[2:]]


def test_a_set_of_one_branch_asks_which(sample: Path) -> None:  # noqa: ARG001
    app = opened("briefing")
    app.selectbox(key="deck-set").select("satu-cabang").run()
    app.selectbox(key="deck-branch").select("Kerajinan").run()
    app = press(app, "deck-take")
    assert {slide.selection.branches for slide in app.session_state["briefing"].slides} == {("Kerajinan",)}
    assert app.session_state["briefing"].title == "Satu cabang industri: Kerajinan"


def test_the_title_is_the_readers(sample: Path) -> None:  # noqa: ARG001
    app = opened("briefing")
    app.text_input(key="deck-title-Rapat wali kota").input("Rapat anggaran").run()
    assert app.session_state["briefing"].title == "Rapat anggaran"


def test_a_slide_fills_the_screen_and_the_keys_move_it(sample: Path) -> None:
    app = opened("briefing", slide="1")
    assert not app.exception
    first, second = (slide.figure for slide in deck.ready("wali-kota", "id").slides[:2])
    assert f"<h1>{first.title}</h1>" in words(app)
    assert not app.sidebar.multiselect
    app = press(app, "go-next")
    assert app.query_params["slide"] in ("2", ["2"])
    assert second.title in words(app)
    assert codes.code(second) in words(app)
    app = press(app, "go-asked")
    assert say("definition.meaning", "id") in words(app)
    app = press(press(app, "go-close"), "go-close")
    assert "slide" not in app.query_params
    assert say("headline.briefing", "id") in words(app)
    noted = (sample / "codes.csv").read_text(encoding="utf-8")
    assert codes.code(second) in noted


def test_every_key_of_a_clicker_has_a_button(sample: Path) -> None:  # noqa: ARG001
    app = opened("briefing", slide="3")
    shortcuts = {button.proto.shortcut.lower() for button in app.button}
    wanted = {key.lower() for keys in present.KEYS.values() for key in keys}
    assert {"escape" if key == "esc" else key for key in wanted} <= shortcuts


@pytest.mark.parametrize("number", ["²", "0", "99", "abc", "-1", ""])
def test_a_slide_that_is_not_there_is_no_error(sample: Path, number: str) -> None:  # noqa: ARG001
    assert not opened("briefing", slide=number).exception


def test_a_saved_file_is_opened_and_a_bad_one_says_why(sample: Path) -> None:  # noqa: ARG001
    app = opened("briefing")
    app.file_uploader(key="deck-file").set_value(("susunan.json", b"{}", "application/json")).run()
    assert "bukan paparan" in " ".join(each.value for each in app.error)
    text = deck.to_text(deck.ready("hasil-pelatihan", "id"), str(store.current_version()))
    app.file_uploader(key="deck-file").set_value(("susunan.json", text.encode(), "application/json")).run()
    assert not app.error
    assert listed(app) == [slide.metric for slide in deck.ready("hasil-pelatihan", "id").slides]


def test_a_saved_choice_is_opened_again_and_says_what_has_changed(
    twice: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, older, _ = twice
    monkeypatch.setenv("IKM_HOME", str(home))
    kept = deck.Deck("Rapat", (Slide("businesses_yearly", "lines", Selection(), "id"),), "id")
    app = opened("briefing")
    app.session_state["briefing"] = deck.from_text(deck.to_text(kept, older))
    body = words(app.run())
    assert "periode baru 2022" in body


def test_a_printed_code_shows_the_printed_numbers_after_a_newer_version_came(
    twice: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, older, newer = twice
    monkeypatch.setenv("IKM_HOME", str(home))
    assert store.current_version() == newer
    printed = Slide("output_yearly", "lines", Selection(version=older), "id").figure
    code = codes.record(printed)
    app = opened("briefing", kode=code.lower())
    assert not app.exception
    assert any(say("code.newer", "id", version="")[:30] in each.value for each in app.info)
    body = words(app)
    card = body[body.index(code) :]
    assert "Rp1,0 miliar" in card
    assert "2022" not in card.partition(say("definition.meaning", "id"))[0].partition("<table")[2]
    assert "produksi.csv" in card
    assert any("output_idr" in each.value for each in app.code)
    assert app.query_params["kode"] in (code.lower(), [code.lower()])


def test_a_re_run_that_differs_from_the_print_is_said(
    twice: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, *_ = twice
    monkeypatch.setenv("IKM_HOME", str(home))
    code = codes.record(Slide("workers_yearly", "lines", Selection(), "id").figure)
    file = home / "codes.csv"
    text = file.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(code))
    assert not opened("briefing", kode=code).warning
    file.write_text(text.replace(row, row.replace(row.split(",")[6], "0" * 16)), encoding="utf-8")
    assert "perhitungan ulang" in " ".join(each.value for each in opened("briefing", kode=code).warning)


def test_a_print_of_a_version_that_was_rolled_back_is_not_called_current(
    twice: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, older, newer = twice
    monkeypatch.setenv("IKM_HOME", str(lent(home, tmp_path)))
    code = codes.record(Slide("workers_yearly", "lines", Selection(version=newer), "id").figure)
    assert say("code.newest", "id") in [each.value for each in opened("briefing", kode=code).caption]
    (tmp_path / "published" / "current").write_text(older, encoding="utf-8")
    app = opened("briefing", kode=code)
    assert code in words(app)
    assert say("code.newest", "id") not in [each.value for each in app.caption]


def test_an_unknown_code_is_named(sample: Path) -> None:  # noqa: ARG001
    app = opened("briefing", kode="k7f3 q2xm")
    assert "K7F3-Q2XM" in " ".join(each.value for each in app.warning)


def test_a_printed_version_that_is_gone_is_said(sample: Path) -> None:
    app = found_in_file(sample, "workers_yearly", "lines", "20200101T000000Z-00000000")
    assert "sudah tidak disimpan" in " ".join(each.value for each in app.warning)


@pytest.mark.parametrize(("metric", "chart"), [("a_metric_of_old", "lines"), ("workers_yearly", "a_chart_of_old")])
def test_a_print_that_this_program_knows_no_more_is_said(sample: Path, metric: str, chart: str) -> None:
    app = found_in_file(sample, metric, chart, str(store.current_version()))
    assert "program yang lebih lama" in " ".join(each.value for each in app.warning)


def test_the_saved_choice_is_small_and_readable(sample: Path) -> None:  # noqa: ARG001
    text = deck.to_text(deck.ready("wali-kota", "id"), str(store.current_version()))
    assert len(text) < 3000
    assert [slide["metric"] for slide in json.loads(text)["slides"]] == SIX
