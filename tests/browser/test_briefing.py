"""The page Paparan in a real Chromium: collect, present with the keys of a clicker, take the slides along."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.browser.app import NEEDS_CHROMIUM, settle

pytestmark = NEEDS_CHROMIUM


def at_slide(page: Page, number: int) -> None:
    """Wait for a slide, and until its buttons listen."""
    page.wait_for_url(f"**/briefing?*slide={number}*")
    page.get_by_text(f"{number} / 6", exact=True).wait_for()
    settle(page)


def test_the_keys_walk_through_the_slides_and_back_to_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing")
    settle(page)
    page.get_by_role("button", name="Sajikan").click()
    at_slide(page, 1)
    for key, number in (("ArrowRight", 2), ("PageDown", 3), ("PageUp", 2), ("ArrowLeft", 1), ("PageDown", 2)):
        page.keyboard.press(key)
        at_slide(page, number)
    assert not page.locator('[data-testid="stSidebar"]').is_visible()
    page.keyboard.press("j")
    page.get_by_text("Tingkat penyajian").wait_for()
    page.keyboard.press("Escape")
    page.locator(".st-key-picture .main-svg").first.wait_for()
    settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sajikan").wait_for()
    assert "slide" not in parse_qs(urlsplit(page.url).query)


def test_a_slide_is_legible_from_afar_and_fits_the_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?slide=2")
    at_slide(page, 2)
    page.locator(".st-key-picture .main-svg").first.wait_for()
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".st-key-picture text, .st-key-present h1")]
            .map(each => parseFloat(getComputedStyle(each).fontSize))"""
    )
    assert min(sizes) >= 20
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 900


def test_a_figure_of_another_page_is_added_to_the_briefing(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?cabang=Pangan")
    settle(page)
    for name in ("businesses_yearly", "workers_yearly"):
        button = page.locator(f".st-key-b-{name} button")
        button.click()
        page.locator(f".st-key-b-{name} button:disabled").wait_for()
    page.get_by_role("link", name="Paparan").click()
    page.wait_for_url("**/briefing?*")
    page.locator(".st-key-slide-1").wait_for()
    settle(page)
    said = page.locator("[class*='st-key-slide-'] .ikm-small").all_inner_texts()
    assert len(said) == 2
    assert all("Pangan" in words for words in said)


def test_the_offline_slides_come_with_one_click(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/briefing?bahasa=en")
    settle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Offline slides").click()
    assert taken.value.suggested_filename.startswith("briefing-ikm-kendari-the-mayor-s-meeting-SAMPLE-DATA-")
    file = tmp_path / "slides.html"
    taken.value.save_as(file)
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    page.keyboard.press("PageDown")
    assert page.locator(".slide.here").get_attribute("id") == "f1"
