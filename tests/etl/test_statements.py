"""Many statements of one thing: which one counts, and who a row speaks of."""

import hashlib
import hmac
from pathlib import Path

import pytest

from etl import candidates, identity, publish
from etl.errors import BuildStopped
from tests.etl.conftest import DIRECTORY, PRODUCTION, query, write

HEAD = "nib;nik;nama_perusahaan;kelurahan;kecamatan;kbli;tahun_mulai;jumlah_tenaga_kerja;nilai_produksi"
NIK_1, NIK_2, NIK_3 = "7471990101800011", "7471990101800022", "7471990101800033"
NIB_1, NIB_2 = "0995000000011", "0995000000022"


def pseudonym(message: str, key: str = "ikm-kendari-sample") -> str:
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()[:12]


def build(base: Path) -> Path:
    publish.build(base / "raw", base / "home")
    return base / "home"


def directory(base: Path, name: str, rows: list[str], as_of: str = "2024-01-31", sample: bool = True) -> None:
    write(base / "raw", name, [HEAD, *rows], DIRECTORY | {"as_of": as_of}, sample)


def test_field_by_field_the_later_statement_wins_and_a_blank_erases_nothing(tmp_path: Path) -> None:
    directory(tmp_path, "lama.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;2001;3;10.000.000"])
    directory(tmp_path, "baru.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;4;"], as_of="2024-06-30")
    home = build(tmp_path)
    assert query(home, "select workers, output_idr from business_year") == [(4, 10_000_000)]
    assert query(home, "select founded_year from business") == [(2001,)]
    assert query(home, "select file, rows_loaded, rows_duplicate from file order by file") == [
        ("baru.csv", 1, 0),
        ("lama.csv", 0, 1),
    ]


def test_within_a_file_the_later_row_wins(tmp_path: Path) -> None:
    rows = [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;{workers};" for workers in (3, 5)]
    directory(tmp_path, "direktori.csv", rows)
    assert query(build(tmp_path), "select workers from business_year") == [(5,)]


def test_of_two_files_of_one_date_the_later_name_wins_and_the_conflict_is_listed(tmp_path: Path) -> None:
    directory(tmp_path, "a.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;3;"])
    directory(tmp_path, "b.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;6;"])
    home = build(tmp_path)
    assert query(home, "select workers from business_year") == [(6,)]
    assert query(home, "select file, row, field, reason from field_issue") == [("b.csv", 2, "tk_total", "conflict")]


def test_directory_and_production_of_a_year_complete_each_other(tmp_path: Path) -> None:
    directory(tmp_path, "direktori.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;3;"])
    write(tmp_path / "raw", "produksi.csv", ["nik;jenis_produk;nilai_produksi", f"{NIK_1};Roti;7.000.000"], PRODUCTION)
    home = build(tmp_path)
    assert query(home, "select workers, output_idr, evidence from business_year") == [
        (3, 7_000_000, "directory,production")
    ]


def test_a_monthly_value_is_multiplied_by_the_months_active_or_stays_unknown(tmp_path: Path) -> None:
    directory(tmp_path, "direktori.csv", [f";{nik};UD Contoh;Bende;Kadia;10710;;;" for nik in (NIK_1, NIK_2)])
    lines = ["nik;jenis_produk;bulan_aktif;nilai_produksi", f"{NIK_1};Roti;10;1.000.000,05", f"{NIK_2};Roti;;1.000.000"]
    write(tmp_path / "raw", "produksi.csv", lines, PRODUCTION | {"money_period": "month"})
    home = build(tmp_path)
    # 1.000.000,05 × 10 = 10.000.000,5, rounded half up; production with an unknown yearly value is evidence too.
    assert query(home, "select output_idr, active from business_year order by output_idr nulls last") == [
        (10_000_001, True),
        (None, True),
    ]
    assert query(home, "select row, field, reason from field_issue") == [(3, "bulan_aktif", "months_unknown")]


def test_a_row_with_nib_and_nik_joins_the_two(tmp_path: Path) -> None:
    rows = [f"{NIB_1};{NIK_1};UD Contoh;Bende;Kadia;10710;;3;"]
    directory(tmp_path, "direktori.csv", rows)
    write(tmp_path / "raw", "produksi.csv", ["nik;jenis_produk;nilai_produksi", f"{NIK_1};Roti;7.000.000"], PRODUCTION)
    home = build(tmp_path)
    assert query(home, "select business_id, identity from business") == [(pseudonym(f"nib:{NIB_1}"), "nib")]
    assert query(home, "select count(*) from business_year") == [(1,)]


def test_a_nik_with_two_nibs_joins_nothing_and_is_a_candidate(tmp_path: Path) -> None:
    directory(
        tmp_path,
        "direktori.csv",
        [f"{nib};{NIK_1};UD Contoh {nib[-1]};Bende;Kadia;10710;;3;" for nib in (NIB_1, NIB_2)]
        + [f";{NIK_1};UD Contoh Lain;Bende;Kadia;10710;;3;"],
    )
    home = build(tmp_path)
    assert query(home, "select identity, count(*) from business group by 1 order by 1") == [("nib", 2), ("nik", 1)]
    assert (f"nib:{NIB_1}", f"nib:{NIB_2}", "one_nik", "", "") in candidates.candidates(home)


def test_a_name_is_an_identity_only_without_numbers_and_never_a_merge(tmp_path: Path) -> None:
    directory(
        tmp_path,
        "direktori.csv",
        [
            f"{NIB_1};;UD Contoh Mawar;Bende;Kadia;10710;;3;",
            ";;Contoh Mawar, UD;Bende;Kadia;10710;;4;",
            ";;ud. contoh  mawar;Kadia;Kadia;10710;;5;",
        ],
    )
    home = build(tmp_path)
    assert query(home, "select identity, count(*) from business group by 1 order by 1") == [("name", 2), ("nib", 1)]
    matches = [row for row in candidates.candidates(home) if row[2] == "same_name"]
    assert [(row[0], row[3]) for row in matches] == [(f"nib:{NIB_1}", "CONTOH MAWAR")] * 2


def test_a_link_that_a_person_wrote_joins_what_it_names(tmp_path: Path) -> None:
    directory(
        tmp_path,
        "direktori.csv",
        [f"{NIB_1};;UD Contoh Mawar;Bende;Kadia;10710;;3;", f";{NIK_3};Contoh Mawar;Bende;Kadia;10710;;4;"],
    )
    private = tmp_path / "home" / "private"
    private.mkdir(parents=True)
    (private / "identity_links.csv").write_text(f"identity_a,identity_b\nnik:{NIK_3},nib:{NIB_1}\n", encoding="utf-8")
    assert query(build(tmp_path), "select business_id, identity from business") == [(pseudonym(f"nib:{NIB_1}"), "nib")]


def test_a_link_that_is_no_identity_stops_the_build_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "identity_links.csv"
    file.write_text(f"identity_a,identity_b\nnib:{NIB_1},nik:{NIK_1}\nnib:1,nik:2\n", encoding="utf-8")
    with pytest.raises(BuildStopped) as stopped:
        identity.read_links(file)
    assert (stopped.value.message, stopped.value.details["line"]) == ("links_broken", 3)


def test_one_nik_that_could_be_real_is_enough_for_the_private_key(tmp_path: Path) -> None:
    # Region 999999 exists no more than 747199 does, but only 747199 is known to be nobody's.
    directory(
        tmp_path, "direktori.csv", [f";{nik};UD Contoh;Bende;Kadia;10710;;3;" for nik in (NIK_1, "9999990101800001")]
    )
    home = build(tmp_path)
    ids = {row[0] for row in query(home, "select business_id from business")}
    assert pseudonym(f"nik:{NIK_1}") not in ids
    assert pseudonym(f"nik:{NIK_1}", (home / "private" / "key").read_text(encoding="utf-8")) in ids


def test_a_mapping_that_is_no_sample_is_enough_for_the_private_key(tmp_path: Path) -> None:
    directory(tmp_path, "direktori.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;3;"], sample=False)
    home = build(tmp_path)
    assert query(home, "select business_id, is_sample from business") != [(pseudonym(f"nik:{NIK_1}"), True)]
    assert query(home, "select is_sample from business") == [(False,)]


def test_a_participant_without_a_business_is_a_person(tmp_path: Path) -> None:
    directory(tmp_path, "direktori.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;3;"])
    mapping = {"kind": "training_participant", "source": "dinas_pelatihan", "as_of": "2024-01-31", "sex_letters": "LP"}
    lines = [
        "nama_kegiatan;tgl_mulai;nik;L/P",
        f"Pelatihan Contoh;18/09/2023;{NIK_1};P",
        f"Pelatihan Contoh;18/09/2023;{NIK_2};L",
    ]
    write(tmp_path / "raw", "peserta.csv", lines, mapping)
    home = build(tmp_path)
    assert query(home, "select business_id, person_id, sex from participation order by sex") == [
        (None, pseudonym(f"nik:{NIK_2}"), "L"),
        (pseudonym(f"nik:{NIK_1}"), None, "P"),
    ]
    # A roster names its event also where no event list does.
    assert query(home, "select title, cast(start_date as varchar) from training_event") == [
        ("Pelatihan Contoh", "2023-09-18")
    ]


def test_production_of_a_business_without_kbli_is_noted(tmp_path: Path) -> None:
    directory(tmp_path, "direktori.csv", [f";{NIK_1};UD Contoh;Bende;Kadia;10710;;3;"])
    write(tmp_path / "raw", "produksi.csv", ["nik;jenis_produk;nilai_produksi", f"{NIK_2};Roti;7.000.000"], PRODUCTION)
    home = build(tmp_path)
    assert query(home, "select count(*) from business") == [(1,)]
    assert query(home, "select file, row, reason from field_issue") == [("produksi.csv", 2, "no_kbli")]
