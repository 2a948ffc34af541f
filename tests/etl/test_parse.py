"""Parsers: the cases of the field, and properties that must hold for any text."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl import parse
from etl.headers import find
from etl.mapping import FileMapping

with (Path(__file__).parent / "parser_cases.csv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream))
SET_ASIDE = {"NULL": {"missing"}, "INVALID": {"unreadable", "range"}, "AMBIGUOUS": {"ambiguous"}}
PARSER = {"money_idr": "money_idr", "date_id": "date", "year": "year", "nib": "nib", "kbli": "kbli"}
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
Connection = duckdb.DuckDBPyConnection
few = settings(max_examples=8)


def value(parsers: Connection, kind: str, text: str | None, **given: str) -> Any:
    return parse.values(parsers, kind, [text], **given)[0][0]


def reason(parsers: Connection, kind: str, text: str | None, mark: int = parse.TEXT, **given: str) -> str | None:
    return parse.values(parsers, kind, [text], mark, **given)[0][1]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["field"] in PARSER], ids=lambda case: f"{case['field']} {case['raw']}"
)
def test_a_case_of_the_field_is_read_as_agreed(parsers: Connection, case: dict[str, str]) -> None:
    ((found, why),) = parse.values(parsers, PARSER[case["field"]], [case["raw"]])
    if case["expected"] in SET_ASIDE:
        assert found is None
        assert why in SET_ASIDE[case["expected"]]
    elif case["field"] == "money_idr":
        assert found == Decimal(case["expected"])
    else:
        assert str(found) == case["expected"]


@pytest.mark.parametrize("case", [case for case in CASES if case["field"] == "name_key"], ids=lambda case: case["raw"])
def test_a_legal_form_leaves_the_name(parsers: Connection, case: dict[str, str]) -> None:
    assert value(parsers, "name_key", case["raw"]) == case["expected"].split("|")[0]


def test_the_letter_p_is_read_with_its_pair(parsers: Connection) -> None:
    assert value(parsers, "sex", "P", sex_letters="'LP'") == "P"
    assert value(parsers, "sex", "P", sex_letters="'PW'") == "L"
    assert reason(parsers, "sex", "P") == "ambiguous"


def test_the_header_pair_says_whose_workers_they_are() -> None:
    mapping = FileMapping("directory", "dinas_direktori", date(2020, 1, 1))
    known = {"NIK": "nik", "NAMAPERUSAHAAN": "nama_perusahaan"}
    pria = find([["nik", "nama_perusahaan", "TENAGA_KERJA_P", "TENAGA_KERJA_W"]], mapping, known)
    perempuan = find([["nik", "nama_perusahaan", "TENAGA_KERJA_L", "TENAGA_KERJA_P"]], mapping, known)
    assert (pria.columns["tk_l"], pria.columns["tk_p"]) == (2, 3)
    assert (perempuan.columns["tk_l"], perempuan.columns["tk_p"]) == (2, 3)


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("Rp. 141.350.000,-", 141_350_000),
        ("232,800,000", 232_800_000),
        ("15 M", 15_000_000_000),
        ("9,99 jt.", 9_990_000),
        ("1,250.5", Decimal("1250.5")),
        ("0,5", Decimal("0.5")),
        ("Rp 0,00", 0),
    ],
)
def test_money_is_read_in_the_ways_offices_write_it(parsers: Connection, text: str, rupiah: Decimal) -> None:
    assert value(parsers, "money_idr", text) == rupiah


@pytest.mark.parametrize("text", ["-5.000.000", "(5)", "10.000.000.000.001", "99999999999999"])
def test_money_outside_the_range_is_unreadable(parsers: Connection, text: str) -> None:
    assert reason(parsers, "money_idr", text) == "range"


def test_money_in_thousands_is_multiplied_unless_words_give_the_scale(parsers: Connection) -> None:
    assert value(parsers, "money_idr", "439.950", money_factor="1000") == 439_950_000
    assert value(parsers, "money_idr", "94,3 juta", money_factor="1000") == 94_300_000


def test_a_number_of_the_workbook_is_taken_as_it_is(parsers: Connection) -> None:
    assert parse.values(parsers, "money_idr", ["2.5"], parse.NUMBER) == [(Decimal("2.5"), None)]
    assert parse.values(parsers, "date", ["43477"], parse.NUMBER) == [(date(2019, 1, 12), None)]


def test_a_nik_that_excel_rounded_is_damaged_and_one_written_as_text_is_not(parsers: Connection) -> None:
    assert reason(parsers, "nik", "7471991234567890", parse.NUMBER) == "damaged"
    assert value(parsers, "nik", "7471991234567890") == "7471991234567890"


@pytest.mark.parametrize("text", ["9.995E+12", "12345678", "bukan nomor", "0000000000000"])
def test_what_is_no_nib_is_unreadable(parsers: Connection, text: str) -> None:
    assert reason(parsers, "nib", text) == "unreadable"


@pytest.mark.parametrize(
    ("text", "code"), [("C10710", "10710"), ("10710 - Industri roti", "10710"), ("47111", "47111")]
)
def test_a_kbli_code_is_found_beside_its_letter_and_title(parsers: Connection, text: str, code: str) -> None:
    assert value(parsers, "kbli", text) == code


@pytest.mark.parametrize("text", ["2104", "1944", "'19", "abad ini"])
def test_a_year_outside_the_range_is_not_taken(parsers: Connection, text: str) -> None:
    assert value(parsers, "year", text, last_year="2024") is None


@pytest.mark.parametrize("text", ["-", "n/a", "N/A", "tidak ada", " ", "\u00a0", "00/00/0000", None])
@pytest.mark.parametrize("kind", sorted(set(parse.PARSERS) - {"period"}))
def test_an_empty_mark_is_missing_in_every_parser(parsers: Connection, kind: str, text: str | None) -> None:
    assert parse.values(parsers, kind, [text]) == [(None, "missing")]


def test_invisible_characters_and_composed_forms_do_not_make_another_name(parsers: Connection) -> None:
    assert value(parsers, "name_key", "UD Contoh\u200b Tak\u00adTerlihat") == "CONTOH TAKTERLIHAT"
    assert (
        value(parsers, "name_key", "UD\u00a0Contoh Se\u0301runi\u0007")
        == value(parsers, "name_key", "contoh séruni, ud")
        == "CONTOH SÉRUNI"
    )


def indonesian(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


@few
@given(some.lists(some.integers(0, 10**13), min_size=1, max_size=50))
def test_any_amount_survives_being_written(parsers: Connection, amounts: list[int]) -> None:
    for write in (str, indonesian, lambda each: f"Rp {indonesian(each)},00", lambda each: f"Rp. {indonesian(each)},-"):
        assert [found for found, _ in parse.values(parsers, "money_idr", [write(each) for each in amounts])] == amounts


@few
@given(some.lists(some.integers(0, 100_000), min_size=1, max_size=50))
def test_any_count_survives_being_written(parsers: Connection, counts: list[int]) -> None:
    for write in (str, indonesian, lambda each: f"{each} orang", lambda each: f"{each},0"):
        assert [found for found, _ in parse.values(parsers, "count", [write(each) for each in counts])] == counts


@few
@given(some.lists(some.integers(1, 10**13 - 1), min_size=1, max_size=50))
def test_any_nib_survives_being_written(parsers: Connection, numbers: list[int]) -> None:
    codes = [f"{number:013d}" for number in numbers]
    for write in (str, lambda code: f"'{code}", lambda code: f"{code[:4]} {code[4:]}", lambda code: f"{code}.0"):
        assert [found for found, _ in parse.values(parsers, "nib", [write(code) for code in codes])] == codes


@few
@given(some.lists(some.dates(date(1945, 1, 1), date(2100, 12, 31)), min_size=1, max_size=50))
def test_any_day_survives_being_written(parsers: Connection, days: list[date]) -> None:
    serial = [str((day - date(1899, 12, 30)) // timedelta(days=1)) for day in days]
    words = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in days]
    for texts in ([day.isoformat() for day in days], [f"{day:%d/%m/%Y}" for day in days], words, serial):
        assert [found for found, _ in parse.values(parsers, "date", texts)] == days


@few
@given(some.lists(some.text(max_size=30), min_size=1, max_size=50))
@pytest.mark.parametrize("kind", sorted(parse.PARSERS))
def test_no_text_breaks_a_parser_or_is_both_value_and_reason(parsers: Connection, kind: str, texts: list[str]) -> None:
    for mark in (parse.TEXT, parse.NUMBER, parse.DATE):
        for found, why in parse.values(parsers, kind, [text.replace("\0", "") for text in texts], mark):
            assert (found is None) == (why not in (None, "zero_restored"))


@few
@given(some.lists(some.text(max_size=30), min_size=1, max_size=50))
def test_a_name_key_is_its_own_key(parsers: Connection, names: list[str]) -> None:
    keys = [
        found for found, _ in parse.values(parsers, "name_key", [name.replace("\0", "") for name in names]) if found
    ]
    assert [found for found, _ in parse.values(parsers, "name_key", keys)] == keys if keys else True
