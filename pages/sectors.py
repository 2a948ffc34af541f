"""Sektor: any sector against all, its branch and others; where it sits, and who and where moved the change."""

from ikm import charts, page

view = page.start("sectors")
view.headline("active", "workers_active", "output_real", "productivity")
view.sections(
    sector_over_time=[
        ("units_workers_output", charts.sector_panels),
        ("productivity_yearly", charts.sector_panels),
    ],
    sector_demography=[
        ("births_and_deaths", charts.sector_panels),
        ("survival_by_cohort", charts.sector_curves),
    ],
    sector_structure=[
        ("businesses_by_size", charts.size_mix),
        ("location_quotient", charts.quotients),
    ],
    sector_change=[
        ("output_growth_ranks", charts.ranges),
        ("contribution_by_branch", charts.sector_contributions),
        ("shift_share_by_kecamatan", charts.contributions),
    ],
    places=[
        ("businesses_by_kecamatan", charts.kecamatan_map),
        ("businesses_by_kecamatan", charts.kecamatan_bars),
        ("workers_by_kecamatan", charts.kecamatan_map),
        ("output_by_kecamatan", charts.kecamatan_map),
    ],
)
