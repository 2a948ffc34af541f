"""The frame of every page: brand, pages, filters, language, data stamp, sample banner, first lines."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import chain
from pathlib import Path
from threading import Lock

import plotly.graph_objects as go
import streamlit as st

from ikm import caption, cards, charts, comparison, findings, ledger, metrics, sectors, store
from ikm import figure as figures
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.page import figure, filters, operator
from ikm.page.filters import Bar
from ikm.selection import Address, Selection
from ikm.text import day, say
from ikm.text import version as built

PAGES = {
    "summary": ("dashboard.py", ":material/dashboard:"),
    "growth": ("pages/growth.py", ":material/trending_up:"),
    "sectors": ("pages/sectors.py", ":material/category:"),
    "crises": ("pages/crises.py", ":material/thunderstorm:"),
    "training": ("pages/training.py", ":material/school:"),
    "briefing": ("pages/briefing.py", ":material/slideshow:"),
    "data": ("pages/data.py", ":material/fact_check:"),
    "sources": ("pages/sources.py", ":material/menu_book:"),
}
# Pages on which the reader pins a sector.
PINNING = frozenset({"sectors"})
# Pages with no figure that follows a list filter, where naming those picked would promise what is not so.
UNFILTERED = frozenset({"training", "briefing", "data", "sources"})
# One viewer builds the first database, the others wait for it.
FIRST_BUILD = Lock()
# A file of our own: the icons that Streamlit names would be fetched from another host.
ICON = Path(__file__).parent / "icon.svg"
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
# A metric, and the function in `ikm.charts` that draws it.
Drawn = tuple[str, Callable[[Result, str], go.Figure | str]]


@dataclass(frozen=True)
class View:
    """One page as one reader sees it: language, selection (its version always named), what series are shown as; the
    selection that stands beside it, where there is one; and the sectors that the reader pinned.
    """

    page: str
    language: str
    selection: Selection
    shown_as: str
    compared: Selection | None = None
    highlight: tuple[str, ...] = ()

    def headline(self, *names: str) -> None:
        """A row of headline numbers, by their names in `ikm.cards`; where a sector is pinned, of that sector."""
        chosen = self.selection
        if self.page in PINNING:
            chosen = sectors.first(sectors.with_sectors(chosen, self.highlight))
            name = ledger.name("sector", sectors.named(chosen)[0], self.language, str(chosen.version))
            st.html(f'<p class="ikm-picked">{escape(name)}</p>')
        with self.known():
            shown = [cards.card(name, chosen, self.language) for name in names]
        st.html(f'<div class="ikm-cards">{"".join(_card(each, self.language) for each in shown)}</div>')

    def sections(self, **parts: Sequence[Drawn]) -> None:
        """Titled parts of the page, each with its figures: two abreast where there is room.

        The engine is asked for all of them before the first is drawn: between charts each answer takes it longer.
        """
        selections = [each for each in (self.selection, self.compared) if each is not None]
        with self.known():
            asked = {
                name: [[self._asked(metric, chart.__name__, each) for each in selections] for metric, chart in drawn]
                for name, drawn in parts.items()
            }
            for each in chain.from_iterable(chain.from_iterable(asked.values())):
                figures.drawn_from(*each)
        for name, pairs in asked.items():
            _title(name, self.language)
            with self.known(), st.container(horizontal=True, gap="medium", key=f"grid-{name}"):
                for pair in pairs:
                    self._show([figures.figure(*each, self.language, self.shown_as) for each in pair])

    def _show(self, pair: Sequence[Figure]) -> None:
        """One figure with all that belongs to it; where two selections are compared, both on the same axes."""
        first, *others = pair
        differing = [each for each in others if each.result.selection != first.result.selection]
        if not differing:
            return figure.show(first)
        with st.container(horizontal=True, gap="medium", key=f"grid-pair-{first.name}-{first.drawn_as}"):
            for place, each in zip(figure.PLACES, comparison.aligned(first, *differing), strict=True):
                figure.show(each, place)
        return None

    def _asked(self, metric: str, chart: str, selection: Selection) -> tuple[str, str, Selection]:
        """A figure, with what it follows of a selection and of the sectors that are pinned."""
        known = metrics.metric(metric)
        followed = selection.only(known.follows)
        if chart in charts.BESIDE | charts.PINNED:
            followed = sectors.followed(known, sectors.with_sectors(selection, self.highlight))
        return metric, chart, followed

    def part(self, name: str, draw: Callable[[Selection, str], None]) -> None:
        """A titled part of the page that is generated from the files and tables behind the numbers."""
        _title(name, self.language)
        with self.known():
            draw(self.selection, self.language)

    @contextmanager
    def known(self) -> Iterator[None]:
        """Inside, a version whose tables this program does not know ends the page with what to do."""
        try:
            yield
        except store.AskError:
            version = built(str(self.selection.version), self.language)
            st.error(say("state.other_program", self.language, version=version))
            st.stop()

    def operator(self) -> None:
        """The operator's part, on a server that has operators."""
        if operator.enabled():
            self.part("operator", operator.panel)


def start(page: str) -> View:
    """Draw the frame of `page` and tell what the reader picked. Stops the page where there is no database."""
    language = filters.language()
    operator.announce()
    st.set_page_config(page_title=f"{say(f'page.{page}', language)} · IKM Kendari", page_icon=str(ICON), layout="wide")
    st.html(f"<style>{STYLE}</style>")
    _ensure_database(language)
    version = _version(language)
    bar = Bar(language, version, filters.entering(page))
    with st.sidebar:
        _brand(language)
        links = st.container(gap="xsmall", key="pages")
        address, notes = filters.show(bar)
        language = filters.switch(language)
        share = st.container(key="share")
        _stamp(language, version)
    selection = replace(address.selection, version=version)
    compared = (
        replace(address.compared, years=selection.years, version=version) if address.compared is not None else None
    )
    view = View(page, language, selection, address.shown_as, compared)
    with view.known():
        _top(view, notes)
    if page in PINNING:
        address = replace(address, highlight=filters.highlight(bar, address.highlight, sectors.named(selection)[0]))
        view = replace(view, highlight=address.highlight)
    address = replace(address, language=language)
    query = filters.write(address)
    with links:
        for name, (file, icon) in PAGES.items():
            st.page_link(file, label=say(f"page.{name}", language), icon=icon, query_params=query)
    with share:
        _share(address, language, version)
    return view


def _share(address: Address, language: str, version: str) -> None:
    """A button with an address that shows the same numbers to whoever opens it."""
    popover = st.popover(say("filter.share", language), icon=":material/link:", on_change="rerun", key="share-view")
    if popover.open:
        popover.caption(say("filter.share_help", language))
        popover.code(filters.link(address, version), language=None, wrap_lines=True)


def _title(name: str, language: str) -> None:
    st.html(f"<h2>{escape(say(f'section.{name}', language))}</h2>")


def _ensure_database(language: str) -> None:
    """Build the first database where there is none; where that fails, say how to and stop."""
    if store.current_version():
        return
    with st.spinner(say("state.building", language)), FIRST_BUILD:
        if not store.current_version():
            subprocess.run([sys.executable, "-m", "etl"], cwd=store.PROJECT, check=False, capture_output=True)
    if not store.current_version():
        st.html(f"<h1>{escape(say('state.no_database', language))}</h1>")
        st.markdown(say("state.how_to_build", language))
        st.stop()


def _version(language: str) -> str:
    """The version asked for in the URL, else the one this session began with: numbers stay under a presenter."""
    asked = Selection.from_query(st.query_params.to_dict()).version
    current = str(store.current_version())
    if asked and asked in store.versions():
        if asked != current:
            st.info(say("state.version_old", language, version=built(asked, language)))
        return asked
    if asked:
        st.warning(say("state.version_gone", language, version=asked))
    held = st.session_state.setdefault("held_version", current)
    if held not in store.versions():
        held = st.session_state["held_version"] = current
    if held != current and st.sidebar.button(say("state.version_new", language), icon=":material/refresh:"):
        held = st.session_state["held_version"] = current
    return str(held)


def _brand(language: str) -> None:
    st.html(
        f'<div class="ikm-brand"><b>{say("brand.name", language)}</b><span>{say("brand.office", language)}</span></div>'
    )


def _stamp(language: str, version: str) -> None:
    words = say("state.stamp", language, date=day(files(version)[0], language), version=built(version, language))
    st.html(f'<p class="ikm-small">{escape(words)}</p>')


@st.cache_data(max_entries=8, show_spinner=False)
def files(version: str) -> tuple[date, bool]:
    """The newest cut-off date among the files of a version, and whether any of them is invented."""
    sql = "select max(as_of) as as_of, bool_or(is_sample) as is_sample from file where refused is null"
    row = store.query(sql, version=version).iloc[0]
    return row["as_of"].date(), bool(row["is_sample"])


def _top(view: View, notes: list[str]) -> None:
    if files(str(view.selection.version))[1]:
        st.html(f'<div class="ikm-banner" role="note">{escape(say("sample.banner", view.language))}</div>')
    if notes:
        st.warning(say("filter.ignored", view.language, parts=", ".join(notes)))
    st.html(f"<h1>{escape(say(f'headline.{view.page}', view.language))}</h1>")
    if words := findings.lead(view.page, view.selection, view.language):
        st.markdown(words)
    if view.page in UNFILTERED:
        return
    if view.compared is not None:
        st.html(f'<p class="ikm-picked">{escape(comparison.lead(view.selection, view.compared, view.language))}</p>')
    elif picked := _picked(view):
        st.html(f'<p class="ikm-picked">{escape(" · ".join(picked))}</p>')


def _picked(view: View) -> list[str]:
    """Every filter in force, the years too: on a phone the filters themselves are out of sight."""
    years = view.selection.years
    named = [f"{say('filter.tahun', view.language)}: {'–'.join(map(str, dict.fromkeys(years)))}"] if years else []
    return [*caption.chosen(view.selection, view.language, str(view.selection.version)), *named]


def _card(card: cards.Card, language: str) -> str:
    mark = f'<span class="ikm-mark">{say("sample.mark", language)}</span>' if card.is_sample else ""
    return (
        f'<div class="ikm-card"><span class="ikm-label">{escape(card.label)}</span>'
        f'<span class="ikm-value">{escape(card.value)}</span>{card.spark}'
        f'<span class="ikm-note">{escape(card.note)}</span>{mark}</div>'
    )
