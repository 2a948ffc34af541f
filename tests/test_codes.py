"""Figure codes: stable, noted once, and a way back to the printed numbers."""

import csv
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from etl import publish
from ikm import codes, store
from ikm.deck import Slide
from ikm.export.pptx.words import unbroken
from ikm.figure import Figure
from ikm.selection import Selection
from tests.versions import built_twice, lent

ACTIVE = Slide("businesses_yearly", "lines", Selection(), "id")
THREE_INDEXES = Slide("units_workers_output", "lines", Selection(), "id")


@pytest.fixture
def home(tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny city in a home of this test alone."""
    monkeypatch.setenv("IKM_HOME", str(tmp_path))
    return lent(tiny_home, tmp_path)


def rows(home: Path) -> list[dict[str, str]]:
    with (home / "codes.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def other_numbers(figure: Figure) -> Figure:
    changed = figure.result.rows.assign(businesses_active=figure.result.rows["businesses_active"] + 1)
    return replace(figure, result=replace(figure.result, rows=changed))


def test_a_code_is_the_same_in_both_languages_and_however_often_it_is_asked_for(home: Path) -> None:  # noqa: ARG001
    assert codes.code(ACTIVE.figure) == codes.code(replace(ACTIVE, language="en").figure)


def test_a_code_is_eight_letters_that_nobody_misreads(home: Path) -> None:  # noqa: ARG001
    code = codes.code(ACTIVE.figure)
    assert len(code) == 9
    assert code[4] == "-"
    assert not set(code) & set("AEIOU01LBSZ")


def test_what_the_figure_does_not_follow_changes_no_code(home: Path) -> None:  # noqa: ARG001
    published = Slide("umkm_units", "lines", Selection(), "id")
    filtered = replace(published, selection=Selection(branches=("Pangan",)))
    assert codes.code(published.figure) == codes.code(filtered.figure)
    assert codes.code(published.figure) == codes.code(replace(published, shown_as="tumbuh").figure)


@pytest.mark.parametrize(
    "other",
    [
        replace(ACTIVE, selection=Selection(branches=("Pangan",))),
        replace(ACTIVE, selection=Selection(years=(2019, 2022))),
        replace(ACTIVE, chart="columns"),
        replace(ACTIVE, metric="workers_yearly"),
    ],
)
def test_another_figure_has_another_code(home: Path, other: Slide) -> None:  # noqa: ARG001
    assert codes.code(other.figure) != codes.code(ACTIVE.figure)


def test_another_view_of_the_same_metric_has_another_code(home: Path) -> None:  # noqa: ARG001
    views = {codes.code(replace(THREE_INDEXES, shown_as=view).figure) for view in ("indeks", "tingkat", "tumbuh")}
    assert len(views) == 3


def test_codes_of_a_thousand_versions_differ() -> None:
    made = {codes.code_of("m", "lines", "indeks", "", f"20260101T000000Z-{n:08x}") for n in range(1000)}
    assert len(made) == 1000


def test_the_numbers_have_another_hash_when_a_value_changes_or_is_hidden(home: Path) -> None:  # noqa: ARG001
    result = ACTIVE.figure.result
    hidden = result.masked.copy()
    hidden.iloc[0, 1] = True
    assert codes.numbers(result) == codes.numbers(replace(ACTIVE, language="en").figure.result)
    assert codes.numbers(result) != codes.numbers(replace(result, masked=hidden))
    assert codes.numbers(result) != codes.numbers(other_numbers(ACTIVE.figure).result)


def test_a_value_that_differs_in_the_last_bits_only_is_the_same_number() -> None:
    third = pd.DataFrame({"a": [1 / 3]}), pd.DataFrame({"a": [1 / 3 + 1e-16]})
    assert codes._exact(third[0].at[0, "a"]) == codes._exact(third[1].at[0, "a"])


def test_a_figure_is_noted_once(home: Path) -> None:
    first, second = codes.record(ACTIVE.figure), codes.record(replace(ACTIVE, language="en").figure)
    assert first == second
    assert [row["code"] for row in rows(home)] == [first]
    assert rows(home)[0]["version"] == store.current_version()


def test_several_processes_and_threads_note_a_figure_once(home: Path) -> None:
    script = (
        "from ikm import codes; from ikm.deck import Slide; from ikm.selection import Selection\n"
        "for metric in ('businesses_yearly', 'workers_yearly', 'output_yearly'):\n"
        "    codes.record(Slide(metric, 'lines', Selection(), 'id').figure)"
    )
    started = [subprocess.Popen([sys.executable, "-c", script], cwd=store.PROJECT) for _ in range(4)]
    figure = ACTIVE.figure
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: codes.record(figure), range(40)))
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    assert sorted(row["metric"] for row in rows(home)) == ["businesses_yearly", "output_yearly", "workers_yearly"]


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{0}".lower(), "lower", "no dash", "copied from a slide", "lookalikes"]
)
def test_a_code_is_found_however_it_is_typed(home: Path, typed: str) -> None:  # noqa: ARG001
    code = codes.record(ACTIVE.figure)
    ways = {
        "lower": code.lower(),
        "no dash": code.replace("-", " "),
        "copied from a slide": unbroken(code),
        "lookalikes": code.translate(str.maketrans("852V", "BSZU")),
    }
    found = codes.find(ways.get(typed, typed.format(code)))
    assert [each.code for each in found] == [code]
    assert found[0].slide("id").figure is ACTIVE.figure


@pytest.mark.parametrize("typed", ["", "K7F3", "K7F3-Q2X!", "OOOO-IIII", "K7F3-Q2XM-K7F3", "../../etc"])
def test_what_is_no_code_finds_nothing(home: Path, typed: str) -> None:  # noqa: ARG001
    codes.record(ACTIVE.figure)
    assert codes.find(typed) == ()


def test_other_numbers_under_the_same_code_are_noted_beside_the_first(home: Path) -> None:
    code = codes.record(ACTIVE.figure)
    assert codes.record(other_numbers(ACTIVE.figure)) == code
    assert len({row["numbers"] for row in rows(home)}) == 2
    assert len(codes.find(code)) == 2


def test_a_file_that_a_person_saved_from_a_spreadsheet_is_still_read(home: Path) -> None:
    code = codes.record(ACTIVE.figure)
    file = home / "codes.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().rstrip())
    assert len(codes.find(code)) == 1
    codes.record(ACTIVE.figure)
    codes.record(THREE_INDEXES.figure)
    assert len(file.read_text(encoding="utf-8").splitlines()) == 3


def test_a_printed_version_is_kept_when_others_are_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, older, newer = built_twice(tmp_path)
    monkeypatch.setenv("IKM_HOME", str(home))
    monkeypatch.setattr(publish, "KEPT_VERSIONS", 1)
    code = codes.record(replace(ACTIVE, selection=Selection(version=older)).figure)
    assert publish.prune(home) == []
    assert store.versions() == [older, newer]
    shown = codes.find(code)[0].slide("id").figure
    assert shown.result.rows["year"].tolist() == [2018, 2019, 2020, 2021]
    assert shown.result.rows["businesses_active"].tolist() == [9, 10, 10, 11]


def test_the_figure_of_a_newer_version_has_a_code_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, older, newer = built_twice(tmp_path)
    monkeypatch.setenv("IKM_HOME", str(home))
    both = [replace(ACTIVE, selection=Selection(version=version)).figure for version in (older, newer)]
    assert codes.code(both[0]) != codes.code(both[1])
