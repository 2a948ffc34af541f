"""Damaged files by the dozen through the whole build: no traceback, no row unaccounted for, nothing half-published."""

import io
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import xlsxwriter
from python_calamine import CalamineWorkbook

from etl import publish
from tests.etl.conftest import CORPUS, query

SEED = 20240711
LINES = 40
MUTANTS = 3
CSV = (
    "produksi_2014.csv",
    "produksi_2024.csv",
    "proyek_oss_2018_2021.csv",
    "peserta_2024.csv",
    "kegiatan_pelatihan_ralat.csv",
)
XLSX = ("izin_2023_10.xlsx", "kegiatan_pelatihan.xlsx", "direktori_2022_revisi.xlsx")
Mutation = Callable[[bytes, random.Random], bytes]


def place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content))


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: place(content, chance)]


def cut_out(content: bytes, chance: random.Random) -> bytes:
    start = place(content, chance)
    return content[:start] + content[start + chance.randrange(1, 200) :]


def flipped(content: bytes, chance: random.Random) -> bytes:
    """One to thirty bits the other way round."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 30)):
        changed[place(content, chance)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def inserted(content: bytes, chance: random.Random) -> bytes:
    """Delimiters, quotes, line ends, NUL, bytes of no encoding and Excel's formulas in one to ten places."""
    for _ in range(chance.randrange(1, 10)):
        start = place(content, chance)
        piece = chance.choice(
            [b";", b",", b'"', b'""', b"\n", b"\r", b"\r\n", b"\0", b"\xff\xfe", b"\xa0", b"=1+1", b"\t|", b"-"]
        )
        content = content[:start] + piece + content[start:]
    return content


def doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted((place(content, chance), place(content, chance)))
    return content[:end] + content[start:]


def swapped(content: bytes, chance: random.Random) -> bytes:
    """Two columns change places below the header: every cell is of the wrong field."""
    delimiter = max((b";", b",", b"\t"), key=content.count)
    rows = [line.split(delimiter) for line in content.split(b"\n")]
    one, other = chance.sample(range(max(map(len, rows))), 2)
    for row in rows[1:]:
        if len(row) > max(one, other):
            row[one], row[other] = row[other], row[one]
    return b"\n".join(delimiter.join(row) for row in rows)


TEXT_MUTATIONS: tuple[Mutation, ...] = (cut_off, cut_out, flipped, inserted, doubled, swapped)
XML_MUTATIONS: tuple[Mutation, ...] = (cut_off, cut_out, flipped, inserted, doubled)


def rezipped(packed: bytes, mutation: Mutation, chance: random.Random) -> bytes:
    """The workbook with one member changed and zipped again, so that the damage reaches the reader of XML."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        chosen = chance.choice([name for name in source.namelist() if name.startswith("xl/") or name.endswith(".rels")])
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, mutation(content, chance) if name == chosen and content else content)
    return whole.getvalue()


def head(name: str) -> bytes:
    """The first lines of a file of the corpus: a mutant is to be cheap."""
    content = (CORPUS / "files" / name).read_bytes()
    return b"\n".join(content.split(b"\n")[:LINES]) + b"\n"


def small_workbook(name: str) -> bytes:
    """The first rows of a workbook of the corpus, written anew."""
    rows = (
        CalamineWorkbook.from_path(str(CORPUS / "files" / name)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows[:LINES]):
            sheet.write_row(at, 0, row)
    return whole.getvalue()


def mutants(chance: random.Random) -> dict[str, tuple[str, bytes]]:
    """File name → the file of the corpus whose mapping it takes, and its damaged content."""
    found: dict[str, tuple[str, bytes]] = {}
    for name in CSV:
        content = head(name)
        for mutation in TEXT_MUTATIONS:
            for number in range(MUTANTS):
                found[f"{mutation.__name__}-{number}-{name}"] = name, mutation(content, chance)
    for name in XLSX:
        content = small_workbook(name)
        for mutation in XML_MUTATIONS:
            for number in range(MUTANTS):
                found[f"{mutation.__name__}-{number}-{name}"] = name, rezipped(content, mutation, chance)
            found[f"zip-{mutation.__name__}-{name}"] = name, mutation(content, chance)
    return found


def accounted_for(file: dict[str, object]) -> bool:
    parts = ("loaded", "duplicate", "out_of_scope", "quarantined", "skipped")
    return file["rows_read"] == (0 if file["refused"] else sum(int(str(file[f"rows_{part}"])) for part in parts))


def test_a_build_of_damaged_files_ends_and_accounts_for_every_row(tmp_path: Path) -> None:
    """One build for all mutants: each is loaded or refused by name, and a row set aside has reason and cells."""
    raw, home = tmp_path / "raw", tmp_path / "home"
    damaged = mutants(random.Random(SEED))
    raw.mkdir()
    shutil.copy(CORPUS / "files" / "sources.toml", raw)
    for name, (original, content) in damaged.items():
        (raw / name).write_bytes(content)
        shutil.copy(CORPUS / "files" / f"{original}.toml", raw / f"{name}.toml")
    built = publish.build(raw, home)
    assert {str(file["file"]) for file in built.files} == set(damaged)
    assert 0 < len(built.refusals) < len(damaged) / 2
    assert sum(file["rows_loaded"] for file in built.files) > len(damaged)
    assert [file["file"] for file in built.files if not accounted_for(file)] == []
    assert query(home, "select count(*) from business where not regexp_full_match(kbli, '[1-3]\\d{4}')") == [(0,)]
    with duckdb.connect(str(home / "private" / "ikm.duckdb"), read_only=True) as private:
        odd = private.execute("select count(*) from quarantine where field is null or reason is null").fetchall()
        numbers = private.execute("select distinct file_no from quarantine").fetchall()
        kept = {name for (name,) in private.execute("select table_name from duckdb_tables()").fetchall()}
    assert odd == [(0,)]
    assert {f"raw_{number}" for (number,) in numbers} <= kept
