"""Write, audit, publish: a build that does not end well changes nothing, and the same files give the same tables."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl import build as core
from etl import publish
from etl.errors import BuildStopped
from ikm import store
from tests.etl.conftest import DIRECTORY, published, write

HEAD = "nik;nama_perusahaan;kelurahan;kecamatan;kbli;jumlah_tenaga_kerja;nilai_produksi"
ROW = "7471990101800011;UD Contoh;Bende;Kadia;10710;3;10.000.000"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    write(tmp_path / "raw", "direktori.csv", [HEAD, ROW], DIRECTORY)
    return tmp_path / "raw"


def tables(home: Path, version: str) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(store.path_of(version, home)), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
        return {
            str(name): connection.execute(f'select * from core."{name}" order by all').fetchall() for (name,) in names
        }


def test_two_builds_on_the_same_files_give_identical_tables_under_names_that_sort(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, second = publish.build(raw, home).version, publish.build(raw, home).version
    assert tables(home, first) == tables(home, second)
    assert first.split("-")[1] == second.split("-")[1]
    assert first < second
    assert store.versions(home) == [first, second]
    assert store.current_version(home) == second


def test_a_stamp_is_later_than_every_version_even_if_the_clock_went_back() -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    assert publish._stamp([f"{ahead:%Y%m%dT%H%M%SZ}-00000000"]) == f"{ahead + timedelta(seconds=1):%Y%m%dT%H%M%SZ}"


def test_every_table_and_column_explains_itself(corpus: duckdb.DuckDBPyConnection) -> None:
    silent_tables = corpus.execute("select table_name from duckdb_tables() where comment is null").fetchall()
    silent_columns = corpus.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'core' and comment is null"
    )
    assert (silent_tables, silent_columns.fetchall()) == ([], [])


def test_codes_are_text_and_money_is_whole(corpus: duckdb.DuckDBPyConnection) -> None:
    types = dict(
        corpus.execute(
            "select table_name || '.' || column_name, data_type from information_schema.columns "
            "where table_schema = 'core'"
        ).fetchall()
    )
    assert {types[name] for name in types if name.endswith("_idr")} == {"BIGINT"}
    assert {types[name] for name in types if name.endswith(("kbli", "_code", "division"))} == {"VARCHAR"}


def test_a_broken_reference_file_stops_the_build_with_file_and_line(raw: Path, tmp_path: Path) -> None:
    home, reference = tmp_path / "home", tmp_path / "reference"
    version = publish.build(raw, home).version
    shutil.copytree(publish.DATA / "reference", reference)
    lines = (reference / "price_index.csv").read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(lines[2].split(",")[1], "banyak")
    (reference / "price_index.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BuildStopped) as stopped:
        publish.build(raw, home, reference)
    assert stopped.value.message == "reference_cell"
    assert {"file": "price_index.csv", "line": "3", "column": "index"}.items() <= stopped.value.details.items()
    assert store.versions(home) == [version]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("kecamatan.csv", lambda text: text.replace("74.71.01", "74.71.02", 1), "reference_twice"),
        ("kelurahan.csv", lambda text: text.replace("74.71.01,", "74.71.99,", 1), "reference_pointer"),
        ("claims.csv", lambda text: text.replace("press_claims", "siapa", 1), "reference_pointer"),
        ("crises.csv", lambda text: text.replace("1997-07-01", "1997-02-30"), "reference_cell"),
        ("branches.csv", lambda text: text + "Pangan;satu sel\n", "reference_width"),
        ("fields.csv", lambda text: text.replace("kind,field", "kind,bidang", 1), "reference_column"),
        ("published.csv", lambda _: "", "reference_broken"),
    ],
)
def test_each_way_to_break_a_reference_file_is_told_apart(tmp_path: Path, name: str, change, message: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    from etl import reference

    shutil.copytree(publish.DATA / "reference", tmp_path / "reference")
    file = tmp_path / "reference" / name
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BuildStopped) as stopped:
        reference.read(tmp_path / "reference", list(reference.sources(publish.DATA / "sources.toml")))
    assert stopped.value.message == message
    assert stopped.value.details["file"] == name


def test_a_failing_check_prints_ten_rows_and_publishes_nothing(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "checks"
    rules.mkdir()
    (rules / "no_year_is_a_year.sql").write_text(
        '/*---\nrule = "none"\n---*/\nselect year from calendar order by year', encoding="utf-8"
    )
    monkeypatch.setattr(core, "CHECKS", rules)
    with pytest.raises(publish.ChecksFailed) as failed:
        publish.build(raw, tmp_path / "home")
    (failure,) = failed.value.failures
    assert (failure.check, failure.count, failure.rows) == (
        "no_year_is_a_year",
        300,
        tuple((year,) for year in range(1900, 1910)),
    )
    assert store.versions(tmp_path / "home") == []
    assert [file.name for file in (tmp_path / "home" / "published").iterdir()] == []


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ("update core.cube_year set workers = workers + 1", "the_cube_sums_to_business_year"),
        ("update core.cube_year set businesses_registered = 0", "the_cube_counts_every_registered_business"),
        ("update core.cube_year set size_ministry = 'besar'", "no_large_business_in_the_cube"),
        ("update core.business set branch = 'Cabang baru'", "codes_are_known"),
        ("update core.file set source_id = 'siapa'", "sources_are_known"),
        ("update core.file set rows_loaded = rows_loaded + 1", "rows_of_a_file_add_up"),
        ("update core.quarantine_summary set rows = rows + 1", "quarantine_is_summarised"),
        (
            "insert into core.demography select business_id, 1990, 'birth', false from core.business limit 1",
            "events_lie_inside_coverage",
        ),
        ("delete from core.years where year = 2018", "years_have_no_gap"),
        ("insert into core.business_year select * from core.business_year limit 1", "keys_are_unique"),
        ("update core.training_event set partner = 'NIK 7471990101800011'", "no_number_of_a_person"),
        (
            "update core.file set file = 'peserta 7471990101800011.csv' where kind = 'certificate'",
            "no_number_of_a_person",
        ),
        ("delete from core.training_event", "participants_have_an_event"),
        ("update core.cohort_year set at_risk = at_risk + 1 where year = birth_year + 1", "cohorts_lose_what_they_say"),
        ("update core.business_year set output_idr = -1", "values_are_possible"),
        ("update core.business set first_seen_date = null", "a_business_was_seen"),
        (
            "update main.business_key set business_id = (select min(business_id) from main.business_key)",
            "a_business_has_its_own_id",
        ),
    ],
)
def test_a_check_finds_what_breaks_its_rule(corpus_home: Path, tmp_path: Path, change: str, check: str) -> None:
    shutil.copy(corpus_home / "private" / "ikm.duckdb", tmp_path / "staging.duckdb")
    shutil.copy(published(corpus_home), tmp_path / "published.duckdb")
    with duckdb.connect(str(tmp_path / "staging.duckdb")) as connection:
        connection.execute(f"attach '{tmp_path / 'published.duckdb'}' as published")
        connection.execute("set search_path = 'published.core,staging.main'")
        connection.execute(change.replace(" core.", " published.core.").replace(" main.", " staging.main."))
        assert check in {failure.check for failure in core.run_checks(connection)}


def test_a_rollback_lasts_until_the_next_successful_build(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    new = publish.build(raw, home)
    old = "20200101T000000Z-00000000"
    shutil.copy(new.path, store.path_of(old, home))
    assert publish.roll_back(home) == old
    assert store.current_version(home) == old
    newer = publish.build(raw, home)
    assert (new.rolled_back, newer.rolled_back) == (False, True)
    assert store.current_version(home) == newer.version


def test_a_version_that_is_not_there_cannot_be_rolled_back_to(tmp_path: Path) -> None:
    with pytest.raises(BuildStopped, match="no_such_version"):
        publish.roll_back(tmp_path, "20200101T000000Z-00000000")
    with pytest.raises(BuildStopped, match="no_earlier_version"):
        publish.roll_back(tmp_path)


def test_the_last_ten_are_kept_and_those_that_a_figure_names(tmp_path: Path) -> None:
    versions = [f"202001{day:02d}T000000Z-0000000a" for day in range(1, 14)]
    (tmp_path / "published").mkdir()
    for version in versions:
        store.path_of(version, tmp_path).touch()
    (tmp_path / "codes.csv").write_text(f"code,version\nK1,{versions[0]}\n", encoding="utf-8")
    assert publish.prune(tmp_path) == versions[1:3]
    assert store.versions(tmp_path) == [versions[0], *versions[3:]]


def test_a_second_build_at_once_stops(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "private").mkdir(parents=True)
    holding = "import duckdb, sys; lock = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(home / "private" / "lock.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BuildStopped, match="already_building"):
            publish.build(raw, home)
        other.communicate()
    assert publish.build(raw, home).version in store.versions(home)


def test_a_folder_without_a_readable_file_publishes_nothing(tmp_path: Path) -> None:
    with pytest.raises(BuildStopped, match="no_files"):
        publish.build(tmp_path / "raw", tmp_path / "home")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "direktori.csv").write_text(HEAD, encoding="utf-8")
    with pytest.raises(publish.NothingReadable) as stopped:
        publish.build(tmp_path / "raw", tmp_path / "home")
    assert stopped.value.refusals["direktori.csv"].message == "no_mapping"


def test_the_private_folder_is_for_its_owner_only(corpus_home: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    assert (corpus_home / "private").stat().st_mode & 0o077 == 0
