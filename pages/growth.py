"""Pertumbuhan: registered and active, workers, production, births, deaths and survival, and who moved the change."""

from ikm import charts, page

view = page.start("growth")
view.headline("registered", "active", "workers_active", "output_real")
with view.section("over_time"):
    view.show("units_workers_output", charts.lines)
    view.show("businesses_yearly", charts.lines)
    view.show("workers_yearly", charts.lines)
    view.show("output_yearly", charts.lines)
    view.show("output_by_branch", charts.multiples)
with view.section("demography"):
    view.show("births_and_deaths", charts.columns)
    view.show("survival_by_cohort", charts.steps)
with view.section("contribution"):
    view.show("contribution_by_branch", charts.contributions)
    view.show("concentration_yearly", charts.lines)
with view.section("composition"):
    view.show("businesses_by_branch", charts.bars)
    view.show("businesses_by_kecamatan", charts.bars)
    view.show("businesses_by_division", charts.bars)
