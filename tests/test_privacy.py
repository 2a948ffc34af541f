"""No single business may be recognised: the minimum of three, the p % rule, and what follows by subtraction."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm import privacy

COUNTS = st.lists(st.integers(0, 12), max_size=8)


def hidden(values: list[float], unsafe: list[bool]) -> list[bool]:
    return list(privacy.complement(pd.Series(values, dtype=float), pd.Series(unsafe, dtype=bool)))


@pytest.mark.parametrize(("n", "unsafe"), [(0, False), (1, True), (2, True), (3, False), (400, False)])
def test_a_count_of_one_or_two_is_unsafe_and_nobody_is_not(n: int, unsafe: bool) -> None:
    assert privacy.is_unsafe(n) is unsafe


def test_a_second_contributor_who_can_work_out_the_first_makes_a_total_unsafe() -> None:
    # X = 100,000 with contributions of 50,000 and 49,000: the second knows the first to within 2 %.
    # Handbook on Statistical Disclosure Control, ch. 4; the rule X − x₁ − x₂ < p ÷ 100 · x₁ applied to its example.
    assert privacy.is_unsafe(3, total=100_000, largest=50_000, second=49_000)


@pytest.mark.parametrize(("total", "unsafe"), [(104_999, True), (105_000, False)])
def test_the_rest_may_be_exactly_ten_percent_of_the_largest(total: float, unsafe: bool) -> None:
    # 105,000 − 50,000 − 50,000 = 5,000 = 10 % of 50,000.
    assert privacy.is_unsafe(5, total=total, largest=50_000, second=50_000) is unsafe


def test_few_contributors_are_unsafe_however_even_they_are() -> None:
    assert privacy.is_unsafe(2, total=200, largest=1, second=1)


def test_a_total_of_zero_from_many_is_safe() -> None:
    assert not privacy.is_unsafe(5, total=0, largest=0, second=0)


def test_the_limits_can_be_set() -> None:
    assert privacy.is_unsafe(4, min_n=5)
    assert privacy.is_unsafe(9, total=120, largest=60, second=40, p=40)  # 20 left, 24 needed
    assert not privacy.is_unsafe(9, total=120, largest=60, second=40, p=30)  # 20 left, 18 needed


@given(st.lists(st.integers(1, 10**9), min_size=3, max_size=20))
def test_a_total_is_unsafe_when_the_second_can_corner_the_first(parts: list[int]) -> None:
    first, second, *rest = sorted(parts, reverse=True)
    unsafe = privacy.is_unsafe(len(parts), total=sum(parts), largest=first, second=second)
    assert unsafe == (10 * sum(rest) < first)


@given(COUNTS)
def test_cells_are_judged_like_single_counts(counts: list[int]) -> None:
    rows = pd.DataFrame({"businesses": pd.Series(counts, dtype=float)})
    judged = privacy.unsafe_cells(rows, {}, "businesses").tolist()
    assert judged == [privacy.is_unsafe(n) for n in counts]


def test_a_missing_count_is_nobody() -> None:
    rows = pd.DataFrame({"businesses": [None, 2.0]})
    assert privacy.unsafe_cells(rows, {}, "businesses").tolist() == [False, True]


def test_a_lone_hidden_part_takes_the_smallest_other_with_it() -> None:
    assert hidden([5, 3, 2, 4], [False, False, True, False]) == [False, True, True, False]


def test_zero_says_nothing_and_is_no_cover() -> None:
    assert hidden([5, 0, 2, 4], [False, False, True, False]) == [False, False, True, True]


def test_two_hidden_parts_cover_each_other() -> None:
    assert hidden([5, 1, 2], [False, True, True]) == [False, True, True]


def test_a_lone_part_with_nothing_beside_it_stays_hidden_alone() -> None:
    assert hidden([2, 0], [True, False]) == [True, False]


def test_nothing_hidden_stays_so() -> None:
    assert hidden([5, 3], [False, False]) == [False, False]


@given(COUNTS)
def test_what_is_unsafe_stays_hidden_and_never_alone_beside_others(counts: list[int]) -> None:
    unsafe = [privacy.is_unsafe(n) for n in counts]
    found = hidden([float(n) for n in counts], unsafe)
    assert all(after for before, after in zip(unsafe, found, strict=True) if before)
    if sum(found) == 1:
        assert sum(1 for n in counts if n) == 1


def test_a_derived_column_wears_the_mask_of_what_it_is_made_from() -> None:
    rows = pd.DataFrame({"births": [1, 3], "birth_rate_pct": [10.0, 30.0]})
    masked = privacy.mask(rows, {"births": {}, "birth_rate_pct": {"like": "births"}}, parts=False)
    assert masked["birth_rate_pct"].tolist() == masked["births"].tolist() == [True, False]


def test_money_is_hidden_by_who_reported_it_and_by_dominance() -> None:
    rows = pd.DataFrame(
        {
            "output_idr": [720, 3250, 100],
            "output_reported": [5, 5, 2],
            "output_largest_idr": [300, 3000, 60],
            "output_second_idr": [150, 100, 40],
        }
    )
    rule = {"n": "output_reported", "largest": "output_largest_idr", "second": "output_second_idr"}
    masked = privacy.mask(rows, {"output_idr": rule}, parts=False)
    assert masked["output_idr"].tolist() == [False, True, True]
    assert not masked.drop(columns="output_idr").to_numpy().any()


def test_only_parts_of_a_known_total_need_a_second_hidden_cell() -> None:
    rows = pd.DataFrame({"businesses": [5, 3, 2]})
    assert privacy.mask(rows, {"businesses": {}}, parts=False)["businesses"].tolist() == [False, False, True]
    assert privacy.mask(rows, {"businesses": {}}, parts=True)["businesses"].tolist() == [False, True, True]


def test_a_mask_has_the_shape_and_names_of_its_rows() -> None:
    rows = pd.DataFrame({"year": [2019, 2020], "businesses": [1, 9]}, index=[7, 8])
    masked = privacy.mask(rows, {"businesses": {}}, parts=True)
    assert masked.index.equals(rows.index)
    assert masked.columns.equals(rows.columns)
    assert not masked["year"].any()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 1, 5, 9], [True, True, True, False]),  # two that add up to 2 are 1 and 1: the 5 goes with them
        ([2, 2, 9, 5], [True, True, False, True]),  # two that add up to 4 are 2 and 2
        ([1, 2, 5, 9], [True, True, False, False]),  # two that add up to 3 may be 1 and 2 or 2 and 1
    ],
)
def test_hidden_counts_that_their_sum_would_tell_take_one_more_with_them(
    counts: list[float], expected: list[bool]
) -> None:
    assert hidden(counts, [count < 3 for count in counts]) == expected


def test_parts_are_completed_within_each_total() -> None:
    rows = pd.DataFrame({"year": [1, 2, 1, 2, 1, 2], "n": [5, 5, 3, 9, 2, 4]})
    masked = privacy.mask(rows, {"n": {}}, parts=True, within=["year"])
    # The 2 of year 1 takes the 3 of year 1 with it; year 2 has nothing to hide.
    assert masked["n"].tolist() == [False, False, True, False, True, False]


def test_what_follows_a_hidden_step_is_hidden_in_its_own_group_only() -> None:
    rows = pd.DataFrame({"group": ["a", "a", "a", "b", "b"], "n": [9, 2, 8, 7, 6], "died": [0, 0, 3, 0, 0]})
    masked = privacy.mask(rows, {"n": {}, "died": {}}, parts=False)
    later = privacy.onward(masked, rows["group"], ["n", "died"])
    assert later["n"].tolist() == [False, True, True, False, False]
    assert later["died"].tolist() == [False, True, True, False, False]
