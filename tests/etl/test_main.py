"""The command line: exit codes, both languages, and nothing of a person in what it prints."""

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from etl import __main__, messages, publish
from ikm import store
from tests.etl.conftest import CORPUS, DIRECTORY, write

HEAD = "nik;nama_perusahaan;kelurahan;kecamatan;kbli;jumlah_tenaga_kerja;nilai_produksi"
ROW = "7471990101800011;UD Contoh;Bende;Kadia;10710;3;10.000.000"
MESSAGES = tomllib.loads(messages.FILE.read_text(encoding="utf-8"))
KEYS = [f"{group}.{name}" for group, names in MESSAGES.items() for name in names]
Capture = pytest.CaptureFixture[str]


def run(*words: object) -> int:
    return __main__.main([str(word) for word in words])


@pytest.mark.parametrize("key", KEYS)
def test_a_message_is_there_in_both_languages_with_the_same_details(key: str) -> None:
    group, name = key.split(".")
    said = MESSAGES[group][name]
    assert set(said) == set(messages.LANGUAGES)
    assert set(re.findall(r"{\w+}", said["id"])) == set(re.findall(r"{\w+}", said["en"]))


def test_every_reason_to_stop_has_its_words() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(publish.__file__).parent.glob("*.py"))
    stops = set(re.findall(r'BuildStopped\(\s*"(\w+)"', code)) | {"checks_failed", "nothing_readable"}
    refusals = set(re.findall(r'FileRefused\(\s*"(\w+)"', code))
    assert stops <= set(MESSAGES["stop"])
    assert refusals == set(MESSAGES["refusal"])


def test_every_reason_of_a_parser_has_its_words() -> None:
    code = (Path(publish.__file__).parent / "parse.sql").read_text(encoding="utf-8")
    assert set(
        re.findall(r"(?:'reason': |then |else )'(missing|unreadable|ambiguous|range|damaged|zero_restored)'", code)
    ) <= set(MESSAGES["why"])


def test_a_build_that_refuses_a_file_ends_with_three_and_names_it(tmp_path: Path, capsys: Capture) -> None:
    raw = tmp_path / "raw"
    write(raw, "direktori.csv", [HEAD, ROW], DIRECTORY)
    (raw / "tanpa.csv").write_text(HEAD, encoding="utf-8")
    assert run("--raw", raw, "--home", tmp_path / "home") == __main__.SOME_REFUSED
    printed = capsys.readouterr()
    assert "Ditolak: tanpa.csv: tidak ada pemetaan; buat tanpa.csv.toml di sampingnya" in printed.out
    assert re.search(r"^direktori\.csv +1 +1 +0 +0 +0 +0$", printed.out, re.MULTILINE)
    assert re.search(r"^jumlah +1 +1 +0 +0 +0 +0$", printed.out, re.MULTILINE)
    assert printed.err == ""
    assert not re.search(r"7471990101800011|Contoh", printed.out + printed.err)


def test_versions_and_rollback(tmp_path: Path, capsys: Capture) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write(raw, "direktori.csv", [HEAD, ROW], DIRECTORY)
    assert run("build", "--raw", raw, "--home", home, "--lang", "en") == __main__.DONE
    assert run("--raw", raw, "--home", home, "--lang", "en") == __main__.DONE
    first, second = store.versions(home)
    capsys.readouterr()
    assert run("rollback", "--home", home) == __main__.DONE
    assert capsys.readouterr().out == f"Versi {first} berlaku sampai pembangunan berikutnya yang berhasil.\n"
    assert run("versions", "--home", home, "--lang", "en") == __main__.DONE
    assert capsys.readouterr().out == f"{first}  (current)\n{second}\n"
    assert run("rollback", "20200101T000000Z-00000000", "--home", home) == __main__.FAILED
    assert "tidak ada" in capsys.readouterr().err
    assert run("--raw", raw, "--home", home, "--lang", "en") == __main__.DONE
    assert "the rollback has ended" in capsys.readouterr().out


def test_a_home_without_files_says_how_to_proceed(tmp_path: Path, capsys: Capture) -> None:
    assert run("--raw", tmp_path / "kosong", "--home", tmp_path / "home") == __main__.FAILED
    assert "Letakkan berkas" in capsys.readouterr().err
    assert run("links", "--home", tmp_path / "home", "--lang", "en") == __main__.FAILED
    assert "There is no database" in capsys.readouterr().err


def test_a_failing_check_is_told_with_its_rows(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl import build as core

    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "aturan.sql").write_text(
        '/*---\nrule = "none"\n---*/\nselect year from calendar order by year', encoding="utf-8"
    )
    monkeypatch.setattr(core, "CHECKS", tmp_path / "checks")
    write(tmp_path / "raw", "direktori.csv", [HEAD, ROW], DIRECTORY)
    assert run("--raw", tmp_path / "raw", "--home", tmp_path / "home") == __main__.FAILED
    told = capsys.readouterr().err
    assert "Pemeriksaan 'aturan': 300 baris melanggar" in told
    assert told.count("year=19") == publish.core.SHOWN_ROWS


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["terbang"], "Perintah tidak dipahami"),
        (["--lang", "en", "fly"], "was not understood"),
        (["check"], "tidak dipahami"),
    ],
)
def test_bad_usage_ends_with_two(words: list[str], told: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["etl", *words])
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == __main__.USAGE
    assert told in capsys.readouterr().err


def test_check_ends_with_the_worst_of_its_files(tmp_path: Path, capsys: Capture) -> None:
    clean = write(tmp_path, "bersih.csv", [HEAD, ROW], DIRECTORY)
    aside = write(tmp_path, "kotor.csv", [HEAD, ROW.replace("10710", "")], DIRECTORY)
    unmapped = tmp_path / "tanpa.csv"
    unmapped.write_text(HEAD, encoding="utf-8")
    assert run("check", clean) == 0
    assert run("check", clean, aside) == 1
    assert run("check", aside, unmapped) == 2
    assert run("check", tmp_path / "tiada.csv") == 2
    assert "tiada.csv: tidak ditemukan" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["bersih.csv", "bersih.csv.toml", "kotor.csv", "kotor.csv.toml", "tanpa.csv"]
    )


def test_check_says_row_by_row_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    lines = [HEAD, ROW[:-10] + "1.25", ROW.replace("Bende", "Bandung"), ROW.replace("7471990101800011", "")[:-10]]
    file = write(tmp_path, "direktori.csv", lines, DIRECTORY)
    run("check", file)
    assert capsys.readouterr().out.splitlines() == [
        "direktori.csv: 3 baris dibaca · 2 dapat dimuat · 1 ganda · 0 di luar lingkup · 0 disisihkan · 0 dilewati",
        "  Baris 2 ganda: baris 3 menyatakan hal yang sama dan berlaku",
        "  Baris 2, kolom 'nilai_produksi': '1.25' dapat berarti 1,25 atau 125; tulis 1.250.000",
        "  Baris 3, kolom 'kelurahan': 'Bandung' bukan nama yang dikenal di kecamatan itu; betulkan ejaannya",
    ]


def test_the_report_colours_and_explains_the_bad_cells(tmp_path: Path, capsys: Capture) -> None:
    bad = tmp_path / "periksa.xlsx"
    assert run("check", CORPUS / "files" / "produksi_2014.csv", "--report", bad) == 1
    assert str(bad) in capsys.readouterr().out
    rows = CalamineWorkbook.from_path(str(bad)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[1][:3] == ["No", "No KTP", "Nama Perusahaan"]
    assert rows[2][1] == "7471994202979358"
    with zipfile.ZipFile(bad) as parts:
        comments = parts.read("xl/comments1.xml").decode("utf-8")
    assert "Baris 49 disisihkan" in comments
    assert "nilai produksi dan tenaga kerja keduanya kosong" in comments


def test_without_raw_files_the_sample_is_built_and_said_so(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    write(data / "sample", "direktori.csv", [HEAD, ROW], DIRECTORY)
    (data / "raw").mkdir()
    (data / "raw" / "README.md").write_text("Letakkan berkas di sini.", encoding="utf-8")
    for name in ("reference", "sources.toml"):
        (data / name).symlink_to(publish.DATA / name)
    monkeypatch.setattr(publish, "DATA", data)
    assert run("--home", tmp_path / "home") == __main__.DONE
    assert "DATA CONTOH" in capsys.readouterr().out


def test_a_build_on_trial_names_its_businesses_as_its_home_does(tmp_path: Path) -> None:
    # Of files that are no sample: each home has a key of its own, and intervals are drawn in the order of the ids.
    write(tmp_path / "raw", "direktori.csv", [HEAD, ROW], DIRECTORY, sample=False)
    home, trial, other = (tmp_path / name for name in ("home", "trial", "other"))
    assert run("--raw", tmp_path / "raw", "--home", home) == __main__.DONE
    assert run("--raw", tmp_path / "raw", "--home", trial, "--trial-of", home) == __main__.DONE
    assert run("--raw", tmp_path / "raw", "--home", other) == __main__.DONE
    ids = [ids_of(each) for each in (home, trial, other)]
    assert ids[0] == ids[1] != ids[2]


def ids_of(home: Path) -> list[str]:
    with store.at(home):
        return list(store.query("select business_id from business")["business_id"])
