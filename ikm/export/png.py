"""One figure as a picture for a slide or a report, with finding, subtitle, mark and caption drawn in.

The picture is made in the reader's browser, where plotly.js is: `picture` says what is drawn, png.js draws it.
"""

from pathlib import Path

import plotly.graph_objects as go

from ikm import codes, enlarged
from ikm.axes import BAND_LABEL, FONT, INK, MUTED, OURS
from ikm.export import csv, origin
from ikm.figure import Figure
from ikm.text import say

WIDTH, HEIGHT = 1600, 900
# A picture is read at a desk too: a little more room around its letters than on a slide.
ROOMIER = 1.15
# Panels in a grid have short names only: at this height, before enlarging, their letters are larger and still apart.
HIGHEST_GRID = 470
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def drawable(figure: Figure) -> bool:
    """Whether there is a chart to draw; a table that is the picture, and a figure without rows, have none."""
    return isinstance(figure.chart, go.Figure)


def file_name(figure: Figure) -> str:
    return f"{csv.stem(figure)}.png"


def picture(figure: Figure) -> dict[str, object]:
    """What png.js needs, as JSON takes it. `columns` are the chart, or its halves, as plotly writes figures."""
    language, sample = figure.language, figure.result.is_sample
    kind = origin.mark(figure.result)
    mark = say(f"sample.{kind}", language) if kind else ""
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "family": FONT,
        "ink": INK,
        "muted": MUTED,
        "file": file_name(figure),
        "title": figure.title,
        "subtitle": figure.subtitle,
        "mark": mark,
        "mark_colour": BAND_LABEL if sample else OURS,
        "across": mark if sample else "",
        "caption": f"{figure.caption} · {say('caption.code', language, code=codes.code(figure))}",
        "columns": [_roomier(each).to_json() for each in enlarged.columns(figure.chart)],
    }


def _roomier(chart: go.Figure) -> go.Figure:
    height = ROOMIER * chart.layout.height
    return chart.update_layout(height=min(height, HIGHEST_GRID) if _is_grid(chart) else height)


def _is_grid(chart: go.Figure) -> bool:
    """Whether panels stand both beside and above each other."""
    beside = {axis.domain for axis in chart.select_xaxes()}
    above = {axis.domain for axis in chart.select_yaxes()}
    return len(beside) > 1 and len(above) > 1
