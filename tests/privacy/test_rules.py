"""When a cell is unsafe by itself: the minimum of three contributors, and the p % rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm.privacy import rules

COUNTS = st.lists(st.integers(0, 12), max_size=8)


@pytest.mark.parametrize(("n", "unsafe"), [(0, False), (1, True), (2, True), (3, False), (400, False)])
def test_a_count_of_one_or_two_is_unsafe_and_nobody_is_not(n: int, unsafe: bool) -> None:
    assert rules.is_unsafe(n) is unsafe


def test_a_second_contributor_who_can_work_out_the_first_makes_a_total_unsafe() -> None:
    # X = 100,000 with contributions of 50,000 and 49,000: the second knows the first to within 2 %.
    # Handbook on Statistical Disclosure Control, ch. 4; the rule X − x₁ − x₂ < p ÷ 100 · x₁ applied to its example.
    assert rules.is_unsafe(3, total=100_000, largest=50_000, second=49_000)


@pytest.mark.parametrize(("total", "unsafe"), [(104_999, True), (105_000, False)])
def test_the_rest_may_be_exactly_ten_percent_of_the_largest(total: float, unsafe: bool) -> None:
    # 105,000 − 50,000 − 50,000 = 5,000 = 10 % of 50,000.
    assert rules.is_unsafe(5, total=total, largest=50_000, second=50_000) is unsafe


def test_few_contributors_are_unsafe_however_even_they_are() -> None:
    assert rules.is_unsafe(2, total=200, largest=1, second=1)


def test_a_total_of_zero_from_many_is_safe() -> None:
    assert not rules.is_unsafe(5, total=0, largest=0, second=0)


def test_the_limits_can_be_set() -> None:
    assert rules.is_unsafe(4, min_n=5)
    assert rules.is_unsafe(9, total=120, largest=60, second=40, p=40)  # 20 left, 24 needed
    assert not rules.is_unsafe(9, total=120, largest=60, second=40, p=30)  # 20 left, 18 needed


@given(st.lists(st.integers(1, 10**9), min_size=3, max_size=20))
def test_a_total_is_unsafe_when_the_second_can_corner_the_first(parts: list[int]) -> None:
    first, second, *rest = sorted(parts, reverse=True)
    unsafe = rules.is_unsafe(len(parts), total=sum(parts), largest=first, second=second)
    assert unsafe == (10 * sum(rest) < first)


@given(COUNTS)
def test_arrays_are_judged_like_single_counts(counts: list[int]) -> None:
    assert rules.unsafe(np.array(counts)).tolist() == [rules.is_unsafe(n) for n in counts]
