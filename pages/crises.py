"""Krisis: what 1998 and Covid-19 did to small industry, and what nobody can know."""

from ikm import charts, page

view = page.start("crises")
view.headline("province_units", "province_output", "province_workers", "real_gdp_1998")
view.sections(
    claims=[
        ("claim_check", charts.claims),
    ],
    claim=[
        ("province_register", charts.lines),
        ("province_workers", charts.lines),
        ("imk_production", charts.lines),
        ("imk_growth", charts.columns),
        ("imk_business_status", charts.lines),
        ("quarterly_growth", charts.lines),
    ],
    city_covid=[
        ("units_workers_output", charts.lines),
        ("output_compared", charts.lines),
        ("city_published", charts.columns),
    ],
    resilience=[
        ("resilience_published", charts.falls),
        ("resilience_by_branch", charts.falls),
    ],
    krismon=[
        ("nominal_and_real_1998", charts.lines),
        ("manufacturing_recovery", charts.lines),
        ("prices_1998", charts.columns),
        ("umkm_units", charts.lines),
        ("founded_by_1997", charts.bars),
    ],
    context=[
        ("regional_growth", charts.lines),
        ("gdp_and_manufacturing", charts.lines),
    ],
)
