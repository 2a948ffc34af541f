"""A click on the map filters the page, a second one on the same place lets it go again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.app import NEEDS_CHROMIUM, settle

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def page(page: Page, address: str) -> Page:
    page.goto(f"{address}/sectors?cabang=Pangan")
    settle(page)
    return page


def click(page: Page, place: str, expected: str) -> None:
    """Click on the name of a place in the map, and wait for what the URL then says of places."""
    figure = page.locator(".st-key-figure-businesses_by_kecamatan-map")
    figure.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    label = figure.locator(".annotation-text").filter(has_text=place).first.bounding_box()
    assert label
    page.mouse.move(label["x"] + label["width"] / 2, label["y"] + label["height"] / 2)
    page.wait_for_timeout(300)
    page.mouse.click(label["x"] + label["width"] / 2, label["y"] + label["height"] / 2)
    page.wait_for_function(
        "part => (new URLSearchParams(location.search).get('kec') || '') === part", arg=expected, timeout=30_000
    )
    settle(page)


def test_clicks_pick_a_place_another_one_and_none(page: Page) -> None:
    figure = page.locator(".st-key-figure-businesses_by_kecamatan-map")
    click(page, "Baruga", "74.71.03")
    assert "Baruga:" in figure.locator("h3").inner_text()
    assert page.get_by_text("Kecamatan: Baruga").count() >= 1
    click(page, "Nambo", "74.71.11")
    click(page, "Nambo", "")
    click(page, "Poasia", "74.71.04")
    click(page, "Poasia", "")
    assert parse_qs(urlsplit(page.url).query) == {"cabang": ["Pangan"]}


def test_the_finger_of_a_reader_is_told_where_it_is(page: Page) -> None:
    figure = page.locator(".st-key-figure-businesses_by_kecamatan-map")
    figure.scroll_into_view_if_needed()
    label = figure.locator(".annotation-text").filter(has_text="Baruga").first.bounding_box()
    assert label
    page.mouse.move(label["x"] + 5, label["y"] + 5)
    page.wait_for_timeout(500)
    assert "Baruga" in (figure.locator(".hoverlayer").text_content() or "")
