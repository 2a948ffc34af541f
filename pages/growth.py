"""Pertumbuhan: registered and active, births and deaths, workers, production, and where they are."""

from ikm import charts, page

view = page.start("growth")
view.headline("registered", "active", "workers_active", "output_real")
with view.section("over_time"):
    view.show("units_workers_output", charts.lines)
    view.show("businesses_yearly", charts.lines)
    view.show("workers_yearly", charts.lines)
    view.show("output_yearly", charts.lines)
with view.section("demography"):
    view.show("births_and_deaths", charts.columns)
with view.section("composition"):
    view.show("businesses_by_branch", charts.bars)
    view.show("businesses_by_kecamatan", charts.bars)
    view.show("businesses_by_division", charts.bars)
