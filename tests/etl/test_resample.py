"""Ranges by drawing businesses again: seeded, around the observed change, and silent where a base is missing."""

import duckdb

from etl import resample


def city(outputs: dict[str, list[int | None]]) -> duckdb.DuckDBPyConnection:
    """Businesses of one branch with their output in 2020, 2021, 2022."""
    connection = duckdb.connect()
    connection.execute("create table years as select cast(range as integer) as year from range(2020, 2023)")
    connection.execute("create table crisis (start_date date)")
    connection.execute("insert into crisis values ('1997-07-02'), ('2020-03-02')")
    connection.execute("create table business (business_id varchar, branch varchar)")
    connection.execute(
        "create table business_year "
        "(business_id varchar, year integer, active boolean, workers integer, output_idr bigint, size_ministry varchar)"
    )
    # 2022 is twice as dear as 2020 and 2021: what is drawn are amounts in constant prices.
    connection.execute("create table price_index (year integer, index double)")
    connection.execute("insert into price_index values (2020, 100), (2021, 100), (2022, 200)")
    for name, values in outputs.items():
        connection.execute("insert into business values (?, 'Pangan')", [name])
        for year, value in zip(range(2020, 2023), values, strict=True):
            size = "besar" if name == "large" else None
            if year == 2022 and value is not None:
                value *= 2  # the amounts of the tests are in the prices of 2020
            connection.execute("insert into business_year values (?, ?, true, null, ?, ?)", [name, year, value, size])
    return connection


def found(outputs: dict[str, list[int | None]]) -> dict[tuple[object, ...], tuple[float, float]]:
    with city(outputs) as connection:
        rows = resample.intervals(connection).to_pylist()
    return {(row["year"], row["branch"], row["measure"], row["statistic"]): (row["low"], row["high"]) for row in rows}


def test_equal_changes_leave_no_range() -> None:
    # Each business falls by a fifth, then doubles: whoever is drawn, the change is the same.
    ranges = found({str(number): [100, 80, 160] for number in range(30)})
    assert {key: (round(low, 6), round(high, 6)) for key, (low, high) in ranges.items() if key[1] is None} == {
        (2021, None, "output_real_idr", "growth"): (-20, -20),
        (2021, None, "output_real_idr", "depth"): (-20, -20),
        (2022, None, "output_real_idr", "growth"): (100, 100),
        (2022, None, "output_real_idr", "depth"): (60, 60),
    }


def test_a_range_holds_the_observed_change_and_repeats_exactly() -> None:
    outputs: dict[str, list[int | None]] = {str(number): [100, 50 + number * 2, 100] for number in range(40)}
    first, second = found(outputs), found(outputs)
    low, high = first[2021, "Pangan", "output_real_idr", "growth"]
    # The mean of 50, 52 … 128 is 89: a fall of 11 percent.
    assert low < -11 < high
    assert high - low < 20
    assert first == second


def test_a_large_business_and_a_missing_year_are_left_out() -> None:
    ranges = found({"large": [10**12, 1, 1]} | {str(number): [100, None, 100] for number in range(5)})
    # Nobody but the large one reported in 2021: no growth into or out of it, and 2022 stands where 2020 stood.
    assert {key: (round(low), round(high)) for key, (low, high) in ranges.items() if key[1] is None} == {
        (2022, None, "output_real_idr", "depth"): (0, 0)
    }
