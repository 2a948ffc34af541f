"""Every metric against values worked out by hand: the city's from tests/tiny/README.md, the rest as published.

An expected file has the columns and the order of the metric's rows; `x` is a hidden cell, empty a missing one.
"""

import csv
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from etl import publish
from ikm import derive, metrics, relations, store, text
from ikm.metrics import INTERNAL, Result
from ikm.selection import FIELD_OF_KEY, Selection, conditions

EXPECTED = Path(__file__).parent / "expected"
TOLERANCE = 1e-6
HIDDEN, MISSING = "x", ""
CITY = [name for name in metrics.names() if metrics.metric(name).kinds]
FILTERED = [name for name in metrics.names() if "cabang" in metrics.metric(name).follows]
PUBLISHED = [name for name in metrics.names() if not metrics.metric(name).kinds]
PANGAN = Selection(branches=("Pangan",))
KAMBU = Selection(kecamatan=("74.71.10",))
WOMEN = Selection(owner_sex=("P",))
MENENGAH = Selection(sizes=("menengah",))
MIKRO = Selection(size_ruler="bps", sizes=("mikro",))
LOGAM = Selection(branches=("Logam dan Elektronika",))
EVERYTHING = Selection(
    years=(2019, 2021),
    branches=("Pangan",),
    divisions=("10",),
    kbli=("10710",),
    kecamatan=("74.71.08",),
    size_ruler="bps",
    sizes=("mikro",),
    owner_sex=("P",),
)
# What a training event or a measure is, not who took part.
OF_THE_EVENT = {
    *("year", "start_date", "end_date", "topic", "branch", "organiser", "partner", "days", "quota"),
    *("participants_precision", "kirkpatrick", "effect_unit", "level", "level_reason"),
    *("earlier_years", "first_year", "last_year"),
}
EACH_FILTER = (
    Selection(),
    *(Selection(branches=(branch,)) for branch in ("Pangan", "Sandang dan Kulit", "Logam dan Elektronika")),
    *(Selection(divisions=(division,)) for division in ("10", "11", "14", "18", "25")),
    *(Selection(kecamatan=(code,)) for code in ("74.71.01", "74.71.08", "74.71.10")),
    *(Selection(owner_sex=(sex,)) for sex in ("L", "P")),
    *(Selection(sizes=(size,)) for size in ("kecil", "menengah")),
    *(Selection(size_ruler="bps", sizes=(size,)) for size in ("mikro", "kecil", "menengah")),
    *(Selection(years=(2018, last)) for last in (2019, 2020, 2021)),
)

pytestmark = pytest.mark.usefixtures("tiny")


def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def differs(wanted: str, value: Any, masked: bool) -> bool:
    """Whether a cell is not what its text in the expected file says."""
    if wanted == HIDDEN or masked:
        return wanted != HIDDEN or not masked or not pd.isna(value)
    if wanted == MISSING or pd.isna(value):
        return wanted != MISSING or not pd.isna(value)
    if isinstance(value, bool | np.bool_):
        return wanted != str(bool(value)).lower()
    if isinstance(value, pd.Timestamp):
        return wanted != value.date().isoformat()
    if isinstance(value, str):
        return bool(wanted != value)
    return bool(abs(float(value) - float(wanted)) > TOLERANCE * abs(float(wanted)))


def shown(result: Result, column: str) -> list[object]:
    """A column as a reader gets it: numbers, `x` where hidden, None where missing."""
    cells = zip(result.rows[column], result.masked[column], strict=True)
    return [HIDDEN if masked else None if pd.isna(value) else value for value, masked in cells]


# -- every number


def test_every_metric_has_an_expected_file_and_every_file_a_metric() -> None:
    assert sorted(file.stem for file in EXPECTED.glob("*.csv")) == metrics.names()


@pytest.mark.parametrize("name", metrics.names())
def test_a_metric_gives_the_rows_worked_out_by_hand(name: str) -> None:
    result, wanted = metrics.run(name), expected(name)
    assert list(result.rows.columns) == list(wanted[0])
    assert len(result.rows) == len(wanted)
    wrong = [
        f"row {number}, {column}: {row[column]!r} by hand, {result.rows[column].iloc[number]!r} here"
        for number, row in enumerate(wanted)
        for column in row
        if differs(row[column], result.rows[column].iloc[number], bool(result.masked[column].iloc[number]))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", metrics.names())
def test_a_hidden_cell_is_missing_in_the_rows(name: str) -> None:
    for selection in (Selection(), PANGAN, KAMBU, WOMEN, MENENGAH, LOGAM):
        result = metrics.run(name, selection)
        assert result.rows.index.equals(result.masked.index)
        assert list(result.rows.columns) == list(result.masked.columns)
        assert result.rows.isna().where(result.masked, True).all(axis=None)


@pytest.mark.parametrize("name", metrics.names())
def test_what_only_rules_and_derivations_need_never_leaves(name: str) -> None:
    columns = metrics.run(name, PANGAN).rows.columns
    assert not [column for column in columns if column.endswith(INTERNAL)]


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("selection", EACH_FILTER)
def test_no_count_of_one_or_two_is_shown_whatever_is_picked(name: str, selection: Selection) -> None:
    result = metrics.run(name, selection)
    counts = [column for column in result.metric.protect if column.startswith(("businesses", "births", "deaths"))]
    counts = [column for column in counts if column in result.rows]
    assert not result.rows[counts].isin([1, 2]).any(axis=None)
    assert result.n not in (1, 2)


@pytest.mark.parametrize("selection", EACH_FILTER)
def test_a_value_is_hidden_in_all_metrics_or_in_none(selection: Selection) -> None:
    alone, together = (metrics.run(name, selection) for name in ("output_yearly", "units_workers_output"))
    assert shown(alone, "output_real_idr") == shown(together, "output_real_idr")
    assert shown(metrics.run("workers_yearly", selection), "workers") == shown(together, "workers")


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("selection", [Selection(), PANGAN, MENENGAH, replace(WOMEN, years=(2019, 2021))])
def test_the_sql_that_a_reader_is_shown_is_the_one_that_is_run(name: str, selection: Selection) -> None:
    # What several metrics read is made once and handed to each; the definition shows it all in one statement.
    header = metrics.metric(name)
    followed = selection.only(header.follows)
    version = str(store.current_version())
    run = relations.rows(metrics._select(header, followed), followed, version)
    pd.testing.assert_frame_equal(run, store.query(*metrics.statement(header, followed), version))


# -- headers


@pytest.mark.parametrize("name", metrics.names())
def test_a_header_says_title_note_and_unit_in_both_languages(name: str) -> None:
    header = metrics.metric(name)
    for words in (header.title, header.note):
        assert set(words) == set(text.LANGUAGES)
        assert all(words.values())
    assert text.has(f"unit.{header.unit}")


@pytest.mark.parametrize("name", metrics.names())
def test_every_column_has_a_name_for_readers(name: str) -> None:
    assert [column for column in metrics.run(name).rows.columns if not text.has(f"column.{column}")] == []


@pytest.mark.parametrize("name", metrics.names())
def test_a_header_names_what_exists(name: str) -> None:
    header, columns = metrics.metric(name), set(metrics.run(name).rows.columns)
    assert set(header.follows) <= set(FIELD_OF_KEY)
    assert header.grain
    assert set(header.grain) <= columns
    assert set(header.derive) <= columns
    assert {recipe["of"] for recipe in header.derive.values()} <= columns
    assert set(header.protect) <= columns or header.collapse or header.summary  # the parts a row is made of
    assert {*header.chart.get("columns", ()), header.chart.get("ours", header.grain[0])} <= columns
    assert header.kinds or header.series or header.sources


@pytest.mark.parametrize("name", metrics.names())
def test_a_metric_has_one_row_for_each_grain(name: str) -> None:
    grain = list(metrics.metric(name).grain)
    assert not metrics.run(name).rows.duplicated(grain).any()


@pytest.mark.parametrize("name", metrics.names())
def test_every_source_of_a_header_is_found(name: str) -> None:
    header, result = metrics.metric(name), metrics.run(name)
    assert result.sources
    assert set(header.sources) <= {source.source_id for source in result.sources}
    assert result.is_sample == bool(header.kinds)


@pytest.mark.parametrize("name", metrics.names())
def test_published_series_and_kinds_that_a_header_names_are_in_the_database(name: str) -> None:
    header = metrics.metric(name)
    series = set(store.query("select distinct series from series")["series"])
    kinds = {
        *("directory", "production", "activity", "oss_project", "oss_nib"),
        *("training_event", "training_participant", "training_outcome", "certificate"),
    }
    assert set(header.series) <= series
    assert set(header.kinds) <= kinds


@pytest.mark.parametrize("name", CITY)
def test_what_is_counted_from_businesses_is_protected(name: str) -> None:
    header = metrics.metric(name)
    published = {"sultra_idr", "sultra_index", "sultra_growth_pct"}
    free = {*header.grain, *published, "year_shown", "year_compared", "provisional", "events"} | OF_THE_EVENT
    made: set[str] = set()
    for column, recipe in header.derive.items():  # in the order in which they are made
        made |= {column} if recipe["of"] in {*header.protect, *made} else set()
    made |= {*metrics.run(name).rows.columns} if header.collapse or header.summary else set()  # tested by their masks
    assert set(metrics.run(name).rows.columns) - free - made <= set(header.protect)


def test_an_unknown_metric_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="businesses_yearly"):
        metrics.metric("no_such_metric")


# -- what a selection does; values from tests/tiny/README.md


def test_a_branch_is_counted_alone() -> None:
    result = metrics.run("businesses_yearly", PANGAN)
    assert shown(result, "businesses_active") == [5, 5, HIDDEN, 5, 5]
    assert shown(result, "businesses_registered") == [5, HIDDEN, 5, 5, 5]
    assert result.n == 5


def test_money_that_one_business_dominates_is_hidden_with_what_is_made_from_it() -> None:
    result = metrics.run("output_yearly", PANGAN)
    assert shown(result, "output_idr") == [720e6, 740e6, 330e6, HIDDEN, 670e6]
    assert shown(result, "output_real_idr")[3] == HIDDEN
    assert shown(result, "output_reported") == [5, 5, 4, HIDDEN, 5]


def test_a_base_of_under_ten_businesses_gives_counts_and_no_percentage() -> None:
    few = metrics.run("units_workers_output", PANGAN)
    assert shown(few, "businesses_registered") == [5, HIDDEN, 5, 5, 5]
    for column in ("units_index", "workers_index", "output_index", "units_growth_pct", "workers_growth_pct"):
        assert few.rows[column].isna().all()
    assert shown(metrics.run("births_and_deaths", PANGAN), "birth_rate_pct")[4] is None


def test_a_missing_number_of_workers_is_no_zero_but_lowers_the_share_that_reported() -> None:
    result = metrics.run("workers_yearly", PANGAN)
    assert shown(result, "workers") == [36, 38, HIDDEN, HIDDEN, 34]
    assert shown(result, "workers_reported") == [5, 5, HIDDEN, HIDDEN, 5]
    assert shown(result, "reported_pct") == [100, 100, HIDDEN, HIDDEN, 100]
    # All of the city in 2021: 10 of 11 active.
    assert shown(metrics.run("workers_yearly"), "reported_pct")[3] == pytest.approx(1000 / 11)


def test_a_place_is_counted_alone_and_its_two_registered_are_hidden() -> None:
    result = metrics.run("businesses_yearly", KAMBU)
    assert shown(result, "businesses_active") == [HIDDEN, 3, 4, 4, 3]
    assert shown(result, "businesses_registered") == [HIDDEN, HIDDEN, 4, 4, 4]
    assert shown(metrics.run("workers_yearly", KAMBU), "workers") == [HIDDEN, 17, 11, 12, 12]


def test_businesses_of_women_are_counted_alone() -> None:
    assert shown(metrics.run("businesses_yearly", WOMEN), "businesses_active") == [5, 5, 5, 6, 5]
    demography = metrics.run("births_and_deaths", WOMEN)
    # The one birth of 2019 and the one death of 2021 are hidden for the city, and so for every part of it.
    assert shown(demography, "births") == [0, HIDDEN, HIDDEN, 0, 0]
    assert shown(demography, "deaths") == [0, HIDDEN, 0, HIDDEN, None]
    assert shown(demography, "birth_rate_pct") == [None, HIDDEN, HIDDEN, None, None]


def test_a_founding_year_that_nobody_knows_needs_two_silent_years_of_coverage_first() -> None:
    # Kadia: number 12 is first active in 2019, the second year of coverage; number 5 was founded in 2020.
    demography = metrics.run("births_and_deaths", Selection(kecamatan=("74.71.08",)))
    assert shown(demography, "births") == [0, HIDDEN, HIDDEN, 0, 0]
    assert shown(demography, "deaths") == [0, 0, 0, HIDDEN, None]


def test_the_size_filter_lets_the_register_alone() -> None:
    result = metrics.run("businesses_yearly", MENENGAH)
    assert shown(result, "businesses_active") == [HIDDEN, 3, 3, HIDDEN, 3]
    assert shown(result, "businesses_registered") == [9, 10, 13, 13, 13]
    assert shown(metrics.run("workers_yearly", MENENGAH), "workers") == [HIDDEN, 61, 52, 55, 57]


def test_the_ruler_decides_what_a_size_is() -> None:
    assert shown(metrics.run("businesses_yearly", MIKRO), "businesses_active") == [4, HIDDEN, 7, 7, 4]


def test_filters_are_joined_by_and_their_values_by_or() -> None:
    both = Selection(branches=("Pangan", "Sandang dan Kulit"), owner_sex=("P",), kecamatan=("74.71.08", "74.71.01"))
    # Numbers 1, 3, 5 (Kadia) and 7, 8 (Mandonga): what is counted is read from the cube, since none of it may be shown.
    where, values = conditions(both)
    counted = store.query(
        f"select sum(businesses_active) as n from cube_year where {where} group by year order by year", values
    )
    assert counted["n"].tolist() == [4, 4, 3, 4, 4]
    assert shown(metrics.run("businesses_yearly", both), "businesses_active") == [HIDDEN] * 5


def test_divisions_and_codes_filter_too() -> None:
    drinks = Selection(divisions=("11",), kbli=("11040",))
    assert shown(metrics.run("businesses_yearly", drinks), "businesses_active") == [HIDDEN] * 5
    # Division 14 is all of Sandang, and hidden where that is.
    clothes = Selection(divisions=("14",))
    assert shown(metrics.run("businesses_yearly", clothes), "businesses_active") == [4, HIDDEN, 4, HIDDEN, HIDDEN]


def test_years_bound_the_rows_and_the_years_compared() -> None:
    middle = Selection(years=(2019, 2021))
    yearly = metrics.run("businesses_yearly", middle)
    assert shown(yearly, "year") == [2019, 2020, 2021]
    assert shown(yearly, "businesses_active") == [10, 10, 11]
    assert yearly.n == 11
    branches = metrics.run("businesses_by_branch", middle)
    assert shown(branches, "branch") == ["Pangan", "Logam dan Elektronika", "Sandang dan Kulit"]
    assert set(branches.rows["year_shown"]) == {2021}
    assert set(branches.rows["year_compared"]) == {2019}
    assert shown(branches, "businesses_active") == [5, HIDDEN, HIDDEN]
    assert shown(branches, "businesses_active_first") == [5, HIDDEN, HIDDEN]


def test_the_index_starts_at_the_first_year_shown_when_2019_is_not_among_them() -> None:
    late = metrics.run("units_workers_output", Selection(years=(2020, 2022)))
    assert shown(late, "workers_index") == pytest.approx([100, 100 * 76 / 71, 100 * 88 / 71])


def test_the_share_that_reported_is_of_the_active_of_the_last_year() -> None:
    assert metrics.run("output_yearly", Selection(years=(2018, 2020))).reporting == pytest.approx(9 / 10)
    assert metrics.run("output_yearly", Selection(years=(2018, 2021))).reporting == pytest.approx(10 / 11)
    assert metrics.run("businesses_yearly").reporting is None


def test_the_share_that_reported_is_not_said_when_it_gives_away_that_two_did() -> None:
    # Pangan in 2021: five are active, and the four that reported workers are hidden with the two of Logam.
    result = metrics.run("workers_yearly", replace(PANGAN, years=(2018, 2021)))
    assert shown(result, "workers_reported")[-1] == HIDDEN
    assert result.n == 5
    assert result.reporting is None


def test_a_sector_that_is_only_registered_is_not_called_empty() -> None:
    # Number 15, printing, is registered from 2019 on and was never active.
    result = metrics.run("businesses_yearly", Selection(divisions=("18",)))
    assert shown(result, "businesses_registered") == [0, HIDDEN, HIDDEN, HIDDEN, HIDDEN]
    assert result.status == "ok"


@pytest.mark.parametrize("name", FILTERED)
def test_a_branch_of_two_says_neither_how_many_nor_what_share(name: str) -> None:
    result = metrics.run(name, LOGAM)
    assert result.n == "<3"
    assert result.reporting is None
    assert result.status == "ok"


NOBODY = [Selection(kecamatan=("74.71.02",)), Selection(years=(1990, 1995)), Selection(branches=("Tidak Ada",))]


@pytest.mark.parametrize(
    ("name", "nobody"),
    [(name, each) for name in FILTERED for each in NOBODY if each.only(metrics.metric(name).follows) != Selection()],
)
def test_nobody_found_is_empty_and_no_error(name: str, nobody: Selection) -> None:
    result = metrics.run(name, nobody)
    assert result.status == "empty"
    assert result.n == 0
    assert not result.masked.any(axis=None)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_series_ignore_every_filter_but_years(name: str) -> None:
    result = metrics.run(name, replace(EVERYTHING, years=None))
    assert result.selection == Selection()
    assert result.n is None
    assert result.rows.equals(metrics.run(name).rows)
    assert not result.masked.any(axis=None)


@pytest.mark.parametrize("name", [name for name in metrics.names() if not metrics.metric(name).kinds])
def test_published_series_follow_no_filter(name: str) -> None:
    # Their caption says so, and a crisis outside the years picked is still the context of those inside.
    result = metrics.run(name, Selection(years=(2017, 2018), branches=("Pangan",)))
    assert result.selection == Selection()
    pd.testing.assert_frame_equal(result.rows, metrics.run(name).rows)


@pytest.mark.parametrize("name", metrics.names())
def test_a_result_remembers_only_what_was_followed(name: str) -> None:
    follows = set(metrics.metric(name).follows)
    follows |= {"penggaris"} if "skala" in follows else set()
    assert set(metrics.run(name, EVERYTHING).selection.to_query()) == set(EVERYTHING.to_query()) & follows


def test_every_number_names_the_version_it_comes_from() -> None:
    version = store.current_version()
    assert version is not None
    assert metrics.run("businesses_yearly").version == version
    named = metrics.run("businesses_yearly", Selection(version=version))
    assert named.rows.equals(metrics.run("businesses_yearly").rows)


def test_a_version_that_is_not_there_is_an_error_a_page_can_explain() -> None:
    with pytest.raises(store.NoDatabaseError):
        metrics.run("businesses_yearly", Selection(version="20000101T000000Z-00000000"))


# -- contribution, concentration, survival


def test_contributions_are_points_of_the_whole_of_the_first_year() -> None:
    # 2019 and 2022 have the same kinds of evidence; 10 were active and produced 1,850 million in 2019, Pangan 740 of
    # them, and 670 in 2022, in prices of 2015 by the deflators 112.688611 and 130.359265.
    result = metrics.run("contribution_by_branch", Selection(years=(2019, 2022)))
    assert set(result.rows["year_compared"]) == {2019}
    pangan = result.rows.set_index("branch").loc["Pangan"]
    assert pangan["businesses_points"] == 0
    assert pangan["output_points"] == pytest.approx(-8.69302, abs=1e-4)
    assert shown(result, "businesses_points")[1:] == [None, None]


def test_years_with_other_kinds_of_evidence_are_refused_with_a_reason() -> None:
    # Only 2021 has the roster of a training.
    result = metrics.run("contribution_by_branch", Selection(years=(2018, 2021)))
    assert result.status == "refused"
    assert text.has(f"refused.{result.reason}")


def test_a_branch_hidden_in_the_base_year_has_no_index_and_the_total_keeps_its_own() -> None:
    rows = metrics.run("output_by_branch").rows.set_index(["branch", "year"])
    assert rows.loc["Sandang dan Kulit", "output_index"].isna().all()
    assert rows.loc[("Sandang dan Kulit", 2020), "total_index"] == pytest.approx(
        100 * 1100 / 1850 / 1.12235941 * 1.12688611
    )


def test_hidden_parts_count_as_one_in_a_measure_of_concentration() -> None:
    rows = pd.DataFrame({"year": 2020, "ruler": "division", "n": [60.0, 34.0, 2.0, 4.0]})
    masked = pd.DataFrame({"n": [False, False, True, True]})
    recipes = {
        "hhi": {"method": "herfindahl", "of": "n", "ruler": "division"},
        "top": {"method": "largest_share", "of": "n", "ruler": "division"},
    }
    made, hidden = derive.summarised(rows, masked, recipes)
    # 0.6² + 0.34² + 0.06², the two hidden ones being one part of 6.
    assert made["hhi"].tolist() == pytest.approx([0.4792])
    assert made["top"].tolist() == pytest.approx([60])
    assert not hidden.any(axis=None)


def test_concentration_is_hidden_where_the_hidden_parts_are_over_a_tenth() -> None:
    rows = pd.DataFrame({"year": 2020, "ruler": "division", "n": [60.0, 28.0, 2.0, 10.0]})
    masked = pd.DataFrame({"n": [False, False, True, True]})
    made, hidden = derive.summarised(rows, masked, {"hhi": {"method": "herfindahl", "of": "n", "ruler": "division"}})
    assert made["hhi"].isna().all()
    assert hidden["hhi"].tolist() == [True]


def test_survival_is_the_product_of_its_steps_and_stops_where_under_ten_are_followed() -> None:
    table = pd.DataFrame(
        {"cohort": ["a", "a", "a", "b"], "age": [1, 2, 3, 1], "at_risk": [40, 20, 9, 12], "deaths": [4, 5, 0, 3]}
    )
    recipe = {"method": "survival", "of": "at_risk", "deaths": "deaths", "by": "cohort", "part": "survival"}
    made = derive.derived(table, {"survival_pct": recipe})["survival_pct"]
    # 36 ÷ 40, then × 15 ÷ 20; 9 are too few; 9 ÷ 12.
    assert made[[0, 1, 3]].tolist() == pytest.approx([90, 67.5, 75])
    assert np.isnan(made[2])


def test_survival_follows_births_and_says_nothing_of_one_business() -> None:
    result = metrics.run("survival_by_cohort")
    # 5, 10 and 13 in 2020 and 14 in 2019: told, the four less the three shown would be the one. Nobody is followed to a
    # third year, which is hidden with the two before it.
    assert result.n == "<3"
    assert shown(result, "at_risk") == [HIDDEN, HIDDEN, HIDDEN, 3]
    assert metrics.run("survival_by_cohort", MENENGAH).rows.equals(result.rows)
    assert metrics.run("survival_by_cohort", WOMEN).n == "<3"


def test_every_metric_runs_on_a_city_with_one_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What an office uploads first: no birth is followed yet, and nothing can be compared.
    sample = Path(__file__).parent.parent / "data" / "sample"
    raw = tmp_path / "raw"
    raw.mkdir()
    for file in (*sample.glob("direktori_2022.*"), *sample.glob("sources.toml")):
        shutil.copy(file, raw)
    publish.build(raw, tmp_path / "home")
    monkeypatch.setenv("IKM_HOME", str(tmp_path / "home"))
    states = {name: metrics.run(name).status for name in metrics.names()}
    assert states["businesses_by_branch"] == "ok"
    assert states["survival_by_cohort"] in ("empty", "refused")
