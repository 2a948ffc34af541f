"""An operator brings in a file, sees what it would change, accepts it, goes back: the real ETL in its own process."""

import os
import shutil
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ikm import store
from ikm.page import operator
from ikm.text import say

PROJECT = Path(__file__).resolve().parents[2]
TINY = PROJECT / "tests" / "tiny"


@pytest.fixture
def office(tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """A home and a raw folder of one's own, a server with operators; returns the token that was printed."""
    shutil.copytree(tiny_home, tmp_path / "home")
    raw = tmp_path / "raw"
    shutil.copytree(TINY, raw)
    for file in ("produksi.csv", "produksi.csv.toml"):
        (raw / file).unlink()
    monkeypatch.setenv("IKM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IKM_OPERATOR", "1")
    monkeypatch.setattr(operator, "RAW", raw)
    operator._token.clear()
    operator.announce()
    return capsys.readouterr().out.strip().split()[-1]


def opened() -> AppTest:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=120)
    return app.switch_page("pages/data.py").run()


def signed_in(token: str) -> AppTest:
    app = opened()
    app.text_input[0].set_value(token)
    return press(app, "operator.enter")


def press(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if button.label == say(key, "id")).click()
    return app.run()


def offered(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def test_a_server_without_operators_offers_nothing(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKM_OPERATOR")
    app = opened()
    assert not app.exception
    assert not app.text_input
    assert say("operator.enter", "id") not in offered(app)
    assert office


@pytest.mark.usefixtures("office")
def test_a_wrong_token_opens_nothing() -> None:
    app = signed_in("bukan-kode")
    assert say("operator.wrong_token", "id") in [each.value for each in app.error]
    assert not app.file_uploader


def test_a_token_is_good_once(office: str) -> None:
    assert signed_in(office).file_uploader
    assert not signed_in(office).file_uploader


def test_a_file_is_checked_its_changes_shown_and_discarded_without_a_trace(office: str) -> None:
    before = store.current_version()
    app = upload(signed_in(office))
    shown = " ".join(each.value for each in app.markdown)
    assert "nilai pada angka yang terbit akan berubah" in shown
    report = " ".join(each.value for each in app.code)
    assert "baris dibaca" in report, report
    press(app, "operator.discard")
    assert store.current_version() == before
    assert not list((store.home() / "incoming").iterdir())
    assert not (operator.RAW / "produksi.csv").exists()


def test_a_file_of_which_nothing_can_be_loaded_cannot_be_accepted(office: str) -> None:
    app = upload(signed_in(office), columns="")
    assert "sebutkan judulnya pada [columns]" in app.code[0].value
    assert say("operator.accept", "id") not in offered(app)
    assert say("operator.discard", "id") in offered(app)


def test_an_accepted_file_is_published_and_can_be_taken_back(office: str) -> None:
    before = store.current_version()
    app = upload(signed_in(office))
    press(app, "operator.accept")
    assert not app.exception
    after = store.current_version()
    assert after != before
    assert (operator.RAW / "produksi.csv").exists()
    assert [app.session_state["held_version"]] == [after]
    next(box for box in app.checkbox if box.label == say("operator.sure", "id", version=before)).check().run()
    press(app, "operator.roll_back")
    assert store.current_version() == before


def upload(app: AppTest, columns: str = "nilai_produksi = Nilai Produksi (juta Rp)") -> AppTest:
    """The production file of the tiny city, with the mapping of the file it is like."""
    app.file_uploader[0].set_value(("produksi.csv", (TINY / "produksi.csv").read_bytes(), "text/csv"))
    app.selectbox(key="like").set_value("produksi_2014.csv.toml")
    app.run()
    next(each for each in app.number_input if each.label == say("mapping.year", "id")).set_value(0)
    next(each for each in app.selectbox if each.label == say("mapping.money_unit", "id")).set_value("million")
    app.text_area[0].set_value(columns)
    return press(app, "operator.check")


@pytest.mark.usefixtures("office")
def test_a_mapping_that_cannot_be_read_is_nothing_to_copy_from() -> None:
    (operator.RAW / "rusak.csv.toml").write_text("kind = [", encoding="utf-8")
    known = operator._mappings()
    assert "rusak.csv.toml" not in known
    assert known["direktori.csv.toml"]["kind"] == "directory"


def test_an_upload_that_nobody_judged_goes_after_a_day(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "peserta.csv").write_text("Contoh", encoding="utf-8")
    yesterday = time.time() - 25 * 3600
    os.utime(tmp_path / "old", (yesterday, yesterday))
    operator._clear_abandoned(tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "txt"),
        ("..\\..\\boot.csv", "boot.csv"),
        ("Direktori IKM 2016 (ribuan).xlsx", "Direktori IKM 2016 (ribuan).xlsx"),
        (".toml", "berkas.txt"),
        ("a\x00b;rm -rf.csv", "a_b_rm -rf.csv"),
    ],
)
def test_a_file_name_is_never_a_path(given: str, kept: str) -> None:
    name = operator.stored_name(given)
    assert name.endswith(kept)
    assert not set(name) & set("/\\\x00;")
    assert not name.startswith(".")


def test_a_mapping_written_by_the_form_reads_back() -> None:
    text = operator._toml(
        {"kind": "directory", "as_of": date(2023, 1, 20), "year": 2022, "sheet": 'Data "2023"\n', "encoding": ""},
        "investasi = Nilai Investasi (Rp)\nkosong",
    )
    assert tomllib.loads(text) == {
        "kind": "directory",
        "as_of": date(2023, 1, 20),
        "year": 2022,
        "sheet": 'Data "2023" ',
        "columns": {"investasi": "Nilai Investasi (Rp)"},
    }


@pytest.mark.parametrize("header", ["X-Forwarded-For", "forwarded", "Via"])
def test_a_request_through_a_proxy_has_no_operator(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKM_OPERATOR", "1")
    monkeypatch.setattr(operator, "_headers", lambda: {header: "203.0.113.9"})
    assert not operator.enabled()
    monkeypatch.setattr(operator, "_headers", lambda: {"Host": "localhost"})
    assert operator.enabled()
