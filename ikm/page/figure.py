"""The block that shows one figure: finding, subtitle, chart, caption, and a quiet row: table, definition, download."""

from functools import partial
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ikm import caption, charts, comparison, metrics, sectors
from ikm import figure as figures
from ikm.export import origin
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.page import collected, download, filters, tables
from ikm.text import say

# Two figures of one metric side by side.
PLACES = ("A", "B")
CLICKED = "place_clicked"


def show(shown: Figure, place: str = "") -> None:
    """Draw the block of a figure; `place` marks one of two that are compared."""
    name = f"{shown.name}{'-map' if shown.drawn_as in charts.MAPS else ''}{place}"
    with st.container(border=True, key=f"figure-{name}", height="stretch"):
        _block(shown, place, name)


@st.fragment
def _block(shown: Figure, place: str, name: str) -> None:
    language = shown.language
    mark = mark_html(shown.result, language)
    if place:
        words = comparison.words(shown.result.selection, shown.result.version, language)
        st.html(f'<p class="ikm-place"><b>{place}</b> {escape(words)}</p>')
    st.html(f"<h3 id='f-{name}'>{escape(shown.title)}</h3><p class='ikm-small'>{mark}{escape(shown.subtitle)}</p>")
    if shown.chart is None:
        st.html(f'<div class="ikm-empty">{escape(f"{shown.empty} {shown.advice}".strip())}</div>')
        return
    alt = say("figure.chart_of", language, title=shown.title, subtitle=shown.subtitle)
    if isinstance(shown.chart, str):
        st.html(shown.chart)
    else:
        _chart(shown, shown.chart, place, name, alt)
    st.html(f'<p class="ikm-small">{escape(shown.caption)}</p>')
    with st.container(horizontal=True, gap="small", key=f"row-{name}"):
        table = st.popover(
            say("figure.table", language), icon=":material/table:", type="tertiary", on_change="rerun", key=f"t-{name}"
        )
        if table.open:
            table.html(table_html(shown.result, language))
        definition = st.popover(
            say("figure.definition", language),
            icon=":material/info:",
            type="tertiary",
            on_change="rerun",
            key=f"d-{name}",
        )
        if definition.open:
            show_definition(definition, shown.result, language)
        download.button(shown, name)
        collected.button(shown, name)


def _chart(shown: Figure, chart: go.Figure, place: str, name: str, alt: str) -> None:
    """The chart; a click on a place filters the page."""
    if shown.drawn_as not in charts.PLACED:
        st.plotly_chart(chart, theme=None, config=charts.CONFIG, key=f"chart-{name}", alt=alt)
        return
    if st.session_state.pop(CLICKED, False):
        st.rerun()
    # With another key for each choice the browser forgets the last click: the next one on the same place is new to it.
    key = ".".join([f"chart-{name}", *shown.result.selection.kecamatan])
    st.plotly_chart(
        chart, theme=None, config=charts.CONFIG, key=key, alt=alt, selection_mode="points",
        on_select=partial(_pick, key, "banding-kec" if place == PLACES[1] else "kec", shown.result.version),
    )  # fmt: skip


def _pick(chart: str, widget: str, version: str) -> None:
    """Filter by the place that was clicked. Only its figure runs anew after this: the page is asked to, too."""
    for point in st.session_state[chart]["selection"]["points"][:1]:
        filters.toggle("kec", widget, str(point["customdata"]), version)
        st.session_state[CLICKED] = True


def mark_html(result: Result, language: str) -> str:
    """Invented, or published: a reader may never take one for the other. The city's own figures need no mark."""
    kind = origin.mark(result)
    look = "ikm-mark" if kind == "mark" else "ikm-mark ikm-real"
    return f'<span class="{look}">{say(f"sample.{kind}", language)}</span> ' if kind else ""


def show_definition(place: st.delta_generator.DeltaGenerator, result: Result, language: str) -> None:
    place.html(definition_html(result, language))
    place.caption(say("figure.sql", language))
    sql, values = metrics.statement(result.metric, sectors.asked(result))
    bound = "\n".join(f"-- ${name} = {value!r}" for name, value in values.items())
    place.code("\n".join(part for part in ("set search_path = 'core';", bound, sql) if part), language="sql")


def definition_html(result: Result, language: str) -> str:
    return tables.pairs(caption.definition(result, language))


def table_html(result: Result, language: str) -> str:
    """The rows as the reader sees them, marked where they are invented."""
    mark = f'<p class="ikm-mark">{say("sample.mark", language)}</p>' if result.is_sample else ""
    return mark + rows_html(result, language)


def rows_html(result: Result, language: str) -> str:
    """The rows as the reader sees them, under a mark that stands elsewhere."""
    numeric = [pd.api.types.is_numeric_dtype(result.rows[column]) for column in result.rows]
    return tables.table(figures.heads(result, language), figures.cells(result, language), numeric)
