"""The block that shows one figure: finding, subtitle, chart, caption, and a quiet row with table, definition, CSV."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ikm import caption, charts, findings, ledger, metrics
from ikm.export import csv
from ikm.metrics import Result
from ikm.page import tables
from ikm.selection import FIELD_OF_KEY, Selection
from ikm.text import HIDDEN, cell, join, say

Chart = Callable[[Result, str], go.Figure | str]


@dataclass(frozen=True)
class Drawn:
    """A figure ready to show. Shared between readers: built once, never changed."""

    result: Result
    figure: go.Figure | str | None
    title: str
    subtitle: str
    caption: str


@st.cache_resource(max_entries=600, show_spinner=False)
def drawn(metric: str, chart: str, selection: Selection, language: str, shown_as: str) -> Drawn:
    """The figure of a metric for a selection with its version; `chart` is a name in `charts.CHARTS`.

    A metric that has a view of its own for `shown_as` is drawn as panels of that view's columns; where the base is too
    small for an index, its levels are.
    """
    result = metrics.run(metric, selection)
    views = result.metric.chart.get("views", {})
    indexed = result.metric.chart.get("columns", [])
    small = bool(views) and result.rows[indexed].isna().all(axis=None)
    if columns := views.get("tingkat" if small and shown_as == "indeks" else shown_as):
        unit = "percent" if shown_as == "tumbuh" else "several"
        chart, result = "panels", replace(result, metric=replace(result.metric, unit=unit, chart={"columns": columns}))
    note = f" · {say('caption.small_base', language)}" if small else ""
    return Drawn(
        result=result,
        figure=charts.CHARTS[chart](result, language) if result.status == "ok" else None,
        title=findings.finding(result, language).text,
        subtitle=caption.subtitle(result, language),
        caption=caption.caption(result, language) + note,
    )


def show(metric: str, chart: Chart, selection: Selection, language: str, shown_as: str) -> None:
    """Draw the block for `metric`."""
    followed = selection.only(metrics.metric(metric).follows)
    with st.container(border=True, key=f"figure-{metric}", height="stretch"):
        _block(drawn(metric, chart.__name__, followed, language, shown_as), language)


@st.fragment
def _block(shown: Drawn, language: str) -> None:
    name = shown.result.metric.name
    mark = _mark(shown.result, language)
    st.html(f"<h3 id='f-{name}'>{escape(shown.title)}</h3><p class='ikm-small'>{mark}{escape(shown.subtitle)}</p>")
    if shown.figure is None:
        st.html(f'<div class="ikm-empty">{escape(_empty(shown.result, language))}</div>')
        return
    alt = say("figure.chart_of", language, title=shown.title, subtitle=shown.subtitle)
    if isinstance(shown.figure, str):
        st.html(shown.figure)
    else:
        st.plotly_chart(shown.figure, theme=None, config=charts.CONFIG, key=f"chart-{name}", alt=alt)
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


def _empty(result: Result, language: str) -> str:
    """Why nothing is shown, and which filters to loosen."""
    if result.status == "refused":
        return say(f"refused.{result.reason}", language)
    narrowed = [
        key for key, field in FIELD_OF_KEY.items() if key in result.metric.follows and getattr(result.selection, field)
    ]
    words = [say(f"filter.{key}", language) for key in narrowed]
    loosen = f" {say('figure.loosen', language, filters=join(words, language))}" if words else ""
    return say("figure.empty", language) + loosen


def _definition(place: st.delta_generator.DeltaGenerator, result: Result, language: str) -> None:
    place.html(definition_html(result, language))
    place.caption(say("figure.sql", language))
    sql, values = metrics.statement(result.metric, result.selection)
    bound = "\n".join(f"-- ${name} = {value!r}" for name, value in values.items())
    place.code(f"{bound}\n{sql}".strip(), language="sql")


def definition_html(result: Result, language: str) -> str:
    return tables.pairs(caption.definition(result, language))


def table_html(result: Result, language: str) -> str:
    """The rows as the reader sees them: names for codes, the language's own numbers, x for what is hidden."""
    columns = list(result.rows.columns)
    rows = [[_words(result, row, column, language) for column in columns] for row in result.rows.index]
    numeric = [pd.api.types.is_numeric_dtype(result.rows[column]) for column in columns]
    mark = f'<p class="ikm-mark">{say("sample.mark", language)}</p>' if result.is_sample else ""
    return mark + tables.table([say(f"column.{column}", language) for column in columns], rows, numeric)


def _words(result: Result, row: object, column: str, language: str) -> str:
    value = result.rows.at[row, column]
    if result.masked.at[row, column]:
        return HIDDEN
    if column in ledger.CODED:
        return ledger.name(column, value, language, result.version)
    return cell(column, value, language, result.metric.as_published)
