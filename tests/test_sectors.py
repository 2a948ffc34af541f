"""Sectors beside each other, places against the city, two selections side by side: numbers, refusals, words."""

import math
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl import publish
from ikm import charts, comparison, deck, derive, figure, findings, ledger, metrics, sectors, shifts, store, text
from ikm.metrics import Result
from ikm.sectors import ALL
from ikm.selection import Address, Selection

TESTS = Path(__file__).parent
PAGE = {
    "units_workers_output": "sector_panels",
    "productivity_yearly": "sector_panels",
    "births_and_deaths": "sector_panels",
    "survival_by_cohort": "sector_curves",
    "businesses_by_size": "size_mix",
    "location_quotient": "quotients",
    "output_growth_ranks": "ranges",
    "contribution_by_branch": "sector_contributions",
}
BESIDE = [name for name, chart in PAGE.items() if chart in charts.BESIDE]
CHOSEN: list[dict[str, tuple[str, ...]]] = [
    {},
    {"kbli": ("10710", "33149")},
    {"branches": ("Kerajinan",), "sizes": ("kecil",)},
]


def pinned(**fields: object) -> Selection:
    return Selection(version=str(store.current_version()), **fields)  # type: ignore[arg-type]


def with_rows(metric: str, rows: pd.DataFrame, **chart: object) -> Result:
    """The sample's result of a metric with other rows, all visible."""
    result = metrics.run(metric)
    masked = pd.DataFrame(False, index=rows.index, columns=rows.columns)
    known = replace(result.metric, chart={**result.metric.chart, **chart})
    return replace(result, metric=known, rows=rows, masked=masked, status="ok", sources=())


# -- one sector beside all


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize("name", BESIDE)
def test_every_number_beside_another_is_the_one_of_its_own_filter(name: str) -> None:
    result = sectors.beside(name, pinned(divisions=("33",)))
    assert list(dict.fromkeys(result.rows["sector"])) == ["33", "Logam dan Elektronika", ALL]
    where = result.metric.chart.get("beside", {}).get("where", {})
    branch = "Logam dan Elektronika"
    for sector, chosen in (("33", {"divisions": ("33",)}), (branch, {"branches": (branch,)}), (ALL, {})):
        alone = metrics.run(name, pinned(**chosen))
        kept = alone.rows
        for column, value in where.items():
            kept = kept[kept[column] == value].drop(columns=column)
        mine = result.rows["sector"] == sector
        rows, masked = (
            frame[mine].drop(columns="sector").reset_index(drop=True) for frame in (result.rows, result.masked)
        )
        pd.testing.assert_frame_equal(rows, kept.reset_index(drop=True), check_dtype=False, check_exact=True)
        hidden = alone.masked.loc[kept.index, kept.columns].reset_index(drop=True)
        pd.testing.assert_frame_equal(masked, hidden, check_dtype=False)


@pytest.mark.usefixtures("sample_home")
def test_the_largest_branch_is_pinned_where_none_is_named() -> None:
    assert sectors.named(pinned()) == ("Pangan",)
    result = sectors.beside("productivity_yearly", pinned(kecamatan=("74.71.05",)))
    assert result.metric.chart["strong"] == "Pangan"
    assert result.selection.kecamatan == ("74.71.05",)


@pytest.mark.usefixtures("sample_home")
def test_all_is_the_selection_without_its_sectors() -> None:
    result = sectors.beside("productivity_yearly", pinned(branches=("Pangan",), owner_sex=("P",)))
    whole = metrics.run("productivity_yearly", pinned(owner_sex=("P",)))
    mine = result.rows.loc[result.rows["sector"] == ALL, "workers"]
    assert mine.tolist() == pytest.approx(whole.rows["workers"].tolist(), nan_ok=True)


@pytest.mark.usefixtures("sample_home")
def test_a_metric_that_knows_no_codes_takes_their_division() -> None:
    assert sectors.followed(metrics.metric("survival_by_cohort"), pinned(kbli=("10710",))).divisions == ("10",)
    assert sectors.followed(metrics.metric("output_growth_ranks"), pinned(kbli=("10710",))).branches == ("Pangan",)
    assert sectors.followed(metrics.metric("births_and_deaths"), pinned(kbli=("10710",))).kbli == ("10710",)


@pytest.mark.usefixtures("sample_home")
def test_a_division_of_two_branches_has_no_branch_beside_it() -> None:
    assert sectors.branch_of("16", None) is None
    assert sectors.branch_of("16292", None) == "Kerajinan"
    assert sectors.branch_of("10", None) == "Pangan"


def test_sectors_of_one_level_stand_beside_each_other() -> None:
    chosen = sectors.with_sectors(Selection(branches=("Pangan",), kecamatan=("74.71.08",)), ("10", "11", "10710"))
    assert chosen == Selection(divisions=("10", "11"), kecamatan=("74.71.08",))
    assert sectors.with_sectors(chosen, ()) == chosen


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("name", "chart"), list(PAGE.items()))
@pytest.mark.parametrize("chosen", CHOSEN)
def test_every_figure_of_the_page_is_drawn_and_marked(
    name: str, chart: str, language: str, chosen: dict[str, tuple[str, ...]]
) -> None:
    made = figure.figure(name, chart, sectors.followed(metrics.metric(name), pinned(**chosen)), language)
    assert made.result.status in ("ok", "empty")
    assert made.title
    if made.chart is not None:
        hover = " ".join(str(trace.text) + str(trace.hovertext) for trace in made.chart.data)
        assert ("DATA CONTOH" if language == "id" else "SAMPLE DATA") in hover
    table = figure.cells(made.result, language)
    assert len(table) == len(made.result.rows)


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize(("name", "chart"), list(PAGE.items()))
def test_a_figure_on_a_slide_is_the_one_of_the_page(name: str, chart: str) -> None:
    known = metrics.metric(name)
    made = figure.figure(name, chart, sectors.followed(known, pinned(kbli=("33149",), kecamatan=("74.71.05",))), "id")
    again = deck.Slide(name, chart, made.result.selection, "id").figure
    assert again.title == made.title
    pd.testing.assert_frame_equal(again.result.rows, made.result.rows)


@pytest.mark.usefixtures("sample_home")
def test_the_statement_shown_is_the_one_that_was_run() -> None:
    result = sectors.pinned("location_quotient", pinned(branches=("Kerajinan",)))
    assert result.selection.branches == ("Kerajinan",)
    _, values = metrics.statement(result.metric, sectors.asked(result))
    assert "Kerajinan" not in values.values()
    assert sectors.asked(sectors.beside("productivity_yearly", pinned(divisions=("33",)))).divisions == ("33",)


@pytest.mark.usefixtures("sample_home")
def test_what_is_hidden_reaches_neither_line_nor_bar_nor_hover() -> None:
    result = sectors.beside("births_and_deaths", pinned(kbli=("10710",)))
    assert result.masked["deaths"].any()
    drawn = charts.sector_panels(result, "id")
    line = next(trace for trace in drawn.data if trace.line.width == 3.5 and trace.yaxis == "y2")
    hidden = result.masked.loc[result.rows["sector"] == "10710", "death_rate_pct"].to_numpy()
    assert np.isnan(np.array(line.y, dtype=float)[hidden]).all()
    mix = charts.size_mix(sectors.beside("businesses_by_size", pinned(kbli=("10710",), size_ruler="bps")), "id")
    assert "x" in [trace.name for trace in mix.data]
    assert sum(trace.x[0] for trace in mix.data) == pytest.approx(100)


# -- names


@pytest.fixture(scope="module")
def two_classifications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny city with one more business under 10120 of KBLI 2020, and one under the 10120 of 2025: another product.

    Its home holds two versions: the tiny city as it is, and with the two.
    """
    folder = tmp_path_factory.mktemp("classes")
    shutil.copytree(TESTS / "tiny", folder / "raw")
    publish.build(folder / "raw", folder / "home")
    head = (TESTS / "tiny" / "proyek.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    mapping = (TESTS / "tiny" / "proyek.csv.toml").read_text(encoding="utf-8")
    for number, year in ((17, 2020), (18, 2025)):
        row = f"R-CONTOH-{number}01;99950000{number}001;Contoh {number};Usaha Mikro;Kota Kendari;Kadia;Wowawanggu"
        file = folder / "raw" / f"proyek_{year}.csv"
        file.write_text(f"{head}\n{row};15/07/2019;10120;75.000.000,00;9\n", encoding="utf-8")
        file.with_name(f"{file.name}.toml").write_text(mapping.replace('"2020"', f'"{year}"'), encoding="utf-8")
    publish.build(folder / "raw", folder / "home")
    return folder / "home"


def test_a_code_says_its_title_and_a_code_of_two_products_both(two_classifications: Path) -> None:
    with store.at(two_classifications):
        version = str(store.current_version())
        assert ledger.kbli_versions(version) == ("2020", "2025")
        assert ledger.name("kbli", "10710", "id", version) == "10710 Industri Produk Roti Dan Kue"
        both = ledger.name("kbli", "10120", "id", version)
        assert both.startswith("10120 ")
        assert both.endswith("Daging Unggas (KBLI 2020) / … (KBLI 2025)"), "of 2025 no title is known"
        assert ledger.name("sector", "10710", "id", version) == "Industri Produk Roti Dan Kue (10710)"
        assert ledger.name("sector", "10", "en", version).endswith("(10)")
        assert ledger.name("sector", "10799", "id", version) == "10799"


def test_a_shared_link_shows_the_same_numbers_after_a_newer_version(
    two_classifications: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKM_HOME", str(two_classifications))
    older, newer = store.versions()
    assert store.current_version() == newer
    shared = Address(Selection(kecamatan=("74.71.08",), years=(2018, 2022), version=older)).to_query(explicit=True)
    again = metrics.run("businesses_yearly", Address.from_query(shared).selection)
    assert again.version == older
    # Kadia: 1, 3, 12, 5 and 15 in 2022; two more in the newer version.
    assert again.rows["businesses_registered"].iloc[-1] == 5
    now = metrics.run("businesses_yearly", Selection(kecamatan=("74.71.08",), years=(2018, 2022)))
    assert now.rows["businesses_registered"].iloc[-1] == 7


# -- shift-share, quotients, ranks


def places(*cells: tuple[str, str, int, int], hidden: tuple[int, ...] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of (kecamatan, branch, before, after) with the totals they add up to, and their masks."""
    rows = pd.DataFrame(cells, columns=["kecamatan_code", "branch", "businesses_active_first", "businesses_active"])
    rows = rows.assign(year_shown=2022, year_compared=2018)
    for time in ("_first", ""):
        rows[f"businesses_kecamatan{time}"] = rows.groupby("kecamatan_code")[f"businesses_active{time}"].transform(
            "sum"
        )
        rows[f"businesses_branch{time}"] = rows.groupby("branch")[f"businesses_active{time}"].transform("sum")
        rows[f"businesses_total{time}"] = rows[f"businesses_active{time}"].sum()
    masked = pd.DataFrame(False, index=rows.index, columns=rows.columns)
    masked.loc[list(hidden), ["businesses_active_first", "businesses_active"]] = True
    return rows.mask(masked), masked


POOLED = {"method": "shift_share", "pooled": 0.25}
CITY = (("01", "Pangan", 40, 60), ("01", "Kerajinan", 20, 20), ("02", "Pangan", 20, 20), ("02", "Kerajinan", 20, 20))


def test_the_parts_of_a_district_add_up_to_its_change() -> None:
    made, hidden = shifts.collapsed(*places(*CITY), "kecamatan_code", POOLED)
    assert not hidden.any(axis=None)
    rows = made.set_index("kecamatan_code")
    # The city grew from 100 to 120, food from 60 to 80, crafts not at all. 01: 60 → 80 is +33.3 percent; 20 of them the
    # city's; mix (40 · (1/3 − 1/5) + 20 · (0 − 1/5)) ÷ 60; its own (60 − 40 · 4/3) ÷ 60.
    assert rows.loc["01", "change_points"] == pytest.approx(100 / 3)
    assert rows.loc["01", "national_points"] == pytest.approx(20)
    assert rows.loc["01", "mix_points"] == pytest.approx(100 * (40 * 2 / 15 - 4) / 60)
    assert rows.loc["01", "regional_points"] == pytest.approx(100 * (60 - 160 / 3) / 60)
    parts = rows[["national_points", "mix_points", "regional_points"]].sum(axis="columns")
    assert parts.tolist() == pytest.approx(rows["change_points"].tolist())
    assert made["kecamatan_code"].tolist() == ["01", "02"], "the most of its own first"


def test_hidden_branches_of_a_district_count_as_one() -> None:
    cells = (*CITY, ("01", "Kimia", 2, 2), ("01", "Sandang", 4, 8), ("02", "Kimia", 30, 30), ("02", "Sandang", 30, 30))
    made, hidden = shifts.collapsed(*places(*cells, hidden=(4, 5)), "kecamatan_code", POOLED)
    seen, _ = shifts.collapsed(*places(*CITY, ("01", "x", 6, 10), ("02", "x", 60, 60)), "kecamatan_code", POOLED)
    assert not hidden.any(axis=None)
    assert made.set_index("kecamatan_code").loc["01"].tolist() == pytest.approx(
        seen.set_index("kecamatan_code").loc["01"].tolist()
    )


def test_a_district_of_mostly_hidden_branches_shows_its_change_alone() -> None:
    made, hidden = shifts.collapsed(*places(*CITY, hidden=(1, 3)), "kecamatan_code", POOLED)
    assert made["change_points"].notna().all()
    assert hidden[["national_points", "mix_points", "regional_points"]].all(axis=None)
    assert made[["national_points", "mix_points", "regional_points"]].isna().all(axis=None)


def test_a_district_of_under_ten_gets_no_percentage() -> None:
    made, hidden = shifts.collapsed(*places(*CITY, ("03", "Pangan", 9, 12)), "kecamatan_code", POOLED)
    small = made.set_index("kecamatan_code").loc["03"]
    assert small["businesses_active"] == 12
    assert math.isnan(small["change_points"])
    assert not hidden.any(axis=None)


@pytest.mark.usefixtures("sample_home")
def test_the_shares_of_the_sample_close_too() -> None:
    rows = metrics.run("shift_share_by_kecamatan").rows.dropna(subset=["regional_points"])
    assert len(rows) >= 5
    parts = rows["national_points"] + rows["mix_points"] + rows["regional_points"]
    assert parts.tolist() == pytest.approx(rows["change_points"].tolist())


def quotient(part: str, cell: tuple[int | None, int, int, int]) -> float:
    names = ["businesses_active", "businesses_kecamatan", "businesses_branch", "businesses_total"]
    recipe = {"q": {"method": "location_quotient", "of": names[0], "part": part}}
    return float(derive.derived(pd.DataFrame([cell], columns=names, dtype=float), recipe)["q"].iloc[0])


def test_a_quotient_lies_in_its_interval_and_none_is_made_of_few_or_hidden() -> None:
    cell = (18, 30, 200, 1000)
    assert quotient("value", cell) == pytest.approx(3)
    # Wilson 18/30: 0.4232…0.7541, over a share of 0.2 in the city.
    assert (quotient("low", cell), quotient("high", cell)) == pytest.approx((2.116, 3.7705), abs=0.001)
    assert math.isnan(quotient("value", (None, 30, 200, 1000)))
    assert math.isnan(quotient("value", (3, 9, 200, 1000)))
    assert math.isnan(quotient("value", (3, 30, 9, 1000)))


def test_a_growth_needs_ten_on_both_sides_and_gives_its_interval_away_to_nobody() -> None:
    rows = pd.DataFrame(
        {
            "level": [110.0, 90.0, np.nan],
            "before": [100.0, 100.0, 100.0],
            "n": [12, 9, 20],
            "n_before": [10, 30, 20],
            "low_raw_pct": [1.0, 2.0, 3.0],
        }
    )
    made = derive.derived(
        rows,
        {
            "growth_pct": {"method": "change", "of": "level", "first": "before", "n": ["n", "n_before"]},
            "low_pct": {"method": "where", "of": "growth_pct", "take": "low_raw_pct"},
        },
    )
    assert made["growth_pct"].tolist() == pytest.approx([10, np.nan, np.nan], nan_ok=True)
    assert made["low_pct"].tolist() == pytest.approx([1, np.nan, np.nan], nan_ok=True)


# -- words


@pytest.mark.usefixtures("sample_home")
def test_branches_are_ordered_only_where_their_intervals_part() -> None:
    rows = pd.DataFrame(
        {"branch": ["Pangan", "Kerajinan", "Sandang dan Kulit"], "year_compared": 2019, "year_shown": 2020}
    )
    apart = with_rows("output_growth_ranks", rows.assign(rank_best=[1, 2, 2], rank_worst=[1, 3, 3]))
    assert (
        "Food lies above 2 of 2 other branches, Crafts below 1; the rest overlap" in findings.finding(apart, "en").text
    )
    same = with_rows("output_growth_ranks", rows.assign(rank_best=[1, 1, 1], rank_worst=[3, 3, 3]))
    assert "none can be ordered" in findings.finding(same, "en").text
    assert findings.finding(
        with_rows("output_growth_ranks", rows.assign(rank_best=np.nan, rank_worst=np.nan)), "en"
    ).refused


@pytest.mark.usefixtures("sample_home")
def test_the_order_of_branches_is_said_alike_whichever_is_pinned() -> None:
    branches = metrics.run("output_growth_ranks").rows["branch"]
    every = [sectors.pinned("output_growth_ranks", pinned(branches=(each,), years=(2015, 2024))) for each in branches]
    whole = findings.finding(metrics.run("output_growth_ranks", pinned(years=(2015, 2024))), "en")
    assert {findings.finding(each, "en") for each in every} == {whole}
    assert not whole.refused


@pytest.mark.usefixtures("sample_home")
def test_a_district_is_named_only_where_its_interval_leaves_one_out() -> None:
    rows = pd.DataFrame(
        {
            "branch": "Pangan",
            "kecamatan_code": ["74.71.01", "74.71.05", "74.71.08"],
            "year_shown": 2024,
            "businesses_branch": 400,
            "quotient_ratio": [1.4, 0.7, 1.1],
            "low_ratio": [1.1, 0.5, 0.8],
            "high_ratio": [1.8, 0.9, 1.4],
        }
    )
    words = findings.finding(with_rows("location_quotient", rows, strong="Pangan"), "en").text
    assert words == "Food in 2024: more concentrated in Mandonga, thinner in Kendari Barat"
    even = with_rows("location_quotient", rows.assign(low_ratio=0.5, high_ratio=2), strong="Pangan")
    assert "no district can be told apart" in findings.finding(even, "en").text


@pytest.mark.usefixtures("sample_home")
def test_districts_are_judged_against_the_pace_of_the_city() -> None:
    rows = pd.DataFrame(
        {
            "kecamatan_code": ["74.71.01", "74.71.05"],
            "year_compared": 2021,
            "national_points": 17.0,
            "regional_points": [10.0, -13.5],
        }
    )
    words = findings.finding(with_rows("shift_share_by_kecamatan", rows), "en").text
    assert "rose 17.0 percent" in words
    assert "Mandonga lies furthest above that pace in the local component (+10.0 percentage points)" in words
    assert findings.finding(with_rows("shift_share_by_kecamatan", rows.assign(regional_points=1.0)), "en").refused


@pytest.mark.usefixtures("sample_home")
def test_a_sentence_on_a_sector_says_what_its_rows_say() -> None:
    made = figure.figure("productivity_yearly", "sector_panels", pinned(branches=("Pangan",)), "en", "tingkat").result
    words = findings.finding(made, "en").text
    last = made.rows[made.rows["year"] == made.rows["year"].max()].set_index("sector")["output_per_worker_idr"]
    change = 100 * (last["Pangan"] / last[ALL] - 1)
    assert f"{abs(change):.1f} percent {'above' if change > 0 else 'below'} all IKM" in words
    narrow = sectors.beside("productivity_yearly", pinned(branches=("Pangan",), kecamatan=("74.71.05",)))
    assert "all IKM of the selection" in findings.finding(narrow, "en").text


@pytest.mark.usefixtures("sample_home")
def test_a_title_speaks_of_an_index_where_an_index_is_drawn() -> None:
    drawn, level = (
        figure.figure("productivity_yearly", "sector_panels", pinned(branches=("Pangan",)), "en", view)
        for view in ("indeks", "tingkat")
    )
    assert "Real production per worker of Food in 2024 was" in drawn.title
    assert " 2019, that of all IKM " in drawn.title
    index = drawn.result.rows.set_index(["sector", "year"])["productivity_index"]
    assert f"{abs(index['Pangan', 2024] - 100):.1f} percent" in drawn.title
    assert "one worker in Food produced" in level.title


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize(
    ("metric", "chart"), [("units_workers_output", "sector_panels"), ("businesses_by_size", "size_mix")]
)
def test_a_chart_of_hidden_sectors_is_none_whatever_other_rows_hold(metric: str, chart: str) -> None:
    chosen = pinned(kecamatan=("74.71.11",), divisions=("30",), owner_sex=("P",))
    shown = figure.figure(metric, chart, sectors.followed(metrics.metric(metric), chosen), "en")
    assert shown.result.rows.notna().any(axis=None)
    assert shown.chart is None
    assert "Too few businesses" in shown.empty


@pytest.mark.usefixtures("sample_home")
def test_the_whole_of_a_selection_is_not_called_all_ikm() -> None:
    everything, narrow = (
        sectors.beside("units_workers_output", pinned(branches=("Pangan",), owner_sex=sex)) for sex in ((), ("P",))
    )
    assert sectors.sector_name(everything, ALL, "en") == "All IKM"
    assert sectors.sector_name(narrow, ALL, "en") == "All selected"
    assert sectors.sector_name(narrow, "Pangan", "en") == "Food"


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize(
    ("own", "told"),
    [((60, 52, 67), "lower"), ((95, 92, 97), "higher"), ((85, 75, 91), "alike"), ((100, 100, 100), "alike")],
)
def test_a_sector_is_told_apart_from_all_by_its_band_and_not_without_a_death(
    own: tuple[float, float, float], told: str
) -> None:
    rows = pd.DataFrame([own, (85, 80, 90)], columns=["survival_pct", "lower_pct", "upper_pct"])
    result = with_rows("survival_by_cohort", rows.assign(sector=["Pangan", ALL], age=5), strong="Pangan")
    assert text.say(f"sector.{told}", "en") in findings.finding(result, "en").text


def test_few_businesses_turn_every_sentence_on_a_sector_into_its_title(tiny: Path) -> None:
    assert store.versions(tiny)
    for name in BESIDE:
        assert findings.finding(sectors.beside(name, pinned(branches=("Pangan",))), "id").refused, name


# -- two selections


@pytest.mark.usefixtures("sample_home")
def test_the_difference_of_two_selections_is_said_in_words() -> None:
    food, crafts = (pinned(branches=(each,)) for each in ("Pangan", "Kerajinan"))
    words = comparison.lead(food, crafts, "en")
    active = [metrics.run("businesses_yearly", each).rows["businesses_active"].iloc[-1] for each in (food, crafts)]
    assert f"active businesses {active[0]} and {active[1]} (A {active[0] / active[1]:.1f} times B)" in words
    assert "percent fewer" in comparison.lead(crafts, food, "en")
    assert comparison.lead(food, pinned(), "en").count("all IKM") == 1


def test_two_selections_of_few_get_no_percentage_and_hidden_ones_no_number(tiny: Path) -> None:
    assert store.versions(tiny)
    words = comparison.lead(pinned(branches=("Pangan",)), pinned(owner_sex=("P",)), "en")
    assert "too few for a percentage" in words
    assert "percent fewer" not in words
    hidden = comparison.lead(pinned(branches=("Pangan",), years=(2018, 2021)), pinned(years=(2018, 2021)), "en")
    assert "real production cannot be compared" in hidden


@pytest.mark.usefixtures("sample_home")
@pytest.mark.parametrize(
    ("name", "chart"),
    [("workers_yearly", "lines"), ("businesses_by_kecamatan", "bars"), ("births_and_deaths", "columns")],
)
def test_two_figures_share_their_value_axis_and_the_cached_ones_stay(name: str, chart: str) -> None:
    both = [figure.figure(name, chart, pinned(branches=(each,)), "id") for each in ("Pangan", "Kerajinan")]
    before = [each.chart.to_json() for each in both]  # type: ignore[union-attr]
    axis = "xaxis" if chart == "bars" else "yaxis"
    left, right = comparison.aligned(*both)
    assert left.chart.layout[axis].range == right.chart.layout[axis].range  # type: ignore[union-attr]
    highest = max(both[0].result.rows[both[0].result.metric.chart["ours"]])
    assert left.chart.layout[axis].range[1] >= highest  # type: ignore[union-attr]
    assert [each.chart.to_json() for each in both] == before  # type: ignore[union-attr]
