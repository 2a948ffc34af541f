"""Everything for a meeting in one ZIP, from the page and from the command line."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from ikm import codes, deck, store
from ikm.export import __main__, pack
from ikm.text import LANGUAGES, say
from tests.export.plain import mayors
from tests.versions import lent

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample city in a home of this test alone."""
    monkeypatch.setenv("IKM_HOME", str(tmp_path))
    return lent(sample_home, tmp_path)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_every_file_and_its_fingerprint() -> None:
    files = unpacked(pack.made(mayors(), ".zip"))
    readme = files.pop("README.txt").decode("utf-8-sig")
    assert sorted(Path(name).suffix for name in files) == [".html", ".json", ".pptx", ".xlsx"]
    assert all("DATA-CONTOH" in name for name in files)
    told = dict(reversed(pair) for pair in re.findall(r"([0-9a-f]{64})  (\S+)", readme))
    assert told == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_the_readme_names_every_figure_with_its_code_and_marks_the_sample() -> None:
    readme = unpacked(pack.made(mayors("en"), ".zip"))["README.txt"].decode("utf-8-sig")
    for slide in mayors("en").slides:
        line = next(each for each in readme.splitlines() if codes.code(slide.figure) in each)
        assert slide.figure.title in line
        assert ("[SAMPLE DATA]" in line) == slide.figure.result.is_sample


def test_the_choice_in_the_archive_opens_again() -> None:
    files = unpacked(pack.made(mayors(), ".zip"))
    text = next(data for name, data in files.items() if name.endswith(".json")).decode()
    assert [slide.metric for slide in deck.from_text(text).slides] == [slide.metric for slide in mayors().slides]
    assert deck.from_text(text).since == store.current_version()


@pytest.mark.parametrize("suffix", [".pptx", ".html", ".xlsx"])
def test_whatever_is_made_notes_its_codes(home: Path, suffix: str) -> None:
    assert pack.made(mayors(), suffix)
    noted = (home / "codes.csv").read_text(encoding="utf-8")
    assert all(codes.code(slide.figure) in noted for slide in mayors().slides)


def test_the_command_writes_one_archive_and_prints_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert __main__.main(["--set", "wali-kota", "--out", str(out), "--lang", "en"]) == 0
    printed = Path(capsys.readouterr().out.strip())
    assert [printed] == list(out.iterdir())
    assert printed.name.startswith("briefing-ikm-kendari-the-mayor-s-meeting-SAMPLE-DATA-")
    assert "README.txt" in unpacked(printed.read_bytes())


@pytest.mark.parametrize(
    "arguments",
    [[], ["--set", "rapat-mars", "--out", "x"], ["--set", "satu-cabang", "--out", "x"],
     ["--set", "satu-cabang", "--out", "x", "--branch", "Mars"]],
)  # fmt: skip
def test_bad_usage_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        __main__.main(arguments)
    assert stopped.value.code == 2
    assert "--set" in capsys.readouterr().err


def test_without_a_database_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IKM_HOME", str(tmp_path / "nowhere"))
    assert __main__.main(["--set", "wali-kota", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.strip()


def shapes(shown: Iterable[Any]) -> Iterator[Any]:
    """Every shape, those inside groups too."""
    for shape in shown:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes(shape.shapes)


def pptx_words(data: bytes) -> str:
    """Everything that can be read on the slides of a deck, its tables included."""
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in shapes(slide.shapes):
            found += [shape.text_frame.text] if shape.has_text_frame else []
            found += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
    return " ".join(" ".join(found).split()).replace("\u2011", "-")


def html_words(data: bytes) -> str:
    slides = re.sub(r"<script.*?</script>", " ", data.decode().partition("<main")[2], flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", slides)).split())


def xlsx_words(data: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", unpacked(data)["xl/sharedStrings.xml"].decode())).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", deck.sets())
def test_every_medium_says_what_the_screen_says(name: str, language: str) -> None:
    shown = deck.pinned(deck.ready(name, language, "Pangan"), str(store.current_version()))
    readers = {".html": html_words, ".pptx": pptx_words, ".xlsx": xlsx_words}
    media = [read(pack.made(shown, suffix)) for suffix, read in readers.items()]
    for figure in (slide.figure for slide in shown.slides):
        for said in media:
            assert figure.title in said
            assert figure.subtitle in said
            assert figure.caption in said
            assert codes.code(figure) in said
            assert not figure.result.is_sample or say("sample.mark", language) in said
