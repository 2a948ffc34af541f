"""Every page in both languages, run without a browser on the sample."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from ikm import metrics, store, text
from ikm.page import frame
from ikm.page.frame import PAGES
from ikm.selection import FILTERS

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("sample_home")


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    file = PAGES[page][0]
    return (app.switch_page(file) if file != "dashboard.py" else app).run()


def words(app: AppTest) -> str:
    return " ".join(
        [str(getattr(element, "value", "") or getattr(element.proto, "body", "")) for element in app.main]
        + [element.proto.body for element in app.main.get("html")]
    )


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_in_a_language(page: str, language: str) -> None:
    app = opened(page, bahasa=language)
    assert not app.exception
    assert text.say(f"headline.{page}", language) in words(app)


@pytest.mark.parametrize("page", ["summary", "growth", "crises", "training"])
def test_every_chart_has_finding_subtitle_caption_and_alternative_text(page: str) -> None:
    app = opened(page)
    charts = app.main.get("plotly_chart")
    assert charts
    assert all(chart.proto.alt for chart in charts)
    body = words(app)
    assert body.count("<h3 ") >= len(charts)
    assert body.count("Sumber: ") >= len(charts)


@pytest.mark.parametrize("year", ["2014", "2017", "2020", "2024"])
@pytest.mark.parametrize("page", ["summary", "growth", "crises", "sectors", "training"])
def test_one_year_is_a_selection_like_any_other(page: str, year: str) -> None:
    for shown_as in ("indeks", "tingkat", "tumbuh"):
        assert not opened(page, tahun=year, tampil=shown_as).exception


@pytest.mark.parametrize("page", ["crises", "sources"])
def test_a_version_of_another_program_says_what_to_do(
    page: str, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = store.path_of("20200101T000000Z-00000000", tmp_path)
    older.parent.mkdir(parents=True)
    shutil.copy(store.path_of(str(store.current_version()), sample_home), older)
    with duckdb.connect(str(older)) as connection:
        connection.execute("alter table core.claim rename column words_id to words")
        connection.execute("alter table core.source rename column producer to maker")
    monkeypatch.setenv("IKM_HOME", str(tmp_path))
    app = opened(page)
    assert not app.exception
    assert "python -m etl" in app.error[0].value


def test_invented_files_are_marked_where_files_are_listed() -> None:
    marks = [each for each in opened("data").main.get("html") if each.proto.body.startswith('<span class="ikm-mark">')]
    assert len(marks) == 4


def test_the_sample_is_marked_on_every_page() -> None:
    for page in PAGES:
        assert text.say("sample.banner", "id") in words(opened(page))


def test_a_filter_of_the_url_is_on_the_page() -> None:
    app = opened("growth", cabang="Pangan", kec="74.71.08")
    assert app.multiselect(key="cabang").value == ["Pangan"]
    assert "Cabang industri: Pangan" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_the_filters_are_named_above_the_pages_that_have_a_figure_which_follows_them(page: str) -> None:
    drawn = re.findall(r'\("(\w+)", charts\.', (PROJECT / PAGES[page][0]).read_text(encoding="utf-8"))
    follow = any(each.key in metrics.metric(name).follows for name in drawn for each in FILTERS)
    for query in ({"cabang": "Pangan", "kec": "74.71.08"}, {"cabang": "Pangan", "banding": "cabang:Kerajinan"}):
        assert ('class="ikm-picked"' in words(opened(page, **query))) == follow


def test_what_the_url_says_and_nobody_knows_is_named_and_ignored() -> None:
    app = opened("growth", planet="mars", kec="74.71.99,74.71.08")
    assert not app.exception
    note = " ".join(each.value for each in app.warning)
    assert "planet=mars" in note
    assert "kec=74.71.99" in note
    assert app.multiselect(key="kec").value == ["74.71.08"]


def test_an_empty_selection_says_which_filter_to_loosen() -> None:
    app = opened("growth", kec="74.71.11", divisi="30", skala="menengah", jk="P")
    assert not app.exception
    body = words(app)
    assert text.say("figure.hidden", "id") in body
    assert text.say("figure.empty", "id") not in body, "what is hidden may not be told to be nothing"
    assert "Longgarkan Golongan pokok KBLI, Kecamatan, Skala usaha dan Jenis kelamin pemilik." in body
    assert "Ukuran skala menurut." not in body  # a criterion narrows nothing


def test_picking_a_filter_writes_the_url() -> None:
    app = opened("growth")
    app.multiselect(key="kec").set_value(["74.71.08"]).run()
    assert app.query_params["kec"] in (["74.71.08"], "74.71.08")


def test_without_a_database_and_without_files_the_page_says_how_to_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IKM_HOME", str(tmp_path))
    monkeypatch.setattr(frame.subprocess, "run", lambda *_, **__: None)
    app = opened("summary")
    assert not app.exception
    assert text.say("state.no_database", "id") in words(app)
    assert "python -m etl" in words(app)


def test_the_first_visitor_finds_the_database_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKM_HOME", str(tmp_path))
    app = opened("summary")
    assert not app.exception
    assert store.current_version()
    assert text.say("headline.summary", "id") in words(app)


def test_a_pruned_version_is_named_and_the_current_shown() -> None:
    app = opened("summary", versi="20200101T000000Z-00000000")
    assert not app.exception
    assert "sudah tidak disimpan" in " ".join(each.value for each in app.warning)
