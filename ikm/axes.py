"""The two axes of a chart: time with its crisis bands and series breaks, values in the reader's own numbers."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from ikm import ledger, text
from ikm.metrics import Result

INK, MUTED, GRID = "#1C2321", "#6B756F", "#E9ECE8"
OURS, OTHER, BAND, BAND_LABEL = "#0F6B5C", "#9AA39D", "#F4ECE1", "#8A6F4B"
FONT = '"Source Sans", "Source Sans 3", sans-serif'
HEIGHT = 330
LABEL_GAP = 0.2
# A span of values this small beside them is a rounding error.
FLAT = 1e-9
# Years and quarters that fit below a plot on a phone.
TICKS = 5
# Round steps at an axis of values, and at one of a small panel or below a plot on a phone.
STEPS, STEPS_SMALL = 6, 3
# From here on a number is too long for an axis.
MANY = 1e7
# Between names and lying bars, in pixels.
STANDOFF = 8
# A note or a shape, as plotly takes it.
Mark = dict[str, object]

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 104, "t": 28, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#FFFFFF", "bordercolor": "#E3E6E2",
                       "font": {"family": FONT, "size": 14, "color": INK}},
        "xaxis": {"showgrid": False, "zeroline": False, "linecolor": OTHER, "ticks": "outside", "tickcolor": OTHER,
                  "tickfont": {"color": MUTED}, "automargin": True, "fixedrange": True},
        "yaxis": {"gridcolor": GRID, "zeroline": False, "tickfont": {"color": MUTED}, "automargin": True,
                  "fixedrange": True, "nticks": 6},
        "bargap": 0.35,
    }
)  # fmt: skip


def annotate(figure: go.Figure, notes: Iterable[Mark]) -> None:
    """Write notes, all at once: plotly checks every one that is there again whenever one is added."""
    figure.layout.annotations = [*figure.layout.annotations, *notes]


def draw(figure: go.Figure, shapes: Iterable[Mark]) -> None:
    """Draw shapes, all at once, as notes are written."""
    figure.layout.shapes = [*figure.layout.shapes, *shapes]


def axes_of(place: int) -> tuple[str, str]:
    """The axes of one plot of a grid, counted row by row from 1."""
    number = "" if place == 1 else str(place)
    return f"x{number}", f"y{number}"


def plots(figure: go.Figure) -> list[tuple[str, str]]:
    """The axes of each plot that something is drawn in."""
    return list(dict.fromkeys((trace.xaxis or "x", trace.yaxis or "y") for trace in figure.data))


def upright(at: float, line: Mark, axes: tuple[str, str] = ("x", "y")) -> Mark:
    """A line from the bottom to the top of a plot."""
    x, y = axes
    return {"type": "line", "x0": at, "x1": at, "xref": x, "y0": 0, "y1": 1, "yref": f"{y} domain", "line": line}


def level(at: float, line: Mark, axes: tuple[str, str] = ("x", "y")) -> Mark:
    """A line from the left to the right of a plot."""
    x, y = axes
    return {"type": "line", "x0": 0, "x1": 1, "xref": f"{x} domain", "y0": at, "y1": at, "yref": y, "line": line}


def time_figure(result: Result, language: str) -> tuple[go.Figure, list[float]]:
    """An empty figure with its time axis, crisis bands and breaks, and the position of each row on the axis."""
    key = result.metric.grain[0]
    periods = list(result.rows[key])
    positions = [position(period) for period in periods]
    step = 0.25 if key == "quarter" else 1.0
    start, end = min(positions) - step / 2, max(positions) + step / 2
    bands = list(_bands(result, key, start, end, language))
    breaks = [(each.last_before + each.first_after) / 2 for each in _breaks(result)]
    names = [
        {"x": left, "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "bottom", "text": name, "showarrow": False,
         "font": {"size": 13, "color": BAND_LABEL}}
        for name, left, _ in bands
    ]  # fmt: skip
    words = [
        {"x": at, "y": 0.02, "yref": "paper", "yanchor": "bottom", "text": text.say("caption.break", language),
         "showarrow": False, "textangle": -90, "xanchor": "right", "font": {"size": 13, "color": INK}}
        for at in breaks
    ]  # fmt: skip
    cuts = [upright(at, {"color": INK, "width": 1.5, "dash": "dot"}) for at in breaks]
    figure = go.Figure(
        layout={
            "template": TEMPLATE,
            "height": HEIGHT,
            "xaxis": {"range": [start, end], **_ticks(periods, positions)},
            "shapes": [*(_crisis(left, right) for _, left, right in bands), *cuts],
            "annotations": [*names, *words],
        }
    )
    return figure, positions


def panel_years(figure: go.Figure, result: Result, language: str) -> None:
    """The time axis of every panel of small multiples: first and last year, the crisis bands, named in the first."""
    years = result.rows["year"]
    first, last = int(years.min()), int(years.max())
    start, end = first - 0.5, last + 0.5
    ticks = list(dict.fromkeys([first, last]))
    # Room at the right for the last value of each line.
    figure.update_xaxes(
        range=[start, end + 0.22 * (end - start)],
        tickmode="array",
        tickvals=ticks,
        ticktext=[str(tick) for tick in ticks],
    )
    bands = list(_bands(result, "year", start, end, language))
    draw(figure, [_crisis(left, right, axes) for _, left, right in bands for axes in plots(figure)])
    annotate(
        figure,
        [{"x": (left + right) / 2, "y": 1, "xref": "x", "yref": "y domain", "xanchor": "center", "yanchor": "top",
          "showarrow": False, "text": name, "font": {"size": 11, "color": BAND_LABEL}} for name, left, right in bands],
    )  # fmt: skip


def position(period: object) -> float:
    """A year as it is; a quarter at its start: 2020Q2 → 2020.25."""
    quarter = re.fullmatch(r"(\d{4})Q(\d)", str(period))
    return int(quarter[1]) + (int(quarter[2]) - 1) / 4 if quarter else float(str(period))


def _ticks(periods: list[object], positions: list[float]) -> dict[str, object]:
    """Few enough periods, counted from the last, that they stay apart on a phone beside wide names and values."""
    every = max(1, -(-len(periods) // TICKS))
    kept = list(range(len(periods) - 1, -1, -every))[::-1]
    words = [
        re.sub(r"(\d{4})Q(\d)", lambda m: f"{text.QUARTERS[int(m[2]) - 1]}<br>{m[1]}", str(periods[k])) for k in kept
    ]
    return {"tickangle": 0, "tickmode": "array", "tickvals": [positions[k] for k in kept], "ticktext": words}


def _bands(result: Result, key: str, start: float, end: float, language: str) -> Iterator[tuple[str, float, float]]:
    """Name, left and right of each crisis between two places of the axis."""
    for crisis in ledger.crises(result.version):
        left, right = _band(crisis.start, crisis.end, key)
        if left < end and right > start:
            yield crisis.band(language), max(left, start), min(right, end)


def _band(start: date, end: date, key: str) -> tuple[float, float]:
    """The band of a crisis on the axis: whole years for annual data, whole quarters for quarterly."""
    if key == "year":
        return start.year - 0.5, end.year + 0.5
    first, last = (start.month - 1) // 3, (end.month - 1) // 3
    return start.year + first / 4 - 0.125, end.year + last / 4 + 0.125


def _crisis(left: float, right: float, axes: tuple[str, str] = ("x", "y")) -> Mark:
    x, y = axes
    return {"type": "rect", "x0": left, "x1": right, "xref": x, "y0": 0, "y1": 1, "yref": f"{y} domain",
            "fillcolor": BAND, "line": {"width": 0}, "layer": "below"}  # fmt: skip


def _breaks(result: Result) -> list[ledger.Break]:
    """The breaks inside the periods shown, of the series that the chart draws."""
    years = result.rows[result.metric.grain[0]]
    drawn = result.metric.chart.get("breaks", [])
    return [
        each
        for each in ledger.breaks(result.version)
        if each.series in drawn and years.min() <= each.last_before and years.max() >= each.first_after
    ]


def value_range(values: pd.Series, result: Result) -> tuple[float, float]:
    """The value axis: from zero for levels, else the values (and the base line) with a margin. Values that a rounding
    error tells apart are one, and it gets room on both sides."""
    if "range" in result.metric.chart:
        low, high = result.metric.chart["range"]
        return float(low), float(high)
    low, high = float(values.min()), float(values.max())
    base = result.metric.chart.get("base")
    if base is None:
        return 0.0, high * 1.08 or 1.0
    low, high = min(low, base), max(high, base)
    span = high - low
    margin = 0.08 * span if span > FLAT * max(1.0, abs(high)) else 1.0
    return low - margin, high + margin


def value_axis(figure: go.Figure, result: Result, drawn: list[str], language: str) -> None:
    """Range, base line and ticks in the language's own numbers; big money in words, never in SI letters."""
    values = pd.concat([result.rows[column] for column in drawn]).astype(float)
    if values.dropna().empty:
        return
    low, high = value_range(values, result)
    if all(trace.type == "bar" for trace in figure.data):
        low, high = min(0.0, float(values.min()) * 1.15), max(0.0, float(values.max()) * 1.15)
        high = high if high > low else 1.0
    base = result.metric.chart.get("base")
    if base is not None:
        draw(figure, [level(base, {"color": OTHER, "width": 1}, axes) for axes in plots(figure)])
    scale = _scale(drawn[0], high)[0]
    # Values that are as good as equal may have no round number between them.
    steps = steps_from(0, low / scale, high / scale, STEPS) or [round(low / scale, 6)]
    figure.update_yaxes(range=[low, high], **value_ticks([step * scale for step in steps], drawn[0], language))


def _scale(column: str, highest: float) -> tuple[float, str]:
    """What the numbers at an axis are in, and its word: money in billions, counts that are too long in millions."""
    if "_idr" in column:
        return 1e9, "billion"
    return (1e6, "million") if highest >= MANY else (1.0, "")


def value_ticks(steps: Sequence[float], column: str, language: str) -> dict[str, object]:
    """Ticks at values of a column, with as few decimals as tell them; the last one says in what they are."""
    scale, word = _scale(column, max(steps))
    scaled = [round(step / scale, 6) for step in steps]
    decimals = next(
        places for places in (0, 1, 2) if places == 2 or all(round(each, places) == each for each in scaled)
    )
    labels = [text.number(each, language, decimals) for each in scaled]
    labels[-1] += f" {text.say(f'scale.{word}', language)}" if word else ""
    return {"tickmode": "array", "tickvals": list(steps), "ticktext": labels}


def steps_from(base: float, low: float, high: float, most: int) -> list[float]:
    """Round steps from a base that lie between low and high, which are at most so many steps apart."""
    size = round_step(high - low, most)
    first, last = -int((base - low) // size), int((high - base) // size)
    return [round(base + step * size, 6) for step in range(first, last + 1)]


def round_step(span: float, most: float) -> float:
    """The smallest round number, of two decimals at most, that fits into a span so many times at most."""
    least = max(span / most * 0.999, 0.01)
    power = 10.0 ** math.floor(math.log10(least))
    return next(unit * power for unit in (1, 2, 5, 10) if unit * power >= least)


def hover_mark(result: Result, language: str) -> str:
    """The last line of what a mark says when pointed at: that it is invented, where it is."""
    return f"<br><i>{text.say('sample.mark', language)}</i>" if result.is_sample else ""


def apart(heights: Sequence[float], gap: float = LABEL_GAP) -> list[float]:
    """The same heights (0–1) in their order, at least `gap` from each other and inside the plot."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    result = list(heights)
    for below, above in pairwise(order):
        result[above] = max(result[above], result[below] + gap)
    excess = max(0.0, max(result, default=0.0) - 1)
    return [height - excess for height in result]
