"""A figure as CSV: the same numbers as on screen, one a row, hidden alike, marked alike, harmless in a spreadsheet."""

import io
from dataclasses import replace

import pandas as pd
import pytest

from ikm import codes, figure, metrics
from ikm.export import csv, measures
from ikm.figure import Figure
from ikm.selection import Selection
from ikm.text import LANGUAGES, has
from tests.export.plain import plain

pytestmark = pytest.mark.usefixtures("tiny")

PANGAN = Selection(branches=("Pangan",))


def read_back(shown: Figure) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(csv.content(shown).decode("utf-8-sig")), dtype=str, keep_default_na=False)


def values(rows: pd.DataFrame, column: str) -> dict[str, str]:
    part = rows[rows["ukuran"] == column]
    return dict(zip(part["tahun"], part["nilai"], strict=True))


def test_the_numbers_are_those_of_the_table_one_a_row_with_its_year() -> None:
    rows = read_back(plain("businesses_yearly"))
    assert values(rows, "businesses_active") == {"2018": "9", "2019": "10", "2020": "10", "2021": "11", "2022": "10"}
    assert len(rows) == 10  # registered and active in five years


def test_a_value_of_the_year_compared_says_so() -> None:
    rows = read_back(plain("businesses_by_branch"))
    pangan = rows[rows["nama_cabang_industri"] == "Pangan"].set_index("ukuran")
    assert pangan.loc["businesses_active", ["nilai", "tahun"]].tolist() == ["5", "2022"]
    assert pangan.loc["businesses_active_first", ["nilai", "tahun"]].tolist() == ["5", "2018"]


def test_a_value_that_is_hidden_with_another_year_is_of_its_own() -> None:
    rows = read_back(plain("contribution_by_branch")).set_index("ukuran")
    assert set(rows.loc["output_real_total_first_idr", "tahun"]) == set(rows.loc["output_real_first_idr", "tahun"])
    assert set(rows.loc["output_real_total_first_idr", "tahun"]) == {"2018"}


def test_a_hidden_cell_is_an_x() -> None:
    rows = read_back(plain("businesses_by_branch"))
    active = rows[rows["ukuran"] == "businesses_active"].set_index("nama_cabang_industri")["nilai"]
    assert active["Logam dan Elektronika"] == "x"
    assert active["Pangan"] == "5"


def test_what_is_made_from_a_hidden_cell_is_hidden_too() -> None:
    shown = plain("births_and_deaths")
    rows = read_back(shown).set_index(["ukuran", "tahun"])
    for column in ("deaths", "churn_pct"):
        assert rows.loc[(column, "2021"), ["nilai", "keterangan"]].tolist() == ["x", "disembunyikan"]
    words = dict(zip(shown.result.rows, figure.cells(shown.result, "id")[3], strict=True))
    assert words["year"] == "2021"
    assert words["deaths"] == words["churn_pct"] == "x"


def test_a_dimension_and_a_measure_of_one_name_stand_in_columns_of_their_own() -> None:
    rows = read_back(plain("claim_check"))
    assert set(rows["kode_yang_diukur"]) == {"change", "points", "rate", ""}
    assert set(rows["nama_ukuran"]) == {"Angka (% atau poin)"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("city_published", {"nama_provinsi": "Sulawesi Tenggara", "nama_kabupaten_kota": "Kota Kendari"}),
        ("province_register", {"nama_provinsi": "Sulawesi Tenggara"}),
        ("resilience_published", {}),
    ],
)
def test_a_published_figure_names_the_one_place_that_it_is_of(name: str, place: dict[str, str]) -> None:
    rows = read_back(plain(name))
    named = {column: set(rows[column]) for column in ("nama_provinsi", "nama_kabupaten_kota") if column in rows}
    assert named == {column: {words} for column, words in place.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", metrics.names())
def test_no_two_columns_of_a_table_have_one_name(name: str, language: str) -> None:
    heads = figure.heads(metrics.run(name), language)
    assert len(set(heads)) == len(heads)


def test_sample_data_are_marked_in_the_name_and_in_a_column() -> None:
    shown = plain("businesses_yearly")
    assert "DATA-CONTOH" in csv.file_name(shown)
    assert set(read_back(shown)["data_contoh"]) == {"DATA CONTOH"}


def test_published_figures_are_not_marked_as_sample() -> None:
    shown = plain("province_register")
    assert "CONTOH" not in csv.file_name(shown)
    rows = read_back(shown)
    assert set(rows["data_contoh"]) == {""}
    assert values(rows, "units")["2020"] == "13698"


def test_the_place_unit_and_source_stand_in_every_row() -> None:
    rows = read_back(plain("workers_yearly"))
    assert list(rows.columns[:4]) == ["kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota"]
    assert set(rows["nama_kabupaten_kota"]) == {"Kota Kendari"}
    assert rows.groupby("ukuran")["satuan"].first().to_dict() == {
        "reported_pct": "persen",
        "workers": "orang",
        "workers_reported": "unit usaha",
    }
    assert all(rows["sumber"])


def test_the_code_of_the_figure_is_in_every_row_and_noted_as_printed() -> None:
    shown = plain("output_yearly")
    assert set(read_back(shown)["kode_gambar"]) == {codes.code(shown)}
    assert codes.find(codes.code(shown))
    assert codes.code(shown) in csv.file_name(shown)


def test_text_that_a_spreadsheet_would_run_is_neutralised() -> None:
    shown = plain("training_programmes")
    rows = shown.result.rows.copy()
    rows.loc[0, "title"] = "=cmd|' /C calc'!A0"
    evil = replace(shown, result=replace(shown.result, rows=rows))
    assert read_back(evil)["judul"][0] == "'=cmd|' /C calc'!A0"


def test_each_value_says_its_own_unit() -> None:
    rows = read_back(plain("training_programmes"))
    assert rows.groupby("ukuran")["satuan"].first().to_dict() == {"days": "hari", "participants": "orang"}
    rows = read_back(plain("province_register"))
    assert rows.groupby("ukuran")["satuan"].first()[["units", "units_index"]].tolist() == ["unit usaha", "indeks"]


def test_a_quarter_has_its_year_too() -> None:
    rows = read_back(plain("quarterly_growth"))
    assert rows.loc[rows["triwulan"] == "2020Q2", "tahun"].unique().tolist() == ["2020"]


def test_a_place_has_its_code_and_its_name() -> None:
    rows = read_back(plain("businesses_by_kecamatan"))
    assert rows.set_index("kode_kecamatan")["nama_kecamatan"]["74.71.08"].unique().tolist() == ["Kadia"]


def test_a_remark_says_what_is_hidden_missing_or_derived() -> None:
    rows = read_back(plain("births_and_deaths"))
    deaths = rows[rows["ukuran"] == "deaths"].set_index("tahun")["keterangan"]
    assert deaths.to_dict() == {"2018": "", "2019": "", "2020": "", "2021": "disembunyikan", "2022": "tidak ada data"}
    rows = read_back(plain("imk_growth")).set_index("triwulan")["keterangan"]
    assert (rows["2020Q2"], rows["2020Q3"]) == ("", "diturunkan")


def test_a_number_below_zero_is_a_number_and_no_formula() -> None:
    rows = read_back(plain("quarterly_growth"))
    values = rows[rows["ukuran"] == "gdp_growth_pct"].set_index("triwulan")["nilai"]
    assert values["2020Q2"] == "-5.32"


def test_words_follow_the_language_and_the_names_of_columns_do_not() -> None:
    indonesian, english = (read_back(plain("workers_yearly", language)) for language in LANGUAGES)
    assert list(indonesian.columns) == list(english.columns)
    assert english.set_index("ukuran")["satuan"]["workers"].unique().tolist() == ["persons"]


@pytest.mark.parametrize("name", metrics.names())
def test_every_column_with_values_has_a_unit_that_is_known(name: str) -> None:
    for column in measures.values(metrics.run(name)):
        unit = measures.unit(column)
        assert column in measures.UNITLESS or unit == measures.OF_ROW or has(f"unit.{unit}"), column


@pytest.mark.parametrize("selection", [Selection(), PANGAN], ids=["all", "filtered"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", metrics.names())
def test_every_value_and_every_mask_of_a_metric_comes_back(name: str, language: str, selection: Selection) -> None:
    shown = plain(name, language, selection)
    rows, result = read_back(shown), shown.result
    columns = measures.values(result)
    assert len(set(rows.columns)) == len(rows.columns)
    assert len(rows) == len(result.rows) * max(len(columns), 1)
    for column in columns:
        found = rows[rows["ukuran"] == column]["nilai"].tolist()
        for text, value, hidden in zip(found, result.rows[column], result.hidden(column), strict=True):
            assert (text == "x") == bool(hidden)
            if not hidden:
                assert (text == "") == bool(pd.isna(value))
                assert pd.isna(value) or float(text) == pytest.approx(float(value))
