"""What is drawn: gaps stay gaps, from the headline's small line to the charts."""

from ikm import charts

NOTHING = float("nan")


def test_a_small_line_is_broken_where_a_value_is_missing() -> None:
    whole, broken = charts.sparkline([1, 2, 3, 4]), charts.sparkline([1, 2, NOTHING, 4, 5])
    assert (whole.count("M"), whole.count("L")) == (1, 3)
    assert (broken.count("M"), broken.count("L")) == (2, 2)


def test_a_missing_value_keeps_its_place_in_the_small_line() -> None:
    assert "M2.0,30.0" in charts.sparkline([1, NOTHING, 3, 5])
    assert "118.0,4.0" in charts.sparkline([1, NOTHING, 3, 5])


def test_two_values_are_no_line() -> None:
    assert charts.sparkline([1, NOTHING, 3]) == ""
