"""The block that shows one figure: finding, subtitle, chart, caption, and a quiet row with table, definition, CSV."""

from html import escape

import pandas as pd
import streamlit as st

from ikm import caption, charts, metrics
from ikm import figure as figures
from ikm.export import csv
from ikm.figure import Chart, Figure
from ikm.metrics import Result
from ikm.page import tables
from ikm.selection import Selection
from ikm.text import say


def show(metric: str, chart: Chart, selection: Selection, language: str, shown_as: str) -> None:
    """Draw the block for `metric`."""
    followed = selection.only(metrics.metric(metric).follows)
    with st.container(border=True, key=f"figure-{metric}", height="stretch"):
        _block(figures.figure(metric, chart.__name__, followed, language, shown_as), language)


@st.fragment
def _block(shown: Figure, language: str) -> None:
    name = shown.name
    mark = _mark(shown.result, language)
    st.html(f"<h3 id='f-{name}'>{escape(shown.title)}</h3><p class='ikm-small'>{mark}{escape(shown.subtitle)}</p>")
    if shown.chart is None:
        st.html(f'<div class="ikm-empty">{escape(shown.empty)}</div>')
        return
    alt = say("figure.chart_of", language, title=shown.title, subtitle=shown.subtitle)
    if isinstance(shown.chart, str):
        st.html(shown.chart)
    else:
        st.plotly_chart(shown.chart, theme=None, config=charts.CONFIG, key=f"chart-{name}", alt=alt)
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
            _definition(definition, shown.result, language)
        st.download_button(
            say("figure.download", language), lambda: csv.content(shown.result, language), csv.file_name(shown.result),
            "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key=f"c-{name}",
        )  # fmt: skip


def _mark(result: Result, language: str) -> str:
    """Invented, or published: a reader may never take one for the other. The city's own figures need no mark."""
    if result.is_sample:
        return f'<span class="ikm-mark">{say("sample.mark", language)}</span> '
    if not result.metric.kinds:
        return f'<span class="ikm-mark ikm-real">{say("sample.published", language)}</span> '
    return ""


def _definition(place: st.delta_generator.DeltaGenerator, result: Result, language: str) -> None:
    place.html(definition_html(result, language))
    place.caption(say("figure.sql", language))
    sql, values = metrics.statement(result.metric, result.selection)
    bound = "\n".join(f"-- ${name} = {value!r}" for name, value in values.items())
    place.code(f"{bound}\n{sql}".strip(), language="sql")


def definition_html(result: Result, language: str) -> str:
    return tables.pairs(caption.definition(result, language))


def table_html(result: Result, language: str) -> str:
    """The rows as the reader sees them."""
    numeric = [pd.api.types.is_numeric_dtype(result.rows[column]) for column in result.rows]
    mark = f'<p class="ikm-mark">{say("sample.mark", language)}</p>' if result.is_sample else ""
    return mark + tables.table(figures.heads(result, language), figures.cells(result, language), numeric)
