"""Shift-share, location quotients and ranges of rank: worked examples of the literature, and sums that must close."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm import methods

# Farhauer and Kröll (2013), four industries of two regions in one nation, as in the manual of the R package REAT.
NATION = ([400.0, 150.0, 150.0, 400.0], [440.0, 210.0, 135.0, 480.0])
REGION_A = ([90.0, 20.0, 10.0, 60.0], [100.0, 40.0, 10.0, 55.0])
REGION_B = ([60.0, 30.0, 30.0, 40.0], [85.0, 55.0, 40.0, 35.0])
LEVEL = st.floats(1, 1e6)
INDUSTRIES = st.lists(st.tuples(LEVEL, LEVEL, LEVEL, LEVEL), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("region", "national", "mix", "regional", "competitive", "allocation"),
    [(REGION_A, 27, 1, -3, -0.636364, -2.363636), (REGION_B, 24, -1, 32, 18.424242, 13.575758)],
)
def test_the_examples_of_farhauer_and_kroell(
    region: tuple[list[float], list[float]],
    national: float,
    mix: float,
    regional: float,
    competitive: float,
    allocation: float,
) -> None:
    found = methods.shift_share(*region, *NATION)
    assert (found.national, found.mix, found.regional) == pytest.approx((national, mix, regional), abs=1e-4)
    assert (found.em_competitive, found.em_allocation) == pytest.approx((competitive, allocation), abs=1e-4)
    assert found.mix + found.regional == pytest.approx(sum(region[1]) - sum(region[0]) - national)  # net total shift


def test_resistance_of_the_first_region_against_the_nation() -> None:
    # It grew by 25 where the nation's 15 percent let expect 27: (25 − 27) ÷ 27.
    expected = methods.shift_share(*REGION_A, *NATION).national
    assert methods.resistance(25, expected, 15) == pytest.approx(-0.074074, abs=1e-5)


@given(INDUSTRIES)
def test_the_parts_sum_to_the_change_of_the_region(industries: list[tuple[float, float, float, float]]) -> None:
    before, after, nation_before, nation_after = (list(column) for column in zip(*industries, strict=True))
    found = methods.shift_share(before, after, nation_before, nation_after)
    change = sum(after) - sum(before)
    scale = 1e-9 * max(1, sum(before)) * max(1, sum(nation_after) / sum(nation_before)) * 1e6
    assert found.national + found.mix + found.regional == pytest.approx(change, abs=scale)
    by_industry = found.national_by_industry + found.mix_by_industry + found.regional_by_industry
    assert by_industry == pytest.approx(np.subtract(after, before), abs=scale)
    assert found.em_competitive + found.em_allocation == pytest.approx(found.regional, abs=scale)


@given(st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=8))
def test_the_nation_against_itself_has_neither_mix_nor_a_part_of_its_own(nation: list[tuple[float, float]]) -> None:
    before, after = (list(column) for column in zip(*nation, strict=True))
    found = methods.shift_share(before, after, before, after)
    assert found.regional == pytest.approx(0, abs=1e-6 * sum(after))
    assert found.national == pytest.approx(sum(after) - sum(before), abs=1e-6 * sum(after))


def test_an_industry_new_to_the_region_is_all_its_own() -> None:
    found = methods.shift_share([0, 10], [5, 12], [100, 100], [110, 120])
    assert found.regional_by_industry[0] == 5
    assert found.national_by_industry[0] == found.mix_by_industry[0] == 0
    assert math.isnan(found.em_competitive_by_industry[0])
    assert math.isnan(found.em_allocation_by_industry[0])
    assert found.em_competitive == pytest.approx(found.em_competitive_by_industry[1])


def test_a_nation_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="nation"):
        methods.shift_share([1], [2], [0], [5])


def test_the_quotient_of_the_published_example() -> None:
    # The manual of the R package REAT: 1,714 of 79,006 in the region, 879,213 of 15,593,224 in the nation.
    assert methods.location_quotient(1714, 79006, 879213, 15593224) == pytest.approx(0.3847623, abs=1e-7)


def test_a_quotient_of_nothing_is_missing() -> None:
    assert math.isnan(methods.location_quotient(0, 0, 5, 10))
    assert math.isnan(methods.location_quotient(0, 5, 0, 10))
    assert methods.location_quotient(0, 5, 5, 10) == 0


def test_a_rank_is_as_wide_as_the_intervals_overlap() -> None:
    # 5…9 lies wholly above 1…3 and 2…4; these two overlap.
    best, worst = methods.rank_ranges([1, 5, 2], [3, 9, 4])
    assert best.tolist() == [2, 1, 2]
    assert worst.tolist() == [3, 1, 3]


def test_without_an_interval_there_is_no_rank_and_it_moves_nobody() -> None:
    best, worst = methods.rank_ranges([1, math.nan, 2], [3, 9, 4])
    assert math.isnan(best[1])
    assert math.isnan(worst[1])
    assert (best[0], worst[0]) == (1, 2)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0, 30)), min_size=1, max_size=8))
def test_the_true_rank_lies_in_its_range(branches: list[tuple[float, float]]) -> None:
    middles = [middle for middle, _ in branches]
    best, worst = methods.rank_ranges([m - half for m, half in branches], [m + half for m, half in branches])
    for place, middle in enumerate(middles):
        assert best[place] <= 1 + sum(other > middle for other in middles) <= worst[place]
