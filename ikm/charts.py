"""Figures drawn alike: one template, crisis bands and series breaks on every time chart, direct labels, no legend.

Every function takes a `Result` and a language and returns a new `go.Figure`; which columns are drawn, and which of them
is ours (the strong colour), is in the metric's header under `[chart]`.
"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from ikm import claims as claim_words
from ikm import ledger, sentences, text
from ikm.axes import (
    HEIGHT,
    INK,
    LABEL_GAP,
    MUTED,
    OTHER,
    OURS,
    STANDOFF,
    TEMPLATE,
    Mark,
    annotate,
    apart,
    draw,
    hover_mark,
    time_figure,
    upright,
    value_axis,
    value_range,
)
from ikm.maps import kecamatan_map
from ikm.metrics import Result
from ikm.panels import multiples, panels
from ikm.sector_charts import quotients, ranges, sector_panels, size_mix
from ikm.sectors import column_name
from ikm.training_charts import (
    attendance,
    before_after,
    effects,
    effects_by_event,
    event_study,
    ladder,
    programmes,
    programmes_by,
    reach,
)

BAR_HEIGHT = 38
# A line of more periods has no room for a marker at each.
MARKED = 24
# Pairs of bars whose numbers can stand upright side by side.
PAIRS = 3
# Years that a survival curve goes on after its last step.
TAIL = 0.4
SURVIVAL = ("survival_pct", "lower_pct", "upper_pct")
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
            mode="lines+markers" if len(positions) <= MARKED else "lines",
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
    annotate(figure, [*_end_notes(result, language), *_hidden_notes(result, positions)])
    value_axis(figure, result, columns, language)
    return figure


def columns(result: Result, language: str) -> go.Figure:
    """One upright bar a period for each column, valued directly; provisional ones hatched, hidden ones an x."""
    figure, positions = time_figure(result, language)
    drawn = result.metric.chart["columns"]
    period = 0.25 if result.metric.grain[0] == "quarter" else 1.0
    for column in drawn:
        figure.add_bar(x=positions, width=0.7 * period / len(drawn), **_upright(result, column, language))
    figure.update_layout(margin_r=16, margin_t=48)
    figure.update_yaxes(zeroline=True, zerolinecolor=OTHER)
    _key(figure, result, language, yshift=20)
    value_axis(figure, result, drawn, language)
    return figure


def _upright(result: Result, column: str, language: str) -> dict[str, object]:
    """One series of upright bars, those of provisional values hatched."""
    several = len(result.metric.chart["columns"]) > 1
    flag = result.metric.chart.get("provisional", {}).get(column)
    hatched = result.rows[flag].astype(bool) if flag else pd.Series(False, index=result.rows.index)
    pattern = {
        "shape": ["/" if each else "" for each in hatched],
        "fgcolor": "#FFFFFF",
        "size": 6,
        "fillmode": "overlay",
    }
    return {
        "y": result.rows[column].astype(float).mask(result.masked[column], 0),
        "marker": {"color": OURS if column == result.metric.chart["ours"] else OTHER, "pattern": pattern},
        "text": [_cell(result, column, row, language) for row in result.rows.index],
        "textposition": "outside",
        # Beside a higher bar there is no room for a number wider than its own.
        "textangle": -90 if several and len(result.rows) > PAIRS else 0,
        "textfont": {"size": 12 if several else 13, "color": INK},
        "cliponaxis": False,
        "constraintext": "none",
        "hovertext": _hover(result, column, language),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def bars(result: Result, language: str) -> go.Figure:
    """One lying bar a part, the largest on top, named and valued directly; a hidden one is an x."""
    part, column = result.metric.grain[0], result.metric.chart["ours"]
    rows = result.rows.iloc[::-1]
    places = [str(position) for position in range(len(rows))]
    labels = [text.wrapped(ledger.name(part, code, language, result.version), 26, 2) for code in rows[part]]
    figure = go.Figure(layout={"template": TEMPLATE, "height": 50 + BAR_HEIGHT * len(rows)})
    figure.add_bar(
        y=places,
        x=rows[column].astype(float).mask(result.masked[column], 0),
        orientation="h",
        marker_color=_part_colours(result, rows[part]),
        customdata=rows[part],
        text=[_cell(result, column, row, language) for row in rows.index],
        textposition="outside",
        textfont_color=INK,
        cliponaxis=False,
        hovertext=_hover(result, column, language)[::-1],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.update_layout(margin_r=56, margin_t=8)
    figure.update_xaxes(visible=False, rangemode="tozero")
    _part_axis(figure, places, labels)
    return figure


def _part_colours(result: Result, codes: pd.Series) -> list[str]:
    """All strong, or where some parts are picked these only."""
    picked = result.metric.chart.get("picked", ())
    return [OURS if not picked or code in picked else OTHER for code in codes]


def kecamatan_bars(result: Result, language: str) -> go.Figure:
    """The ranking beside a map of the same numbers, with those picked strong."""
    return bars(result, language)


def contributions(result: Result, language: str) -> go.Figure:
    """Lying bars on both sides of zero, a pair a part; the largest of ours on top, those with a hidden value last."""
    drawn, ours = result.metric.chart["columns"], result.metric.chart["ours"]
    rows = result.rows.sort_values(ours, na_position="first", kind="stable")
    places = [str(position) for position in range(len(rows))]
    labels = [_part_label(result, code, language) for code in rows.iloc[:, 0]]
    figure = go.Figure(layout={"template": TEMPLATE, "height": 70 + 62 * len(rows)})
    for column in drawn[::-1] if drawn[-1] != ours else drawn:
        figure.add_bar(
            y=places,
            x=rows[column].astype(float).fillna(0),
            orientation="h",
            marker_color=OURS if column == ours else OTHER,
            text=[_cell(result, column, row, language) or _gap(result, row) for row in rows.index],
            textposition="outside",
            textfont={"color": INK, "size": 13},
            cliponaxis=False,
            hovertext=pd.Series(_hover(result, column, language), index=result.rows.index)[rows.index],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    reach = pd.concat([rows[column] for column in drawn]).astype(float)
    low, high = min(0.0, reach.min()), max(0.0, reach.max())
    room = 0.18 * ((high - low) or 1)
    figure.update_xaxes(visible=False, range=[low - (1.6 * room if low < 0 else 0), high + room])
    draw(figure, [upright(0, {"color": INK, "width": 1})])
    figure.update_layout(margin_r=16, bargap=0.3, bargroupgap=0.05)
    _key(figure, result, language)
    _part_axis(figure, places, labels)
    return figure


def sector_contributions(result: Result, language: str) -> go.Figure:
    """The same bars of all branches, with the pinned one named in bold."""
    return contributions(result, language)


def _gap(result: Result, row: object) -> str:
    """What stands for a value that could not be made: x when it is for a hidden cell, else that there is none."""
    return text.HIDDEN if result.masked.loc[row].any() else text.NO_DATA


def steps(result: Result, language: str) -> go.Figure:
    """Survival curves with their bands, one a group, named and valued at their ends; every curve starts from 100."""
    group, age = result.metric.grain
    column, strong = result.metric.chart["ours"], result.metric.chart["strong"]
    rows = result.rows.dropna(subset=[column])
    figure = go.Figure(layout={"template": TEMPLATE, "height": HEIGHT})
    oldest = int(rows[age].max()) if len(rows) else 1
    ends = []
    # The strong curve last, over the others.
    curves = sorted(rows.groupby(group, sort=False), key=lambda each: each[0] == strong)
    for place, (code, curve) in enumerate(curves):
        colour = OURS if code == strong else (OTHER, "#C2A878")[place % 2]
        _band_and_step(figure, result, code, curve, colour, language)
        last = curve.iloc[-1]
        name = text.wrapped(ledger.name(group, code, language, result.version), 14)
        years = text.say("caption.after_years", language, years=int(last[age]))
        words = f"{name}<br><b>{text.cell(column, last[column], language)}</b> {years}"
        ends.append((float(last[column]) / 100, words, OURS if code == strong else MUTED))
    few: Mark = {
        "text": text.wrapped(text.say("figure.too_few", language), 20),
        "showarrow": False,
        "font": {"color": MUTED},
    }
    notes = [
        _end_note(height, words, colour)
        for height, (_, words, colour) in zip(apart([end[0] for end in ends], 0.24), ends, strict=True)
    ]
    annotate(figure, notes or [few])
    if not ends:
        figure.update_yaxes(range=[0, 100])
    figure.update_xaxes(
        range=[0, oldest + TAIL], dtick=1, title={"text": text.say("caption.age", language), "font_size": 13}
    )
    figure.update_layout(margin_r=132)
    value_axis(figure, result, [column], language)
    return figure


def sector_curves(result: Result, language: str) -> go.Figure:
    """Survival curves of sectors beside each other, the pinned one strong."""
    return steps(result, language)


def _band_and_step(
    figure: go.Figure, result: Result, code: object, curve: pd.DataFrame, colour: str, language: str
) -> None:
    """One group: the band between its bounds, and the curve over it; both from 100 at birth."""
    group, age = result.metric.grain
    # The last step is a drop: it is carried on a little, or its height would not be seen.
    ages = [0, *curve[age], curve[age].iloc[-1] + TAIL]
    heights = {column: [100, *curve[column], curve[column].iloc[-1]] for column in SURVIVAL}
    for bound, fill in (("upper_pct", None), ("lower_pct", "tonexty")):
        figure.add_scatter(
            x=ages, y=heights[bound], mode="lines", line={"width": 0, "shape": "hv", "color": colour},
            fill=fill, fillcolor=_pale(colour), hoverinfo="skip",
        )  # fmt: skip
    mark = hover_mark(result, language)
    head = f"<b>{ledger.name(group, code, language, result.version)}</b><br>{text.say('column.age', language)}"
    alive = text.say("column.survival_pct", language)
    words = []
    for _, row in curve.iterrows():
        share, low, high = (text.cell(name, row[name], language) for name in SURVIVAL)
        words.append(f"{head}: {int(row[age])}<br>{alive}: {share} ({low}–{high}){mark}")
    figure.add_scatter(
        x=ages, y=heights["survival_pct"], mode="lines", line={"width": 3, "shape": "hv", "color": colour},
        text=["", *words, words[-1]], hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"


def _part_label(result: Result, code: object, language: str) -> str:
    """The name of a part in two lines; bold where it is pinned."""
    name = text.wrapped(ledger.name(result.metric.grain[0], code, language, result.version), 22, 2)
    return f"<b>{name}</b>" if "strong" in result.metric.chart and code == result.metric.chart["strong"] else name


def _part_axis(figure: go.Figure, places: list[str], labels: list[str]) -> None:
    """Names beside lying bars, which stand at places, since two parts may have one name."""
    figure.update_yaxes(
        tickmode="array", tickvals=places, ticktext=labels, tickfont={"color": INK, "size": 13}, showgrid=False,
        ticks="", ticklabelstandoff=STANDOFF,
    )  # fmt: skip


def falls(result: Result, language: str) -> go.Figure:
    """One series a line: a bar as long as its fall, the interval where there is one, its name and recovery above."""
    rows = result.rows.iloc[::-1].reset_index(drop=True)
    key = result.metric.grain[0]
    depths = -rows["depth_pct"].astype(float).fillna(0)
    names = [ledger.name(key, code, language, result.version) for code in rows[key]]
    states = [text.wrapped(sentences.fall_words(row, language), 46, 2) for _, row in rows.iterrows()]
    depth_words = [sentences.depth_words(row, language) for _, row in rows.iterrows()]
    height = 84 if any("<br>" in state for state in states) else 66
    figure = go.Figure(layout={"template": TEMPLATE, "height": height * len(rows) + 24})
    figure.add_bar(
        y=list(range(len(rows))),
        x=depths,
        width=0.26,
        orientation="h",
        marker_color=[OTHER if state == "recovered" else OURS for state in rows["fall_short"]],
        error_x={
            "visible": bool(rows["low_pct"].notna().any()),
            "type": "data", "symmetric": False, "color": INK, "thickness": 1.5, "width": 4,
            "array": (-rows["low_pct"].astype(float) - depths).fillna(0),
            "arrayminus": (depths + rows["high_pct"].astype(float)).fillna(0),
        },
        hovertext=[f"<b>{name}</b><br>{depth}<br>{state}"
                   for name, depth, state in zip(names, depth_words, states, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    annotate(
        figure,
        [{"x": 0, "y": place + 0.17, "xanchor": "left", "yanchor": "bottom", "align": "left", "showarrow": False,
          "font": {"size": 13}, "text": f"{name} <b>{depth}</b><br><span style='color:{MUTED}'>{state}</span>"}
         for place, (name, depth, state) in enumerate(zip(names, depth_words, states, strict=True))],
    )  # fmt: skip
    figure.update_layout(margin_r=24, margin_t=8)
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(visible=False, range=[-0.5, len(rows) - 0.1])
    return figure


def claims(result: Result, language: str) -> str:
    """The claim check: a table is its picture."""
    return claim_words.table(result, language)


def sparkline(values: list[float]) -> str:
    """A line of a headline number as inline SVG, broken where a value is missing; none for fewer than three values."""
    present = [value for value in values if not text.missing(value)]
    if len(present) < 3:
        return ""
    low, span = min(present), (max(present) - min(present)) or 1
    step = 116 / (len(values) - 1)
    points = [
        None if text.missing(value) else (2 + place * step, 30 - 26 * (value - low) / span)
        for place, value in enumerate(values)
    ]
    path = " ".join(
        f"{'M' if place == 0 or points[place - 1] is None else 'L'}{point[0]:.1f},{point[1]:.1f}"
        for place, point in enumerate(points)
        if point
    )
    x, y = next(point for point in reversed(points) if point)
    return (
        f'<svg viewBox="0 0 120 34" width="120" height="34" aria-hidden="true"><path d="{path}" fill="none" '
        f'stroke="{OURS}" stroke-width="2"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{OURS}"/></svg>'
    )


CHARTS: dict[str, Callable[[Result, str], go.Figure | str]] = {
    "claims": claims,
    "falls": falls,
    "panels": panels,
    "lines": lines,
    "columns": columns,
    "bars": bars,
    "contributions": contributions,
    "steps": steps,
    "multiples": multiples,
    "programmes": programmes,
    "programmes_by": programmes_by,
    "attendance": attendance,
    "reach": reach,
    "ladder": ladder,
    "effects": effects,
    "effects_by_event": effects_by_event,
    "before_after": before_after,
    "event_study": event_study,
    "sector_panels": sector_panels,
    "sector_curves": sector_curves,
    "sector_contributions": sector_contributions,
    "size_mix": size_mix,
    "quotients": quotients,
    "ranges": ranges,
    "kecamatan_map": kecamatan_map,
    "kecamatan_bars": kecamatan_bars,
}
# Charts that draw the sectors of a selection beside its whole, and those that draw the whole with its sector pinned.
BESIDE = frozenset({"sector_panels", "sector_curves", "size_mix"})
PINNED = frozenset({"sector_contributions", "quotients", "ranges"})
# Charts that draw every kecamatan with those of the filter picked in it: a click on one picks it. Some are maps.
PLACED = frozenset({"kecamatan_map", "kecamatan_bars"})
MAPS = frozenset({"kecamatan_map"})


def _end_notes(result: Result, language: str) -> list[Mark]:
    """Names and last values beside the lines' ends, pushed apart where they would overlap."""
    ends = []
    for column in result.metric.chart["columns"]:
        present = result.rows[column].dropna()
        if len(present):
            ends.append((column, float(present.iloc[-1]), present.index[-1]))
    if not ends:
        return []
    shown = pd.concat([result.rows[column] for column, _, _ in ends]).astype(float)
    low, high = value_range(shown, result)
    words = [_end_words(result, column, row, language) for column, _, row in ends]
    gap = LABEL_GAP * max(1 + each.count("<br>") for each in words) / 2
    heights = apart([(value - low) / (high - low) for _, value, _ in ends], gap)
    return [
        _end_note(height, each, OURS if column == result.metric.chart["ours"] else MUTED)
        for (column, _, _), each, height in zip(ends, words, heights, strict=True)
    ]


def _end_words(result: Result, column: str, row: object, language: str) -> str:
    """Name and last value of a line; of one that ends before the others also when."""
    name = text.wrapped(column_name(result, column, language), 13)
    ended = text.period(result.rows.at[row, result.metric.grain[0]], language)
    when = "" if row == result.rows.index[-1] else f"{'<br>' if ' ' in ended else ' '}({ended})"
    return f"{name}<br><b>{_cell(result, column, row, language)}</b>{when}"


def _end_note(height: float, words: str, colour: str) -> Mark:
    """Words at the right of the plot, at a height of it."""
    return {"x": 1.0, "xref": "paper", "xanchor": "left", "xshift": 8, "y": height, "yref": "paper",
            "yanchor": "middle", "align": "left", "showarrow": False, "text": words,
            "font": {"size": 13, "color": colour}}  # fmt: skip


def _hidden_notes(result: Result, positions: list[float]) -> list[Mark]:
    """An x on the time axis where a value is hidden, so that a gap is read as hidden and not as missing."""
    hidden = result.hidden(*result.metric.chart["columns"])
    return [
        {"x": position, "y": 0, "yref": "paper", "yanchor": "bottom", "text": text.HIDDEN, "showarrow": False,
         "font": {"color": MUTED}}
        for position in pd.Series(positions, index=result.rows.index)[hidden]
    ]  # fmt: skip


def _key(figure: go.Figure, result: Result, language: str, yshift: int = 0) -> None:
    """Names of bars in their colours where there are several, and of the hatching, above the plot at the right;
    `yshift` keeps it above the names of the crises."""
    drawn = result.metric.chart["columns"] if len(result.metric.chart["columns"]) > 1 else []
    names = [
        f'<span style="color:{OURS if column == result.metric.chart["ours"] else MUTED}">■ '
        f"{text.say(f'column.{column}', language)}</span>"
        for column in drawn
    ]
    names += [
        f"▨ {text.say(f'caption.{flag}', language)}" for flag in result.metric.chart.get("provisional", {}).values()
    ]
    annotate(
        figure,
        [{"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom",
          "yshift": yshift, "showarrow": False, "text": "   ".join(names)}],
    )  # fmt: skip


def _cell(result: Result, column: str, row: object, language: str) -> str:
    if result.masked.at[row, column]:
        return text.HIDDEN
    return text.cell(column, result.rows.at[row, column], language, bool(result.metric.as_published))


def _hover(result: Result, column: str, language: str) -> list[str]:
    """Per row: period or part, name and value, and the mark of sample data."""
    key = result.metric.grain[0]
    mark = hover_mark(result, language)
    name = column_name(result, column, language)
    heads = [
        text.period(value, language) if key in ledger.PERIODS else ledger.name(key, value, language, result.version)
        for value in result.rows[key]
    ]
    return [
        f"<b>{head}</b><br>{name}: {_cell(result, column, row, language) or text.NO_DATA}{mark}"
        for head, row in zip(heads, result.rows.index, strict=True)
    ]
