"""What the reader picked travels as a URL and becomes conditions that bind their values."""

import re
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm.selection import (
    FIELD_OF_KEY,
    MODES,
    MOST_SECTORS,
    RULERS,
    SIZES,
    VIEW_KEYS,
    Address,
    Selection,
    conditions,
    ignored,
    level_of,
    only_lists,
)
from ikm.text import LANGUAGES

BRANCHES = ("Pangan", "Sandang dan Kulit", "Kerajinan", "Kimia dan Bahan Bangunan", "Logam dan Elektronika")
YEARS = st.integers(1945, 2099)


def several(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    years=st.none() | st.tuples(YEARS, YEARS).map(lambda pair: (min(pair), max(pair))),
    branches=several(*BRANCHES),
    divisions=several("10", "11", "25", "33"),
    kbli=several("10710", "14111", "25119"),
    kecamatan=several("74.71.01", "74.71.08", "74.71.11"),
    size_ruler=st.sampled_from(list(RULERS)),
    sizes=several(*SIZES),
    owner_sex=several("L", "P"),
    version=st.none() | st.just("20240630T010203Z-0123abcd"),
)

SECTORS = ("Pangan", "Sandang dan Kulit", "10", "33", "10710", "14111")
ADDRESSES = st.builds(
    Address,
    selection=SELECTIONS,
    highlight=st.lists(st.sampled_from(SECTORS), unique=True, max_size=MOST_SECTORS).map(tuple),
    compared=st.none() | SELECTIONS.map(only_lists),
    shown_as=st.sampled_from(MODES),
    language=st.sampled_from(LANGUAGES),
)


@given(SELECTIONS)
def test_a_selection_survives_its_url(selection: Selection) -> None:
    query = selection.to_query()
    assert Selection.from_query(query) == selection
    assert Selection.from_query(dict(parse_qsl(urlencode(query)))) == selection
    assert ignored(query) == []


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=6))
def test_no_url_is_an_error(query: dict[str, str]) -> None:
    again = Selection.from_query(query).to_query()
    assert Selection.from_query(again) == Selection.from_query(query)


@given(st.dictionaries(st.sampled_from([*FIELD_OF_KEY, "lain"]), st.text(max_size=20), max_size=9))
def test_known_keys_with_any_value_are_read_or_named(query: dict[str, str]) -> None:
    assert isinstance(Selection.from_query(query), Selection)
    assert all("=" in each for each in ignored(query))


def test_nothing_picked_is_an_empty_url() -> None:
    assert Selection().to_query() == {}
    assert Selection.from_query({}) == Selection()


def test_a_url_holds_codes_lists_and_ranges() -> None:
    picked = Selection(
        years=(2015, 2023),
        branches=("Pangan", "Kerajinan"),
        kecamatan=("74.71.08",),
        size_ruler="bps",
        sizes=("mikro",),
        owner_sex=("P",),
    )
    assert picked.to_query() == {
        "cabang": "Pangan,Kerajinan",
        "kec": "74.71.08",
        "skala": "mikro",
        "jk": "P",
        "tahun": "2015-2023",
        "penggaris": "bps",
    }


def test_one_year_is_written_once() -> None:
    assert Selection(years=(2020, 2020)).to_query() == {"tahun": "2020"}
    assert Selection.from_query({"tahun": "2020"}).years == (2020, 2020)


def test_a_range_written_backwards_is_turned_round() -> None:
    assert Selection.from_query({"tahun": "2023-2015"}).years == (2015, 2023)


def test_the_order_of_a_list_is_kept_and_repeats_are_dropped() -> None:
    assert Selection.from_query({"kec": "74.71.08, 74.71.01,74.71.08"}).kecamatan == ("74.71.08", "74.71.01")


def test_what_is_not_known_is_left_out_and_named() -> None:
    query = {
        "divisi": "10,9,47,abc",
        "kbli": "10710,1071",
        "kec": "74.71.08,73.71.01",
        "skala": "mikro,besar",
        "jk": "P,X",
        "tahun": "1800-2020",
        "penggaris": "sni",
        "versi": "../../etc/passwd",
        "warna": "merah",
    }
    selection = Selection.from_query(query)
    assert selection == Selection(
        divisions=("10",), kbli=("10710",), kecamatan=("74.71.08",), sizes=("mikro",), owner_sex=("P",)
    )
    assert ignored(query) == [
        "divisi=9",
        "divisi=47",
        "divisi=abc",
        "kbli=1071",
        "kec=73.71.01",
        "skala=besar",
        "jk=X",
        "tahun=1800-2020",
        "penggaris=sni",
        "versi=../../etc/passwd",
        "warna=merah",
    ]


@pytest.mark.parametrize("key", VIEW_KEYS)
def test_how_a_page_is_shown_is_no_part_of_the_selection(key: str) -> None:
    assert Selection.from_query({key: "semua"}) == Selection()
    assert ignored({key: "semua"}) == []


# -- the whole address


@given(ADDRESSES, st.booleans())
def test_an_address_survives_its_url(address: Address, explicit: bool) -> None:
    query = address.to_query(explicit=explicit)
    assert Address.from_query(query) == address
    assert Address.from_query(dict(parse_qsl(urlencode(query)))) == address
    assert ignored(query) == []


@given(ADDRESSES)
def test_a_link_to_share_writes_its_defaults_out(address: Address) -> None:
    assert {"tampil", "bahasa"} <= set(address.to_query(explicit=True))
    assert address.to_query(explicit=True) | address.to_query() == address.to_query(explicit=True)


@given(st.dictionaries(st.sampled_from([*FIELD_OF_KEY, *VIEW_KEYS]), st.text(max_size=30), max_size=9))
def test_no_address_is_an_error(query: dict[str, str]) -> None:
    again = Address.from_query(query)
    assert Address.from_query(again.to_query()) == again


def test_an_address_is_short_and_readable() -> None:
    address = Address(
        Selection(branches=("Pangan",), sizes=("mikro",), size_ruler="bps"),
        highlight=("10710", "10740"),
        compared=Selection(branches=("Kerajinan",), kecamatan=("74.71.08", "74.71.01")),
        shown_as="tumbuh",
    )
    assert address.to_query() == {
        "cabang": "Pangan",
        "skala": "mikro",
        "penggaris": "bps",
        "sorot": "10710,10740",
        "banding": "cabang:Kerajinan;kec:74.71.08,74.71.01",
        "tampil": "tumbuh",
    }


def test_a_comparison_with_everything_is_not_no_comparison() -> None:
    assert Address(compared=Selection()).to_query() == {"banding": "semua"}
    assert Address.from_query({"banding": "semua"}).compared == Selection()
    assert Address.from_query({}).compared is None


def test_what_is_not_known_of_a_comparison_is_named() -> None:
    query = {"banding": "cabang:Pangan;planet:mars;kec:73.71.01;tahun:2019;kuno"}
    assert Address.from_query(query).compared == Selection(branches=("Pangan",))
    assert ignored(query) == ["banding=kec=73.71.01", "banding=planet:mars", "banding=tahun:2019", "banding=kuno"]


def test_digits_tell_the_level_of_a_sector() -> None:
    assert [level_of(each) for each in ("Pangan", "10", "10710", "107")] == ["cabang", "divisi", "kbli", "cabang"]


def test_three_sectors_are_pinned_at_most() -> None:
    assert Address.from_query({"sorot": "10, 11,10,,13,14"}).highlight == ("10", "11", "13")


def test_the_full_url_of_the_contract_is_understood() -> None:
    keys = {"cabang", "divisi", "kbli", "kec", "penggaris", "skala", "jk", "tahun", "versi"}
    assert set(FIELD_OF_KEY) == keys


@given(SELECTIONS, st.sets(st.sampled_from(list(FIELD_OF_KEY))))
def test_only_keeps_what_is_named_and_the_version(selection: Selection, keys: set[str]) -> None:
    # A size means nothing without its ruler, so the two are followed together.
    keys |= {"skala", "penggaris"} if keys & {"skala", "penggaris"} else set()
    kept = selection.only(keys)
    blank = Selection()
    for key, field in FIELD_OF_KEY.items():
        expected = selection if key in keys or field == "version" else blank
        assert getattr(kept, field) == getattr(expected, field)
    assert kept.only(keys) == kept


@given(SELECTIONS)
def test_conditions_bind_every_value_and_write_none(selection: Selection) -> None:
    where, parameters = conditions(selection)
    assert set(re.findall(r"\$(\w+)", where)) == set(parameters)
    assert "'" not in where
    written = set(re.findall(r"[\w.]+", re.sub(r"\$\w+", "", where)))
    columns = {"branch", "division", "kbli", "kecamatan_code", "owner_sex", *RULERS.values()}
    assert written <= columns | {"in", "and", "true"}


@given(SELECTIONS)
def test_every_picked_value_is_bound_once(selection: Selection) -> None:
    picked = (
        selection.branches
        + selection.divisions
        + selection.kbli
        + selection.kecamatan
        + selection.sizes
        + selection.owner_sex
    )
    assert sorted(map(str, conditions(selection)[1].values())) == sorted(picked)


def test_a_text_that_looks_like_sql_is_a_value_like_any_other() -> None:
    nasty = "x') or 1=1 --"
    where, parameters = conditions(Selection.from_query({"cabang": nasty}))
    assert where == "branch in ($cabang_0)"
    assert parameters == {"cabang_0": nasty}


def test_no_restriction_is_true() -> None:
    assert conditions(Selection()) == ("true", {})


def test_the_size_is_read_by_the_ruler_that_was_picked() -> None:
    for ruler, column in RULERS.items():
        where, _ = conditions(Selection(size_ruler=ruler, sizes=("kecil",)))
        assert where == f"{column} in ($skala_0)"


def test_years_are_no_condition_on_the_cube() -> None:
    assert conditions(Selection(years=(2019, 2020))) == ("true", {})
