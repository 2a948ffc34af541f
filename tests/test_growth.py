"""Findings of the growth page, on rows made for the purpose: what they say, and when they refuse."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ikm import caption, charts, findings, metrics, sentences, store
from ikm.findings import growth
from ikm.metrics import Result
from ikm.selection import Selection

pytestmark = pytest.mark.usefixtures("tiny")


def with_rows(metric: str, rows: pd.DataFrame) -> Result:
    """The tiny city's result of a metric with other rows."""
    masked = pd.DataFrame(False, index=rows.index, columns=rows.columns)
    return replace(metrics.run(metric), rows=rows, masked=masked, status="ok", sources=())


def survival(before: tuple[float, float, float], covid: tuple[float, float, float]) -> str:
    columns = ["survival_pct", "lower_pct", "upper_pct"]
    rows = pd.DataFrame([before, covid], columns=columns).assign(cohort=["before", "covid"], age=[3, 3])
    return findings.finding(with_rows("survival_by_cohort", rows), "en").text


def test_survival_is_told_apart_by_its_bands_and_not_by_its_figures() -> None:
    assert "not to be told apart from the 85.0 percent" in survival((85, 80, 90), (75, 68, 81))
    assert "fewer of those born in the pandemic: 60.0 percent" in survival((85, 80, 90), (60, 52, 67))
    assert "more of those born in the pandemic: 95.0 percent" in survival((85, 80, 90), (95, 92, 97))


def test_survival_of_a_few_without_a_death_tells_nothing_apart() -> None:
    assert "not to be told apart" in survival((100, 100, 100), (90, 80, 96))


def test_survival_is_not_said_without_a_curve_from_before_the_crisis(tiny: Path) -> None:  # noqa: ARG001
    assert findings.finding(metrics.run("survival_by_cohort"), "id").refused


def demography(deaths: list[int], provisional: bool = False) -> str:
    rows = pd.DataFrame({"year": [2019, 2020, 2021, 2022], "births": 60, "deaths": deaths, "provisional": False})
    rows.loc[3, "provisional"] = provisional
    return findings.finding(with_rows("births_and_deaths", rows), "id").text


def test_a_good_last_year_does_not_hide_the_years_in_which_more_died() -> None:
    assert demography([40, 40, 40, 40]).endswith("lebih banyak yang lahir")
    assert demography([70, 93, 40, 40]).endswith("; pada 2020 lebih banyak yang mati (93 banding 60)")
    assert demography([40, 93, 40, 80]).endswith("60 usaha lahir dan 80 mati: lebih banyak yang mati")
    assert demography([40, 40, 40, 80], provisional=True).endswith("lebih banyak yang lahir")


def largest(counts: list[int]) -> findings.Finding:
    branches = ["Pangan", "Kerajinan", "Sandang dan Kulit"][: len(counts)]
    rows = pd.DataFrame({"branch": branches, "businesses_active": counts, "year_shown": 2024})
    return findings.finding(with_rows("businesses_by_branch", rows), "id")


def test_nothing_leads_on_a_tie_nor_where_one_part_is_all() -> None:
    assert "Pangan adalah cabang terbesar: 60 persen dari 50" in largest([30, 20]).text
    assert largest([20, 20, 10]).refused
    assert largest([50, 0]).refused
    assert largest([50]).refused


def test_under_a_filter_production_is_of_the_ikm_picked(sample_home: Path) -> None:
    with store.at(sample_home):
        everything = metrics.run("output_compared")
        food = metrics.run("output_compared", Selection(branches=("Pangan",)))
        assert "nilai produksi IKM Kendari" in findings.finding(everything, "id").text
        assert "nilai produksi IKM dalam pilihan" in findings.finding(food, "id").text
        assert "the IKM picked" in findings.finding(food, "en").text


def test_a_line_of_the_ikm_picked_is_not_called_the_city(sample_home: Path) -> None:
    with store.at(sample_home):
        for chosen, name in ((Selection(), "Kendari"), (Selection(branches=("Pangan",)), "Pilihan")):
            drawn = charts.lines(metrics.run("output_compared", chosen), "id")
            assert [note.text.split("<br>")[0] for note in drawn.layout.annotations if note.xref == "paper"][:2] == [
                "Sultra",
                name,
            ]


@pytest.mark.parametrize(
    ("years", "words"), [([2018, 2019, 2020], "indeks, 2019 = 100 ·"), ([2021, 2022, 2023], "indeks, 2021 = 100 ·")]
)
def test_an_index_says_its_base(years: list[int], words: str) -> None:
    rows = pd.DataFrame({"year": years, "units_index": 100.0, "workers_index": 100.0, "output_index": 100.0})
    assert words in caption.subtitle(with_rows("units_workers_output", rows), "id")


def test_a_series_that_did_not_fall_has_no_depth() -> None:
    fallen = pd.Series({"depth_pct": -33.5, "low_pct": None, "high_pct": None, "fall_short": "not_yet"})
    risen = pd.Series({"depth_pct": 0.0, "low_pct": None, "high_pct": None, "fall_short": "no_fall"})
    assert sentences.depth_words(fallen, "id") == "−33,5%"
    assert sentences.depth_words(risen, "id") == ""


def test_the_leading_branch_is_named_where_none_is_hidden(sample_home: Path, tiny: Path) -> None:
    with store.at(sample_home):
        assert "persen produksi berasal dari Pangan; menurut golongan pokok" in title("concentration_yearly")
    with store.at(tiny):
        assert growth._leading_branch(metrics.run("concentration_yearly"), 2021, "en") == "one branch"


def title(metric: str) -> str:
    return findings.finding(metrics.run(metric), "id").text


def contribution(branches: list[str], businesses: list[float | None], output: list[float | None]) -> findings.Finding:
    rows = pd.DataFrame({"branch": branches, "businesses_points": businesses, "output_points": output})
    return findings.finding(with_rows("contribution_by_branch", rows.assign(year_compared=2019, year_shown=2022)), "en")


def test_the_part_that_moved_the_whole_is_the_largest_in_its_direction() -> None:
    words = contribution(["Pangan", "Kerajinan"], [5, -2], [1, -9]).text
    assert "active businesses rose 3.0 percent, mostly through Food (+5.0 percentage points)" in words
    assert "real production fell 8.0 percent, mostly through Crafts (−9.0 percentage points)" in words


def test_contribution_is_refused_with_a_hidden_part_and_of_a_single_branch() -> None:
    assert contribution(["Pangan", "Kerajinan"], [5, None], [1, None]).refused
    assert contribution(["Pangan"], [5], [1]).refused
    assert "production" not in contribution(["Pangan", "Kerajinan"], [5, -2], [1, None]).text


@pytest.mark.parametrize(("last", "words"), [(0.45, "more concentrated"), (0.25, "more spread"), (0.305, "hardly")])
def test_concentration_moves_only_by_a_stated_step(last: float, words: str) -> None:
    rows = pd.DataFrame({"year": [2018, 2022], "output_hhi": [0.30, last], "output_largest_pct": [50.0, 55.0]})
    assert words in findings.finding(with_rows("concentration_yearly", rows), "en").text


def test_branches_under_ten_are_no_best_and_no_worst() -> None:
    names = ["Kerajinan", "Pangan", "Sandang dan Kulit"]
    rows = pd.DataFrame(
        [
            {"branch": name, "year": year, "output_reported": n, "output_index": index, "total_index": 100.0}
            for name, n, last in zip(names, (12, 30, 4), (80.0, 110.0, 20.0), strict=True)
            for year, index in ((2019, 100.0), (2022, last))
        ]
    )
    words = findings.finding(with_rows("output_by_branch", rows), "en").text
    assert "Food (+10.0%) did best, Crafts (−20.0%) is furthest behind" in words


@pytest.mark.parametrize("name", [name for name in metrics.names() if metrics.metric(name).kinds])
def test_the_engine_packs_no_number_too_small(name: str, sample_home: Path) -> None:
    # The store switches this optimizer off; no SELECT of ours may depend on that: DuckDB 2.0 once stored sums of up to
    # 381 in one byte before sorting them (381 became 125), without an error.
    sql, values = metrics.statement(metrics.metric(name), Selection())
    with store.at(sample_home):
        usual = store.query(sql, values)
        connection = store.connect()
        connection.execute("set disabled_optimizers = ''")
        try:
            plain = connection.execute(sql, values or None).df()
        finally:
            store.hasten(connection)
    pd.testing.assert_frame_equal(usual, plain)
