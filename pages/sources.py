"""Sumber & metode: every source, measure, definition and weakness, generated from the files that make the numbers."""

from ikm import page

view = page.start("sources")
view.part("rules", page.methods.rules)
view.part("metrics", page.methods.metrics)
view.part("origins", page.methods.sources)
