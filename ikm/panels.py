"""Many small pictures instead of a crowded one: parts on the same axes, or quantities each on an axis of its own."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ikm import ledger, text
from ikm.axes import INK, MUTED, OTHER, OURS, TEMPLATE, Mark, annotate, axes_of, hover_mark, panel_years, value_axis
from ikm.metrics import Result
from ikm.sectors import column_name

HEIGHT = 150
PANELS = 6


def panels(result: Result, language: str) -> go.Figure:
    """One panel a column over years: levels from zero, growth around zero; the last value written beside its line."""
    columns = result.metric.chart["columns"]
    figure = make_subplots(
        rows=len(columns), cols=1, shared_xaxes=True, vertical_spacing=0.12,
        subplot_titles=[column_name(result, column, language) for column in columns],
    )  # fmt: skip
    figure.update_annotations(font={"size": 14, "color": INK}, x=0, xanchor="left")
    figure.update_layout(template=TEMPLATE, height=HEIGHT * len(columns) + 50, margin={"r": 12, "t": 30})
    notes: list[Mark] = []
    for place, column in enumerate(columns, 1):
        axes = axes_of(place)
        _line(figure, result, result.rows, column, axes, language, {"color": OURS, "width": 3}, None, "lines+markers")
        notes += _marks(result, result.rows, column, axes, language)
    figure.update_yaxes(rangemode="tozero", showticklabels=False, zeroline=True, zerolinecolor=OTHER)
    annotate(figure, notes)
    panel_years(figure, result, language)
    figure.update_xaxes(showticklabels=True)
    return figure


def multiples(result: Result, language: str) -> go.Figure:
    """Small multiples on the same axes: a part a panel, ours over the grey line of all parts; at most six panels."""
    part = result.metric.grain[0]
    ours, comparator = result.metric.chart["ours"], result.metric.chart["columns"][1]
    codes = largest_panels(result)
    across = min(2, len(codes))
    down = -(-len(codes) // 2)
    names = [text.wrapped(ledger.name(part, code, language, result.version), 20, 2) for code in codes]
    figure = make_subplots(
        rows=down, cols=across, shared_xaxes="all", shared_yaxes="all", subplot_titles=names, horizontal_spacing=0.08,
        vertical_spacing=0.23 / max(1, down - 1),
    )  # fmt: skip
    figure.update_annotations(font={"size": 13, "color": INK}, yshift=2)
    figure.update_layout(template=TEMPLATE, height=80 + 190 * down, margin={"r": 12, "t": 66})
    notes: list[Mark] = [
        {"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 40,
         "showarrow": False, "text": f"— {text.say(f'column.{comparator}', language)}",
         "font": {"size": 13, "color": MUTED}}
    ]  # fmt: skip
    for place, code in enumerate(codes, 1):
        rows = result.rows[result.rows[part].isna() if text.missing(code) else result.rows[part] == code]
        notes += _part_panel(figure, result, rows, axes_of(place), language)
    annotate(figure, notes)
    value_axis(figure, result, [ours, comparator], language)
    figure.update_xaxes(showticklabels=True)
    panel_years(figure, result, language)
    return figure


def largest_panels(result: Result) -> list[object]:
    """The parts with the largest visible values in the last year, six at most, in the order of the rows; none of those
    that have too few businesses for a line."""
    part, year = result.metric.grain
    ours = result.metric.chart["ours"]
    level = result.metric.derive[ours]["of"]
    drawn = result.rows.loc[result.rows[ours].notna() | result.hidden(ours), part]
    latest = result.rows[(result.rows[year] == result.rows[year].max()) & result.rows[part].isin(drawn)]
    kept = latest.sort_values(level, ascending=False, na_position="last").index[:PANELS]
    return list(latest.loc[sorted(kept), part])


def _part_panel(
    figure: go.Figure, result: Result, rows: pd.DataFrame, axes: tuple[str, str], language: str
) -> list[Mark]:
    """One part: the grey line of all parts, ours over it; returns the notes on it."""
    part = result.metric.grain[0]
    ours, comparator = result.metric.chart["ours"], result.metric.chart["columns"][1]
    name = ledger.name(part, rows[part].iloc[0], language, result.version)
    _line(figure, result, rows, comparator, axes, language, {"color": OTHER, "width": 1.5}, None)
    _line(figure, result, rows, ours, axes, language, {"color": OURS, "width": 3}, name)
    return _marks(result, rows, ours, axes, language)


def _line(
    figure: go.Figure, result: Result, rows: pd.DataFrame, column: str, axes: tuple[str, str], language: str,
    line: Mark, name: str | None, mode: str = "lines",
) -> None:  # fmt: skip
    """One line over the years of a panel, with what it says when pointed at."""
    head = name or column_name(result, column, language)
    mark = hover_mark(result, language)
    words = [text.cell(column, value, language) or text.NO_DATA for value in rows[column]]
    figure.add_scatter(
        x=rows["year"], y=rows[column].astype(float), mode=mode, connectgaps=False, line=line, marker={"size": 6},
        text=[f"<b>{head}</b><br>{year}: {word}{mark}" for year, word in zip(rows["year"], words, strict=True)],
        hovertemplate="%{text}<extra></extra>", xaxis=axes[0], yaxis=axes[1],
    )  # fmt: skip


def _marks(result: Result, rows: pd.DataFrame, column: str, axes: tuple[str, str], language: str) -> list[Mark]:
    """An x where a value is hidden, and the last value beside the line's end."""
    x, y = axes
    notes: list[Mark] = [
        {"x": year, "xref": x, "y": 0, "yref": f"{y} domain", "yanchor": "bottom", "text": text.HIDDEN,
         "showarrow": False, "font": {"color": MUTED}}
        for year in rows.loc[result.hidden(column).loc[rows.index], "year"]
    ]  # fmt: skip
    present = rows.dropna(subset=[column])
    if len(present):
        last = present.iloc[-1]
        words = f"<b>{text.cell(column, last[column], language)}</b>"
        notes.append(
            {"x": last["year"], "xref": x, "y": float(last[column]), "yref": y, "xanchor": "left", "xshift": 6,
             "showarrow": False, "text": words, "font": {"size": 13, "color": OURS},
             "bgcolor": "rgba(255,255,255,0.8)", "borderpad": 0}
        )  # fmt: skip
    return notes
