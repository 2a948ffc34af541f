"""What is drawn: gaps stay gaps, from the headline's small line to the charts."""

import math
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm import axes, charts, metrics, sector_charts, store
from ikm.metrics import Result
from ikm.selection import Selection

pytestmark = pytest.mark.usefixtures("tiny")
NOTHING = float("nan")


def yearly(values: list[float], first: int = 2014, **chart: object) -> Result:
    """A yearly result of one column, drawn as the chart says."""
    shown = metrics.run("businesses_yearly", Selection(version=store.current_version()))
    rows = pd.DataFrame({"year": range(first, first + len(values)), "businesses_active": values})
    named = {"columns": ["businesses_active"], "ours": "businesses_active", **chart}
    masked = pd.DataFrame(False, index=rows.index, columns=rows.columns)
    return replace(shown, metric=replace(shown.metric, chart=named), rows=rows, masked=masked)


def axis(values: list[float], **chart: object) -> go.layout.YAxis:
    figure = go.Figure(go.Scatter(y=values))
    axes.value_axis(figure, yearly(values, **chart), ["businesses_active"], "id")
    return figure.layout.yaxis


def test_a_small_line_is_broken_where_a_value_is_missing() -> None:
    whole, broken = charts.sparkline([1, 2, 3, 4]), charts.sparkline([1, 2, NOTHING, 4, 5])
    assert (whole.count("M"), whole.count("L")) == (1, 3)
    assert (broken.count("M"), broken.count("L")) == (2, 2)


def test_a_missing_value_keeps_its_place_in_the_small_line() -> None:
    assert "M2.0,30.0" in charts.sparkline([1, NOTHING, 3, 5])
    assert "118.0,4.0" in charts.sparkline([1, NOTHING, 3, 5])


def test_two_values_are_no_line() -> None:
    assert charts.sparkline([1, NOTHING, 3]) == ""


def test_labels_that_are_far_enough_apart_stay() -> None:
    assert axes.apart([0.1, 0.9], 0.2) == [0.1, 0.9]
    assert axes.apart([]) == []


def test_labels_at_one_height_are_pushed_up_and_stay_inside() -> None:
    assert axes.apart([0.5, 0.5], 0.2) == pytest.approx([0.5, 0.7])
    assert axes.apart([0.95, 1.0], 0.2) == pytest.approx([0.8, 1.0])


def test_levels_begin_at_zero_and_indices_around_their_base() -> None:
    assert axes.value_range(pd.Series([50.0, 100.0]), yearly([])) == pytest.approx((0, 108))
    assert axes.value_range(pd.Series([90.0, 140.0]), yearly([], base=100)) == pytest.approx((86, 144))
    assert axes.value_range(pd.Series([90.0]), yearly([], range=[0, 1])) == (0, 1)


@pytest.mark.parametrize("value", [100.0, 100.00000000000001])
def test_an_index_of_one_year_has_room_on_both_sides(value: float) -> None:
    assert axes.value_range(pd.Series([value]), yearly([], base=100)) == pytest.approx((99, 101))


@pytest.mark.parametrize(("low", "high"), [(99.99999999999999, 100.0), (3.004, 3.0041), (0.001, 0.002)])
def test_there_is_always_a_step(low: float, high: float) -> None:
    assert axis([low, high], base=low).tickvals


@given(st.floats(0.001, 1e13), st.sampled_from([3, 5, 6]))
def test_a_step_is_round_and_the_smallest_that_fits(span: float, most: int) -> None:
    step = axes.round_step(span, most)
    assert f"{step:.0e}"[0] in "125"
    assert math.isclose(float(f"{step:.0e}"), step)
    assert step == 0.01 or most / 2.6 < span / step < most * 1.002


def test_steps_are_round() -> None:
    assert axes.steps_from(0, 0, 108, 6) == [0, 20, 40, 60, 80, 100]
    assert axes.steps_from(0, -12, 31, 6) == [-10, 0, 10, 20, 30]


def test_a_flat_series_has_an_axis_with_its_value_on_it() -> None:
    flat = axis([100.0, 100.00000000000001], base=100)
    assert flat.range == pytest.approx((99, 101))
    assert 100 in flat.tickvals
    assert len(flat.tickvals) == len(flat.ticktext)


def test_a_series_without_a_value_has_no_axis_of_its_own() -> None:
    assert axis([NOTHING, NOTHING]).range is None
    assert axis([]).range is None


def test_numbers_at_an_axis_are_in_the_language_of_the_reader() -> None:
    assert axes.value_ticks([0, 0.5, 1], "output_points", "id")["ticktext"] == ["0,0", "0,5", "1,0"]
    assert axes.value_ticks([0, 1500], "businesses_active", "en")["ticktext"] == ["0", "1,500"]
    assert axes.value_ticks([0, 2e9], "output_real_idr", "id")["ticktext"] == ["0", "2 miliar"]
    assert axes.value_ticks([0, 2e7, 4e7], "umkm", "id")["ticktext"] == ["0", "20", "40 juta"]


def test_a_small_panel_has_its_base_and_a_few_steps_from_it() -> None:
    assert axes.steps_from(100, 60, 118, 3) == [60, 80, 100]
    assert axes.steps_from(100, 85, 140, 3) == [100, 120, 140]
    assert axes.steps_from(0, -2.2, 9.2, 3) == [0, 5]
    assert axes.steps_from(0, 0, 1, 3) == [0, 0.5, 1]
    assert axes.steps_from(100, 99, 101, 3) == [99, 100, 101]


def test_a_time_axis_reaches_half_a_year_beyond_its_years_and_names_the_last() -> None:
    figure, positions = axes.time_figure(yearly([1.0] * 11), "id")
    assert positions == [float(year) for year in range(2014, 2025)]
    assert figure.layout.xaxis.range == (2013.5, 2024.5)
    assert figure.layout.xaxis.ticktext == ("2015", "2018", "2021", "2024")


def test_one_year_is_a_time_axis_too() -> None:
    figure, positions = axes.time_figure(yearly([1.0], first=2024), "id")
    assert (positions, figure.layout.xaxis.ticktext) == ([2024.0], ("2024",))


def test_lines_of_one_year_are_drawn() -> None:
    assert charts.lines(yearly([100.00000000000001], first=2024, base=100), "id").data[0].y == (100.00000000000001,)


def test_a_panel_says_the_year_of_a_line_that_ends_before_the_last() -> None:
    result = metrics.run("units_workers_output", Selection(version=store.current_version()))
    chosen = {"columns": ["workers_index"], "strong": "A", "chosen": ("A",)}
    rows = pd.DataFrame({
        "sector": ["A"] * 3 + ["B"] * 3, "year": [2017, 2018, 2019] * 2,
        "workers_index": [100, 110, NOTHING, 100, 90, 80],
    })  # fmt: skip
    masked = pd.DataFrame(False, index=rows.index, columns=[*rows.columns, "workers"])
    drawn = replace(
        result, metric=replace(result.metric, chart=chosen, grain=("sector", "year")), rows=rows, masked=masked
    )
    ends = [note.text for note in sector_charts.sector_panels(drawn, "id").layout.annotations]
    assert [each for each in ends if "110" in each] == ["A<br><b>110,0</b> (2018)"]
    assert [each for each in ends if "80" in each] == ["B<br><b>80,0</b>"]
