"""The slides of a briefing on the whole screen, one at a time: `?slide=3`, moved by the keys of a clicker."""

from contextlib import suppress
from html import escape

import plotly.graph_objects as go
import streamlit as st

from ikm import charts, codes, enlarged, store
from ikm.deck import Deck, Slide
from ikm.figure import Figure
from ikm.page import collected, figure, filters, frame
from ikm.selection import Selection
from ikm.text import say

# What each key does; a button has one shortcut, so a second key has a button of its own that nobody sees.
KEYS = {
    "previous": ("Left", "PageUp", "Up"),
    "next": ("Right", "PageDown", "Space", "Down"),
    "asked": ("J",),
    "close": ("Esc",),
}
ICONS = {"previous": ":material/arrow_back:", "next": ":material/arrow_forward:", "asked": ":material/help:",
         "close": ":material/close:"}  # fmt: skip
# Pixels that a chart has on a common screen; style.css gives it the same share of any other.
CHART_HEIGHT = 540
# Letters of a heading beyond which it would take a third line.
LONG = 105


def start() -> None:
    """Show a slide and stop, where the URL names one; else leave the page to the rest."""
    asked = st.query_params.get("slide", "")
    version = _version()
    if not asked.isdecimal() or version is None:
        return
    language = filters.language()
    deck = collected.current(language, version)
    if not deck.slides:
        return
    st.set_page_config(page_title=f"{deck.title} · IKM Kendari", page_icon=str(frame.ICON), layout="wide")
    st.html(f"<style>{frame.STYLE}</style>")
    place = min(max(int(asked), 1), len(deck.slides))
    with st.container(key="present"):
        _slide(deck, place, language)
    st.stop()


def _version() -> str | None:
    """The version in the URL, else the one this session holds, else the current."""
    kept = store.versions()
    asked = Selection.from_query(st.query_params.to_dict()).version, st.session_state.get("held_version")
    return next((each for each in asked if each in kept), store.current_version())


def _slide(deck: Deck, place: int, language: str) -> None:
    slide = deck.slides[place - 1]
    shown = slide.figure
    # A home that cannot be written to is no reason to stand before an empty screen.
    with suppress(OSError):
        codes.record(shown)
    asked = st.session_state.get("asked_slide") == place
    mark = figure.mark_html(shown.result, language)
    long = " class='ikm-long'" if len(slide.heading) > LONG else ""
    st.html(f"<h1{long}>{escape(slide.heading)}</h1><p class='ikm-sub'>{mark}{escape(shown.subtitle)}</p>")
    if asked:
        _answer(shown, language)
    else:
        _picture(slide, shown, language)
    code = say("caption.code", language, code=codes.code(shown))
    st.html(f"<p class='ikm-small'>{escape(shown.caption)} · <b>{escape(code)}</b></p>")
    _keys(place, len(deck.slides), language)


def _picture(slide: Slide, shown: Figure, language: str) -> None:
    if shown.chart is None:
        st.html(f'<div class="ikm-empty">{escape(shown.empty)}</div>')
    elif isinstance(shown.chart, str):
        st.html(f'<div class="ikm-picture">{shown.chart}</div>')
    else:
        _chart(shown, shown.chart, language)
    if slide.comment:
        st.html(f"<p class='ikm-slide-note'>{escape(slide.comment)}</p>")


def _chart(shown: Figure, chart: go.Figure, language: str) -> None:
    alt = say("figure.chart_of", language, title=shown.title, subtitle=shown.subtitle)
    with st.container(horizontal=True, key="picture"):
        for place, column in enumerate(enlarged.columns(chart)):
            larger = enlarged.times(column, CHART_HEIGHT / column.layout.height).update_layout(height=None)
            key = f"slide-{codes.code(shown)}-{place}"
            st.plotly_chart(larger, height="stretch", theme=None, config=charts.CONFIG, key=key, alt=alt)


def _answer(shown: Figure, language: str) -> None:
    """The back-up slide: table and definition."""
    table = figure.rows_html(shown.result, language)
    st.html(f'<div class="ikm-answer">{table}{figure.definition_html(shown.result, language)}</div>')


def _keys(place: int, count: int, language: str) -> None:
    """The buttons at the foot, each with its key."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="present-foot"):
        st.html(f'<p class="ikm-small">{escape(say("briefing.slide_of", language, number=place, count=count))}</p>')
        for name, (first, *_) in KEYS.items():
            st.button(
                "", icon=ICONS[name], help=say(f"briefing.{name}", language), shortcut=first, type="tertiary",
                on_click=_go, args=(name, place, count), key=f"go-{name}",
            )  # fmt: skip
    with st.container(key="present-keys"):
        for name, (_, *others) in KEYS.items():
            for key in others:
                words = say(f"briefing.{name}", language)
                st.button(words, shortcut=key, on_click=_go, args=(name, place, count), key=f"go-{name}-{key}")


def _go(name: str, place: int, count: int) -> None:
    """Before the next run: the slide that the URL names, and whether its answers are shown."""
    asked = st.session_state.pop("asked_slide", None)
    if name == "asked" and asked != place:
        st.session_state["asked_slide"] = place
    elif name == "close" and asked != place:
        st.query_params.pop("slide", None)
    elif name == "next":
        st.query_params["slide"] = str(min(place + 1, count))
    elif name == "previous" and asked != place:
        st.query_params["slide"] = str(max(place - 1, 1))
