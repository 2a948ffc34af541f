"""Data & mutu: files, freshness, coverage, rows set aside, checks, versions; and the operator's part."""

from ikm import page

view = page.start("data")
view.part("files", page.quality.files)
view.part("freshness", page.quality.freshness)
view.part("coverage", page.quality.coverage)
view.part("set_aside", page.quality.set_aside)
view.part("checks", page.quality.checks)
view.part("versions", page.quality.versions)
view.operator()
