"""What a picture of a figure is made of: the words of the screen, the mark, the code, and the chart itself."""

import json

import plotly.graph_objects as go
import pytest

from ikm import codes, figure
from ikm.export import png
from ikm.figure import Figure
from ikm.selection import Selection
from ikm.text import LANGUAGES, say

pytestmark = pytest.mark.usefixtures("tiny")


def made(name: str, chart: str = "lines", language: str = "id", selection: Selection | None = None) -> Figure:
    return figure.figure(name, chart, selection or Selection(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_of_the_screen_with_the_code(language: str) -> None:
    shown = made("output_yearly", language=language)
    drawn = png.picture(shown)
    assert (drawn["title"], drawn["subtitle"]) == (shown.title, shown.subtitle)
    assert drawn["caption"] == f"{shown.caption} · {say('caption.code', language, code=codes.code(shown))}"


def test_sample_data_are_marked_in_the_picture_across_it_and_in_its_name() -> None:
    drawn = png.picture(made("output_yearly"))
    assert (drawn["mark"], drawn["across"]) == ("DATA CONTOH", "DATA CONTOH")
    assert "DATA-CONTOH" in str(drawn["file"])


def test_published_figures_are_marked_as_published_and_have_nothing_across() -> None:
    drawn = png.picture(made("province_register"))
    assert (drawn["mark"], drawn["across"]) == ("ANGKA TERBIT", "")
    assert "CONTOH" not in str(drawn["file"])


def test_the_picture_has_the_values_of_the_chart_and_does_not_change_it() -> None:
    shown = made("workers_yearly")
    assert isinstance(shown.chart, go.Figure)
    before = str(shown.chart.to_json())
    columns = png.picture(shown)["columns"]
    assert isinstance(columns, list)
    assert [json.loads(each)["data"] for each in columns] == [json.loads(before)["data"]]
    assert shown.chart.to_json() == before


def test_panels_in_a_grid_are_low_so_that_their_letters_are_large() -> None:
    columns = png.picture(made("output_by_branch", "multiples"))["columns"]
    assert isinstance(columns, list)
    assert [json.loads(each)["layout"]["height"] <= png.HIGHEST_GRID for each in columns] == [True]


def test_a_table_and_an_empty_figure_have_no_picture() -> None:
    assert not png.drawable(made("claim_check", "claims"))
    assert not png.drawable(made("workers_yearly", selection=Selection(kbli=("30999",))))
    assert png.drawable(made("workers_yearly"))


def test_all_that_is_sent_to_the_browser_is_json() -> None:
    sent = png.picture(made("births_and_deaths", "columns"))
    assert json.loads(json.dumps(sent)) == sent


def test_no_letter_is_lost_between_the_picture_and_the_script() -> None:
    asked = set(png.picture(made("output_yearly"))) | {"label", "failed", "plotly"}
    assert all(f"data.{name}" in png.SCRIPT for name in asked)
