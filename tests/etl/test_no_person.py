"""Nothing of a person and no number of a business leaves the private folder: not published, not printed."""

import re
from functools import cache
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from etl import __main__, publish
from tests.etl.conftest import CORPUS, published, query, write
from tests.etl.test_corpus import TRUTH

NUMBER = re.compile(r"(?<![\w.])\d{16}(?!\w)|(?<![\w.])\d{13}(?!\w)")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
PHONE = re.compile(r"\+62[\d -]{7,13}\d|(?<![\w.,])08[\d -]{7,13}\d")
Capture = pytest.CaptureFixture[str]


def rows_of(file: Path) -> list[list[str]]:
    """The cells of a file of the corpus, as plainly as they can be read; none of a broken one."""
    if file.suffix == ".csv":
        text = file.read_bytes().decode("cp1252" if b"\xa0" in file.read_bytes() else "utf-8", "replace")
        return [re.split("[;,]", line) for line in text.splitlines()]
    try:
        sheets = [CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()]
    except Exception:  # noqa: BLE001  whatever a broken workbook raises, it holds nothing to look for
        return []
    return [
        [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for sheet in sheets for row in sheet
    ]


@cache
def secrets() -> frozenset[str]:
    """Every 16- and 13-digit number, e-mail address and telephone number in the corpus."""
    found: set[str] = set()
    for file in sorted((CORPUS / "files").iterdir()):
        if file.suffix in (".csv", ".xlsx", ".xls"):
            text = "\n".join(" ; ".join(row) for row in rows_of(file))
            for pattern in (NUMBER, ADDRESS, PHONE):
                found |= set(pattern.findall(text))
    return frozenset(found)


def leaks(text: str) -> set[str]:
    """What of the corpus's people and papers stands in a text."""
    told = {each for pattern in (NUMBER, ADDRESS, PHONE) for each in pattern.findall(text)} & secrets()
    for forbidden in TRUTH["must_not_appear"]:
        pattern = forbidden[3:] if forbidden.startswith("re:") else re.escape(forbidden)
        told |= {found[0] for found in re.finditer(pattern, text, re.IGNORECASE)}
    return told


def everything(database: Path) -> str:
    """Every cell of every table of a published database as text, and every comment."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables()").fetchall()
        tables = [connection.execute(f'select * from core."{name}"').fetchall() for (name,) in names]
        comments = connection.execute("select comment from duckdb_columns() where schema_name = 'core'").fetchall()
    return "\n".join(" ; ".join(map(str, row)) for rows in [*tables, comments] for row in rows)


def files() -> list[str]:
    """Every text file and every other workbook of the corpus."""
    texts, *books = (sorted((CORPUS / "files").glob(f"*.{suffix}")) for suffix in ("csv", "xls", "xlsx"))
    return [str(file) for file in [*texts, *books[0], *books[1][::2]]]


def test_the_corpus_holds_what_must_not_leak() -> None:
    sizes = {size: sum(1 for each in secrets() if re.fullmatch(rf"\d{{{size}}}", each)) for size in (13, 16)}
    addresses = [each for each in secrets() if "@" in each]
    telephones = [each for each in secrets() if each.startswith("+62")]
    assert sizes[13] > 400
    assert sizes[16] > 300
    assert len(addresses) > 200
    assert telephones
    assert leaks("NIK 7471996311829148, UD Contoh Mekar 12") == {"7471996311829148", "Contoh Mekar"}


def test_nothing_of_a_person_is_published(corpus_home: Path) -> None:
    text = everything(published(corpus_home))
    assert len(text) > 500_000
    assert leaks(text) == set()


def test_check_prints_nothing_of_a_person(capfd: Capture) -> None:
    """The report with `--report` holds the office's own rows for the office; what is printed does not."""
    __main__.main(["check", *files()])
    printed = capfd.readouterr()
    assert len(printed.out.splitlines()) > 100
    assert leaks(printed.out + printed.err) == set()


def test_a_build_prints_nothing_of_a_person(corpus_home: Path) -> None:
    printed = (corpus_home / "printed.txt").read_text(encoding="utf-8")
    assert "progress" in printed
    assert "direktori_2015.xls" in printed
    assert leaks(printed) == set()


def test_numbers_in_a_column_of_words_are_set_aside_and_not_published(tmp_path: Path, capfd: Capture) -> None:
    """Somebody swapped the columns of title and NIB."""
    lines = ["nib;nik;nama_kegiatan;tgl_mulai", "Pelatihan Kue;7471990101800011;9995000000017;2023-09-19"]
    mapping = {"kind": "training_participant", "source": "dinas_pelatihan", "as_of": "2024-01-31"}
    write(tmp_path / "raw", "peserta.csv", lines, mapping)
    assert __main__.main(["check", str(tmp_path / "raw" / "peserta.csv")]) == 1
    assert "kolom 'nama_kegiatan': '99…17' memuat nomor panjang" in capfd.readouterr().out
    publish.build(tmp_path / "raw", tmp_path / "home")
    assert query(tmp_path / "home", "select field, reason, rows from quarantine_summary") == [
        ("nama_kegiatan", "unreadable", 1)
    ]
