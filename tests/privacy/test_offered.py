"""How a selection asks what may be shown; values from tests/tiny/README.md."""

import numpy as np
import pandas as pd
import pytest

from ikm import metrics, privacy, store
from ikm.privacy import judge, lattice, offered
from ikm.privacy.mask import narrowed
from ikm.selection import Selection

pytestmark = pytest.mark.usefixtures("tiny")

SANDANG, LOGAM = "Sandang dan Kulit", "Logam dan Elektronika"


def active(*branches: str) -> list[object]:
    result = metrics.run("businesses_yearly", Selection(branches=branches))
    cells = zip(result.rows["businesses_active"], result.masked["businesses_active"], strict=True)
    return ["x" if hidden else int(value) for value, hidden in cells]


def test_hidden_siblings_may_be_shown_together_since_they_are_the_rest_of_what_is_shown() -> None:
    # 2022: ten active, Pangan 5; Sandang 3 and Logam 2 are hidden, and together the other five.
    assert active(LOGAM)[4] == active(SANDANG)[4] == "x"
    assert active(SANDANG, LOGAM)[4] == 5


def test_a_hidden_value_beside_a_shown_one_stays_hidden() -> None:
    assert active("Pangan", LOGAM)[4] == "x"


def test_all_values_together_are_the_whole() -> None:
    assert active("Pangan", SANDANG, LOGAM) == [9, 10, 10, 11, 10]


def test_a_value_that_is_never_shown_alone_is_offered_with_its_hidden_siblings() -> None:
    # Logam is nobody in 2018, which may be said; its code 25119 likewise. Codes 11040 and 11051 are one or two always.
    codes = ["10710", "11040", "11051", "25119"]
    offered_codes = privacy.choices("kbli", codes, str(store.current_version()))
    assert ("25119",) in offered_codes
    assert ("11040",) not in offered_codes


def test_a_place_that_is_in_no_row_is_nobody_and_may_be_said() -> None:
    assert privacy.is_shown("active", (2022,), Selection(kecamatan=("74.71.02",)), str(store.current_version()))


def test_a_year_without_files_has_nothing_to_hide() -> None:
    assert privacy.is_shown("active", (1998,), Selection(branches=(LOGAM,)), str(store.current_version()))


def test_the_register_is_hidden_alike_whatever_size_is_picked_since_it_knows_none() -> None:
    # Logam has one registered business in 2019 and two from 2020 on.
    for sizes in ((), ("kecil",), ("menengah",)):
        result = metrics.run("businesses_yearly", Selection(branches=(LOGAM,), sizes=sizes))
        assert result.masked["businesses_registered"].tolist() == [False, True, True, True, True]


def test_what_is_inside_a_hidden_cell_is_hidden() -> None:
    version = str(store.current_version())
    for year in range(2019, 2023):
        assert not privacy.is_shown("output", (year,), Selection(branches=(LOGAM,)), version)
        assert not privacy.is_shown("output", (year,), Selection(branches=(LOGAM,), owner_sex=("L",)), version)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"branch": "Pangan"}, Selection(branches=("Pangan",))),
        ({"branch": lattice.UNKNOWN}, Selection(branches=(lattice.UNKNOWN,))),
        ({"ruler": "division", "part": "10"}, Selection(divisions=("10",))),
        ({"ruler": "bps", "size": "unknown"}, Selection(size_ruler="bps", sizes=(lattice.UNKNOWN,))),
        ({"year": 2020}, Selection()),
    ],
)
def test_a_row_of_a_breakdown_narrows_the_selection(row: dict[str, object], expected: Selection) -> None:
    assert narrowed(Selection(), row) == expected


def test_the_two_largest_contributions_are_found_across_rows() -> None:
    rows = pd.DataFrame(
        {
            "year": 2020,
            "branch": ["a", "a", "b"],
            "n": [2, 1, 3],
            "total": [90, 50, 30],
            "largest": [60, 50, 20],
            "second": [30, 0, 6],
        }
    )
    cells = lattice.cube(rows, ["year"], {"m": lattice.Measure("n", "total", "largest", "second")}).cells["m"]
    total, largest, second = (array[0, 0, 0, 0, 0] for array in cells.money)
    assert (cells.n[0, 0, 0, 0, 0], total, largest, second) == (6, 170, 60, 50)


def test_the_survivors_of_a_cohort_are_hidden_where_the_births_of_one_year_would_follow() -> None:
    # Born before the pandemic: only 14, in 2019; in it: 5, 10 and 13, all in 2020. The one is hidden at every age.
    followed = offered.offer("followed", str(store.current_version()))
    city = {period: bool(followed.hidden[place][0, 0, 0, 0]) for period, place in followed.periods.items()}
    assert city["before", 1]
    assert city["before", 2]
    assert not city["covid", 1]


@pytest.mark.parametrize(
    ("hidden", "n", "expected"),
    [
        ([True, False], [2, 9], True),  # one is the rest
        ([True, True, False], [1, 1, 9], True),  # two that add up to two are one each
        ([True, True, False], [2, 5, 9], False),
        ([True, True, True], [1, 1, 1], True),
        ([True, True, False], [0, 0, 9], False),  # nobody is hidden
    ],
)
def test_hidden_counts_are_told_by_their_sum_when_it_leaves_no_choice(
    hidden: list[bool], n: list[int], expected: bool
) -> None:
    assert judge.told(np.array(hidden)[:, None], np.array(n)[:, None]).tolist() == [expected]
