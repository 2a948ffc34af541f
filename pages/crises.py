"""Krisis: what 1998 and Covid-19 did to small industry, and what nobody can know."""

from ikm import charts, page

view = page.start("crises")
view.headline("province_units", "province_output", "province_workers", "real_gdp_1998")
with view.section("claim"):
    view.show("province_register", charts.lines)
    view.show("province_workers", charts.lines)
    view.show("imk_production", charts.lines)
    view.show("imk_growth", charts.columns)
    view.show("imk_business_status", charts.lines)
with view.section("city_covid"):
    view.show("units_workers_output", charts.lines)
with view.section("krismon"):
    view.show("nominal_and_real_1998", charts.lines)
    view.show("gdp_and_manufacturing", charts.lines)
with view.section("context"):
    view.show("regional_growth", charts.lines)
