"""The frame of every page: brand, pages, filters, language, data stamp, sample banner, first lines."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ikm import caption, cards, findings, store
from ikm.metrics import Result
from ikm.page import figure, filters, operator
from ikm.selection import Selection
from ikm.text import day, say
from ikm.text import version as built

PAGES = {
    "summary": ("dashboard.py", ":material/dashboard:"),
    "growth": ("pages/growth.py", ":material/trending_up:"),
    "crises": ("pages/crises.py", ":material/thunderstorm:"),
    "training": ("pages/training.py", ":material/school:"),
    "data": ("pages/data.py", ":material/fact_check:"),
    "sources": ("pages/sources.py", ":material/menu_book:"),
}
# A file of our own: the icons that Streamlit names would be fetched from another host.
ICON = Path(__file__).parent / "icon.svg"
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class View:
    """One page as one reader sees it: language, selection (its version always named), what series are shown as."""

    page: str
    language: str
    selection: Selection
    shown_as: str

    def headline(self, *names: str) -> None:
        """A row of headline numbers, by their names in `ikm.cards`."""
        shown = [cards.card(name, self.selection, self.language) for name in names]
        st.html(f'<div class="ikm-cards">{"".join(_card(each, self.language) for each in shown)}</div>')

    def section(self, name: str) -> DeltaGenerator:
        """A titled part of the page; figures shown inside stand two abreast where there is room."""
        _title(name, self.language)
        return st.container(horizontal=True, gap="medium", key=f"grid-{name}")

    def show(self, metric: str, chart: Callable[[Result, str], go.Figure | str]) -> None:
        """One figure with all that belongs to it."""
        figure.show(metric, chart, self.selection, self.language, self.shown_as)

    def part(self, name: str, draw: Callable[[Selection, str], None]) -> None:
        """A titled part of the page that is generated from the files and tables behind the numbers."""
        _title(name, self.language)
        draw(self.selection, self.language)

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
    with st.sidebar:
        _brand(language)
        links = st.container(gap="xsmall", key="pages")
        selection, shown_as, notes = filters.show(page, language, version)
        language = filters.switch(language)
        _stamp(language, version)
    query = filters.write(selection, shown_as, language)
    with links:
        for name, (file, icon) in PAGES.items():
            st.page_link(file, label=say(f"page.{name}", language), icon=icon, query_params=query)
    view = View(page, language, replace(selection, version=version), shown_as)
    _top(view, notes)
    return view


def _title(name: str, language: str) -> None:
    st.html(f"<h2>{escape(say(f'section.{name}', language))}</h2>")


def _ensure_database(language: str) -> None:
    """Build the first database where there is none; where that fails, say how to and stop."""
    if store.current_version():
        return
    with st.spinner(say("state.building", language)):
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
    rows = store.query("select max(as_of) as as_of from file where refused is null", version=version)
    as_of = rows["as_of"].iloc[0]
    words = say("state.stamp", language, date=day(as_of.date(), language), version=built(version, language))
    st.html(f'<p class="ikm-small">{escape(words)}</p>')


def _top(view: View, notes: list[str]) -> None:
    sample = store.query(
        "select count(*) > 0 as any_sample from file where is_sample and refused is null",
        version=view.selection.version,
    )
    if sample["any_sample"].iloc[0]:
        st.html(f'<div class="ikm-banner" role="note">{escape(say("sample.banner", view.language))}</div>')
    if notes:
        st.warning(say("filter.ignored", view.language, parts=", ".join(notes)))
    st.html(f"<h1>{escape(say(f'headline.{view.page}', view.language))}</h1>")
    if words := findings.lead(view.page, view.selection, view.language):
        st.markdown(words)
    if picked := caption.chosen(view.selection, view.language, str(view.selection.version)):
        st.html(f'<p class="ikm-picked">{escape(" · ".join(picked))}</p>')


def _card(card: cards.Card, language: str) -> str:
    mark = f'<span class="ikm-mark">{say("sample.mark", language)}</span>' if card.is_sample else ""
    return (
        f'<div class="ikm-card"><span class="ikm-label">{escape(card.label)}</span>'
        f'<span class="ikm-value">{escape(card.value)}</span>{card.spark}'
        f'<span class="ikm-note">{escape(card.note)}</span>{mark}</div>'
    )
