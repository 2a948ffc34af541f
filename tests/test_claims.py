"""The claim check: the verdict follows the figure by rule, and the conclusion follows the verdicts."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ikm import claims, findings, ledger, metrics, relations, store
from ikm.metrics import Result
from ikm.selection import Selection

pytestmark = pytest.mark.usefixtures("tiny")


Altered = Callable[[str, str, str, float | None], Result]


@pytest.fixture
def altered(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Altered:
    """The claim check on a copy of the tiny city in which one published figure is another, or is gone."""

    def build(series: str, area: str, period: str, value: float | None) -> Result:
        version = "20300101T000000Z-00000000"
        copy = store.path_of(version, tmp_path)
        copy.parent.mkdir()
        shutil.copy(store.path_of(store.versions(tiny)[0], tiny), copy)
        where = "where series = ? and area_code = ? and period = ?"
        change = "delete from core.series" if value is None else f"update core.series set value = {value}"
        with duckdb.connect(str(copy)) as connection:
            connection.execute(f"{change} {where}", [series, area, period])
        monkeypatch.setenv("IKM_HOME", str(tmp_path))
        for cached in (
            metrics._run,
            relations._workspace,
            metrics._sources,
            ledger.crises,
            ledger.breaks,
            claims._names,
        ):
            cached.cache_clear()
        return metrics.run("claim_check", Selection(version=version))

    return build


def verdict(result: Result, evidence: str, crisis: str = "covid") -> tuple[str, str]:
    rows = result.rows.set_index(["evidence", "crisis"])
    return str(rows.at[(evidence, crisis), "verdict"]), str(rows.at[(evidence, crisis), "why"])


def conclusion(result: Result, language: str = "id") -> dict[str, str]:
    return {name: kind for name, kind, _, _ in claims.judged(result, language)}


def test_every_claim_meets_at_least_eight_rows_of_evidence_on_small_industry() -> None:
    rows = metrics.run("claim_check").rows
    judged = rows[rows["universe"].isin(claims.JUDGED)]
    assert (judged.groupby("claim")["evidence"].nunique() >= 8).all()
    assert set(rows["claim"]) == set(store.query("select claim from claim")["claim"])


def test_for_covid_units_support_and_production_contradicts_and_1998_is_open() -> None:
    result = metrics.run("claim_check")
    assert verdict(result, "units_sultra") == ("supports", "measured")
    assert verdict(result, "output_sultra") == ("contradicts", "measured")
    assert verdict(result, "workers_sultra") == ("cannot_tell", "break")
    assert verdict(result, "production_imk") == ("contradicts", "measured")
    assert verdict(result, "closed_imk") == ("contradicts", "measured")
    assert verdict(result, "units_kendari", "krismon") == ("no_data", "no_series")
    assert list(conclusion(result).values()) == ["open", "mixed"]


def test_another_universe_gets_no_verdict() -> None:
    rows = metrics.run("claim_check").rows
    other = rows[~rows["universe"].isin(claims.JUDGED)]
    assert set(other["verdict"]) <= {"context", "no_data"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (13_211 * 1.02, ("supports", "measured")),
        (13_211 * 1.005, ("cannot_tell", "steady")),
        (13_211 * 0.995, ("cannot_tell", "steady")),
        (13_211 * 0.9, ("contradicts", "measured")),
        (None, ("no_data", "not_published")),
    ],
)
def test_another_figure_gets_another_verdict(altered: Altered, value: float | None, expected: tuple[str, str]) -> None:
    assert verdict(altered("ikm_register_units", "74", "2020", value), "units_sultra") == expected


def test_fewer_closings_would_support_the_claim(altered: Altered) -> None:
    result = altered("imk_business_status", "ID", "2020Q1", 10.0)
    assert verdict(result, "closed_imk") == ("supports", "measured")


def test_without_a_supporting_figure_the_claim_is_contradicted(altered: Altered) -> None:
    result = altered("ikm_register_units", "74", "2020", 12_000)
    assert list(conclusion(result).values()) == ["open", "only_contradicts"]
    assert "0 dari 4" in findings.finding(result, "id").text


def test_the_claim_check_says_how_many_of_its_figures_count_imk_and_which() -> None:
    result = metrics.run("claim_check")
    assert "1 dari 4 angka yang dapat dinilai (2 IKM, 2 IMK) mendukung klaim" in findings.finding(result, "id").text
    assert "1 of the 4 figures that can be judged (2 IKM, 2 IMK)" in findings.finding(result, "en").text
    covid = claims.conclusions(result, "id")[-1]
    assert "Produksi · IMK Indonesia (−17,6%)" in covid
    assert "Unit usaha terdaftar · Sulawesi Tenggara (+3,7%)" in covid


def test_without_figures_of_imk_the_title_counts_ikm_only() -> None:
    result = metrics.run("claim_check")
    rows = result.rows[result.rows["universe"] != "IMK"]
    assert "1 dari 2 angka yang dapat dinilai (2 IKM)" in findings.finding(replace(result, rows=rows), "id").text


def test_fewer_points_have_a_minus_and_no_plus(altered: Altered) -> None:
    result = altered("imk_business_status", "ID", "2020Q1", 10.0)
    assert "(−2,94 poin persen)" in claims.conclusions(result, "id")[-1]


def test_the_deepest_fall_names_the_universes_it_was_found_among() -> None:
    result = metrics.run("resilience_published")
    assert "di antara angka IKM dan IMK" in findings.finding(result, "id").text
    own = replace(result, rows=result.rows[result.rows["item"] != "production_imk"])
    assert "among the figures on IKM:" in findings.finding(own, "en").text


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_table_shows_every_row_with_its_figure_and_a_link_to_it(language: str) -> None:
    result = metrics.run("claim_check")
    html = claims.table(result, language)
    assert html.count("<tr") == 1 + result.rows["evidence"].nunique() + 1
    linked = set(result.rows["metric"].dropna())
    assert all(f'href="#f-{name}"' in html for name in linked)
    assert linked <= set(metrics.names())
    assert ("+3,7%" if language == "id" else "+3.7%") in html


def test_every_figure_that_a_cell_opens_is_on_the_page() -> None:
    page = (Path(__file__).resolve().parent.parent / "pages" / "crises.py").read_text(encoding="utf-8")
    for name in set(metrics.run("claim_check").rows["metric"].dropna()):
        assert f'"{name}"' in page
