"""Pelatihan: the programmes, who was reached and who was not, what changed, and how sure that is."""

from ikm import charts, page

view = page.start("training")
view.sections(
    programmes=[
        ("training_programmes", charts.programmes),
        ("training_events", charts.programmes),
        ("training_programmes_by", charts.programmes_by),
    ],
    reach=[
        ("training_yearly", charts.attendance),
        ("training_by_branch", charts.bars),
        ("training_reach_by_branch", charts.reach),
        ("training_reach_by_kecamatan", charts.reach),
        ("training_reach_by_size", charts.reach),
        ("training_reach_by_owner", charts.reach),
        ("training_repeats", charts.bars),
    ],
    outcomes=[
        ("training_level", charts.ladder),
        ("training_effects", charts.effects),
        ("training_effects_by_event", charts.effects_by_event),
        ("training_certificates", charts.before_after),
        ("training_did", charts.event_study),
    ],
)
view.part("cards", page.programme.show)
view.part("planner", page.planner.show)
view.part("forms", page.forms.show)
