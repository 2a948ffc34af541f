"""A view that is sent to somebody: the same numbers in another browser; a pinned sector and a comparison on the way."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page

from ikm import store
from tests.browser.app import NEEDS_CHROMIUM, settle

pytestmark = NEEDS_CHROMIUM


def opened(browser: Browser, url: str) -> Page:
    page = browser.new_page()
    page.set_default_timeout(90_000)
    page.goto(url)
    settle(page)
    return page


def titles(page: Page) -> list[str]:
    return page.locator("h3").all_inner_texts()


def test_a_shared_link_says_the_same_in_another_browser(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/sectors?sorot=33&kec=74.71.05,74.71.08&penggaris=bps&skala=mikro&tampil=tumbuh")
    page.get_by_text("Bagikan tampilan").click()
    link = page.locator("[data-testid=stPopoverBody] code").inner_text().strip()
    query = parse_qs(urlsplit(link).query)
    assert link.startswith(f"{address}/sectors?")
    assert query["versi"] == [store.current_version()]
    assert query["sorot"] == ["33"]
    assert query["tahun"] == ["2014-2024"]
    other = opened(browser, link)
    assert titles(other) == titles(page)
    assert other.locator(".ikm-value").all_inner_texts() == page.locator(".ikm-value").all_inner_texts()
    page.close()
    other.close()


def test_a_pinned_sector_survives_reload_and_page_change(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/sectors?sorot=10710")
    before = titles(page)
    page.reload()
    settle(page)
    assert titles(page) == before
    page.get_by_role("link", name="Pertumbuhan").click()
    page.wait_for_url("**/growth?*sorot=10710*")
    settle(page)
    page.get_by_role("link", name="Sektor").click()
    page.wait_for_url("**/sectors?*sorot=10710*")
    settle(page)
    assert titles(page) == before
    page.close()


def test_two_selections_stand_beside_each_other_on_the_same_axis(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/growth?cabang=Pangan&banding=cabang:Kerajinan")
    left, right = (page.locator(f".st-key-figure-workers_yearly{place}") for place in "AB")
    boxes = [each.bounding_box() for each in (left, right)]
    assert boxes[0] and boxes[1]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    ticks = [each.locator(".ytick").all_text_contents() for each in (left, right)]
    assert ticks[0] == ticks[1] != []
    page.close()
