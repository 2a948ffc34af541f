"""What the numbers count, on a city of a dozen businesses that anyone can follow on paper."""

import hashlib
import hmac
from pathlib import Path

import pytest

from etl import publish
from tests.etl.conftest import DIRECTORY, PRODUCTION, query, write

FIRST, LAST = 2015, 2023
# Letter → years with production. Coverage is 2015-2023 because A always produces.
PRODUCED = {
    "A": range(2015, 2024),
    "B": range(2017, 2024),  # first seen two years into coverage: a birth
    "C": range(2016, 2024),  # first seen one year into coverage: nobody knows
    "D": range(2020, 2024),  # founded 2018, first active 2020
    "E": [2015, 2016, *range(2019, 2024)],  # silent for two years
    "F": [2015, 2016, *range(2018, 2024)],  # silent for one year
    "G": range(2015, 2023),  # silent in the last year only
    "H": range(2015, 2022),  # silent in the last two years
    "I": range(2015, 2020),  # closed by a directory of 2021
    "J": range(2015, 2024),  # closed by a directory of 2019, which its production belies
}
FOUNDED = {"D": 2018}
CLOSED = {"I": 2021, "J": 2019}
SEX = {letter: ("Laki-laki", "Perempuan")[at % 2] for at, letter in enumerate("ABCDEFGHIJK")}


def nik(letter: str) -> str:
    return f"74719901018000{ord(letter):02d}"


def directory_lines() -> list[str]:
    """One row a business, without workers or output: no evidence, but KBLI, place, founding and closing."""
    lines = ["nik;kecamatan;kelurahan;kbli;tahun_data;tahun_mulai;Jenis Kelamin;tk_lk;tk_pr;investasi;status_usaha"]
    for letter in "ABCDEFGHIJ":
        year, status = CLOSED.get(letter, 2022), "Tutup" if letter in CLOSED else "Aktif"
        lines.append(f"{nik(letter)};Kadia;Bende;10710;{year};{FOUNDED.get(letter, '')};{SEX[letter]};;;;{status}")
    # K is large in 2020 (20 workers, one rupiah above 15 miliar) and of middle size in 2021.
    lines.append(f"{nik('K')};Poasia;Anduonohu;16291;2020;;{SEX['K']};12;8;15.000.000.001;Aktif")
    lines.append(f"{nik('K')};Poasia;Andonohu;16291;2021;;{SEX['K']};12;8;15.000.000.000;Aktif")
    return lines


def production_lines() -> list[str]:
    lines = ["nik;tahun;nama_produk;tenaga_kerja;nilai_produksi;nilai_bahan_baku"]
    for letter, years in PRODUCED.items():
        lines += [f"{nik(letter)};{year};Roti;2;10.000.000;4.000.000" for year in years]
    # A has a second product in 2023; its two workers are the same two.
    return [*lines, f"{nik('A')};2023;Kue;2;5.000.000;1.000.000"]


def city(folder: Path, directory: list[str], production: list[str]) -> Path:
    mapping = {key: value for key, value in DIRECTORY.items() if key != "year"}
    write(folder, "direktori.csv", directory, mapping)
    write(folder, "produksi.csv", production, {key: value for key, value in PRODUCTION.items() if key != "year"})
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("rules")
    publish.build(city(base / "raw", directory_lines(), production_lines()), base / "home")
    return base / "home"


def events(home: Path, letter: str) -> list[tuple[object, ...]]:
    return query(
        home,
        f"select event, demography.year, provisional from demography join business using (business_id) "
        f"where business_id = '{identity_of(letter)}' order by all",
    )


def identity_of(letter: str) -> str:
    return hmac.new(b"ikm-kendari-sample", f"nik:{nik(letter)}".encode(), hashlib.sha256).hexdigest()[:12]


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("A", []),
        ("B", [("birth", 2017, False)]),
        ("C", []),
        ("D", [("birth", 2018, False)]),
        ("E", [("death", 2016, False)]),
        ("F", []),
        ("G", [("death", 2022, True)]),
        ("H", [("death", 2021, False)]),
        ("I", [("death", 2021, False)]),
        ("J", []),
    ],
)
def test_births_and_deaths_follow_the_rules(home: Path, letter: str, expected: list[tuple[object, ...]]) -> None:
    assert events(home, letter) == expected


def test_evidence_after_a_closing_voids_it_and_is_listed(home: Path) -> None:
    assert query(home, f"select closed_date from business where business_id = '{identity_of('J')}'") == [(None,)]
    assert query(home, "select field, reason from field_issue where reason = 'closing_voided'") == [
        ("status_usaha", "closing_voided")
    ]


def test_coverage_is_the_first_to_the_last_year_of_evidence(home: Path) -> None:
    assert query(home, "select year, covered from years order by year") == [
        (year, True) for year in range(FIRST, LAST + 1)
    ]


def test_output_is_summed_over_products_and_workers_are_not(home: Path) -> None:
    found = query(
        home,
        "select workers, output_idr, materials_idr from business_year "
        f"where business_id = '{identity_of('A')}' and year = 2023",
    )
    assert found == [(2, 15_000_000, 5_000_000)]


def test_a_large_business_is_outside_every_count_of_its_large_year_only(home: Path) -> None:
    rows = query(
        home,
        "select year, sum(businesses_active), sum(businesses_registered) from cube_year "
        "where kbli = '16291' group by year order by year",
    )
    # K was first seen in 2020 and produced nothing after 2021: registered from 2021 on.
    assert rows == [(2021, 1, 1), (2022, 0, 1), (2023, 0, 1)]
    assert query(home, "select year, size_ministry from business_year where size_ministry = 'besar'") == [
        (2020, "besar")
    ]


def test_registered_counts_who_was_seen_and_not_closed(home: Path) -> None:
    found = query(home, "select year, sum(businesses_registered) from cube_year group by year order by year")
    # 2015: A E F G H I J. 2016: C comes. 2017: B. 2019, 2020: 9, D comes, K is large. 2021: K comes, I closes.
    assert found == [
        (2015, 7),
        (2016, 8),
        (2017, 9),
        (2018, 9),
        (2019, 9),
        (2020, 10),
        (2021, 10),
        (2022, 10),
        (2023, 10),
    ]


def test_a_silent_year_is_registered_without_a_size(home: Path) -> None:
    found = query(
        home,
        "select size_bps, sum(businesses_registered), sum(businesses_active) from cube_year "
        "where year = 2017 group by 1 order by 1",
    )
    # Active with two workers (mikro): A B C G H I J; silent: E F.
    assert found == [("mikro", 7, 7), (None, 2, 0)]


def test_the_two_largest_contributions_stand_beside_a_sum(home: Path) -> None:
    found = query(
        home,
        "select sum(output_idr), max(output_largest_idr), min(output_second_idr), sum(output_reported) from cube_year "
        "where year = 2023 and owner_sex = 'L' and output_idr > 0 group by size_bps",
    )
    # Men's businesses producing in 2023: A (15), C (10), E (10); G and I have ended, K has no output.
    assert found == [(35_000_000, 15_000_000, 10_000_000, 3)]


def test_a_cohort_is_followed_to_its_last_active_year(home: Path) -> None:
    found = query(
        home,
        "select birth_year, year, at_risk, deaths, censored from cohort_year where birth_year = 2018 order by year",
    )
    # D, born 2018, is still active in 2023.
    assert found == [(2018, year, 1, 0, 1 if year == 2023 else 0) for year in range(2018, 2024)]


def test_codes_of_place_branch_and_division_are_found(home: Path) -> None:
    found = query(home, "select distinct kecamatan_code, kelurahan_code, division, branch from business order by 1, 3")
    assert found == [
        ("74.71.04", "74.71.04.1003", "16", "Kerajinan"),
        ("74.71.08", "74.71.08.1002", "10", "Pangan"),
    ]
    assert query(home, "select name from kelurahan where code in (select kelurahan_code from business) order by 1") == [
        ("Andonohu",),
        ("Bende",),
    ]


SIZES = [
    (19, 999_999_999, "kecil"),
    (19, 1_000_000_000, "menengah"),
    (20, 0, "menengah"),
    (20, 15_000_000_000, "menengah"),
    (20, 15_000_000_001, "besar"),
    (19, 20_000_000_000, "menengah"),
]


def test_size_follows_workers_and_investment(tmp_path: Path) -> None:
    lines = ["nik;kecamatan;kelurahan;kbli;jumlah_tenaga_kerja;investasi"]
    lines += [
        f"74719901018000{at:02d};Kadia;Bende;10710;{workers};{money}"
        for at, (workers, money, _) in enumerate(SIZES, 10)
    ]
    lines += ["7471990101800090;Kadia;Bende;10710;;5.000.000", "7471990101800091;Kadia;Bende;10710;5;"]
    write(tmp_path / "raw", "direktori.csv", lines, DIRECTORY)
    publish.build(tmp_path / "raw", tmp_path / "home")
    found = query(
        tmp_path / "home",
        "select workers, investment_idr, size_ministry from business_year order by investment_idr, workers",
    )
    assert sorted(found, key=str) == sorted([*SIZES, (None, 5_000_000, None), (5, None, None)], key=str)
