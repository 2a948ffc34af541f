"""Ringkasan: how the small industries of Kendari are, in a minute."""

from ikm import charts, page

view = page.start("summary")
view.headline("units", "workers", "output", "programmes")
view.sections(
    claim=[
        ("province_register", charts.lines),
        ("imk_growth", charts.columns),
    ],
    city_covid=[
        ("units_workers_output", charts.lines),
    ],
)
