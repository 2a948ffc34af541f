"""The one filter bar: widgets on the left, the URL above, and never a difference between them.

A widget is seeded from the URL when a page is entered and the URL is written after the widgets, so that a shared link,
a page change, a reload and the browser's back button all show the same numbers.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from ikm import caption, store
from ikm.selection import FILTERS, SIZES, Selection, ignored
from ikm.text import LANGUAGES, say

MODES = ("indeks", "tingkat", "tumbuh")
LISTS = ("cabang", "divisi", "kec", "skala", "jk")
OPTIONS_SQL = {
    "cabang": "select distinct branch as option from cube_year where branch is not null order by option",
    "divisi": "select distinct division as option from cube_year order by option",
    "kec": "select code as option from kecamatan order by option",
}
FIELDS = {each.key: each.field for each in FILTERS}


def language() -> str:
    """The language in force before its switch is drawn: the switch's own value, else the URL's, else Indonesian."""
    asked = st.session_state.get("bahasa") or st.query_params.get("bahasa")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def mode(language: str, entered: bool) -> str:
    """How series are shown, in the same place on every page: index, level or growth."""
    asked = st.query_params.get("tampil")
    if entered or "tampil" not in st.session_state:
        st.session_state["tampil"] = asked if asked in MODES else MODES[0]
    picked = st.segmented_control(
        say("filter.tampil", language),
        MODES,
        format_func=lambda name: say(f"filter.{name}", language),
        key="tampil",
        required=True,
    )
    return picked or MODES[0]


def switch(current: str) -> str:
    """The language switch; returns the language picked."""
    picked = st.segmented_control(
        say("filter.language", current),
        LANGUAGES,
        format_func={"id": "Indonesia", "en": "English"}.__getitem__,
        default=None if "bahasa" in st.session_state else current,
        key="bahasa",
        required=True,
    )
    return picked or current


@st.cache_data(max_entries=32, show_spinner=False)
def options(key: str, version: str) -> list[str]:
    """The values a list filter offers in this version."""
    if key == "skala":
        return list(SIZES)
    if key == "jk":
        return ["L", "P"]
    return [str(option) for option in store.query(OPTIONS_SQL[key], version=version)["option"]]


@st.cache_data(max_entries=8, show_spinner=False)
def covered_years(version: str) -> list[int]:
    return [int(year) for year in store.query("select year from years order by year", version=version)["year"]]


def show(page: str, language: str, version: str) -> tuple[Selection, str, list[str]]:
    """Draw the filters; returns the selection, how series are shown, and the parts of the URL that nobody knows."""
    query = st.query_params.to_dict()
    asked = Selection.from_query(query)
    unknown = ignored(query)
    entered = st.session_state.get("entered_page") != page
    st.session_state["entered_page"] = page
    picked: dict[str, Any] = {}
    for key in LISTS:
        offered = options(key, version)
        values = [value for value in getattr(asked, FIELDS[key]) if value in offered]
        unknown += [f"{key}={value}" for value in getattr(asked, FIELDS[key]) if value not in offered]
        if entered or key not in st.session_state:
            st.session_state[key] = values
        picked[FIELDS[key]] = tuple(
            st.multiselect(
                say(f"filter.{key}", language),
                offered,
                format_func=lambda value, key=key: caption.option(key, value, language, version),  # type: ignore[misc]
                placeholder=say("filter.all", language),
                key=key,
            )
        )
    years = _years(asked, entered, language, version)
    return replace(asked, years=years, **picked), mode(language, entered), unknown


def _years(asked: Selection, entered: bool, language: str, version: str) -> tuple[int, int] | None:
    """The range of years; all of them is no restriction."""
    spine = covered_years(version)
    if len(spine) < 2:
        return asked.years
    whole = (spine[0], spine[-1])
    if entered or "tahun" not in st.session_state:
        first, last = asked.years or whole
        st.session_state["tahun"] = (min(max(first, whole[0]), whole[1]), max(min(last, whole[1]), whole[0]))
    picked: Any = st.slider(say("filter.tahun", language), *whole, step=1, format="%d", key="tahun")
    first, last = picked  # a range, since the state it was seeded with is one
    return None if (first, last) == whole else (first, last)


def write(selection: Selection, shown_as: str, language: str) -> dict[str, str]:
    """Put the state into the URL; returns the parameters, for links to other pages."""
    query = selection.to_query()
    if shown_as != MODES[0]:
        query["tampil"] = shown_as
    if language != LANGUAGES[0]:
        query["bahasa"] = language
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    return query
