"""The table behind a slide: nothing blank in it, and first of all what the finding speaks of."""

import pytest

from ikm import metrics
from ikm.export import asked
from ikm.export.pptx import tables
from ikm.export.pptx.words import Box
from ikm.text import HIDDEN, LANGUAGES
from tests.export.plain import plain

pytestmark = pytest.mark.usefixtures("tiny")


@pytest.mark.parametrize("name", metrics.names())
def test_no_column_is_blank_and_nothing_that_is_known_or_hidden_is_left_out(name: str) -> None:
    shown = plain(name)
    table = asked.table(shown)
    assert all(table[column].str.strip().any() for column in table)
    rows, masked = shown.result.rows, shown.result.masked
    for column in set(rows) - set(table) - {"programme_id", "title_en"}:
        assert rows[column].isna().all()
        assert not masked[column].any()


def test_a_year_without_a_value_has_no_row_and_the_years_of_the_finding_come_first() -> None:
    shown = plain("umkm_units")
    table = asked.table(shown)
    assert "1999" not in table["year"].tolist()
    assert all(table["umkm"])
    needed = [table.at[place, "year"] for place in asked.needed_first(shown, table)]
    assert set(needed[:2]) == {"1997", "1998"}
    assert needed[2] == "2019"


@pytest.mark.parametrize("language", LANGUAGES)
def test_programmes_stand_latest_first_with_how_exactly_their_participants_are_known(language: str) -> None:
    table = asked.table(plain("training_programmes", language))
    years = [int(day.split()[-1]) for day in table["start_date"]]
    assert years == sorted(years, reverse=True)
    assert ("title" in table, "title_en" in table, "programme_id" in table) == (
        language == "id",
        language == "en",
        False,
    )
    assert {"> 300", "≥ 20", "40"} <= set(table["participants"])


def test_a_hidden_value_is_no_blank() -> None:
    assert HIDDEN in asked.table(plain("births_and_deaths"))["deaths"].tolist()


@pytest.mark.parametrize("width", [4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 12.0])
@pytest.mark.parametrize("name", ["resilience_by_branch", "training_effects", "training_did"])
def test_a_table_has_both_ends_of_an_interval_or_neither(name: str, width: float) -> None:
    heads = tables.of_figure(plain(name), Box(0, 0, width, 5), 11).heads
    assert ("Selang 95%, bawah" in heads) == ("Selang 95%, atas" in heads)
