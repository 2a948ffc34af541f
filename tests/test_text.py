"""Words, numbers and dates in both languages."""

import ast
import re
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ikm import findings, ledger, metrics, text

PROJECT = Path(__file__).resolve().parent.parent
STRINGS = text.strings()


@pytest.mark.parametrize("key", sorted(STRINGS))
def test_every_text_is_there_in_both_languages_with_the_same_slots(key: str) -> None:
    words = STRINGS[key]
    assert set(words) == set(text.LANGUAGES)
    assert all(words.values())
    assert set(re.findall(r"{(\w+)}", words["id"])) == set(re.findall(r"{(\w+)}", words["en"]))


def used_keys() -> set[str]:
    """Keys that the code names as plain text in a call of `say`, and the heads of those it builds."""
    found = set()
    for file in (PROJECT / "ikm").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    found.add(str(first.values[0].value))
    return found


def test_every_key_the_code_names_has_a_text() -> None:
    missing = [key for key in used_keys() if key not in STRINGS and not any(name.startswith(key) for name in STRINGS)]
    assert used_keys()
    assert missing == []


def test_every_text_is_asked_for_by_somebody() -> None:
    files = [PROJECT / "dashboard.py", *(PROJECT / "pages").glob("*.py"), *(PROJECT / "ikm").rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    quoted = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    heads = (
        *(each for each in quoted if re.fullmatch(r"[a-z_]+\.(?:.*[._])?", each)),
        *(f"{each}." for each in ledger.CODED),
    )
    assert [key for key in STRINGS if key not in quoted and not key.startswith(heads)] == []


def test_every_check_of_the_build_has_its_words() -> None:
    checks = {file.stem for file in (PROJECT / "etl" / "checks").glob("*.sql")}
    assert checks == {key.removeprefix("check.") for key in STRINGS if key.startswith("check.")}


def test_every_reason_to_refuse_a_file_has_its_words() -> None:
    known = tomllib.loads((PROJECT / "etl" / "messages.toml").read_text(encoding="utf-8"))["refusal"]
    assert {f"refusal.{code}" for code in known} <= set(STRINGS)


def test_every_metric_has_a_sentence_and_every_sentence_a_metric() -> None:
    named = {key.removeprefix("finding.") for key in STRINGS if key.startswith("finding.")}
    assert named == set(metrics.names()) == set(findings.RULES)


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [(1575, "id", "1.575"), (1575, "en", "1,575"), (-0.04, "id", "0"), (-12, "id", "−12"), (None, "id", "–")],
)
def test_numbers(value: float, language: str, expected: str) -> None:
    assert text.number(value, language) == expected


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (312_500_000_000, "id", "Rp312,5 miliar"),
        (312_500_000_000, "en", "Rp312.5 billion"),
        (3_370_000_000_000, "id", "Rp3,37 triliun"),
        (1_250_000, "id", "Rp1,3 juta"),
        (950_000, "id", "Rp950.000"),
        (-2_000_000, "id", "−Rp2,0 juta"),
    ],
)
def test_money_has_no_space_and_words_for_scale(value: float, language: str, expected: str) -> None:
    assert text.rupiah(value, language) == expected


def test_percent_keeps_the_plus_of_a_rise_only() -> None:
    assert text.percent(3.68, "id", signed=True) == "+3,7%"
    assert text.percent(-33.53, "id", signed=True) == "−33,5%"
    assert text.percent(0.01, "id", signed=True) == "0,0%"


def test_dates_and_periods_are_indonesian() -> None:
    assert text.day(date(2019, 8, 17), "id") == "17 Agustus 2019"
    assert text.short_day(date(2019, 8, 17), "id") == "17 Agu 2019"
    assert text.period("2020Q2", "id") == "triwulan II 2020"
    assert text.period(1998, "en") == "1998"


def test_a_version_has_the_time_as_its_language_writes_it() -> None:
    assert text.version("20261124T070000Z-0badc0de", "id") == "24 Nov 2026 07.00 UTC"
    assert text.version("20261124T070000Z-0badc0de", "en") == "24 Nov 2026 07:00 UTC"


def test_a_published_percentage_keeps_its_printed_decimals() -> None:
    assert text.cell("growth_pct", -12.77, "id", as_published=True) == "−12,77%"
    assert text.cell("growth_pct", -17.5, "id", as_published=True) == "−17,5%"


def test_cells_of_every_kind_are_readable() -> None:
    assert text.cell("year", 2020.0, "id") == "2020"
    assert text.cell("output_idr", 2.5e9, "id") == "Rp2,5 miliar"
    assert text.cell("is_derived", True, "id") == "ya"
    assert text.cell("start_date", pd.Timestamp("2023-09-19"), "id") == "19 Sep 2023"
    assert text.cell("workers", float("nan"), "id") == ""


def test_no_si_letter_can_stand_for_a_scale() -> None:
    assert not re.search(r"\d\s?[kMGB]\b", " ".join(text.rupiah(10.0**power, "id") for power in range(3, 15)))


def test_a_count_of_businesses_of_every_sector_has_no_decimals() -> None:
    # 65,470,000 in 2019: a change in units has a decimal, a count of units has none.
    assert text.cell("umkm", 65_470_000, "id") == "65.470.000"
    assert text.cell("change_units", 0.3, "id") == "0,3"
