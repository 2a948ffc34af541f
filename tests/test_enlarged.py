"""Charts as a slide takes them: low, large, in columns; the chart of the page stays as it is."""

from pathlib import Path

import plotly.graph_objects as go
import pytest
from plotly.subplots import make_subplots

from ikm import charts, enlarged, metrics
from ikm.selection import Selection


def lying(count: int, above: bool, height: int) -> go.Figure:
    """Bars of length 0, 10, 20 …, one a row."""
    figure = go.Figure(layout={"height": height}).add_bar(
        y=list(range(count)), x=[10 * row for row in range(count)], orientation="h"
    )
    return figure.update_yaxes(visible=False, range=[-0.5, count - 0.2]) if above else figure


def test_a_low_chart_stays_whole_and_is_pressed_to_the_lowest_height() -> None:
    (only,) = enlarged.columns(lying(4, above=False, height=200))
    assert only.layout.height == 300


def test_many_bars_with_their_names_above_stand_in_two_columns_on_one_scale() -> None:
    upper, lower = enlarged.columns(lying(15, above=True, height=700))
    assert lower.layout.yaxis.range == pytest.approx((-1.3, 6.75))
    assert upper.layout.yaxis.range == pytest.approx((6.75, 14.8))
    assert upper.layout.xaxis.range == lower.layout.xaxis.range == pytest.approx((0, 147))
    # A half is 8.05 of 15.3 rows, those of the page pressed together by nothing.
    assert upper.layout.height == pytest.approx(700 * 8.05 / 15.3)


def test_rows_of_unequal_height_are_parted_where_one_of_them_ends() -> None:
    # Rows end at 3.75, 6.75 and 9.75; the middle is 7.65.
    tall = lying(8, above=True, height=1000)
    tall.data[0].y = [0, 1, 2, 3, 4, 7, 10, 13]
    upper, lower = enlarged.columns(tall.update_yaxes(range=[-0.5, 15.8]))
    assert (lower.layout.yaxis.range[1], upper.layout.yaxis.range[0]) == pytest.approx((6.75, 6.75))
    assert upper.layout.height == pytest.approx(1000 * 9.05 / 16.3)


def test_bars_below_their_names_are_not_pressed_until_they_meet() -> None:
    assert [part.layout.height for part in enlarged.columns(lying(30, above=True, height=1400))] == [600, 600]
    assert [part.layout.height for part in enlarged.columns(lying(30, above=False, height=1400))] == [430, 430]


def test_every_row_is_in_one_of_the_two_columns() -> None:
    for count, above in ((10, True), (11, True), (15, True), (10, False), (11, False)):
        ranges = [part.layout.yaxis.range for part in enlarged.columns(lying(count, above, 700))]
        for row in range(count):
            assert sum(low < row < high for low, high in ranges) == 1, (count, above, row)


def test_the_chart_of_the_page_is_not_changed() -> None:
    chart = lying(15, above=True, height=700)
    before = chart.to_json()
    for part in enlarged.columns(chart):
        enlarged.times(part, 2)
    assert chart.to_json() == before


def test_panels_above_each_other_stand_abreast(tiny: Path) -> None:  # noqa: ARG001
    result = metrics.run("births_and_deaths", Selection())
    stacked = charts.panels(result, "id")
    (abreast,) = enlarged.columns(stacked)
    left, right = abreast.layout.xaxis.domain, abreast.layout.xaxis2.domain
    assert left[0] == 0
    assert left[1] < right[0] < right[1] <= 1
    assert [note.x for note in abreast.layout.annotations[:2]] == pytest.approx([left[0], right[0]])


def test_what_colours_mean_is_written_above_the_first_column_only() -> None:
    chart = lying(15, above=True, height=700).add_annotation(text="■ tepat", x=0, y=1, yref="paper")
    chart.add_annotation(text="baris 3", x=0, y=3.2)
    upper, lower = ([each.text for each in part.layout.annotations] for part in enlarged.columns(chart))
    assert upper == ["■ tepat", "baris 3"]
    assert lower == ["baris 3"]


def test_names_of_three_lines_above_bars_are_not_pressed_onto_the_bars() -> None:
    chart = lying(5, above=True, height=444).add_annotation(text="Pangan<br>belum pulih<br>per 2024", x=0, y=0.2)
    (whole,) = enlarged.columns(chart)
    assert whole.layout.height == 444


def test_a_high_stack_of_panels_is_cut_between_panels_with_all_that_is_written_in_them() -> None:
    chart = make_subplots(rows=3, cols=1, row_heights=[2, 2, 1], subplot_titles=["satu", "dua", "tiga"])
    for row in (1, 2, 3):
        chart.add_bar(x=[row], y=[0], orientation="h", row=row, col=1)
        axis = "" if row == 1 else str(row)
        chart.add_annotation(text=f"nama {row}", x=0, y=0.2, xref=f"x{axis} domain", yref=f"y{axis}")
    left, right = enlarged.columns(chart.update_layout(height=760, margin={"t": 60, "b": 0}))
    assert [each.text for each in left.layout.annotations] == ["satu", "nama 1"]
    assert [each.text for each in right.layout.annotations] == ["dua", "tiga", "nama 2", "nama 3"]
    assert [[trace.x[0] for trace in part.data] for part in (left, right)] == [[1], [2, 3]]
    assert left.layout.yaxis.domain == (0, 1)
    assert right.layout.yaxis2.domain[1] == right.layout.annotations[0].y == 1
    assert right.layout.yaxis3.domain[0] == 0
    assert 300 < left.layout.height == right.layout.height < 760


def test_letters_lines_and_margins_grow_and_the_axis_of_values_does_not() -> None:
    chart = go.Figure(layout={"font": {"size": 14}, "margin": {"r": 100}, "xaxis": {"range": [0, 10]}})
    chart.add_scatter(x=[1, 2], y=[3, 4], line={"width": 3}, marker={"size": [5, 7]}, textfont={"size": 11})
    chart.add_bar(x=[1, 2], y=[3, 4], width=0.5)
    chart.add_annotation(text="a", x=1, y=2, xshift=6, font={"size": 13})
    larger = enlarged.times(chart, 2)
    assert (larger.layout.font.size, larger.layout.margin.r, larger.layout.xaxis.range) == (28, 200, (0, 10))
    line, bar = larger.data
    assert (line.line.width, tuple(line.marker.size), line.textfont.size, bar.width) == (6, (10, 14), 22, 0.5)
    assert (larger.layout.annotations[0].font.size, larger.layout.annotations[0].xshift) == (26, 12)
    assert tuple(line.x) == (1, 2)
