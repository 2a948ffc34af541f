"""Reading: headers, encodings and delimiters as real files have them; and whatever comes, no traceback."""

import random
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from etl import headers, read, report
from etl.errors import BuildStopped, FileRefused
from etl.mapping import FileMapping
from tests.etl.conftest import CORPUS, DIRECTORY, PRODUCTION, toml, write

HEAD = "nik;nama_perusahaan;kelurahan;kecamatan;kbli;jumlah_tenaga_kerja;nilai_produksi"
ROW = "7471990101800011;UD Contoh;Bende;Kadia;10710;3;10.000.000"
OTHER = "7471990101800022;UD Contoh Dua;Bende;Kadia;10710;4;20.000.000"


def counts(file: Path) -> dict[str, int]:
    return {name: count for name, count in report.look(file, "id").counts.items() if count}


def words(file: Path, language: str = "id") -> list[str]:
    return [remark.words for remark in report.look(file, language).remarks]


def workbook(folder: Path, name: str, rows: list[list[Any]], mapping: dict[str, object], sheet: str = "Data") -> Path:
    file = folder / name
    with xlsxwriter.Workbook(str(file), {"default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    (folder / f"{name}.toml").write_text(toml(mapping), encoding="utf-8")
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_text_file_is_read_however_it_was_saved(tmp_path: Path, encoding: str, end: str, delimiter: str) -> None:
    file = write(tmp_path, "direktori.csv", [], DIRECTORY)
    lines = ["Direktori – Kota Kendari", "", HEAD, ROW, "", OTHER]
    file.write_bytes((end.join(lines).replace(";", delimiter) + end).encode(encoding))
    assert counts(file) == {"read": 2, "loaded": 2}


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    bad = ROW.replace("10710", "kue")
    file = write(tmp_path, "direktori.csv", ["Judul", "", HEAD, ROW, "", bad], DIRECTORY)
    assert words(file) == ["Baris 6 disisihkan, kolom 'kbli': 'kue' bukan kode KBLI; tulis lima angka"]


def test_a_line_break_inside_quotes_is_one_row(tmp_path: Path) -> None:
    file = write(tmp_path, "direktori.csv", [HEAD, ROW.replace("UD Contoh", '"UD\nContoh"'), OTHER], DIRECTORY)
    assert counts(file) == {"read": 2, "loaded": 2}


def test_a_stray_delimiter_sets_its_row_aside(tmp_path: Path) -> None:
    file = write(tmp_path, "direktori.csv", [HEAD, ROW + ";lebih", OTHER], DIRECTORY)
    assert counts(file) == {"read": 2, "loaded": 1, "quarantined": 1}
    assert "bergeser" in words(file)[0]


def test_a_quote_that_is_never_closed_swallows_no_row_in_silence(tmp_path: Path) -> None:
    file = write(tmp_path, "direktori.csv", [HEAD, ROW.replace("UD Contoh", '"UD Contoh'), OTHER], DIRECTORY)
    assert "loaded" not in counts(file)
    assert counts(file)["quarantined"] >= 1


def test_totals_numbering_and_repeated_headers_are_skipped(tmp_path: Path) -> None:
    lines = [
        HEAD,
        "(1);(2);(3);(4);(5);(6);(7)",
        ROW,
        HEAD.upper(),
        OTHER,
        ";Jumlah;;;;7;30.000.000",
        ";GRAND TOTAL;;;;7;",
    ]
    assert counts(write(tmp_path, "direktori.csv", lines, DIRECTORY)) == {"read": 6, "loaded": 2, "skipped": 4}


def test_a_business_called_total_is_no_total_row(tmp_path: Path) -> None:
    file = write(tmp_path, "direktori.csv", [HEAD, ROW.replace("UD Contoh", "Total")], DIRECTORY)
    assert counts(file) == {"read": 1, "loaded": 1}


def test_two_merged_header_rows_are_one_header(tmp_path: Path) -> None:
    rows = [
        ["DIREKTORI", "", "", "", "", "", ""],
        ["No", "NIK", "Alamat", "", "KBLI", "Tenaga Kerja", ""],
        ["", "", "Desa/Kel", "Kecamatan", "", "P", "W"],
        [1, "7471990101800011", "Bende", "Kadia", "10710", 2, 3],
    ]
    file = workbook(tmp_path, "direktori.xlsx", rows, DIRECTORY)
    known = {"NIK": "nik", "DESAKEL": "kelurahan", "KECAMATAN": "kecamatan", "KBLI": "kbli"}
    mapping = FileMapping("directory", "dinas_direktori", date(2024, 1, 31), "2020")
    found = headers.find([[str(cell) for cell in row] for row in rows], mapping, known)
    assert (found.columns["kelurahan"], found.columns["tk_l"], found.columns["tk_p"]) == (2, 5, 6)
    assert counts(file) == {"read": 1, "loaded": 1}


def test_a_first_row_of_data_is_no_second_header_row(tmp_path: Path) -> None:
    rows = [["NIK", "", "Nama Perusahaan", "KBLI"], ["7471990101800011", "x", "UD Contoh", "10710"]]
    assert counts(workbook(tmp_path, "direktori.xlsx", rows, DIRECTORY)) == {"read": 1, "loaded": 1}


def test_numbers_and_dates_of_a_workbook_are_taken_as_they_are(tmp_path: Path) -> None:
    rows = [
        ["nomor_nib", "id_proyek", "kbli", "tanggal_pengajuan_proyek"],
        [220000000001, "R-1", 10710, datetime(2023, 4, 3)],
        ["0220000000002", "R-2", "10710.0", 45019],
    ]
    mapping = {"kind": "oss_project", "source": "oss", "as_of": "2024-01-31", "kbli_version": "2020"}
    file = workbook(tmp_path, "proyek.xlsx", rows, mapping)
    assert counts(file) == {"read": 2, "loaded": 2}
    assert words(file) == ["Baris 2, kolom 'nomor_nib': '22…01' kehilangan nol di depan; dibaca dengan nol"]


def test_the_sheet_with_the_header_is_found(tmp_path: Path) -> None:
    file = tmp_path / "direktori.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet("Petunjuk").write_row(0, 0, ["No", "Kolom", "Arti"])
        page = book.add_worksheet("Isi")
        page.write_row(0, 0, HEAD.split(";"))
        page.write_row(1, 0, ROW.split(";"))
    (tmp_path / "direktori.xlsx.toml").write_text(toml(DIRECTORY), encoding="utf-8")
    assert counts(file) == {"read": 1, "loaded": 1}


def refusal(file: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        report.look(file, "id")
    return refused.value.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "produksi"}, "unknown_kind"),
        ({"source": "siapa"}, "unknown_source"),
        ({"kbli_version": "2016"}, "mapping_value"),
        ({"as_of": '"kemarin"'}, "mapping_value"),
        ({"money_unit": "dollar"}, "mapping_value"),
        ({"kbli_versi": "2020"}, "mapping_unknown_key"),
        ({"columns": {"nilai_ajaib": "nik"}}, "mapping_unknown_field"),
        ({"columns": {"investasi": "Modal"}}, "header_absent"),
        ({"encoding": "bukan-kode"}, "not_text"),
    ],
)
def test_a_mapping_that_cannot_be_used_refuses_its_file(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    assert refusal(write(tmp_path, "direktori.csv", [HEAD, ROW], DIRECTORY | change)) == message


@pytest.mark.parametrize("key", ["kind", "source", "as_of", "kbli_version", "year"])
def test_a_mapping_that_lacks_what_the_file_cannot_say_refuses_its_file(tmp_path: Path, key: str) -> None:
    mapping = {name: value for name, value in DIRECTORY.items() if name != key}
    assert refusal(write(tmp_path, "direktori.csv", [HEAD, ROW], mapping)) == "mapping_lacks"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("direktori.csv", b"", "empty"),
        ("direktori.csv", b" \n\n", "empty"),
        ("direktori.csv", b"PK\x03\x04\0\0\0\0", "not_text"),
        ("direktori.csv", b"satu baris saja\n", "no_header"),
        ("direktori.csv", b"nik;nama_perusahaan\n7471990101800011;UD Contoh\n", "lacks_column"),
        ("direktori.xlsx", b"PK\x03\x04 terpotong", "workbook_unreadable"),
        ("direktori.xls", b"<html>bukan buku kerja</html>", "workbook_unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    file = write(tmp_path, name, [], DIRECTORY)
    file.write_bytes(content)
    assert refusal(file) == message


def test_a_mapping_that_is_no_toml_refuses_its_file(tmp_path: Path) -> None:
    file = write(tmp_path, "direktori.csv", [HEAD, ROW], DIRECTORY)
    (tmp_path / "direktori.csv.toml").write_text("kind = produksi", encoding="utf-8")
    assert refusal(file) == "mapping_unreadable"


def test_a_file_name_with_a_pattern_in_it_is_read(tmp_path: Path) -> None:
    assert counts(
        write(tmp_path, "produksi [2023]*.csv", ["nik;nilai_produksi", "7471990101800011;1"], PRODUCTION)
    ) == {
        "read": 1,
        "loaded": 1,
    }


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a slice cut out, doubled or overwritten with noise."""
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 200)]
    noise = bytes(chance.randrange(256) for _ in piece)
    middle = chance.choice([b"", piece + piece, noise, b'"', b";;;;;;;;;;;;;;;;", b"\r", b"\xa0"])
    return content[:start] + middle + content[start + len(piece) :]


@pytest.mark.parametrize(
    "name",
    ["produksi_2014.csv", "proyek_oss_2018_2021.csv", "peserta_2024.csv", "izin_2023_10.xlsx", "direktori_2015.xls"],
)
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_etl(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    shutil.copy(CORPUS / "files" / f"{name}.toml", tmp_path / f"{name}.toml")
    content = (CORPUS / "files" / name).read_bytes()
    for _ in range(3):
        (tmp_path / name).write_bytes(mutated(content, chance))
        try:
            found = report.look(tmp_path / name, "id").counts
        except FileRefused:
            continue
        assert found["read"] == sum(count for key, count in found.items() if key != "read")


def test_what_the_reader_leaves_behind_is_removed(tmp_path: Path) -> None:
    file = write(tmp_path, "direktori.csv", [HEAD, ROW, "", OTHER], DIRECTORY)
    mapping = FileMapping("directory", "dinas_direktori", date(2024, 1, 31), "2020", 2023)
    (tmp_path / "private").mkdir()
    with duckdb.connect(str(tmp_path / "private" / "speed.duckdb")) as connection:
        read.load(connection, file, file.read_bytes(), mapping, {"NIK": "nik", "KBLI": "kbli"}, "raw_1")
    assert [path.name for path in (tmp_path / "private").iterdir()] == ["speed.duckdb"]


def test_a_refused_file_is_one_of_the_things_a_person_can_mend() -> None:
    assert issubclass(FileRefused, BuildStopped)
