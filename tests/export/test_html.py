"""The offline slideshow: what is in the file, and a real Chromium that opens it with the network off."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ikm import codes, deck, store, text
from ikm import figure as figures
from ikm.deck import Deck
from ikm.export import html
from tests.browser.app import NEEDS_CHROMIUM, chromium
from tests.export.plain import mayors

pytestmark = pytest.mark.usefixtures("sample_home")
CHANGES = ["Register: periode baru 2024"]


def words(content: bytes) -> str:
    """The text of the slides, without scripts and tags."""
    slides = content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", " ", slides, flags=re.S)))


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("name", deck.sets())
def test_every_slide_says_what_the_screen_says(name: str, language: str) -> None:
    shown = deck.pinned(deck.ready(name, language, "Pangan"), str(store.current_version()))
    said = words(html.content(shown, CHANGES))
    for figure in (slide.figure for slide in shown.slides):
        code = text.say("caption.code", language, code=codes.code(figure))
        assert all(part in said for part in (figure.title, figure.subtitle, figure.caption, code))
    assert CHANGES[0] in said


def test_the_answers_hold_the_cells_of_the_table() -> None:
    shown = mayors()
    said = words(html.content(shown, CHANGES))
    figure = shown.slides[3].figure
    assert figure.name == "units_workers_output"
    assert all(cell in said for row in figures.cells(figure.result, "id") for cell in row)


def test_sample_and_published_figures_wear_their_marks() -> None:
    shown = mayors()
    content = html.content(shown, CHANGES).decode()
    published, sample = (content.partition(f'id="f{number}"')[2].partition("</section>")[0] for number in (2, 4))
    assert "ANGKA TERBIT" in published
    assert "DATA CONTOH" not in published
    assert "DATA CONTOH" in sample


def test_without_an_earlier_version_there_is_no_slide_of_changes() -> None:
    assert 'id="changes"' in html.content(mayors(), CHANGES).decode()
    assert 'id="changes"' not in html.content(mayors(), []).decode()


def test_the_file_is_one_file_of_less_than_eight_megabytes() -> None:
    content = html.content(mayors(), CHANGES)
    assert len(content) < 8_000_000
    assert content.count(b"plotly.js v") == 1
    markup = re.sub(r"<(script|style).*?</\1>", "", content.decode(), flags=re.S)
    assert not re.search(r"\s(?:src|href)=", markup)


def test_what_a_presenter_types_is_text_and_never_markup() -> None:
    shown = deck.with_words(mayors(), 3, "</h2><script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    content = html.content(replace(shown, title="</title><script>alert(1)</script>"), ["<b>tebal</b>"]).decode()
    assert "<script>alert" not in content
    assert "<img" not in content
    assert "<b>tebal" not in content


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_cover_says_that_invented_numbers_are_not_to_be_quoted(language: str) -> None:
    sample = mayors(language)
    published = replace(sample, slides=sample.slides[:1])
    banner = text.say("sample.banner", language)
    assert banner in words(html.content(sample, []))
    assert banner not in words(html.content(published, []))


def test_a_figure_without_a_chart_says_why() -> None:
    empty = replace(mayors().slides[3], selection=replace(mayors().slides[3].selection, kbli=("30999",)))
    figure = empty.figure
    assert figure.chart is None
    assert figure.empty in words(html.content(Deck("Rapat", (empty,), "id"), CHANGES))


def test_a_long_table_ends_with_how_many_rows_are_left() -> None:
    content = html.content(mayors(), CHANGES).decode()
    answers = content.partition('id="asked-f6"')[2].partition("</section>")[0]
    kept = answers.count("<tr>") - 1
    assert 0 < kept < 15
    assert f"dan {15 - kept} baris lagi" in answers


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """The set of the mayor, opened from a file with the network off; and what the page complained of or asked for."""
    file = tmp_path / "slides.html"
    file.write_bytes(html.content(mayors(), CHANGES))
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 720})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: complaints.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    yield page, complaints
    context.close()


def here(page: Page) -> str:
    return str(page.locator(".slide.here").get_attribute("id"))


class TestInChromium:
    pytestmark = NEEDS_CHROMIUM

    def test_the_keys_of_a_keyboard_and_a_clicker_walk_through_it(self, show: tuple[Page, list[str]]) -> None:
        page, complaints = show
        walked = []
        for key in ("Home", "ArrowRight", "PageDown", "Space", "Enter", "ArrowLeft", "PageUp", "End", "PageDown"):
            page.keyboard.press(key)
            walked.append(here(page))
        assert walked == ["opening", "changes", "f1", "f2", "f3", "f2", "f1", "sources", "sources"]
        assert complaints == []

    def test_the_answers_are_one_key_away_and_one_key_back(self, show: tuple[Page, list[str]]) -> None:
        page, _ = show
        page.keyboard.press("j")
        assert here(page) == "opening"
        for _ in range(3):
            page.keyboard.press("PageDown")
        walked = []
        for key in ("j", "j", "ArrowDown", "Escape", "ArrowDown", "ArrowUp", "j", "PageDown"):
            page.keyboard.press(key)
            walked.append(here(page))
        assert walked == ["asked-f2", "f2", "asked-f2", "f2", "asked-f2", "f2", "asked-f2", "f3"]

    def test_b_is_a_black_screen_and_any_key_ends_it(self, show: tuple[Page, list[str]]) -> None:
        page, _ = show
        page.keyboard.press("b")
        assert page.locator("#black").is_visible()
        page.keyboard.press("PageDown")
        assert not page.locator("#black").is_visible()
        assert here(page) == "opening"
        page.keyboard.press(".")
        assert page.locator("#black").is_visible()

    def test_a_reload_stays_on_the_slide(self, show: tuple[Page, list[str]]) -> None:
        page, _ = show
        for key in ("PageDown", "PageDown", "PageDown", "j"):
            page.keyboard.press(key)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        assert here(page) == "asked-f2"

    def test_the_clock_runs(self, show: tuple[Page, list[str]]) -> None:
        page, _ = show
        assert re.fullmatch(r"\d\d\.\d\d · \d\d:\d\d", page.locator("#clock").inner_text())

    def test_every_chart_is_drawn_and_nothing_is_cut_off(self, show: tuple[Page, list[str]]) -> None:
        page, complaints = show
        assert page.locator(".drawn").count() == 5
        assert page.locator(".drawn:has(.main-svg .trace, .main-svg .point)").count() == 5
        cut = page.evaluate(
            """() => [...document.querySelectorAll(".slide, .slide h1, .slide h2, [data-fit]")]
                .filter(part => part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2)
                .map(part => part.closest(".slide").id + " " + part.className)"""
        )
        assert cut == []
        assert complaints == []

    def test_it_prints_one_slide_a_page(self, show: tuple[Page, list[str]]) -> None:
        page, _ = show
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        # Title, changes, sources, and for each of the six figures its slide and its answers.
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3 + 2 * 6
        boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", printed))
        assert len(boxes) == 1
