"""The hand-kept tables of data/reference/ and data/sources.toml: whole, consistent, and true to what was published."""

import csv
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data"
REFERENCE = DATA / "reference"
LANGUAGES = ("id", "en")
UNIVERSES = {"IKM", "IMK", "UMKM", "all firm sizes", "economy", "population", "reference"}

Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, strict=True))


PUBLISHED = table("published")
SOURCES: dict[str, dict[str, Any]] = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))


def published(series: str, area_code: str, period: str, *, freq: str = "A", indicator: str | None = None) -> Decimal:
    """Return the one value of a series at a place and period; fails when there is not exactly one."""
    found = [
        row["value"]
        for row in PUBLISHED
        if (row["series"], row["area_code"], row["period"], row["freq"]) == (series, area_code, period, freq)
        and indicator in (None, row["indicator"])
    ]
    assert len(found) == 1, (series, area_code, period, found)
    return Decimal(found[0])


def places(value: str) -> Decimal:
    return Decimal(value).quantize(Decimal("0.000001"))


# files


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.csv")), ids=lambda path: path.stem)
def test_a_file_is_utf8_with_lf_and_rows_as_wide_as_the_header(path: Path) -> None:
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(raw.decode("utf-8").splitlines(), strict=True)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert all(cell == cell.strip() for row in rows for cell in row)


# published figures


def test_there_are_859_published_rows_in_37_series() -> None:
    assert len(PUBLISHED) == 859
    assert len({row["series"] for row in PUBLISHED}) == 37


def test_published_rows_are_sorted_and_no_key_occurs_twice() -> None:
    keys = [(r["series"], r["area_code"], r["indicator"], r["freq"], r["period"]) for r in PUBLISHED]
    assert keys == sorted(set(keys))


def test_statuses_grades_and_frequencies_are_the_known_ones() -> None:
    assert {row["status"] for row in PUBLISHED} == {"published", "derived", "rounded"}
    assert {row["grade"] for row in PUBLISHED} == {"A", "B", "C"}
    assert {row["freq"] for row in PUBLISHED} == {"A", "H", "Q", "P"}


def test_every_published_value_is_a_number_with_its_publisher_and_where_it_was_seen() -> None:
    for row in PUBLISHED:
        assert Decimal(row["value"]).is_finite()
        assert row["publisher"] and row["publication"] and row["seen_at"]


def test_a_period_matches_its_frequency() -> None:
    lengths = {"A": {4}, "Q": {6}, "H": {7}, "P": {9}}
    assert all(len(row["period"]) in lengths[row["freq"]] for row in PUBLISHED)


def test_one_series_keeps_one_unit_and_one_area_code_means_one_area() -> None:
    assert len({(row["series"], row["unit"]) for row in PUBLISHED}) == 37
    areas = {(row["area_code"], row["area"]) for row in PUBLISHED}
    assert max(Counter(code for code, _ in areas).values()) == 1


HEADLINES = [
    ("ikm_register_units", "74.71", "2020", "1298"),
    ("ikm_register_units", "74.71", "2023", "1575"),
    ("ikm_register_workers", "74.71", "2020", "4466"),
    ("ikm_register_output", "74.71", "2020", "312500000000"),
    ("ikm_register_units", "74", "2019", "13211"),
    ("ikm_register_units", "74", "2020", "13698"),
    ("ikm_register_units", "74", "2021", "14405"),
    ("ikm_register_units", "74", "2022", "14911"),
    ("ikm_register_units", "74", "2023", "15364"),
    ("ikm_register_output", "74", "2019", "3370000000000"),
    ("ikm_register_output", "74", "2020", "2240000000000"),
    ("ikm_register_output", "74", "2022", "2750000000000"),
    ("ikm_register_output", "74", "2023", "2780000000000"),
    ("ikm_register_workers", "74", "2019", "64503"),
    ("ikm_register_workers", "74", "2021", "47466"),
    ("manufacturing_businesses_census", "74.71", "2016", "4220"),
    ("gdp_growth", "ID", "1998", "-13.1267"),
    ("gdp_deflator_inflation", "ID", "1998", "75.2712"),
    ("umkm_units", "ID", "1997", "39770000"),
    ("umkm_units", "ID", "1998", "36820000"),
]


@pytest.mark.parametrize(("series", "area_code", "period", "value"), HEADLINES)
def test_a_headline_figure_is_as_published(series: str, area_code: str, period: str, value: str) -> None:
    assert published(series, area_code, period) == Decimal(value)


def test_consumer_prices_rose_by_58_45_percent_in_1998() -> None:
    assert round(published("cpi_inflation", "ID", "1998"), 2) == Decimal("58.45")


@pytest.mark.parametrize(
    ("period", "value"), [("2020Q1", "-12.77"), ("2020Q2", "-21.31"), ("2020Q3", "-18.9"), ("2020Q4", "-17.5")]
)
def test_imk_production_fell_in_every_quarter_of_2020(period: str, value: str) -> None:
    assert published("imk_production_yoy", "ID", period, freq="Q") == Decimal(value)


def test_imk_closed_for_good_rose_from_4_28_to_7_06_percent_in_2020() -> None:
    closed = "IMK businesses closed for good"
    assert published("imk_business_status", "ID", "2020Q1", freq="Q", indicator=closed) == Decimal("4.28")
    assert published("imk_business_status", "ID", "2020Q4", freq="Q", indicator=closed) == Decimal("7.06")


def test_production_of_the_province_register_fell_by_the_published_third() -> None:
    # 2.24 / 3.37 = 0.66469, so −33.53 %; published as −33.5 %
    change = published("ikm_register_output", "74", "2020") / published("ikm_register_output", "74", "2019") - 1
    assert round(change * 100, 1) == Decimal("-33.5")


def test_the_nine_register_types_keep_their_warning_that_they_miss_the_total() -> None:
    types = [row for row in PUBLISHED if row["series"] == "ikm_register_units_by_type"]
    assert sum(int(row["value"]) for row in types) == 15263
    assert all("15,263, not 15,364" in row["note"] for row in types)


def test_the_break_in_register_workers_is_noted_on_every_row_of_the_province() -> None:
    rows = [row for row in PUBLISHED if row["series"] == "ikm_register_workers" and row["area_code"] == "74"]
    assert [row["period"] for row in rows] == ["2019", "2021", "2022", "2023"]
    assert all(row["note"].startswith("SERIES BREAK") for row in rows)


# sources


SOURCE_KEYS = {
    *(f"{field}_{language}" for field in ("title", "scope", "weakness") for language in LANGUAGES),
    *("producer", "publication", "licence", "citation", "grade", "owner", "next_due", "universe"),
}


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_source_says_everything_in_both_languages(source_id: str) -> None:
    source = SOURCES[source_id]
    assert set(source) == SOURCE_KEYS
    assert all(source[key] for key in SOURCE_KEYS - {"next_due"})
    assert source["grade"] in {"A", "B", "C"}
    assert source["universe"] in UNIVERSES
    assert source["weakness_id"] != source["weakness_en"]
    if source["next_due"]:
        date.fromisoformat(source["next_due"])


def test_the_six_files_of_the_city_are_owned_by_the_office_and_internal() -> None:
    own = {"oss", "lkpm", "dinas_direktori", "dinas_produksi", "dinas_pelatihan", "dinas_sertifikat"}
    office = "Disnakerperin Kota Kendari"
    assert {source_id for source_id, source in SOURCES.items() if source["owner"] == office} == own
    assert {source_id for source_id, source in SOURCES.items() if source["licence"] == "internal"} == own


def test_no_release_date_of_a_publisher_is_guessed() -> None:
    assert {i for i, s in SOURCES.items() if s["next_due"]} == {"dinas_direktori", "dinas_produksi"}


def test_a_licence_is_named_only_where_the_source_states_one() -> None:
    assert SOURCES["wb_wdi"]["licence"] == "CC BY 4.0"
    assert {source["licence"] for source in SOURCES.values()} == {"internal", "not stated", "CC BY 4.0"}


@pytest.mark.parametrize("name", ["published", "training_programmes", "claims", "price_index"])
def test_every_source_id_in_a_table_is_known(name: str) -> None:
    assert {row["source_id"] for row in table(name)} <= set(SOURCES)


def test_the_grade_of_a_source_is_the_best_of_its_published_rows() -> None:
    best: dict[str, str] = {}
    for row in PUBLISHED:
        best[row["source_id"]] = min(row["grade"], best.get(row["source_id"], "D"))
    assert {source_id: SOURCES[source_id]["grade"] for source_id in best} == best


def test_one_source_has_one_publisher() -> None:
    pairs = {(row["source_id"], row["publisher"]) for row in PUBLISHED}
    assert len(pairs) == len({source_id for source_id, _ in pairs})


# labels and breaks


def test_every_published_indicator_has_one_label_with_name_and_unit_in_both_languages() -> None:
    labels = table("series_labels")
    keys = [(row["series"], row["indicator"]) for row in labels]
    assert keys == sorted({(row["series"], row["indicator"]) for row in PUBLISHED})
    assert all(row[f"{field}_{language}"] for row in labels for field in ("name", "unit") for language in LANGUAGES)
    assert {row["universe"] for row in labels} <= UNIVERSES


def test_two_indicators_never_share_a_label() -> None:
    labels = table("series_labels")
    for language in LANGUAGES:
        assert len({row[f"name_{language}"] for row in labels}) == len(labels)


def test_figures_of_kemenperin_and_the_register_are_ikm_and_those_of_kemenkop_are_not() -> None:
    universe = {row["series"]: row["universe"] for row in table("series_labels")}
    assert {universe[series] for series in universe if series.startswith("ikm_")} == {"IKM"}
    assert {universe[series] for series in universe if series.startswith("imk_")} == {"IMK"}
    assert universe["umkm_units"] == "UMKM"
    assert {universe[series] for series in universe if series.startswith("manufacturing_")} == {"all firm sizes"}


def test_a_break_lies_in_a_published_series_and_runs_forward() -> None:
    series = {(row["series"], row["area_code"]) for row in PUBLISHED}
    for row in table("series_breaks"):
        assert (row["series"], row["area_code"]) in series
        assert row["last_before"] < row["first_after"]
        assert row["reason_id"] and row["reason_en"] and row["seen_at"]


def test_register_workers_break_between_2020_and_2021_and_umkm_between_2008_and_2009() -> None:
    breaks = {
        (row["series"], row["area_code"]): (row["last_before"], row["first_after"]) for row in table("series_breaks")
    }
    assert breaks["ikm_register_workers", "74"] == ("2020", "2021")
    assert breaks["umkm_units", "ID"] == ("2008", "2009")


# deflator


def deflator_rates() -> dict[int, Decimal]:
    rows = [row for row in PUBLISHED if row["series"] == "gdp_deflator_inflation"]
    return {int(row["period"]): 1 + Decimal(row["value"]) / 100 for row in rows}


def test_the_price_index_is_the_published_deflator_rates_chained_from_2015() -> None:
    rates = deflator_rates()
    level = {2015: Decimal(100)}
    for year in range(2016, 2026):
        level[year] = level[year - 1] * rates[year]
    for year in range(2014, 1988, -1):
        level[year] = level[year + 1] / rates[year + 1]
    index = {int(row["year"]): Decimal(row["index"]) for row in table("price_index")}
    assert index == {year: places(str(value)) for year, value in sorted(level.items())}


def test_the_price_index_of_2015_is_100_and_every_year_is_there_once() -> None:
    rows = table("price_index")
    assert [int(row["year"]) for row in rows] == list(range(1989, 2026))
    assert {row["index"] for row in rows if row["year"] == "2015"} == {"100.000000"}
    assert {(row["status"], row["source_id"]) for row in rows} == {("derived", "wb_wdi")}


def test_prices_of_1998_are_1_97305_times_those_of_1996() -> None:
    # +12.5714 % in 1997 and +75.2712 % in 1998: 1.125714 × 1.752712 = 1.973052
    index = {row["year"]: float(row["index"]) for row in table("price_index")}
    assert index["1998"] / index["1996"] == pytest.approx(1.973052, abs=2e-6)


def test_prices_of_2016_are_the_base_raised_by_the_published_rate() -> None:
    assert {row["index"] for row in table("price_index") if row["year"] == "2016"} == {"102.438900"}


# crises and claims


def test_the_two_crises_have_their_bands_and_six_dated_events_inside_them() -> None:
    crises = {row["crisis"]: row for row in table("crises")}
    assert (crises["krismon"]["start"], crises["krismon"]["end"]) == ("1997-07-01", "1999-12-31")
    assert (crises["covid"]["start"], crises["covid"]["end"]) == ("2020-03-02", "2022-12-30")
    events = table("crisis_events")
    assert len(events) == 6
    assert all(crises[row["crisis"]]["start"] <= row["date"] <= crises[row["crisis"]]["end"] for row in events)


def test_the_claim_was_made_twice_and_names_an_office_not_a_person() -> None:
    assert [row["said_on"] for row in table("claims")] == ["2023-09-19", "2024-07-11"]
    assert {(row["said_by_id"], row["said_by_en"]) for row in table("claims")} == {
        ("Penjabat Wali Kota Kendari", "Acting Mayor of Kendari")
    }


def test_there_are_15_programmes_with_ids_of_their_own() -> None:
    programmes = table("training_programmes")
    assert len(programmes) == 15
    assert len({row["programme_id"] for row in programmes}) == 15
    for row in programmes:
        assert row["programme_id"].startswith(row["start"])
        assert row["start"] <= row["end"]
        assert row["title"] and row["title_en"] and row["seen_at"]


def test_the_programme_of_september_2023_had_30_participants_in_5_days_with_the_university() -> None:
    row = next(row for row in table("training_programmes") if row["programme_id"] == "2023-09-19-teknis-produksi")
    assert (row["start"], row["end"], row["date_precision"]) == ("2023-09-19", "2023-09-24", "day")
    assert (row["participants"], row["participants_precision"], row["days_stated"]) == ("30", "exact", "5")
    assert (row["partner_or_funding"], row["branch"]) == ("Universitas Halu Oleo", "Pangan")


# classification


def test_476_codes_lie_in_the_24_divisions_10_to_33() -> None:
    codes = table("kbli2020_section_c")
    assert len({row["code"] for row in codes}) == len(codes) == 476
    divisions = [row["division"] for row in table("kbli_divisions")]
    assert divisions == [str(number) for number in range(10, 34)]
    assert {row["division"] for row in codes} == set(divisions)
    assert all(row["code"].isdecimal() and len(row["code"]) == 5 for row in codes)
    assert all(row["code"].startswith(row["class"]) and row["code"][:2] == row["division"] for row in codes)


def test_kbli_2025_has_464_codes_of_which_47_mean_another_product() -> None:
    changes = table("kbli_2020_to_2025_changes")
    assert sum(row["in_2020"] == "1" for row in changes) == 476
    assert sum(row["in_2025"] == "1" for row in changes) == 464
    meanings = Counter(row["meaning"] for row in changes)
    assert (meanings["same"], meanings["wording"], meanings["different_product"]) == (164, 160, 47)
    assert (meanings["code_dropped"], meanings["new"]) == (91, 79)


def test_branches_are_exactly_those_that_divisions_and_register_types_name() -> None:
    named = {row["branch"] for name in ("kbli_divisions", "register_types") for row in table(name)}
    branches = table("branches")
    assert {row["branch"] for row in branches} == named - {""}
    assert [row["position"] for row in branches] == ["1", "2", "3", "4", "5"]
    assert all(row["name_en"] for row in branches)


def test_the_undecided_division_and_type_have_no_branch() -> None:
    assert [row["division"] for row in table("kbli_divisions") if not row["branch"]] == ["18"]
    assert [row["register_type"] for row in table("register_types") if not row["branch"]] == ["Aneka"]


def test_woven_and_carved_goods_are_crafts_though_their_division_is_not() -> None:
    [exception] = table("branch_exceptions")
    assert (exception["kbli_prefix"], exception["branch"]) == ("1629", "Kerajinan")
    assert exception["reason"]
    assert any(row["code"].startswith("1629") for row in table("kbli2020_section_c"))
    assert {row["branch"] for row in table("kbli_divisions") if row["division"] == "16"} == {"Kimia dan Bahan Bangunan"}


# places


def test_11_kecamatan_hold_65_kelurahan() -> None:
    kecamatan, kelurahan = table("kecamatan"), table("kelurahan")
    assert (len(kecamatan), len({row["code"] for row in kelurahan})) == (11, 65)
    assert sum(int(row["kelurahan_count"]) for row in kecamatan) == len(kelurahan) == 65
    counted = Counter(row["kecamatan_code"] for row in kelurahan)
    assert {row["code"]: int(row["kelurahan_count"]) for row in kecamatan} == counted


def test_a_kelurahan_carries_the_code_and_name_of_its_kecamatan() -> None:
    name = {row["code"]: row["name"] for row in table("kecamatan")}
    for row in table("kelurahan"):
        assert row["code"].startswith(row["kecamatan_code"] + ".")
        assert name[row["kecamatan_code"]] == row["kecamatan"]


def test_a_kelurahan_named_poasia_lies_in_abeli_and_abeli_dalam_in_puuwatu() -> None:
    kecamatan = {row["name"]: row["kecamatan"] for row in table("kelurahan")}
    assert (kecamatan["Poasia"], kecamatan["Abeli Dalam"]) == ("Abeli", "Puuwatu")


def test_an_alias_is_no_official_name_and_points_to_one() -> None:
    names = {row["name"] for name in ("kecamatan", "kelurahan") for row in table(name)}
    aliases = table("place_aliases")
    assert len(aliases) == 15
    assert {row["means"] for row in aliases} <= names
    assert {row["written"] for row in aliases}.isdisjoint(names)


# headers of input files


def test_a_header_names_one_field_only() -> None:
    aliases = table("column_aliases")
    assert len({row["canonical"] for row in aliases}) == len(aliases) == 58
    assert all(row["seen_headers"] for row in aliases)


def test_the_fields_belong_to_known_kinds() -> None:
    kinds = {"oss_project", "oss_nib", "oss_licence", "directory", "production", "activity", "certificate"}
    kinds |= {"training_event", "training_participant", "training_outcome"}
    fields = table("fields")
    assert len(fields) == 28
    assert {row["kind"] for row in fields} <= kinds
