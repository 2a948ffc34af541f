"""A real Chromium opens every page, filters, reloads, follows links; nothing is asked of another host."""

import contextlib
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.app import NEEDS_CHROMIUM, PATHS, settle

pytestmark = NEEDS_CHROMIUM
# Streamlit itself asks for these below a page's path first and gets 404; nothing else may fail.
PROBES = ("/_stcore/health", "/_stcore/host-config")


class Watch:
    """What a page complained of and whom it asked."""

    def __init__(self, page: Page, address: str) -> None:
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        host = urlsplit(address).netloc
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._console(message.type, message.text, message.location["url"]))
        page.on("request", lambda request: self._asked(request.url, host))

    def _console(self, kind: str, words: str, url: str) -> None:
        if kind == "error" and not ("404" in words and url.endswith(PROBES)):
            self.errors.append(f"{words} {url}")

    def _asked(self, url: str, host: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != host:
            self.elsewhere.append(url)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def said(figure: Locator) -> list[str]:
    """Finding, subtitle, caption and the labels at the ends of the lines."""
    return figure.locator("h3, p, .annotation-text").all_inner_texts()


def pick(page: Page, label: str, option: str, expected: str) -> None:
    """Pick an option of a filter until the URL says so: a click can fall into a rerun that draws the list anew."""
    for _ in range(6):
        with contextlib.suppress(PlaywrightTimeoutError):
            page.get_by_label(label).first.click(timeout=10_000)
            page.get_by_role("option", name=option, exact=True).click(timeout=10_000)
        page.keyboard.press("Escape")
        with contextlib.suppress(PlaywrightTimeoutError):
            page.wait_for_function("part => location.search.includes(part)", arg=expected, timeout=20_000)
            return
    raise AssertionError(f"{option} was picked and {page.url} does not say {expected}")


@pytest.mark.parametrize("name", PATHS)
def test_a_page_opens_without_complaint_and_asks_no_other_host(page: Page, address: str, name: str) -> None:
    watch = Watch(page, address)
    page.goto(f"{address}/{PATHS[name]}")
    settle(page)
    assert page.locator("h1").count() == 1
    assert page.get_by_text("DATA CONTOH").count() >= 1
    assert watch.errors == []
    assert watch.elsewhere == []


def test_a_filter_changes_the_chart_and_the_url_and_survives_reload_and_page_change(page: Page, address: str) -> None:
    page.goto(f"{address}/growth")
    settle(page)
    chart = page.locator(".st-key-figure-businesses_yearly")
    before = said(chart)
    pick(page, "Kecamatan", "Kadia", "kec=74.71.08")
    chart.get_by_text("Kecamatan: Kadia").first.wait_for()
    settle(page)
    after = said(chart)
    assert after != before
    page.reload()
    chart.get_by_text("Kecamatan: Kadia").first.wait_for()
    settle(page)
    assert query(page)["kec"] == ["74.71.08"]
    assert said(chart) == after
    page.get_by_role("link", name="Krisis").click()
    page.wait_for_url("**/crises?*kec=74.71.08*")
    settle(page)
    assert page.get_by_text("Kecamatan: Kadia").count() >= 1


def test_a_page_link_from_a_deep_link_keeps_the_filter(page: Page, address: str) -> None:
    page.goto(f"{address}/crises?kec=74.71.08&bahasa=en")
    settle(page)
    page.get_by_role("link", name="Growth").click()
    page.wait_for_url("**/growth?*kec=74.71.08*")
    settle(page)
    assert query(page) == {"kec": ["74.71.08"], "bahasa": ["en"]}
    assert page.get_by_text("District: Kadia").count() >= 1


def test_table_definition_and_csv_of_a_figure_open(page: Page, address: str) -> None:
    page.goto(f"{address}/crises")
    settle(page)
    block = page.locator(".st-key-figure-province_register")
    block.get_by_text("Tabel").click()
    page.get_by_text("13.698").first.wait_for()
    page.keyboard.press("Escape")
    settle(page)
    block.get_by_text("Definisi & sumber").click()
    page.get_by_text("SQL yang memberi angka ini").first.wait_for()
    page.keyboard.press("Escape")
    settle(page)
    block.get_by_text("Unduh").click()
    with page.expect_download() as download:
        page.get_by_text("CSV, untuk diolah").click()
    assert download.value.suggested_filename.startswith("ikm-kendari-province_register-")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "13698" in text


def test_the_crisis_page_says_what_was_published(page: Page, address: str) -> None:
    page.goto(f"{address}/crises")
    settle(page)
    body = page.locator('[data-testid="stMain"]').inner_text()
    for figure in ("naik 52 persen", "turun 13,1 persen", "+3,7%", "−33,5%", "putus seri"):
        assert figure in body
    bars = page.locator(".st-key-figure-imk_growth")
    for figure in ("−12,77%", "−21,31%", "−18,9%", "−17,5%"):
        bars.get_by_text(figure, exact=True).first.wait_for()


def test_a_phone_shows_the_answer_without_sideways_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in PATHS.values():
        page.goto(f"{address}/{path}")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
