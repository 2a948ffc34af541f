"""What a reader takes along from a figure, in a real Chromium: CSV, workbook, and a picture drawn in the browser."""

import io

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from ikm import codes
from tests.browser.app import NEEDS_CHROMIUM, settle

pytestmark = NEEDS_CHROMIUM

OURS = (0x0F, 0x6B, 0x5C)
HEAD, CHART, FOOT = slice(0, 200), slice(200, 780), slice(800, 900)


def taken(page: Page, metric: str, kind: str) -> tuple[str, bytes]:
    """Name and content of one file of a figure, from the popover below it."""
    button = page.locator(f".st-key-{kind}-{metric} button")
    if not button.is_visible():
        page.locator(f".st-key-u-{metric} button").click()
        button.wait_for()
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def pixels(content: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def coloured(part: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    """How many pixels have a colour, or nearly so."""
    return int((np.abs(part.astype(int) - colour).max(axis=2) < 8).sum())


def has_ink(part: NDArray[np.uint8]) -> bool:
    return coloured(part, (255, 255, 255)) < part.shape[0] * part.shape[1] and int(part.min()) < 140


def test_a_picture_of_sample_data_has_finding_chart_caption_and_says_so_in_its_name(page: Page, address: str) -> None:
    page.goto(f"{address}/growth")
    settle(page)
    name, content = taken(page, "workers_yearly", "png")
    assert name.startswith("ikm-kendari-DATA-CONTOH-workers_yearly-")
    assert name.endswith(".png")
    drawn = pixels(content)
    assert drawn.shape == (900, 1600, 3)
    assert all(has_ink(drawn[part]) for part in (HEAD, CHART, FOOT))
    assert coloured(drawn[CHART], OURS) > 2000
    assert not has_ink(drawn[:, :40])
    assert not has_ink(drawn[:, -20:])


def test_a_picture_that_was_taken_is_noted_under_its_code(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?cabang=Pangan")
    settle(page)
    name, _ = taken(page, "workers_yearly", "png")
    settle(page)
    code = name.removesuffix(".png")[-9:]
    assert [each.metric for each in codes.find(code)] == ["workers_yearly"]


def test_a_picture_of_published_figures_wears_no_mark_of_sample(page: Page, address: str) -> None:
    page.goto(f"{address}/crises?bahasa=en")
    settle(page)
    name, content = taken(page, "province_register", "png")
    assert name.startswith("ikm-kendari-province_register-")
    assert coloured(pixels(content)[CHART], OURS) > 2000


def test_plotly_comes_from_this_server_once_and_only_when_a_picture_is_drawn(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/growth")
    settle(page)
    page.locator(".st-key-u-workers_yearly button").click()
    page.locator(".st-key-png-workers_yearly button").wait_for()
    assert not any("plotly.min.js" in url for url in asked)
    taken(page, "workers_yearly", "png")
    taken(page, "workers_yearly", "png")
    assert sum("plotly.min.js" in url for url in asked) == 1
    outside = [url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert outside == []


def test_two_files_of_a_filtered_figure_have_the_numbers_of_its_table(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?kec=74.71.05")
    settle(page)
    page.locator(".st-key-t-businesses_by_branch button").click()
    rows = page.locator("[data-testid=stPopoverBody] tbody tr")
    rows.first.wait_for()
    on_screen = {cells[0]: cells[3] for cells in (row.locator("td").all_inner_texts() for row in rows.all())}
    page.keyboard.press("Escape")
    settle(page)
    name, content = taken(page, "businesses_by_branch", "csv")
    assert name.startswith("ikm-kendari-DATA-CONTOH-businesses_by_branch-")
    long = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    active = long[long["ukuran"] == "businesses_active"]
    assert dict(zip(active["nama_cabang_industri"], active["nilai"], strict=True)) == on_screen
    _, content = taken(page, "businesses_by_branch", "xlsx")
    sheet = pd.read_excel(io.BytesIO(content), sheet_name="Data", header=4, engine="calamine")
    assert {
        str(key): str(value) for key, value in zip(sheet["Cabang industri"], sheet["Aktif"], strict=True)
    } == on_screen


def test_a_figure_that_is_a_table_offers_no_picture(page: Page, address: str) -> None:
    page.goto(f"{address}/crises")
    settle(page)
    page.locator(".st-key-u-claim_check button").click()
    page.locator(".st-key-csv-claim_check button").wait_for()
    settle(page)
    assert page.locator(".st-key-png-claim_check").count() == 0


def test_the_files_fit_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/growth")
    settle(page)
    name, content = taken(page, "workers_yearly", "png")
    assert name.endswith(".png")
    assert pixels(content).shape == (900, 1600, 3)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
