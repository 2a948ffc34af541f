"""Ringkasan: how the small industries of Kendari are, in a minute."""

from ikm import charts, page

view = page.start("summary")
view.headline("units", "workers", "output", "programmes")
with view.section("claim"):
    view.show("province_register", charts.lines)
    view.show("imk_growth", charts.columns)
with view.section("city_covid"):
    view.show("units_workers_output", charts.lines)
