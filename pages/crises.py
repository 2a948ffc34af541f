"""Krisis: what 1998 and Covid-19 did to small industry, and what nobody can know."""

from ikm import charts, page

view = page.start("crises")
view.headline("province_units", "province_output", "province_workers", "real_gdp_1998")
with view.section("claims"):
    view.show("claim_check", charts.claims)
with view.section("claim"):
    view.show("province_register", charts.lines)
    view.show("province_workers", charts.lines)
    view.show("imk_production", charts.lines)
    view.show("imk_growth", charts.columns)
    view.show("imk_business_status", charts.lines)
    view.show("quarterly_growth", charts.lines)
with view.section("city_covid"):
    view.show("units_workers_output", charts.lines)
    view.show("output_compared", charts.lines)
    view.show("city_published", charts.columns)
with view.section("resilience"):
    view.show("resilience_published", charts.falls)
    view.show("resilience_by_branch", charts.falls)
with view.section("krismon"):
    view.show("nominal_and_real_1998", charts.lines)
    view.show("manufacturing_recovery", charts.lines)
    view.show("prices_1998", charts.columns)
    view.show("umkm_units", charts.lines)
    view.show("founded_by_1997", charts.bars)
with view.section("context"):
    view.show("regional_growth", charts.lines)
    view.show("gdp_and_manufacturing", charts.lines)
