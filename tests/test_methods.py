"""Statistics against published figures, worked examples and properties that must hold for any series."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm import methods

POSITIVE = st.floats(0.1, 1e6, allow_nan=False)
SERIES = st.lists(POSITIVE, min_size=1, max_size=20)
RATES = st.lists(st.floats(-90, 400, allow_nan=False), max_size=15)
MAYBE = st.lists(st.one_of(POSITIVE, st.just(math.nan), st.just(0.0)), min_size=1, max_size=20)


def test_the_quarterly_rates_of_imk_production_chain_to_the_known_levels() -> None:
    # BPS, q-to-q rates of 2020 (Databoks, 25 August 2021): 2019 Q4 = 100 → 86.98, 78.66, 81.25, 82.47;
    # BPS published −17.5 % for the year to Q4.
    levels = methods.chain([-13.02, -9.57, 3.3, 1.5])
    assert levels == pytest.approx([100, 86.98, 78.66, 81.25, 82.47], abs=0.005)
    assert levels[-1] - 100 == pytest.approx(-17.5, abs=0.05)


def test_the_register_of_the_province_grew_as_published() -> None:
    # 14,405 → 14,911 businesses, 2021–2022; tegas.co (17 October 2023) prints 3,51 %.
    assert methods.growth([14405, 14911])[1] == pytest.approx(3.513, abs=0.001)


def test_nominal_gdp_rose_through_1998_because_prices_did() -> None:
    # World Bank WDI: GDP −13.1267 %, GDP deflator +75.2712 %, CPI +58.4510 % in 1998.
    nominal = methods.chain([-13.1267])[1] * methods.chain([75.2712])[1] / 100
    assert nominal - 100 == pytest.approx(52.26, abs=0.01)
    assert 100 * nominal / methods.chain([58.4510])[1] - 100 == pytest.approx(-3.9, abs=0.02)


def test_an_index_is_one_hundred_at_its_base() -> None:
    assert methods.index_to_base([50, 40, math.nan, 75], 1) == pytest.approx([125, 100, math.nan, 187.5], nan_ok=True)


@pytest.mark.parametrize("base", [0, 2])
def test_an_index_on_a_zero_or_missing_base_is_missing_everywhere(base: int) -> None:
    assert np.isnan(methods.index_to_base([0, 5, math.nan], base)).all()


def test_growth_never_steps_over_a_missing_year() -> None:
    assert methods.growth([100, 110, math.nan, 121, 60.5]) == pytest.approx(
        [math.nan, 10, math.nan, math.nan, -50], nan_ok=True
    )


def test_growth_on_a_base_of_zero_is_missing() -> None:
    assert methods.growth([0, 5, 0]) == pytest.approx([math.nan, math.nan, -100], nan_ok=True)


def test_growth_of_nothing_is_nothing() -> None:
    assert methods.growth([]).size == 0


def test_growth_of_the_citys_register_over_three_years() -> None:
    # 1,298 (2020) → 1,575 (2023): the ratio 1.213405, and 1.0666009³ = 1.213405.
    assert methods.cagr(1298, 1575, 3) == pytest.approx(6.66009, abs=0.00001)


def test_a_doubling_in_two_years_is_the_square_root_of_two_a_year() -> None:
    assert methods.cagr(100, 200, 2) == pytest.approx(41.421356, abs=1e-6)


@pytest.mark.parametrize(("first", "last", "years"), [(0, 1, 1), (1, 0, 1), (-1, 1, 1), (1, 1, 0)])
def test_compound_growth_needs_positive_levels_and_time(first: float, last: float, years: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        methods.cagr(first, last, years)


def test_births_and_deaths_are_shares_of_the_active() -> None:
    rates = methods.birth_death_rates([0, 3, 1], [3, 0, 1], [10, 12, 0])
    assert rates.birth_rate_pct == pytest.approx([0, 25, math.nan], nan_ok=True)
    assert rates.death_rate_pct == pytest.approx([30, 0, math.nan], nan_ok=True)
    assert rates.churn_pct == pytest.approx([30, 25, math.nan], nan_ok=True)


def test_a_death_not_yet_known_leaves_the_churn_unknown() -> None:
    rates = methods.birth_death_rates([2], [math.nan], [20])
    assert rates.birth_rate_pct == pytest.approx([10])
    assert np.isnan(rates.churn_pct).all()


@given(SERIES)
def test_chaining_the_growth_of_a_series_gives_the_series_back(values: list[float]) -> None:
    assert methods.chain(methods.growth(values)[1:], values[0]) == pytest.approx(values, rel=1e-6)


@given(RATES, POSITIVE)
def test_a_chain_has_one_level_more_than_rates(rates: list[float], start: float) -> None:
    levels = methods.chain(rates, start)
    assert len(levels) == len(rates) + 1
    assert levels[0] == start


@given(RATES)
def test_growth_of_a_chain_gives_the_rates_back(rates: list[float]) -> None:
    assert methods.growth(methods.chain(rates))[1:] == pytest.approx(rates, abs=1e-6)


@given(SERIES, st.data(), st.floats(0.001, 1000))
def test_an_index_does_not_depend_on_the_unit(values: list[float], data: st.DataObject, scale: float) -> None:
    base = data.draw(st.integers(0, len(values) - 1))
    index = methods.index_to_base(values, base)
    assert index[base] == pytest.approx(100)
    assert methods.index_to_base([value * scale for value in values], base) == pytest.approx(index)


@given(MAYBE)
def test_growth_is_missing_exactly_where_a_step_has_no_two_ends(values: list[float]) -> None:
    found = methods.growth(values)
    known = [False] + [
        not math.isnan(after) and not math.isnan(before) and before != 0 for before, after in pairwise(values)
    ]
    assert (~np.isnan(found)).tolist() == known


@given(POSITIVE, POSITIVE, st.integers(1, 30))
def test_compound_growth_leads_from_first_to_last(first: float, last: float, years: int) -> None:
    rate = methods.cagr(first, last, years)
    assert first * (1 + rate / 100) ** years == pytest.approx(last, rel=1e-6)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 500)), min_size=1, max_size=10))
def test_churn_is_births_and_deaths_together(years: list[tuple[int, int, int]]) -> None:
    births, deaths, active = zip(*years, strict=True)
    rates = methods.birth_death_rates(births, deaths, active)
    assert rates.churn_pct == pytest.approx(rates.birth_rate_pct + rates.death_rate_pct, nan_ok=True)
    assert np.isnan(rates.churn_pct).tolist() == [count == 0 for count in active]


def test_the_output_of_the_province_fell_and_has_not_come_back() -> None:
    # Register of Southeast Sulawesi, trillion rupiah, 2019–2023 (Databoks 2021, tegas.co 2023, notifsultra.id 2024):
    # 2.24 ÷ 3.37 − 1; (2.78 − 2.24) ÷ 1.13; 1.13 + 0.736 + 0.62 + 0.59.
    found = methods.resilience([3.37, 2.24, 2.634, 2.75, 2.78])
    assert found.depth_pct == pytest.approx(-33.531157, abs=1e-6)
    assert (found.peak, found.trough, found.recovery) == (0, 1, None)
    assert found.recovered_share == pytest.approx(0.54 / 1.13)
    assert found.cumulative_loss == pytest.approx(3.076)


def test_a_series_that_came_back_stops_losing_there() -> None:
    found = methods.resilience([90, 100, 80, 60, 90, 110, 105])
    assert found.depth_pct == pytest.approx(-40)
    assert (found.peak, found.trough, found.recovery) == (1, 3, 5)
    assert found.recovered_share == pytest.approx(45 / 40)
    assert found.cumulative_loss == pytest.approx(20 + 40 + 10)


def test_the_peak_can_be_set() -> None:
    # From the 90 at position 0: the fall is to 60, and 90 is reached again at position 4.
    found = methods.resilience([90, 80, 60, 85, 90, 50], peak=0)
    assert (found.peak, found.trough, found.recovery) == (0, 2, 4)
    assert found.cumulative_loss == pytest.approx(10 + 30 + 5)


def test_a_series_that_never_fell_has_no_depth() -> None:
    found = methods.resilience([1, 2, 2, 3])
    assert (found.depth_pct, found.cumulative_loss) == (0, 0)
    assert math.isnan(found.recovered_share)


def test_a_gap_makes_the_loss_unknown_and_leaves_the_depth() -> None:
    found = methods.resilience([100, math.nan, 60, 80])
    assert found.depth_pct == pytest.approx(-40)
    assert math.isnan(found.cumulative_loss)


@pytest.mark.parametrize(("values", "peak"), [([], None), ([math.nan], None), ([math.nan, 1.0], 0)])
def test_resilience_needs_a_peak(values: list[float], peak: int | None) -> None:
    with pytest.raises(ValueError, match="resilience"):
        methods.resilience(values, peak)


@given(SERIES, st.floats(0.001, 1000))
def test_depth_and_dates_do_not_depend_on_the_unit(values: list[float], scale: float) -> None:
    plain, scaled = methods.resilience(values), methods.resilience([value * scale for value in values])
    assert scaled.depth_pct == pytest.approx(plain.depth_pct, abs=1e-6)
    assert -100 <= plain.depth_pct <= 0


def test_resistance_is_the_gap_to_what_the_comparator_let_expect() -> None:
    # Farhauer and Kröll (2013), the worked region of the R package REAT: grew by 25 where 27 was expected.
    assert methods.resistance(25, 27, 15) == pytest.approx(-0.074074, abs=1e-5)


def test_resistance_says_nothing_when_the_comparator_hardly_moved() -> None:
    assert methods.resistance(25, 27, 0.49) is None
    assert methods.resistance(25, 0, 3) is None


def test_survival_of_the_textbook_patients() -> None:
    # Freireich et al., 6-MP arm, 21 patients; survival and log-log bands as printed in textbooks.
    durations = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    curve = methods.survival_curve(durations, [True] * 9 + [False] * 12)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.survival == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert (curve.lower[0], curve.upper[0]) == pytest.approx((0.6197, 0.9516), abs=1e-4)
    assert (curve.lower[2], curve.upper[2]) == pytest.approx((0.5032, 0.8894), abs=1e-4)
    assert (curve.lower[6], curve.upper[6]) == pytest.approx((0.1881, 0.6801), abs=1e-4)


def test_a_business_is_not_at_risk_before_it_is_seen() -> None:
    # Deaths at 2 and 4; the third is first seen at age 3, so that two are at risk at 2, and two at 4.
    curve = methods.survival_curve([2, 4, 5], [True, True, False], entry=[0, 0, 3])
    assert curve.at_risk.tolist() == [2, 2]
    assert curve.survival == pytest.approx([0.5, 0.25])


def test_when_all_have_died_nothing_is_left_and_no_band_is_drawn() -> None:
    curve = methods.survival_curve([1, 1], [True, True])
    assert curve.survival.tolist() == [0]
    assert np.isnan([curve.lower[0], curve.upper[0]]).all()


def test_wilson_interval_of_eighteen_in_thirty() -> None:
    # statsmodels, proportion_confint(18, 30, method="wilson").
    assert methods.wilson_interval(18, 30) == pytest.approx((0.4232, 0.7541), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval_and_mirrors_its_complement(pair: tuple[int, int]) -> None:
    successes, n = pair
    low, high = methods.wilson_interval(successes, n)
    assert -1e-12 <= low <= successes / n + 1e-12
    assert successes / n - 1e-12 <= high <= 1 + 1e-12
    assert methods.wilson_interval(n - successes, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nobody_has_no_interval(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="wilson"):
        methods.wilson_interval(successes, n)


def test_a_bootstrap_repeats_exactly_and_holds_what_it_is_of() -> None:
    values = np.arange(50.0)
    low, high = methods.bootstrap_interval(values, np.mean)
    assert (low, high) == methods.bootstrap_interval(values, np.mean)
    # The standard error of the mean is 14.43 ÷ √50 = 2.04: about 24.5 ± 4.
    assert low == pytest.approx(20.5, abs=0.8)
    assert high == pytest.approx(28.5, abs=0.8)


def test_a_bootstrap_of_equal_values_has_no_width() -> None:
    assert methods.bootstrap_interval([7.0] * 5, np.mean) == (7, 7)


def test_one_value_has_no_bootstrap() -> None:
    assert np.isnan(methods.bootstrap_interval([7.0], np.mean)).all()


def test_contributions_add_up_to_the_growth_of_the_whole() -> None:
    made = methods.contribution([50, 30, 20], [60, 30, 15], 100)
    assert made.tolist() == pytest.approx([10, 0, -5])
    assert made.sum() == pytest.approx(100 * (105 / 100 - 1))
    assert np.isnan(methods.contribution([1], [2], 0)).all()


@pytest.mark.parametrize(("parts", "index", "share"), [([5, 0], 1, 100), ([1, 1, 1, 1], 0.25, 25), ([3, 1], 0.625, 75)])
def test_concentration_runs_from_equal_parts_to_all_in_one(parts: list[float], index: float, share: float) -> None:
    assert methods.herfindahl(parts) == pytest.approx(index)
    assert methods.largest_share(parts) == pytest.approx(share)


def test_nothing_is_not_concentrated() -> None:
    assert np.isnan(methods.herfindahl([0, 0]))
    assert np.isnan(methods.largest_share([]))
