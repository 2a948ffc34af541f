"""Filters narrow each other, sectors are pinned, two selections are compared: in the widgets, the URL, the page."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ikm import metrics, store
from ikm.page import filters
from ikm.selection import Address, Selection

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("sample_home")


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def said(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def url(app: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}


def warned(app: AppTest) -> str:
    return " ".join(each.value for each in app.warning)


def test_a_branch_narrows_divisions_and_codes() -> None:
    version = str(store.current_version())
    food = Selection(branches=("Pangan",))
    assert filters.options("divisi", version, food) == ["10", "11"]
    codes = filters.options("kbli", version, food)
    assert "10710" in codes
    assert all(code[:2] in ("10", "11") for code in codes)
    drinks = filters.options("kbli", version, Selection(branches=("Pangan",), divisions=("11",)))
    assert drinks == [code for code in codes if code.startswith("11")]
    assert filters.options("kec", version, food) == filters.options("kec", version)


def test_every_code_that_is_offered_is_in_the_cube_and_has_its_digits_first() -> None:
    app = opened("growth")
    box = app.multiselect(key="kbli")
    present = store.query("select distinct kbli from cube_year")["kbli"]
    named = {code for option in box.options for code in re.findall(r"\b\d{5}\b", option)}
    assert named == set(present)
    assert "10710 Industri Produk Roti Dan Kue" in box.options
    assert box.label == "KBLI lima digit (2015, 2017, 2020)"
    assert "10 Industri Makanan" in app.multiselect(key="divisi").options


def test_codes_that_may_not_stand_alone_are_picked_together_and_named_one_by_one_in_the_url() -> None:
    version = str(store.current_version())
    groups = [option for option in filters.options("kbli", version) if "+" in option]
    assert groups
    codes = tuple(groups[0].split("+"))
    app = opened("growth", kbli=",".join(codes))
    assert not app.exception
    assert app.multiselect(key="kbli").value == [groups[0]]
    assert warned(app) == ""
    # The last year shows them as a sum, and one of them never.
    counts = metrics.run("businesses_yearly", Selection(kbli=codes)).rows["businesses_active"]
    assert counts.iloc[-1] >= 3
    hidden = [
        metrics.run("businesses_yearly", Selection(kbli=(code,))).masked["businesses_active"].all() for code in codes
    ]
    assert any(hidden)
    half = opened("growth", kbli=codes[hidden.index(True)])
    assert f"kbli={codes[hidden.index(True)]}" in warned(half)


def test_a_code_of_the_url_filters_and_is_named_with_its_classification() -> None:
    app = opened("growth", kbli="10710")
    assert not app.exception
    assert app.multiselect(key="kbli").value == ["10710"]
    assert "KBLI lima digit (2015, 2017, 2020): 10710 Industri Produk Roti Dan Kue" in said(app)


def test_what_the_branch_of_the_url_does_not_hold_is_named_and_ignored() -> None:
    app = opened("growth", cabang="Pangan", divisi="10,25")
    assert not app.exception
    assert app.multiselect(key="divisi").value == ["10"]
    assert "divisi=25" in warned(app)


def test_a_narrower_branch_lets_go_of_divisions_in_silence() -> None:
    app = opened("growth", divisi="10,25")
    app.multiselect(key="cabang").set_value(["Pangan"]).run()
    assert not app.exception
    assert app.multiselect(key="divisi").value == ["10"]
    assert url(app) == {"cabang": "Pangan", "divisi": "10"}
    assert not app.warning


def test_sizes_are_those_of_the_ruler() -> None:
    app = opened("growth", skala="kecil")
    assert app.multiselect(key="skala").options == ["Kecil", "Menengah"]
    app.segmented_control(key="penggaris").set_value("bps").run()
    assert not app.exception
    assert app.multiselect(key="skala").options == ["Mikro", "Kecil", "Menengah"]
    assert url(app) == {"skala": "kecil", "penggaris": "bps"}
    app = opened("growth", skala="mikro", penggaris="bps")
    assert app.multiselect(key="skala").value == ["mikro"]


def test_a_sector_of_the_url_is_pinned_and_stays_when_another_is_added() -> None:
    app = opened("sectors", sorot="33")
    assert not app.exception
    assert app.multiselect(key="sorot").value == ["33"]
    assert "Reparasi dan pemasangan mesin dan peralatan (33)" in said(app)
    app.multiselect(key="sorot").set_value(["33", "25"]).run()
    assert not app.exception
    assert url(app) == {"sorot": "33,25"}


def test_the_largest_branch_is_pinned_by_default_and_not_in_the_url() -> None:
    app = opened("sectors")
    assert app.multiselect(key="sorot").value == []
    assert app.multiselect(key="sorot").placeholder == "Pangan"
    assert "sorotan: Pangan" in said(app)
    assert url(app) == {}
    assert opened("sectors", cabang="Kerajinan").multiselect(key="sorot").placeholder == "Kerajinan"


def test_a_pinned_sector_waits_in_the_url_of_the_other_pages() -> None:
    app = opened("growth", sorot="10710")
    assert not app.exception
    assert url(app) == {"sorot": "10710"}


@pytest.mark.parametrize("page", ["growth", "sectors", "crises", "training"])
def test_two_selections_stand_side_by_side_on_every_page_that_follows_them(page: str) -> None:
    app = opened(page, cabang="Pangan", banding="cabang:Kerajinan")
    assert not app.exception
    assert app.multiselect(key="banding-cabang").value == ["Kerajinan"]
    assert url(app) == {"cabang": "Pangan", "banding": "cabang:Kerajinan"}
    body = said(app)
    # Of the trainings nothing is of one branch alone: there the comparison only waits in the URL.
    lead = "A (Cabang industri: Pangan) dibanding B (Cabang industri: Kerajinan)"
    assert (lead in body) == (page != "training")
    assert body.count('class="ikm-place"><b>A</b>') == body.count('class="ikm-place"><b>B</b>')


def test_a_comparison_is_switched_on_and_off() -> None:
    app = opened("growth", cabang="Pangan")
    app.toggle(key="banding").set_value(True).run()
    assert not app.exception
    assert url(app) == {"cabang": "Pangan", "banding": "semua"}
    assert "dibanding B (semua IKM)" in said(app)
    app.multiselect(key="banding-kec").set_value(["74.71.08"]).run()
    assert url(app)["banding"] == "kec:74.71.08"
    app.toggle(key="banding").set_value(False).run()
    assert not app.exception
    assert url(app) == {"cabang": "Pangan"}


def test_what_is_not_known_of_a_comparison_is_named() -> None:
    app = opened("growth", banding="cabang:Pangan;kec:74.71.99;planet:mars")
    assert not app.exception
    assert app.multiselect(key="banding-cabang").value == ["Pangan"]
    assert "banding=planet:mars" in warned(app)
    assert "banding=kec=74.71.99" in warned(app)


def test_a_link_to_share_names_version_years_and_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        url = "http://kota.example/growth"

    monkeypatch.setattr(filters.st, "context", Context)
    version = str(store.current_version())
    link = filters.link(Address(Selection(kecamatan=("74.71.08", "74.71.01"))), version)
    place, _, query = link.partition("?")
    assert place == "http://kota.example/growth"
    assert query == f"kec=74.71.08,74.71.01&tahun=2014-2024&versi={version}&tampil=indeks&bahasa=id"
