"""Sumber & metode: every source, measure, definition and weakness, generated from the files that make the numbers."""

from ikm import page

view = page.start("sources")
with view.section("rules"):
    view.rules()
with view.section("metrics"):
    view.metrics()
with view.section("origins"):
    view.sources()
