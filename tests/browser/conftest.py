"""The app on the sample city and one Chromium a module, and a page of a desktop's size a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.app import SIZES, chromium, served


@pytest.fixture(scope="module")
def address(sample_home: Path) -> Iterator[str]:
    with served(sample_home) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    width, height = SIZES["desktop"]
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.set_default_timeout(90_000)
    yield opened
    opened.close()
