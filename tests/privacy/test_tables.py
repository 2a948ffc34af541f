"""Counts of tables outside the cube: what follows by subtraction inside one table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm.privacy import mask
from ikm.privacy.rules import is_unsafe
from ikm.privacy.tables import complement
from ikm.selection import Selection

COUNTS = st.lists(st.integers(0, 12), max_size=8)


def hidden(values: list[float], unsafe: list[bool]) -> list[bool]:
    return list(complement(np.array(values, dtype=float), np.array(unsafe, dtype=bool)))


def masked(
    rows: pd.DataFrame, rules: dict[str, dict[str, str]], parts: bool = False, within: tuple[str, ...] = ()
) -> pd.DataFrame:
    return mask(rows, rules, Selection(), "", parts, within)


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


def test_a_part_is_hidden_where_it_or_the_rest_of_its_whole_is_one_or_two() -> None:
    rows = pd.DataFrame({"all": [9, 9, 9, 9, 9, 2, 2], "part": [0, 2, 3, 7, 9, 0, None]})
    found = masked(rows, {"part": {"of": "all"}})
    assert list(found["part"]) == [False, True, False, True, False, True, False]


def test_rests_that_are_hidden_are_no_one_or_two_together() -> None:
    # 19 of 20, 19 of 20 and 12 of 30 women: with 12 shown and 50 of 70 known, the two men would be told.
    rows = pd.DataFrame({"all": [20, 20, 30], "part": [19, 19, 12]})
    assert list(masked(rows, {"part": {"of": "all"}}, parts=True)["part"]) == [True, True, True]
    assert list(masked(rows, {"part": {"of": "all"}})["part"]) == [True, True, False]


def test_a_part_of_what_is_hidden_is_hidden() -> None:
    rows = pd.DataFrame({"all": [2, 9], "part": [0, 4]})
    assert masked(rows, {"all": {}, "part": {"of": "all"}}).to_numpy().tolist() == [[True, True], [False, False]]


@given(COUNTS)
def test_what_is_unsafe_stays_hidden_and_never_alone_beside_others(counts: list[int]) -> None:
    unsafe = [is_unsafe(n) for n in counts]
    found = hidden([float(n) for n in counts], unsafe)
    assert all(after for before, after in zip(unsafe, found, strict=True) if before)
    if sum(found) == 1:
        assert sum(1 for n in counts if n) == 1


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1, 1, 5, 9], [True, True, True, False]),  # two that add up to 2 are 1 and 1: the 5 goes with them
        ([2, 2, 9, 5], [True, True, False, False]),  # two that add up to 4 may be 1 and a 3 that covers it
        ([1, 2, 5, 9], [True, True, False, False]),  # two that add up to 3 may be 1 and 2 or 2 and 1
    ],
)
def test_hidden_counts_that_their_sum_would_tell_take_one_more_with_them(
    counts: list[float], expected: list[bool]
) -> None:
    assert hidden(counts, [count < 3 for count in counts]) == expected


def test_a_derived_column_wears_the_mask_of_what_it_is_made_from() -> None:
    rows = pd.DataFrame({"births": [1, 3], "birth_rate_pct": [10.0, 30.0]})
    found = masked(rows, {"births": {}, "birth_rate_pct": {"like": "births"}})
    assert found["birth_rate_pct"].tolist() == found["births"].tolist() == [True, False]


def test_only_parts_of_a_known_total_need_a_second_hidden_cell() -> None:
    rows = pd.DataFrame({"businesses": [5, 3, 2]})
    assert masked(rows, {"businesses": {}})["businesses"].tolist() == [False, False, True]
    assert masked(rows, {"businesses": {}}, parts=True)["businesses"].tolist() == [False, True, True]


def test_parts_are_completed_within_each_total() -> None:
    rows = pd.DataFrame({"year": [1, 2, 1, 2, 1, 2], "n": [5, 5, 3, 9, 2, 4]})
    # The 2 of year 1 takes the 3 of year 1 with it; year 2 has nothing to hide.
    assert masked(rows, {"n": {}}, parts=True, within=("year",))["n"].tolist() == [
        False,
        False,
        True,
        False,
        True,
        False,
    ]


def test_a_missing_count_is_nobody() -> None:
    assert masked(pd.DataFrame({"n": [None, 2.0]}), {"n": {}})["n"].tolist() == [False, True]


def test_a_mask_has_the_shape_and_names_of_its_rows() -> None:
    rows = pd.DataFrame({"year": [2019, 2020], "businesses": [1, 9]}, index=[7, 8])
    found = masked(rows, {"businesses": {}}, parts=True)
    assert found.index.equals(rows.index)
    assert found.columns.equals(rows.columns)
    assert not found["year"].any()
