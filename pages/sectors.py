"""Sektor: any sector against all, its branch and others; where it sits, and who and where moved the change."""

from ikm import charts, page

view = page.start("sectors")
view.headline("active", "workers_active", "output_real", "productivity")
with view.section("sector_over_time"):
    view.show("units_workers_output", charts.sector_panels)
    view.show("productivity_yearly", charts.sector_panels)
with view.section("sector_demography"):
    view.show("births_and_deaths", charts.sector_panels)
    view.show("survival_by_cohort", charts.sector_curves)
with view.section("sector_structure"):
    view.show("businesses_by_size", charts.size_mix)
    view.show("location_quotient", charts.quotients)
with view.section("sector_change"):
    view.show("output_growth_ranks", charts.ranges)
    view.show("contribution_by_branch", charts.sector_contributions)
    view.show("shift_share_by_kecamatan", charts.contributions)
with view.section("places"):
    view.show("businesses_by_kecamatan", charts.kecamatan_map)
    view.show("businesses_by_kecamatan", charts.kecamatan_bars)
    view.show("workers_by_kecamatan", charts.kecamatan_map)
    view.show("output_by_kecamatan", charts.kecamatan_map)
