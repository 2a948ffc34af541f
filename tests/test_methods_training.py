"""Effects of training: worked examples, published results, and what must hold for any data."""

import csv
import math
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikm import methods

ORACLES = os.environ.get("IKM_ORACLES")
VALUES = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=4, max_size=12)


# -- pairs


def test_the_mean_change_of_four_pairs_and_its_interval() -> None:
    # Changes 1, 2, 3, 6: mean 3, deviation √(14 ÷ 3) = 2.1602, error 1.0801; t of 3 degrees at 97.5 % = 3.1824.
    found = methods.paired_effect([10, 10, 10, 10], [11, 12, 13, 16])
    assert (found.n, found.mean_change) == (4, 3)
    assert (found.low, found.high) == pytest.approx((3 - 3.4374, 3 + 3.4374), abs=1e-3)
    # t = 2.7775 lies between the tabled 2.3534 (10 %) and 3.1824 (5 %).
    assert 0.05 < found.p_value < 0.10


def test_the_p_value_of_a_change_at_the_tabled_bound_is_five_percent() -> None:
    # With two pairs t(0.975, 1 degree) = 12.7062; changes a ± 1 have the error 1.
    found = methods.paired_effect([0, 0], [12.7062 - 1, 12.7062 + 1])
    assert found.p_value == pytest.approx(0.05, abs=1e-5)
    assert found.low == pytest.approx(0, abs=1e-4)


def test_a_pair_with_a_missing_wave_is_left_out() -> None:
    whole = methods.paired_effect([1, 2, 3, math.nan, 9], [2, 4, 4, 5, math.nan])
    assert whole == methods.paired_effect([1, 2, 3], [2, 4, 4])


@pytest.mark.parametrize(("before", "after", "n"), [([], [], 0), ([1], [3], 1)])
def test_one_pair_has_no_interval(before: list[float], after: list[float], n: int) -> None:
    found = methods.paired_effect(before, after)
    assert found.n == n
    assert np.isnan([found.low, found.high, found.p_value]).all()


def test_equal_changes_leave_no_doubt() -> None:
    assert methods.paired_effect([1, 2], [11, 12]) == methods.PairedEffect(2, 10, 10, 10, 0)
    assert methods.paired_effect([1, 2], [1, 2]).p_value == 1


def test_pairs_need_as_many_values_after_as_before() -> None:
    with pytest.raises(ValueError, match="as many"):
        methods.paired_effect([1, 2], [1])


@given(VALUES, st.floats(-1e3, 1e3))
def test_a_paired_interval_moves_with_a_constant(before: list[float], shift: float) -> None:
    after = [value * 0.5 for value in before]
    plain, moved = methods.paired_effect(before, after), methods.paired_effect(before, [x + shift for x in after])
    assert moved.mean_change == pytest.approx(plain.mean_change + shift, abs=1e-3)
    assert moved.high - moved.low == pytest.approx(plain.high - plain.low, rel=1e-6, abs=1e-3)


# -- random assignment


def test_the_seven_villages_of_gerber_and_green() -> None:
    # Field Experiments (2012), table 2.1: effect 6.5; 8 and 5 of the 21 assignments are as large or larger.
    found = methods.randomisation_p([1, 0, 0, 0, 0, 0, 1], [15, 15, 20, 20, 10, 15, 30])
    assert found.effect == pytest.approx(6.5)
    assert found.assignments == 21
    assert found.p_two_sided == pytest.approx(8 / 21)
    assert found.p_one_sided == pytest.approx(5 / 21)


def test_many_units_are_assigned_by_seeded_draws() -> None:
    treated = [1] * 15 + [0] * 15
    outcome = [float(number % 7) + 20 * given for number, given in enumerate(treated)]
    found = methods.randomisation_p(treated, outcome)
    assert found == methods.randomisation_p(treated, outcome)
    # Ten thousand draws and the actual assignment, which alone is that large.
    assert found.assignments == 10_001
    assert found.p_two_sided == pytest.approx(1 / 10_001)


@pytest.mark.parametrize(
    ("treated", "outcome"), [([0, 0], [1, 2]), ([1, 1], [1, 2]), ([1, 0], [1, math.nan]), ([1], [1, 2])]
)
def test_random_assignment_needs_two_arms_and_every_outcome(treated: list[int], outcome: list[float]) -> None:
    with pytest.raises(ValueError, match="two arms"):
        methods.randomisation_p(treated, outcome)


@given(VALUES, st.floats(-100, 100))
def test_a_randomisation_p_is_never_zero_and_does_not_see_a_constant(outcome: list[float], shift: float) -> None:
    treated = [number < len(outcome) // 2 for number in range(len(outcome))]
    found = methods.randomisation_p(treated, outcome)
    assert 1 / found.assignments <= found.p_one_sided <= 1
    assert 1 / found.assignments <= found.p_two_sided <= 1
    if np.ptp(outcome) > 1:
        moved = methods.randomisation_p(treated, [value + shift for value in outcome])
        assert moved.p_two_sided == pytest.approx(found.p_two_sided)


# -- the smallest effect


@pytest.mark.parametrize(
    ("n", "control", "expected", "tolerance"),
    [
        (30, None, 0.5292, 1e-3),  # statsmodels, TTestPower
        (15, 15, 1.0598, 1e-3),  # statsmodels, TTestIndPower
        (30, 30, 0.74, 5e-3),
        (1571, 1571, 0.10, 1e-4),
    ],
)
def test_the_smallest_effect_that_can_be_seen(n: int, control: int | None, expected: float, tolerance: float) -> None:
    assert methods.minimum_detectable_effect(n, control) == pytest.approx(expected, abs=tolerance)


def test_an_effect_of_that_size_is_found_in_four_of_five_trials() -> None:
    effect = methods.minimum_detectable_effect(12)
    change = np.random.default_rng(7).normal(effect, 1, (4000, 12))
    t = change.mean(axis=1) / (change.std(axis=1, ddof=1) / math.sqrt(12))
    # t(0.975, 11 degrees) = 2.201; the share has a deviation of 0.0063.
    assert np.mean(np.abs(t) > 2.201) == pytest.approx(0.8, abs=0.02)


@given(st.integers(2, 400), st.integers(2, 400))
def test_more_units_show_smaller_effects(n: int, control: int) -> None:
    assert methods.minimum_detectable_effect(n + 1) < methods.minimum_detectable_effect(n)
    both = methods.minimum_detectable_effect(n, control)
    assert both == pytest.approx(methods.minimum_detectable_effect(control, n))
    assert methods.minimum_detectable_effect(n, control + 1) < both


@pytest.mark.parametrize(("n", "control"), [(1, None), (10, 1), (1, 10)])
def test_one_unit_shows_nothing(n: int, control: int | None) -> None:
    with pytest.raises(ValueError, match="two units"):
        methods.minimum_detectable_effect(n, control)


# -- cohorts beside the never treated

# Outcomes of 2019–2022. Cohort 2021: a, b; cohort 2022: c, d; never: e, f.
Outcomes = tuple[int, list[int]]
SMALL: dict[str, Outcomes] = {
    "a": (2021, [10, 11, 15, 16]),
    "b": (2021, [20, 21, 23, 26]),
    "c": (2022, [5, 5, 6, 10]),
    "d": (2022, [7, 9, 10, 12]),
    "e": (0, [1, 2, 3, 3]),
    "f": (0, [4, 5, 6, 8]),
}
NOBODY: dict[str, Outcomes] = {}


def small(without: str = "", scale: float = 1.0, others: Mapping[str, Outcomes] = NOBODY) -> methods.DidGroupTime:
    rows = [
        (name, 2019 + step, scale * value, first)
        for name, (first, values) in {**SMALL, **others}.items()
        if name not in without
        for step, value in enumerate(values)
    ]
    unit, time, outcome, first = zip(*rows, strict=True)
    return methods.did_group_time(unit, time, outcome, first)


def test_a_cohorts_effect_is_its_change_less_that_of_the_never_treated() -> None:
    # Never: 2019 → 2020 +1, +1; 2020 → 2021 +1, +1; 2021 → 2022 0, +2; 2020 → 2022 1, 3.
    # Cohort 2021, base 2020: 2021 +4, +2 → 3 − 1; 2022 +5, +5 → 5 − 2. Before: +1, +1 − 1.
    # Cohort 2022, base 2021: 2022 +4, +2 → 3 − 1. Before: 0, +2 → 1 − 1; +1, +1 − 1.
    found = small()
    assert list(zip(found.groups, found.times, found.att, strict=True)) == [
        (2021, 2020, 0),
        (2021, 2021, 2),
        (2021, 2022, 3),
        (2022, 2020, 0),
        (2022, 2021, 0),
        (2022, 2022, 2),
    ]


def test_effects_are_averaged_over_cohorts_by_their_size() -> None:
    found = small()
    assert found.simple.att == pytest.approx((2 + 3 + 2) / 3)
    assert dict(zip(found.by_event.keys, found.by_event.att, strict=True)) == {-2: 0, -1: 0, 0: 2, 1: 3}
    assert dict(zip(found.by_group.keys, found.by_group.att, strict=True)) == {2021: 2.5, 2022: 2}
    assert dict(zip(found.by_calendar.keys, found.by_calendar.att, strict=True)) == {2021: 2, 2022: 2.5}
    # Without d, cohort 2022 (c: 4 − 1 = 3) weighs half of cohort 2021.
    alone = small(without="d")
    assert alone.simple.att == pytest.approx((2 * 2 + 2 * 3 + 1 * 3) / 5)


def test_an_interval_is_welchs_for_two_groups() -> None:
    # Cohort 2021 in 2022: 5, 5 beside 1, 3. Variances 0 and 2 ÷ 2 = 1, so one degree of freedom: 3 ± 12.7062.
    found = small()
    at = (found.groups == 2021) & (found.times == 2022)
    assert (found.low[at][0], found.high[at][0]) == pytest.approx((3 - 12.7062, 3 + 12.7062), abs=1e-3)
    # By event time 0: a, b 4, 2 and c, d 4, 2, each with the weight ½; the comparison ½ of (1, 1) and (0, 2).
    # Variances ½² · 2 ÷ 2 = ¼ twice; e ½, f 1.5: ½ ÷ 2 = ¼. Freedom (¾)² ÷ (3 · (¼)²) = 3, t = 3.1824.
    half = 3.1824 * math.sqrt(0.75)
    assert (found.by_event.low[2], found.by_event.high[2]) == pytest.approx((2 - half, 2 + half), abs=1e-3)


def test_a_cohort_of_one_has_an_effect_and_no_interval() -> None:
    found = small(without="d")
    own = found.groups == 2022
    assert np.isnan(found.low[own]).all()
    assert not np.isnan(found.low[~own]).any()
    assert math.isnan(found.simple.low)


def test_those_treated_too_early_or_too_late_are_left_out() -> None:
    assert small(others={"g": (2019, [0, 50, 90, 100]), "h": (2025, [0, 500, 900, 1000])}).simple == small().simple


@pytest.mark.parametrize(
    "rows",
    [
        [("a", 1, 1.0, 2), ("a", 2, 1.0, 2)],  # nobody never treated
        [("a", 1, 1.0, 0), ("a", 2, 1.0, 0)],  # nobody treated
        [("a", 1, 1.0, 2), ("a", 2, math.nan, 2), ("b", 1, 1.0, 0), ("b", 2, 1.0, 0)],
        [("a", 1, 1.0, 2), ("a", 2, 1.0, 2), ("b", 1, 1.0, 0)],
        [("a", 1, 1.0, 2), ("a", 1, 1.0, 2), ("b", 1, 1.0, 0), ("b", 2, 1.0, 0)],
        [("a", 1, 1.0, 2), ("a", 2, 1.0, 1), ("b", 1, 1.0, 0), ("b", 2, 1.0, 0)],
    ],
)
def test_a_comparison_over_time_needs_a_complete_panel_and_both_sides(rows: list[tuple[str, int, float, int]]) -> None:
    unit, time, outcome, first = zip(*rows, strict=True)
    with pytest.raises(ValueError, match="did_group_time"):
        methods.did_group_time(unit, time, outcome, first)


@settings(max_examples=30)
@given(st.floats(0.01, 100))
def test_effects_scale_with_the_outcome(scale: float) -> None:
    plain, scaled = small(), small(scale=scale)
    assert scaled.att == pytest.approx(plain.att * scale, abs=1e-9 * scale)
    assert scaled.high == pytest.approx(plain.high * scale, rel=1e-6, abs=1e-9 * scale)


def counties(folder: str) -> Iterator[tuple[str, int, float, int]]:
    with (Path(folder) / "mpdta.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield row["countyreal"], int(row["year"]), float(row["lemp"]), int(float(row["first.treat"]))


@pytest.mark.skipif(not ORACLES, reason="IKM_ORACLES names no folder with mpdta.csv")
def test_county_teen_employment_as_callaway_and_santanna_found_it() -> None:
    assert ORACLES
    unit, time, outcome, first = zip(*counties(ORACLES), strict=True)
    found = methods.did_group_time(unit, time, outcome, first)
    att = {(int(g), int(t)): each for g, t, each in zip(found.groups, found.times, found.att, strict=True)}
    published = {
        (2004, 2004): -0.0105,
        (2004, 2007): -0.1008,
        (2006, 2006): -0.0046,
        (2007, 2005): -0.0027,
        (2007, 2007): -0.0261,
    }
    assert {cell: att[cell] for cell in published} == pytest.approx(published, abs=1e-4)
    assert found.simple.att == pytest.approx(-0.0400, abs=1e-4)


# -- what 95 % means: 500 classes with a known effect, and 500 with none

RUNS = 500


def log_outputs(generator: np.random.Generator, units: int, years: int) -> np.ndarray:
    """Logarithms of output: businesses of very different size that drift apart, and noise of each year's statement."""
    size = generator.normal(18, 1.2, (units, 1))
    drift = np.cumsum(generator.normal(0, 0.2, (units, years)), axis=1)
    return size + drift + generator.normal(0, 0.15, (units, years))


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize(("effect", "seed"), [(0.3, 1), (0.0, 2)])
def test_nineteen_of_twenty_paired_intervals_hold_the_effect(effect: float, seed: int) -> None:
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(RUNS):
        levels = log_outputs(generator, 30, 2)
        found.append(methods.paired_effect(levels[:, 0], levels[:, 1] + effect))
    assert 0.92 <= share([each.low <= effect <= each.high for each in found]) <= 0.98
    if effect == 0:
        assert share([each.p_value < 0.05 for each in found]) <= 0.08


@pytest.mark.parametrize(("effect", "seed"), [(0.3, 3), (0.0, 4)])
def test_nineteen_of_twenty_group_time_intervals_hold_the_effect(effect: float, seed: int) -> None:
    generator = np.random.default_rng(seed)
    years = np.tile(np.arange(2019, 2024), 90)
    first = np.repeat([2021] * 10 + [2022] * 10 + [2023] * 10 + [0] * 60, 5)
    treated = (first > 0) & (years >= first)
    bad_years = np.tile([0, -0.3, -0.2, 0, 0.1], 90)  # for all alike
    found = []
    for _ in range(RUNS):
        outcome = log_outputs(generator, 90, 5).ravel() + bad_years + effect * treated
        found.append(methods.did_group_time(np.repeat(np.arange(90), 5), years, outcome, first).simple)
    assert 0.92 <= share([each.low <= effect <= each.high for each in found]) <= 0.98
    if effect == 0:
        assert share([each.low > 0 or each.high < 0 for each in found]) <= 0.08
