"""Paparan: pick, order, comment, present, take along; what has changed since the last one; figure codes."""

from ikm import page

page.present.start()
view = page.start("briefing")
page.briefing.code_first(view)
view.part("slides", page.briefing.slides)
view.part("take_along", page.briefing.take_along)
view.part("changed", page.briefing.changed)
page.briefing.code_last(view)
