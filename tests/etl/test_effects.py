"""Before and after, and beside the never trained: worked out by hand on a few invented businesses."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pytest

from etl import comparison, effects

TABLES = """
create table outcome (
    event_id varchar, business_id varchar, wave varchar, measure varchar, value bigint, unit varchar, level integer
);
create table participation (
    event_id varchar, business_id varchar, person_id varchar, score_before integer, score_after integer
);
create table training_event (event_id varchar, start_date date);
create table certificate (business_id varchar, kind varchar, issued_date date, valid_until date);
create table file (file varchar, kind varchar, as_of date, refused varchar);
create table years (year integer);
create table business (business_id varchar, branch varchar);
create table business_year (
    business_id varchar, year integer, output_idr bigint, workers integer, size_ministry varchar
);
insert into training_event values ('first', '2021-03-01'), ('second', '2022-03-01');
"""
Rows = Iterable[Sequence[object]]
Waves = Mapping[str, Mapping[str, int | None]]


def city(**tables: Rows) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(TABLES)
    for name, rows in tables.items():
        for row in rows:
            connection.execute(f"insert into {name} values ({', '.join('?' * len(row))})", list(row))
    return connection


def asked(event: str, measure: str, waves: Waves, unit: str = "", level: int | None = 4) -> list[Sequence[object]]:
    """Rows of `outcome` from wave → business → value."""
    return [
        (event, who, wave, measure, value, unit, level)
        for wave, values in waves.items()
        for who, value in values.items()
        if value is not None
    ]


def found(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str | None, str, str], dict[str, Any]]:
    rows = effects.effects(connection).to_pylist()
    return {(row["event_id"], row["measure"], row["wave"]): row for row in rows}


def each(values: Sequence[int | None]) -> dict[str, int | None]:
    return dict(zip("abcdefghij", values, strict=False))


# -- before and after


def test_workers_change_by_the_mean_of_the_pairs() -> None:
    # Changes 0, 1, 2 of a, b, c: mean 1, deviation 1, error 1 ÷ √3, t(0.975, 2) = 4.3027. d and e dropped out.
    waves = {"awal": each([2, 4, 6, 10, 20]), "6 bulan": each([2, 5, 8])}
    row = found(city(outcome=asked("first", "tenaga kerja", waves)))["first", "tenaga kerja", "6 bulan"]
    assert (row["n_start"], row["n"], row["dropped"], row["kirkpatrick"]) == (5, 3, 2, 4)
    assert (row["unit"], row["level_unit"], row["method"], row["level"]) == ("persons", "persons", "paired", "B")
    assert (row["mean_before"], row["mean_after"], row["mean_change"]) == (4, 5, 1)
    half = 4.3027 / math.sqrt(3)
    assert (row["low"], row["high"]) == pytest.approx((1 - half, 1 + half), abs=1e-3)
    # Two who dropped out are too few to say how they differed.
    assert row["dropped_difference"] is None


def test_the_smallest_detectable_change_is_that_of_the_pairs_deviation() -> None:
    # 30 pairs see d = 0.5292 (statsmodels); changes −1 and +1 by turns deviate by √(30 ÷ 29).
    names = [f"business {number}" for number in range(30)]
    before, after = dict.fromkeys(names, 10), {name: 9 + 2 * (at % 2) for at, name in enumerate(names)}
    row = found(city(outcome=asked("first", "tenaga kerja", {"awal": before, "6 bulan": after})))
    smallest = row["first", "tenaga kerja", "6 bulan"]["smallest_detectable"]
    assert smallest == pytest.approx(0.5292 * math.sqrt(30 / 29), abs=1e-3)


def test_money_changes_in_percent_of_itself() -> None:
    # Each doubles, whatever its size: + 100 %. Geometric means: ∛(1 · 8 · 27) = 6 and 12. d, e, f began with 2 each:
    # 2 ÷ 6 − 1. The nothing of f's later wave and of g's first has no logarithm.
    waves = {"awal": each([1, 8, 27, 2, 2, 2, 0]), "12 bulan": each([2, 16, 54, None, None, 0, 5])}
    row = found(city(outcome=asked("first", "omzet", waves)))["first", "omzet", "12 bulan"]
    assert (row["n_start"], row["n"], row["dropped"]) == (6, 3, 3)
    assert (row["unit"], row["level_unit"]) == ("percent", "rupiah")
    assert [row[name] for name in ("mean_change", "low", "high")] == pytest.approx([100, 100, 100])
    assert row["dropped_difference"] == pytest.approx(100 * (2 / 6 - 1))


def test_a_dominated_sum_of_money_tells_no_level() -> None:
    # 1,000 + 900 + 50: the third is under 10 % of the first.
    waves = {"awal": each([1000, 900, 50]), "6 bulan": each([1000, 900, 500])}
    row = found(city(outcome=asked("first", "omzet", waves)))["first", "omzet", "6 bulan"]
    assert row["mean_before"] is None
    assert row["mean_after"] == pytest.approx((1000 * 900 * 500) ** (1 / 3))
    assert row["mean_change"] == pytest.approx(100 * (10 ** (1 / 3) - 1))


def test_fewer_than_three_pairs_tell_nothing_but_their_number() -> None:
    waves = {"awal": each([2, 4, 6]), "6 bulan": each([3, 5])}
    row = found(city(outcome=asked("first", "tenaga kerja", waves)))["first", "tenaga kerja", "6 bulan"]
    assert (row["n_start"], row["n"], row["dropped"]) == (3, 2, 1)
    told = {"mean_before", "mean_after", "mean_change", "low", "high", "p_value", "smallest_detectable"}
    assert {row[name] for name in told} == {None}


def test_a_wave_that_nobody_answered_yet_is_no_drop_out() -> None:
    connection = city(outcome=asked("first", "omzet", {"awal": each([1, 2, 3])}))
    assert found(connection) == {}


def test_two_waves_that_differ_by_one_participant_do_not_both_tell_their_level() -> None:
    waves = {"awal": each([1, 2, 3, 6]), "6 bulan": each([2, 2, 2, 6]), "12 bulan": each([2, 2, 2])}
    rows = found(city(outcome=asked("first", "tenaga kerja", waves)))
    assert rows["first", "tenaga kerja", "6 bulan"]["mean_before"] == 3
    # 4 · 3 − 3 · 2 would be the 6 of the fourth.
    assert rows["first", "tenaga kerja", "12 bulan"]["mean_before"] is None
    assert rows["first", "tenaga kerja", "12 bulan"]["mean_change"] == 0


def test_all_events_together_take_each_business_by_its_first() -> None:
    # a, b and c come again: their second changes (+9) do not count; d, e, f change by +3, a, b, c by +1.
    first = {"awal": each([1, 1, 1]), "6 bulan": each([2, 2, 2])}
    second = {"awal": each([1] * 6), "6 bulan": each([10, 10, 10, 4, 4, 4])}
    rows = found(city(outcome=asked("first", "tenaga kerja", first) + asked("second", "tenaga kerja", second)))
    whole = rows[None, "tenaga kerja", "6 bulan"]
    assert (whole["n"], whole["mean_change"]) == (6, 2)


def test_a_single_repeat_stays_in_the_whole() -> None:
    first = {"awal": each([1, 1, 1]), "6 bulan": each([2, 2, 2])}
    second = {"awal": {"a": 1, "x": 1, "y": 1}, "6 bulan": {"a": 2, "x": 2, "y": 2}}
    rows = found(city(outcome=asked("first", "tenaga kerja", first) + asked("second", "tenaga kerja", second)))
    # Leaving out the second time of a alone would show it as the difference to the two events.
    assert rows[None, "tenaga kerja", "6 bulan"]["n"] == 6


def test_an_event_of_two_pairs_is_left_out_of_the_whole() -> None:
    first = {"awal": each([1, 1, 1]), "6 bulan": each([2, 2, 2])}
    second = {"awal": {"x": 1, "y": 1}, "6 bulan": {"x": 5, "y": 5}}
    rows = found(city(outcome=asked("first", "tenaga kerja", first) + asked("second", "tenaga kerja", second)))
    assert (rows[None, "tenaga kerja", "6 bulan"]["n"], rows[None, "tenaga kerja", "6 bulan"]["mean_change"]) == (3, 1)


def test_a_test_score_is_a_change_too_and_counts_persons_without_a_business() -> None:
    scores = [("first", "a", None, 50, 60), ("first", None, "p", 40, 60), ("first", None, "q", 60, 90)]
    row = found(city(participation=[*scores, ("first", "b", None, 70, None)]))["first", "nilai tes", "akhir pelatihan"]
    assert (row["n_start"], row["n"], row["kirkpatrick"], row["unit"]) == (4, 3, 2, "points")
    assert (row["mean_before"], row["mean_after"], row["mean_change"]) == (50, 70, 20)


def test_yes_or_no_is_counted_before_and_after() -> None:
    names = [f"business {number}" for number in range(30)]
    waves = {"awal": {name: int(at < 6) for at, name in enumerate(names)}}
    waves["6 bulan"] = {name: int(at < 18) for at, name in enumerate(names)}
    row = found(city(outcome=asked("first", "label", waves, level=3)))["first", "label", "6 bulan"]
    assert (row["method"], row["with_before"], row["with_after"]) == ("share", 6, 18)
    # statsmodels, Wilson, 18 of 30.
    assert (row["after_low_pct"], row["after_high_pct"]) == pytest.approx((42.32, 75.41), abs=0.01)
    assert (row["mean_change"], row["low"], row["p_value"]) == (None, None, None)


def test_a_range_from_which_one_or_two_would_follow_is_not_made() -> None:
    waves = {"awal": each([1, 1, 0, 0, 0, 0]), "6 bulan": each([1, 1, 1, 1, 0, 0])}
    row = found(city(outcome=asked("first", "label", waves)))["first", "label", "6 bulan"]
    assert (row["with_before"], row["with_after"]) == (2, 4)
    assert (row["before_low_pct"], row["after_low_pct"]) == (None, None)


def test_certificates_are_those_valid_on_the_day() -> None:
    # The first event began on 1 March 2021; the register of certificates ends on 1 October 2021, before twelve
    # months: a file that was refused says nothing of the year after.
    issued = [
        ("a", "PIRT", date(2020, 1, 1), None),
        ("b", "PIRT", date(2020, 1, 1), date(2021, 6, 30)),  # expired after six months
        ("c", "PIRT", date(2021, 5, 1), None),
        ("c", "PIRT", date(2021, 6, 1), None),  # renewed: one business
        ("d", "PIRT", date(2021, 9, 2), None),  # a day after the six months
        ("e", "PIRT", None, None),  # nobody knows since when
    ]
    rows = found(
        city(
            participation=[("first", who, None, None, None) for who in "abcdef"],
            certificate=issued,
            file=[
                ("sertifikat.csv", "certificate", date(2021, 10, 1), None),
                ("unreadable.csv", "certificate", date(2022, 10, 1), "no header"),
            ],
        )
    )
    assert set(rows) == {("first", "PIRT", "6 bulan"), (None, "PIRT", "6 bulan")}
    row = rows["first", "PIRT", "6 bulan"]
    assert (row["n_start"], row["n"], row["with_before"], row["with_after"]) == (6, 6, 2, 2)


# -- beside the never trained


def panel(treated: int, untreated: int, years: Sequence[int] = (2019, 2020, 2021, 2022)) -> duckdb.DuckDBPyConnection:
    """Output 100 in every year, of the trained 110 from 2021 on; every second business twice as much."""
    names = [(f"treated {at}", at) for at in range(treated)] + [(f"untreated {at}", at) for at in range(untreated)]
    return city(
        years=[(year,) for year in years],
        business=[(name, "Pangan") for name, _ in names],
        participation=[("first", name, None, None, None) for name, _ in names if name.startswith("treated")],
        business_year=[
            (name, year, (110 if name.startswith("treated") and year >= 2021 else 100) * (1 + at % 2), None, None)
            for name, at in names
            for year in years
        ],
    )


def level(connection: duckdb.DuckDBPyConnection, measure: str = "output_idr") -> tuple[Any, ...]:
    (row,) = [row for row in comparison.levels(connection).to_pylist() if row["measure"] == measure]
    return tuple(row[name] for name in ("level", "reason", "n_treated", "n_untreated", "earlier_years"))


def test_thirty_beside_thirty_with_two_earlier_years_are_compared() -> None:
    connection = panel(30, 30)
    assert level(connection) == ("A", None, 30, 30, 2)
    rows = comparison.effects(connection).to_pylist()
    told = {(row["statistic"], row["key"]): row for row in rows}
    assert set(told) == {("simple", None), ("event", -1), ("event", 0), ("event", 1)}
    assert told["simple", None]["att_pct"] == pytest.approx(10)
    assert told["event", -1]["att_pct"] == pytest.approx(0)
    assert {row["n_treated"] for row in rows} == {row["n_comparison"] for row in rows} == {30}


@pytest.mark.parametrize(
    ("connection", "reason"),
    [
        (lambda: panel(0, 40), "no_training"),
        (lambda: panel(29, 40), "few_treated"),
        (lambda: panel(30, 29), "few_untreated"),
        (lambda: panel(30, 30, years=(2020, 2021, 2022)), "few_years"),
        (lambda: panel(30, 30, years=()), "few_years"),
    ],
)
def test_the_condition_that_fails_is_named_and_nothing_is_estimated(connection: Any, reason: str) -> None:
    made = connection()
    assert level(made)[:2] == ("C", reason)
    assert comparison.effects(made).num_rows == 0


def test_a_business_without_its_output_in_every_year_is_on_neither_side() -> None:
    connection = panel(31, 31)
    connection.execute("update business_year set output_idr = 0 where business_id = 'treated 0' and year = 2020")
    connection.execute(
        "update business_year set size_ministry = 'besar' where business_id = 'untreated 0' and year = 2022"
    )
    assert level(connection) == ("A", None, 30, 30, 2)


def test_the_comparison_is_of_the_same_branches() -> None:
    connection = panel(30, 33)
    connection.execute("update business set branch = 'Kerajinan' where business_id in ('untreated 1', 'untreated 2')")
    assert level(connection)[3] == 31


def test_a_cohort_of_two_is_left_out_and_larger_ones_are_each_left_out_once() -> None:
    connection = panel(40, 30)
    connection.execute("update participation set event_id = 'second' where business_id in ('treated 0', 'treated 1')")
    assert level(connection) == ("A", None, 38, 30, 2)
    more = [f"'treated {number}'" for number in range(5)]
    connection.execute(f"update participation set event_id = 'second' where business_id in ({', '.join(more)})")
    rows = comparison.effects(connection).to_pylist()
    left_out = {row["key"]: row["n_treated"] for row in rows if row["statistic"] == "without_cohort"}
    assert left_out == {2021: 5, 2022: 35}
    events = {row["key"]: row["n_treated"] for row in rows if row["statistic"] == "event"}
    assert events == {-2: 5, -1: 40, 0: 40, 1: 35}


def test_the_window_with_most_trained_businesses_is_taken() -> None:
    # 2018 is known of the untreated and of ten trained only: with it fewer could be compared.
    connection = panel(35, 35)
    connection.execute("insert into years values (2018)")
    connection.execute("insert into business_year select business_id, 2018, 100, null, null from business limit 10")
    assert level(connection) == ("A", None, 35, 35, 2)
