"""Screenshots of every page, at the size of a desktop and of a phone, in both languages: `build/shots/`."""

import sys
from pathlib import Path

from tests.browser.app import PATHS, PROJECT, SIZES, chromium, served, settle

FOLDER = PROJECT / "build" / "shots"
VIEWS = {
    "": "",
    "-filtered": "cabang=Pangan&kec=74.71.08&tahun=2017-2023",
    "-empty": "kec=74.71.11&divisi=30&jk=P&skala=menengah",
}


def main(wanted: list[str]) -> None:
    """Draw the pages named, by default all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            for name in wanted or PATHS:
                for language in ("id", "en"):
                    for suffix, query in VIEWS.items():
                        page.goto(f"{address}/{PATHS[name]}?bahasa={language}&{query}")
                        settle(page)
                        full = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                        page.set_viewport_size({"width": width, "height": max(height, int(full))})
                        page.wait_for_timeout(500)
                        page.screenshot(path=str(Path(FOLDER) / f"{name}{suffix}-{size}-{language}.png"))
                        page.set_viewport_size({"width": width, "height": height})


if __name__ == "__main__":
    main(sys.argv[1:])
