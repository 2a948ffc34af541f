"""A figure as CSV: the same numbers as on screen, hidden alike, marked alike, harmless in a spreadsheet."""

import io

import pandas as pd
import pytest

from ikm import metrics
from ikm.export import csv
from ikm.selection import Selection

pytestmark = pytest.mark.usefixtures("tiny")


def read_back(name: str, selection: Selection | None = None) -> pd.DataFrame:
    content = csv.content(metrics.run(name, selection), "id")
    return pd.read_csv(io.StringIO(content.decode("utf-8-sig")), dtype=str, keep_default_na=False)


def test_the_numbers_are_those_of_the_table() -> None:
    rows = read_back("businesses_yearly")
    assert rows["year"].tolist() == ["2018", "2019", "2020", "2021", "2022"]
    assert rows["businesses_active"].tolist() == ["9", "10", "10", "11", "10"]


def test_a_hidden_cell_is_an_x() -> None:
    rows = read_back("businesses_by_branch").set_index("branch")
    assert rows.loc["Logam dan Elektronika", "businesses_active"] == "x"
    assert rows.loc["Pangan", "businesses_active"] == "5"


def test_sample_data_are_marked_in_the_name_and_in_a_column() -> None:
    result = metrics.run("businesses_yearly")
    assert "DATA-CONTOH" in csv.file_name(result)
    assert set(read_back("businesses_yearly")["data_contoh"]) == {"DATA CONTOH"}


def test_published_figures_are_not_marked_as_sample() -> None:
    result = metrics.run("province_register")
    assert "CONTOH" not in csv.file_name(result)
    rows = read_back("province_register")
    assert set(rows["data_contoh"]) == {""}
    assert rows.set_index("year").loc["2020", "units"] == "13698"


def test_the_place_unit_and_source_stand_in_every_row() -> None:
    rows = read_back("workers_yearly")
    assert list(rows.columns[:4]) == ["kode_provinsi", "nama_provinsi", "kode_kabupaten_kota", "nama_kabupaten_kota"]
    assert set(rows["nama_kabupaten_kota"]) == {"Kota Kendari"}
    assert set(rows["satuan"]) == {"orang"}
    assert all(rows["sumber"])


def test_text_that_a_spreadsheet_would_run_is_neutralised(monkeypatch: pytest.MonkeyPatch) -> None:
    result = metrics.run("training_programmes")
    rows = result.rows.copy()
    rows.loc[0, "title"] = "=cmd|' /C calc'!A0"
    evil = metrics.Result(**{**vars(result), "rows": rows})
    monkeypatch.setattr(metrics, "run", lambda *_: evil)
    assert read_back("training_programmes")["title"][0] == "'=cmd|' /C calc'!A0"


def test_the_file_name_is_no_path() -> None:
    assert "/" not in csv.file_name(metrics.run("workers_yearly"))
    assert csv.file_name(metrics.run("workers_yearly")).endswith(f"{metrics.run('workers_yearly').version}.csv")
