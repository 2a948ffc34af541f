"""Findings say what the rows say: the verb by interval and size, refusals where the data cannot carry a sentence."""

import csv
import itertools
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import publish
from ikm import cards, findings, ledger, metrics, sentences, store
from ikm.metrics import Result
from ikm.selection import SIZES, Selection

TESTS = Path(__file__).resolve().parent
CHANGES = st.floats(-99, 400, allow_nan=False)
RISES = {"id": "naik", "en": "rose"}
FALLS = {"id": "turun", "en": "fell"}
CITY = ("businesses_yearly", "workers_yearly", "output_yearly", "units_workers_output", "births_and_deaths")


@given(CHANGES, st.tuples(CHANGES, CHANGES))
def test_nothing_rises_or_falls_while_its_interval_spans_zero(change: float, ends: tuple[float, float]) -> None:
    interval = (min(ends), max(ends))
    for language in ("id", "en"):
        words = sentences.move(change, language, interval=interval)
        if interval[0] <= 0 <= interval[1]:
            assert not words.startswith((RISES[language], FALLS[language]))


@given(CHANGES)
def test_the_verb_follows_size_and_sign_in_both_languages(change: float) -> None:
    for language in ("id", "en"):
        words = sentences.move(change, language)
        assert words.startswith(RISES[language]) == (change >= sentences.MATERIAL_PCT)
        assert words.startswith(FALLS[language]) == (change <= -sentences.MATERIAL_PCT)


@given(CHANGES)
def test_a_step_without_a_verb_goes_the_way_of_the_verb(change: float) -> None:
    words, step = sentences.move(change, "en"), sentences.step(change, "en")
    assert step == words.replace("rose", "up").replace("fell", "down")
    assert sentences.step(change, "id") == sentences.move(change, "id")


@given(st.floats(1, 1e6), st.floats(0, 1e6))
def test_a_change_leads_from_the_first_value_to_the_last(first: float, last: float) -> None:
    change = sentences.change_pct(first, last)
    assert change is not None
    assert first * (1 + change / 100) == pytest.approx(last, abs=1e-6)


def test_a_base_of_zero_or_nothing_gives_no_change() -> None:
    assert sentences.change_pct(0, 5) is None
    assert sentences.change_pct(float("nan"), 5) is None


# -- every selection of the sample


def selections() -> list[Selection]:
    branches = [str(name) for name in store.query("select branch from branch order by branch")["branch"]]
    places = [str(code) for code in store.query("select code from kecamatan order by code")["code"]]
    return [
        Selection(branches=(branch,), kecamatan=(place,), sizes=(size,))
        for branch, place, size in itertools.product(branches, places, SIZES)
    ]


def contradicts(result: Result) -> list[str]:
    """What a sentence says against the rows that its table shows."""
    slots = findings.facts(result, "id")
    if slots is None:
        return []
    rows = result.rows.set_index("year")
    name = result.metric.name
    told = {
        "workers_yearly": {"move": "workers"},
        "output_yearly": {"move": "output_real_idr"},
        "units_workers_output": {"units": "businesses_registered", "workers": "workers", "output": "output_real_idr"},
    }.get(name, {})
    wrong = []
    for slot, column in told.items():
        change = 100 * (rows.at[2020, column] / rows.at[2019, column] - 1)
        verb = slots[slot].split()[0]
        right = {"naik": change >= 1, "turun": change <= -1, "relatif": abs(change) < 1, "tidak": True}[verb]
        wrong += [] if right else [f"{name} {slot} {slots[slot]} but {change}"]
    if name == "businesses_yearly":
        first, last = int(slots["first"]), int(slots["last"])
        change = 100 * (rows.at[last, "businesses_active"] / rows.at[first, "businesses_active"] - 1)
        wrong += (
            [] if slots["active"].startswith("naik") == (change >= 1) else [f"{name} {slots['active']} but {change}"]
        )
    if name == "births_and_deaths":
        row = rows.loc[int(slots["year"])]
        wrong += [] if slots["births"] == str(int(row["births"])) else [f"{name} {slots['births']} but {row['births']}"]
    return wrong


@pytest.mark.usefixtures("sample_home")
def test_no_sentence_contradicts_its_table_whatever_is_picked() -> None:
    found, refused, wrong = 0, 0, []
    for selection in selections():
        for name in CITY:
            result = metrics.run(name, selection)
            if result.status != "ok":
                continue
            wrong += contradicts(result)
            finding = findings.finding(result, "id")
            found, refused = found + (not finding.refused), refused + finding.refused
    assert wrong == []
    assert found
    assert refused, "somewhere among 165 small selections a sentence must be refused"


@pytest.mark.usefixtures("sample_home")
def test_most_sentences_on_a_branch_are_findings() -> None:
    branches = store.query("select branch from branch order by branch")["branch"]
    said = [
        findings.finding(metrics.run(name, Selection(branches=(str(branch),))), "id").refused
        for branch in branches
        for name in CITY
    ]
    assert said.count(False) >= len(said) / 2


@pytest.mark.usefixtures("sample_home")
def test_too_few_businesses_turn_an_effect_into_a_refusal() -> None:
    small = Selection(branches=("Kimia dan Bahan Bangunan",), kecamatan=("74.71.11",))
    result = metrics.run("businesses_yearly", small)
    assert findings.finding(result, "id").refused
    fall = metrics.run("resilience_by_branch", small)
    assert set(fall.rows["branch"]) == {"Kimia dan Bahan Bangunan"}


def test_neither_sentence_nor_card_gives_a_percentage_on_under_ten_businesses(tiny: Path) -> None:
    assert store.versions(tiny)
    few = Selection(branches=("Pangan",))  # 5 businesses in 2019, 4 in 2020
    for name in ("workers_yearly", "output_yearly", "units_workers_output", "businesses_yearly"):
        assert findings.finding(metrics.run(name, few), "id").refused, name
    for name in ("registered", "active", "workers_active", "output_real"):
        assert "%" not in cards.card(name, few, "id").note, name
    assert "%" in cards.card("workers_active", Selection(), "id").note, (
        "ten reported in 2021: there is a change to tell"
    )


@pytest.mark.usefixtures("sample_home")
def test_a_filtered_view_without_an_interval_shows_none() -> None:
    everything = metrics.run("output_yearly")
    assert sentences.growth_interval(everything, "output_real_idr", 2020) is not None
    narrow = metrics.run("output_yearly", Selection(kecamatan=("74.71.05",)))
    assert sentences.growth_interval(narrow, "output_real_idr", 2020) is None


# -- years that are missing


@pytest.fixture(scope="module")
def without_2020(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny city, of which no file speaks of 2020."""
    folder = tmp_path_factory.mktemp("gap")
    shutil.copytree(TESTS / "tiny", folder / "raw")
    for name, column, delimiter in (("direktori.csv", "Tahun", ";"), ("produksi.csv", "Tahun", ";")):
        file = folder / "raw" / name
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter=delimiter))
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0], delimiter=delimiter)
            writer.writeheader()
            writer.writerows(row for row in rows if row[column] != "2020")
    publish.build(folder / "raw", folder / "home")
    return folder / "home"


def test_a_missing_year_is_a_gap_in_the_line_and_in_growth(without_2020: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKM_HOME", str(without_2020))
    rows = metrics.run("units_workers_output").rows.set_index("year")
    assert pd.isna(rows.at[2020, "workers"])
    assert pd.isna(rows.at[2020, "workers_growth_pct"])
    assert pd.isna(rows.at[2021, "workers_growth_pct"]), "a step over a missing year is no yearly growth"
    assert not pd.isna(rows.at[2022, "workers_growth_pct"])
    assert findings.finding(metrics.run("workers_yearly"), "id").refused


@pytest.fixture(scope="module")
def without_a_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city whose directory of 2022 was never handed in."""
    folder = tmp_path_factory.mktemp("directory")
    shutil.copytree(TESTS.parent / "data" / "sample", folder / "raw")
    for file in (folder / "raw").glob("direktori_2022.xlsx*"):
        file.unlink()
    publish.build(folder / "raw", folder / "home")
    return folder / "home"


def test_a_missing_directory_is_no_collapse(
    without_a_directory: Path, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.at(sample_home):
        usual = metrics.run("births_and_deaths").rows.set_index("year")["deaths"]
    monkeypatch.setenv("IKM_HOME", str(without_a_directory))
    version = str(store.current_version())
    deaths = metrics.run("births_and_deaths").rows.set_index("year")["deaths"]
    assert deaths[2021] <= 1.5 * usual[2021], "a directory that is missing is no wave of deaths"
    assert "directory" not in ledger.evidence(version)[2022]
    workers = metrics.run("workers_yearly")
    assert not sentences.comparable(workers, 2021, 2022)
    assert not sentences.comparable(workers, 2022, 2023)
    assert sentences.comparable(workers, 2021, 2023)


def test_a_break_leaves_no_line_and_no_growth(tiny: Path) -> None:
    result = metrics.run("province_workers")
    assert result.version == store.current_version(tiny)
    rows = result.rows.set_index("year")
    assert pd.isna(rows.at[2020, "workers"])
    assert "growth" not in " ".join(result.rows.columns)
    assert "tidak sebanding" in findings.finding(result, "id").text
