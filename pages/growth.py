"""Pertumbuhan: registered and active, workers, production, births, deaths and survival, and who moved the change."""

from ikm import charts, page

view = page.start("growth")
view.headline("registered", "active", "workers_active", "output_real")
view.sections(
    over_time=[
        ("units_workers_output", charts.lines),
        ("businesses_yearly", charts.lines),
        ("workers_yearly", charts.lines),
        ("output_yearly", charts.lines),
        ("output_by_branch", charts.multiples),
    ],
    demography=[
        ("births_and_deaths", charts.columns),
        ("survival_by_cohort", charts.steps),
    ],
    contribution=[
        ("contribution_by_branch", charts.contributions),
        ("concentration_yearly", charts.lines),
    ],
    composition=[
        ("businesses_by_branch", charts.bars),
        ("businesses_by_kecamatan", charts.bars),
        ("businesses_by_division", charts.bars),
    ],
)
