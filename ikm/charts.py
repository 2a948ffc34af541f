"""Figures drawn alike: one template, crisis bands and series breaks on every time chart, direct labels, no legend.

Every function takes a `Result` and a language and returns a new `go.Figure`; which columns are drawn, and which of them
is ours (the strong colour), is in the metric's header under `[chart]`.
"""

import textwrap
from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from ikm import ledger, text
from ikm.axes import HEIGHT, INK, MUTED, OTHER, OURS, TEMPLATE, time_figure, value_axis, value_range
from ikm.metrics import Result

BAR_HEIGHT = 34
LABEL_GAP = 0.15
DASHES = ("solid", "dash", "dot")
MARKERS = ("circle", "square", "diamond")
CONFIG = {"displayModeBar": False, "staticPlot": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def lines(result: Result, language: str) -> go.Figure:
    """One line a column over years or quarters; a missing value is a gap, a break of a series cuts it."""
    figure, positions = time_figure(result, language)
    columns = result.metric.chart["columns"]
    for place, column in enumerate(columns):
        ours = column == result.metric.chart["ours"]
        figure.add_scatter(
            x=positions,
            y=result.rows[column].astype(float),
            mode="lines+markers",
            connectgaps=False,
            line={
                "color": OURS if ours else OTHER,
                "width": 3 if ours else 2.5,
                "dash": "solid" if ours else DASHES[place % 3],
            },
            marker={"size": 7, "symbol": "circle" if ours else MARKERS[place % 3]},
            text=_hover(result, column, language),
            hovertemplate="%{text}<extra></extra>",
        )
    _label_ends(figure, result, language)
    value_axis(figure, result, columns, language)
    return figure


def columns(result: Result, language: str) -> go.Figure:
    """One upright bar a year or quarter for each column, values written on them; provisional ones hatched."""
    figure, positions = time_figure(result, language)
    drawn = result.metric.chart["columns"]
    flags = result.metric.chart.get("provisional")
    hatched = result.rows[flags].astype(bool) if flags else pd.Series(False, index=result.rows.index)
    for column in drawn:
        ours = column == result.metric.chart["ours"]
        figure.add_bar(
            x=positions,
            y=result.rows[column].astype(float),
            name=text.say(f"column.{column}", language),
            marker={
                "color": OURS if ours else OTHER,
                "pattern": {
                    "shape": ["/" if flag else "" for flag in hatched],
                    "fgcolor": "#FFFFFF",
                    "size": 6,
                    "fillmode": "overlay",
                },
            },
            text=[
                _cell(result, column, row, language) + (f"<br>{text.say(f'caption.{flags}', language)}" if flag else "")
                for row, flag in zip(result.rows.index, hatched, strict=True)
            ],
            textposition="outside",
            textfont={"size": 13, "color": INK},
            cliponaxis=False,
            hovertext=_hover(result, column, language),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.update_layout(margin_r=16, bargap=0.3, bargroupgap=0.05)
    figure.update_yaxes(zeroline=True, zerolinecolor=OTHER)
    if len(drawn) > 1:
        _key(figure, drawn, result.metric.chart["ours"], language)
        figure.update_traces(textfont_size=11)
    value_axis(figure, result, drawn, language)
    return figure


def bars(result: Result, language: str) -> go.Figure:
    """One lying bar a part, the largest on top, named and valued directly; a hidden one is an x."""
    part, column = result.metric.grain[0], result.metric.chart["ours"]
    rows = result.rows.iloc[::-1]
    labels = [_wrapped(ledger.name(part, code, language, result.version)) for code in rows[part]]
    figure = go.Figure(layout={"template": TEMPLATE, "height": HEIGHT})
    figure.add_bar(
        y=labels,
        x=rows[column].astype(float),
        orientation="h",
        marker_color=OURS,
        text=[_cell(result, column, row, language) for row in rows.index],
        textposition="outside",
        textfont_color=INK,
        cliponaxis=False,
        hovertext=_hover(result, column, language)[::-1],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.update_layout(height=max(HEIGHT, 40 + BAR_HEIGHT * len(rows)), margin_r=56, margin_t=8)
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(tickfont={"color": INK}, showgrid=False, ticks="", nticks=len(rows))
    return figure


def programmes(result: Result, language: str) -> go.Figure:
    """One programme a line: a full bar where the number of participants is exact, a hollow one where it is not, words
    where none is given."""
    rows = result.rows.iloc[::-1]
    exact = rows["participants_precision"] == "exact"
    counts = rows["participants"].astype(float)
    notes = [_precision(row.participants_precision, row.participants, language) for row in rows.itertuples()]
    names = [_wrapped(f"{row.title} ({row.start_date.year})", 34) for row in rows.itertuples()]
    figure = go.Figure(layout={"template": TEMPLATE, "height": HEIGHT})
    figure.add_bar(
        y=[f"{position}" for position in range(len(rows))],
        x=counts.fillna(0),
        orientation="h",
        marker={"color": [OURS if flag else "#FFFFFF" for flag in exact], "line": {"color": OURS, "width": 1.5}},
        text=notes,
        textposition="outside",
        textfont_color=INK,
        cliponaxis=False,
        hovertext=[
            f"<b>{row.title}</b><br>{row.organiser}<br>{note}"
            for row, note in zip(rows.itertuples(), notes, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.update_layout(height=44 * len(rows) + 20, margin_r=120, margin_t=8, bargap=0.5)
    figure.update_xaxes(visible=False, rangemode="tozero")
    ticks = {"tickmode": "array", "tickvals": [f"{position}" for position in range(len(rows))], "ticktext": names}
    figure.update_yaxes(**ticks, tickfont={"color": INK, "size": 13}, showgrid=False)
    return figure


def sparkline(values: list[float]) -> str:
    """A line of a headline number as inline SVG, drawn only where three values or more are there."""
    present = [value for value in values if not text.missing(value)]
    if len(present) < 3:
        return ""
    low, span = min(present), (max(present) - min(present)) or 1
    step = 116 / (len(present) - 1)
    points = [(2 + place * step, 30 - 26 * (value - low) / span) for place, value in enumerate(present)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg viewBox="0 0 120 34" width="120" height="34" aria-hidden="true"><polyline points="{path}" fill="none" '
        f'stroke="{OURS}" stroke-width="2"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{OURS}"/></svg>'
    )


CHARTS: dict[str, Callable[[Result, str], go.Figure]] = {
    "lines": lines,
    "columns": columns,
    "bars": bars,
    "programmes": programmes,
}


def _label_ends(figure: go.Figure, result: Result, language: str) -> None:
    """Names and last values beside the lines' ends, pushed apart where they would overlap."""
    ends = []
    for column in result.metric.chart["columns"]:
        present = result.rows[column].dropna()
        if len(present):
            ends.append((column, float(present.iloc[-1]), present.index[-1]))
    if not ends:
        return
    shown = pd.concat([result.rows[column] for column, _, _ in ends]).astype(float)
    low, high = value_range(shown, result)
    heights = _apart([(value - low) / (high - low) for _, value, _ in ends])
    for (column, _, row), height in zip(ends, heights, strict=True):
        ours = column == result.metric.chart["ours"]
        name = _wrapped(text.say(f"column.{column}", language), 13)
        figure.add_annotation(
            x=1.0, xref="paper", xanchor="left", xshift=8, y=height, yref="paper",
            yanchor="middle", align="left", showarrow=False,
            text=f"{name}<br><b>{_cell(result, column, row, language)}</b>",
            font={"size": 13, "color": OURS if ours else MUTED},
        )  # fmt: skip


def _apart(heights: list[float]) -> list[float]:
    """The same heights (0–1) in their order, at least `LABEL_GAP` from each other and inside the plot."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    result = list(heights)
    for below, above in pairwise(order):
        result[above] = max(result[above], result[below] + LABEL_GAP)
    excess = max(0.0, max(result) - 1)
    return [height - excess for height in result]


def _key(figure: go.Figure, drawn: list[str], ours: str, language: str) -> None:
    """Names of grouped bars in their colours, above the plot at the right."""
    names = [
        f'<span style="color:{OURS if column == ours else MUTED}">■ {text.say(f"column.{column}", language)}</span>'
        for column in drawn
    ]
    figure.add_annotation(
        x=1, xref="paper", xanchor="right", y=1, yref="paper", yanchor="bottom", text="   ".join(names), showarrow=False
    )


def _cell(result: Result, column: str, row: object, language: str) -> str:
    if result.masked.at[row, column]:
        return text.HIDDEN
    return text.cell(column, result.rows.at[row, column], language, bool(result.metric.as_published))


def _hover(result: Result, column: str, language: str) -> list[str]:
    """Per row: period or part, name and value, and the mark of sample data."""
    key = result.metric.grain[0]
    mark = f"<br><i>{text.say('sample.mark', language)}</i>" if result.is_sample else ""
    name = text.say(f"column.{column}", language)
    heads = [
        text.period(value, language)
        if key in {"year", "quarter"}
        else ledger.name(key, value, language, result.version)
        for value in result.rows[key]
    ]
    return [
        f"<b>{head}</b><br>{name}: {_cell(result, column, row, language) or text.NO_DATA}{mark}"
        for head, row in zip(heads, result.rows.index, strict=True)
    ]


def _precision(precision: str, participants: float, language: str) -> str:
    """`30`, `± 30`, `≥ 20`, or words: how exactly the number of participants is known."""
    if text.missing(participants):
        return text.say("figure.not_given", language)
    sign = {"exact": "", "about": "± ", "at least": "≥ ", "more than": "> "}[precision]
    return f"{sign}{text.number(participants, language)}"


def _wrapped(name: str, width: int = 24) -> str:
    return "<br>".join(textwrap.wrap(textwrap.shorten(name, 3 * width, placeholder="…"), width))
