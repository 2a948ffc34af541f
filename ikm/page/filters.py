"""The one filter bar: widgets on the left, the URL above, and never a difference between them.

A widget is seeded from the URL when a page is entered and the URL is written after the widgets, so that a shared link,
a page change, a reload and the browser's back button all show the same numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import streamlit as st

from ikm import caption, privacy, store
from ikm.selection import (
    DEFAULT_RULER,
    FILTERS,
    MODES,
    MOST_SECTORS,
    RULERS,
    SIZES,
    Address,
    Selection,
    conditions,
    ignored,
    level_of,
)
from ikm.text import LANGUAGES, say

FIELDS = {each.key: each.field for each in FILTERS}
COLUMNS = {each.key: each.column for each in FILTERS}
# Which filters narrow what another offers: the branch its divisions, both their codes, the ruler its sizes.
NARROWED_BY = {"divisi": ("cabang",), "kbli": ("cabang", "divisi"), "skala": ("penggaris",)}
SECTOR_KEYS = ("cabang", "divisi", "kbli")


@dataclass(frozen=True)
class Bar:
    """Where a set of filter widgets gets its values from and keeps them: `prefix` tells two sets apart."""

    language: str
    version: str
    entered: bool
    prefix: str = ""

    def key(self, name: str) -> str:
        return f"{self.prefix}{name}"


def language() -> str:
    """The language in force before its switch is drawn: the switch's own value, else the URL's, else Indonesian."""
    asked = st.session_state.get("bahasa") or st.query_params.get("bahasa")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def mode(bar: Bar, asked: str) -> str:
    """How series are shown, in the same place on every page: index, level or growth."""
    if bar.entered or "tampil" not in st.session_state:
        st.session_state["tampil"] = asked
    picked = st.segmented_control(
        say("filter.tampil", bar.language),
        MODES,
        format_func=lambda name: say(f"filter.{name}", bar.language),
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


def options(key: str, version: str, within: Selection | None = None) -> list[str]:
    """The values a list filter offers in this version, inside those picked in the filters that narrow it.

    Values that may not be shown alone stand in one option with others (`+` between them).
    """
    return _options(key, version, (within or Selection()).only(NARROWED_BY.get(key, ())))


@st.cache_data(max_entries=256, show_spinner=False)
def _options(key: str, version: str, within: Selection) -> list[str]:
    column = COLUMNS[key] or RULERS[within.size_ruler]
    where, parameters = conditions(within)
    sql = f"select distinct {column} as option from cube_year where {column} is not null and {where} order by option"
    if key == "kec":
        sql = "select code as option from kecamatan order by code"
    found = [str(option) for option in store.query(sql, parameters, version)["option"]]
    found = [size for size in SIZES if size in found] if key == "skala" else found
    return ["+".join(values) for values in privacy.choices(column, found, version, within.size_ruler)]


@st.cache_data(max_entries=8, show_spinner=False)
def sector_options(version: str, level: str = "") -> list[str]:
    """Branches, divisions and five-digit codes, or only those of one level."""
    found = (code for key in SECTOR_KEYS if level in ("", key) for code in options(key, version))
    return [code for code in found if "+" not in code]


@st.cache_data(max_entries=8, show_spinner=False)
def covered_years(version: str) -> list[int]:
    return [int(year) for year in store.query("select year from years order by year", version=version)["year"]]


def entering(page: str) -> bool:
    """Whether the reader has just come to this page: its widgets are then seeded from the URL."""
    before = st.session_state.get("entered_page")
    st.session_state["entered_page"] = page
    return before != page


def show(bar: Bar) -> tuple[Address, list[str]]:
    """Draw the filters; returns the address they make, and the parts of the URL that nobody knows."""
    query = st.query_params.to_dict()
    asked = Address.from_query(query)
    selection, unknown = _lists(bar, asked.selection)
    selection = replace(selection, years=_years(asked.selection, bar), version=asked.selection.version)
    shown_as = mode(bar, asked.shown_as)
    compared, beside_unknown = _compared(bar, asked.compared)
    address = replace(asked, selection=selection, compared=compared, shown_as=shown_as)
    return address, [*ignored(query), *unknown, *beside_unknown]


def _lists(bar: Bar, asked: Selection) -> tuple[Selection, list[str]]:
    """One multiselect a list filter, the ruler above the sizes; the selection, and what of it is not offered."""
    picked, unknown = Selection(size_ruler=_seeded_ruler(bar, asked)), []
    for key in FIELDS:
        if key == "skala":
            picked = replace(picked, size_ruler=_ruler(bar))
        offered = options(key, bar.version, picked)
        wanted = getattr(asked, FIELDS[key])
        known = {value for option in _contained(offered, wanted) for value in option.split("+")}
        unknown += [f"{key}={value}" for value in wanted if value not in known]
        values: dict[str, Any] = {FIELDS[key]: _several(bar, key, offered, wanted)}
        picked = replace(picked, **values)
    return picked, unknown if bar.entered else []


def _several(bar: Bar, key: str, offered: list[str], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The values picked of one list filter; those that a narrower filter no longer offers are let go."""
    name = bar.key(key)
    if bar.entered or name not in st.session_state:
        st.session_state[name] = _contained(offered, wanted)
    st.session_state[name] = [option for option in st.session_state[name] if option in offered]
    picked = st.multiselect(
        caption.label(key, bar.language, bar.version),
        offered,
        format_func=lambda option: _named(key, option, bar),
        placeholder=say("filter.all", bar.language),
        key=name,
    )
    return tuple(value for option in picked for value in option.split("+"))


def _contained(offered: list[str], wanted: tuple[str, ...]) -> list[str]:
    """The options whose values are all wanted, those of one value in the order wanted."""
    alone = [value for value in wanted if value in offered]
    return alone + [
        option for option in offered if "+" in option and set(option.split("+")) <= set(wanted) - set(alone)
    ]


def _named(key: str, option: str, bar: Bar) -> str:
    names = [caption.option(key, value, bar.language, bar.version) for value in option.split("+")]
    return names[0] if len(names) == 1 else say("filter.together", bar.language, names="; ".join(names))


def _seeded_ruler(bar: Bar, asked: Selection) -> str:
    """The ruler in force, put into the session where a page is entered."""
    name = bar.key("penggaris")
    if bar.entered or st.session_state.get(name) not in RULERS:
        st.session_state[name] = asked.size_ruler
    return str(st.session_state[name])


def _ruler(bar: Bar) -> str:
    picked = st.segmented_control(
        say("filter.penggaris", bar.language),
        list(RULERS),
        format_func=lambda ruler: say(f"ruler.{ruler}", bar.language),
        key=bar.key("penggaris"),
        required=True,
    )
    return picked or DEFAULT_RULER


def _compared(bar: Bar, asked: Selection | None) -> tuple[Selection | None, list[str]]:
    """The second selection, where the reader wants one: the same filters once more."""
    if bar.entered or "banding" not in st.session_state:
        st.session_state["banding"] = asked is not None
    if not st.toggle(say("filter.compare", bar.language), key="banding"):
        return None, []
    with st.container(border=True):
        second, unknown = _lists(replace(bar, prefix="banding-"), asked or Selection())
    return second, [f"banding={part}" for part in unknown]


def _years(asked: Selection, bar: Bar) -> tuple[int, int] | None:
    """The range of years; all of them is no restriction."""
    spine = covered_years(bar.version)
    if len(spine) < 2:
        return asked.years
    whole = (spine[0], spine[-1])
    if bar.entered or "tahun" not in st.session_state:
        first, last = asked.years or whole
        st.session_state["tahun"] = (min(max(first, whole[0]), whole[1]), max(min(last, whole[1]), whole[0]))
    picked: Any = st.slider(say("filter.tahun", bar.language), *whole, step=1, format="%d", key="tahun")
    first, last = picked  # a range, since the state it was seeded with is one
    return None if (first, last) == whole else (first, last)


def highlight(bar: Bar, asked: tuple[str, ...], default: str) -> tuple[str, ...]:
    """The sectors picked on the page itself, the first of them pinned; none is the default, named in the empty box."""
    offered = sector_options(bar.version)
    values = asked if bar.entered or "sorot" not in st.session_state else st.session_state["sorot"]
    known = [sector for sector in values if sector in offered]
    alike = [sector for sector in known if level_of(sector) == level_of(known[0])]
    st.session_state["sorot"] = alike
    return tuple(
        st.multiselect(
            say("filter.sorot", bar.language),
            sector_options(bar.version, level_of(alike[0])) if alike else offered,
            format_func=lambda sector: caption.option(level_of(sector), sector, bar.language, bar.version),
            placeholder=caption.option(level_of(default), default, bar.language, bar.version),
            max_selections=MOST_SECTORS,
            help=say("filter.sorot_help", bar.language),
            key="sorot",
        )
    )


def toggle(key: str, name: str, code: str, version: str) -> None:
    """Pick the option of a list filter that holds a code, and it alone, or let it go: as if in its widget `name`.

    For callbacks, which run before the widgets. A code that is not offered changes nothing.
    """
    option = next((each for each in options(key, version) if code in each.split("+")), None)
    if option:
        st.session_state[name] = [] if st.session_state.get(name) == [option] else [option]


def write(address: Address) -> dict[str, str]:
    """Put the state into the URL; returns the parameters, for links to other pages. A figure code asked for stays."""
    query = address.to_query()
    asked = {"kode": st.query_params["kode"]} if "kode" in st.query_params else {}
    if st.query_params.to_dict() != query | asked:
        st.query_params.from_dict(query | asked)
    return query


def link(address: Address, version: str) -> str:
    """An address that shows the same numbers tomorrow: every choice written out, and the version named."""
    spine = covered_years(version)
    years = address.selection.years or ((spine[0], spine[-1]) if spine else None)
    explicit = replace(address, selection=replace(address.selection, years=years, version=version))
    return f"{st.context.url}?{_encoded(explicit.to_query(explicit=True))}"


def _encoded(query: Mapping[str, str]) -> str:
    """Letters that a URL may hold stay readable: `tahun=2015-2023&kec=74.71.08,74.71.01`."""
    return "&".join(f"{key}={quote(value, safe=',:;')}" for key, value in query.items())
