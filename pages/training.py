"""Pelatihan: the known programmes, and who was reached by the rosters."""

from ikm import charts, page

view = page.start("training")
with view.section("programmes"):
    view.show("training_programmes", charts.programmes)
with view.section("reach"):
    view.show("training_yearly", charts.columns)
    view.show("training_by_branch", charts.bars)
