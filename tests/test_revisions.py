"""What changed since the last briefing, on two versions of the tiny city."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ikm import deck, revisions, store
from ikm.deck import Deck, Slide
from ikm.selection import Selection
from tests.versions import built_twice

OUTPUT = Slide("output_yearly", "lines", Selection(), "id")
ACTIVE = Slide("businesses_yearly", "lines", Selection(), "id")
BRANCHES = Slide("businesses_by_branch", "bars", Selection(), "id")
REGISTER = Slide("province_register", "lines", Selection(), "id")


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    home, older, newer = built_twice(tmp_path_factory.mktemp("twice"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IKM_HOME", str(home))
        yield older, newer


def against(slide: Slide, versions: tuple[str, str]) -> revisions.Revision:
    older, newer = versions
    return revisions.revision(replace(slide, selection=Selection(version=newer)), older)


def lines(versions: tuple[str, str], *slides: Slide, since: str | None = None) -> list[str]:
    return revisions.lines(deck.pinned(Deck("Rapat", slides, "id", since), versions[1]))


def test_a_new_year_is_a_new_period_and_no_revision(versions: tuple[str, str]) -> None:
    found = against(ACTIVE, versions)
    assert found.new == (2022,)
    assert found.lost == ()
    assert found.revised == ()


def test_a_revised_value_is_told_with_both_its_values(versions: tuple[str, str]) -> None:
    nominal, real = against(OUTPUT, versions).revised
    assert (nominal.key, nominal.column) == (2020, "output_idr")
    assert (nominal.before, nominal.after) == (1_040_000_000, 1_100_000_000)
    # In prices of 2015: 1,040 and 1,100 million ÷ 1.12235941.
    assert round(real.before / 1e6) == 927
    assert round(real.after / 1e6) == 980
    assert "2 nilai direvisi (Produksi, harga 2015 2020: Rp926,6 juta → Rp1,0 miliar)" in lines(versions, OUTPUT)[1]


def test_a_table_of_one_year_moves_on_to_the_next(versions: tuple[str, str]) -> None:
    found = against(BRANCHES, versions)
    assert found.new == (2022,)
    assert found.revised == ()


def test_a_source_whose_file_was_replaced_is_named(versions: tuple[str, str]) -> None:
    assert "Direktori IKM Kota Kendari" in against(ACTIVE, versions).sources
    assert against(REGISTER, versions).sources == ()


def test_a_published_figure_that_did_not_change_has_no_line(versions: tuple[str, str]) -> None:
    said = lines(versions, REGISTER)
    assert len(said) == 2
    assert said[1] == "Tidak ada angka, definisi, atau sumber yang berubah."


def test_the_version_before_is_compared_with_where_no_file_names_one(versions: tuple[str, str]) -> None:
    shown = Deck("Rapat", (ACTIVE,), "id")
    assert revisions.earlier(shown, versions[1]) == versions[0]
    assert revisions.earlier(shown, versions[0]) is None
    assert "periode baru 2022" in lines(versions, ACTIVE)[1]


def test_the_version_of_an_opened_file_is_compared_with(versions: tuple[str, str]) -> None:
    assert lines(versions, ACTIVE, since=versions[1])[1] == "Tidak ada angka, definisi, atau sumber yang berubah."


def test_a_version_that_is_no_longer_kept_is_said_to_be_gone(versions: tuple[str, str]) -> None:
    said = lines(versions, ACTIVE, since="20200101T000000Z-00000000")
    assert len(said) == 1
    assert "sudah tidak disimpan" in said[0]


def test_a_changed_definition_is_told_only_where_a_file_knew_the_old_one(versions: tuple[str, str]) -> None:
    assert not against(ACTIVE, versions).redefined
    assert not against(replace(ACTIVE, definition=deck.definition(ACTIVE.metric)), versions).redefined
    assert against(replace(ACTIVE, definition="00000000"), versions).redefined


def test_the_first_version_of_all_has_nothing_before_it(versions: tuple[str, str]) -> None:
    assert revisions.lines(deck.pinned(Deck("Rapat", (ACTIVE,), "en"), versions[0])) == []


def test_a_version_made_by_an_older_program_is_no_error(
    versions: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise store.AskError("Table with name interval_year does not exist")

    monkeypatch.setattr(revisions, "revision", refuse)
    assert "program yang lebih lama" in lines(versions, ACTIVE, OUTPUT)[1]
