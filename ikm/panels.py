"""Quantities of different units one above the other, each on an axis of its own: never two axes in one picture."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ikm import text
from ikm.axes import INK, MUTED, OTHER, OURS, TEMPLATE, panel_years
from ikm.metrics import Result

HEIGHT = 150


def panels(result: Result, language: str) -> go.Figure:
    """One panel a column over years: levels from zero, growth around zero; the last value written beside its line."""
    columns = result.metric.chart["columns"]
    figure = make_subplots(
        rows=len(columns), cols=1, shared_xaxes=True, vertical_spacing=0.12,
        subplot_titles=[text.say(f"column.{column}", language) for column in columns],
    )  # fmt: skip
    figure.update_annotations(font={"size": 14, "color": INK}, x=0, xanchor="left")
    figure.update_layout(template=TEMPLATE, height=HEIGHT * len(columns) + 50, margin={"r": 12, "t": 30})
    for row, column in enumerate(columns, 1):
        _panel(figure, result, column, row, language)
    panel_years(figure, result, language)
    figure.update_xaxes(showticklabels=True)
    return figure


def _panel(figure: go.Figure, result: Result, column: str, row: int, language: str) -> None:
    values = result.rows[column].astype(float)
    words = [text.cell(column, value, language) or text.NO_DATA for value in values]
    mark = f"<br><i>{text.say('sample.mark', language)}</i>" if result.is_sample else ""
    figure.add_scatter(
        x=result.rows["year"], y=values, mode="lines+markers", connectgaps=False, row=row, col=1,
        line={"color": OURS, "width": 3}, marker={"size": 6},
        text=[f"<b>{year}</b><br>{word}{mark}" for year, word in zip(result.rows["year"], words, strict=True)],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    for year in result.rows["year"][result.masked[column]]:
        figure.add_annotation(
            x=year, y=0, yref="y domain", yanchor="bottom", text=text.HIDDEN, showarrow=False, font={"color": MUTED},
            row=row, col=1,
        )  # fmt: skip
    present = values.dropna()
    if len(present):
        figure.add_annotation(
            x=result.rows.at[present.index[-1], "year"], y=present.iloc[-1], xanchor="left", xshift=8, showarrow=False,
            text=f"<b>{words[values.index.get_loc(present.index[-1])]}</b>", font={"size": 13, "color": OURS},
            row=row, col=1,
        )  # fmt: skip
    figure.update_yaxes(rangemode="tozero", showticklabels=False, zeroline=True, zerolinecolor=OTHER, row=row, col=1)
