"""Pelatihan: the programmes, who was reached and who was not, what changed, and how sure that is."""

from ikm import charts, page

view = page.start("training")
with view.section("programmes"):
    view.show("training_programmes", charts.programmes)
    view.show("training_events", charts.programmes)
    view.show("training_programmes_by", charts.programmes_by)
with view.section("reach"):
    view.show("training_yearly", charts.attendance)
    view.show("training_by_branch", charts.bars)
    view.show("training_repeats", charts.bars)
    view.show("training_reach_by_branch", charts.reach)
    view.show("training_reach_by_kecamatan", charts.reach)
    view.show("training_reach_by_size", charts.reach)
    view.show("training_reach_by_owner", charts.reach)
with view.section("outcomes"):
    view.show("training_level", charts.ladder)
    view.show("training_effects", charts.effects)
    view.show("training_effects_by_event", charts.effects_by_event)
    view.show("training_certificates", charts.before_after)
    view.show("training_did", charts.event_study)
view.part("cards", page.programme.show)
view.part("planner", page.planner.show)
view.part("forms", page.forms.show)
