"""Two selections side by side: on the same axes, and their difference in words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from ikm import caption, metrics
from ikm.axes import apart
from ikm.derive import MIN_BASE
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.sentences import MATERIAL_PCT, MIN_REPORTING_PCT, change_pct, values
from ikm.text import cell, missing, number, say

# Measure → metric, column, column of the businesses behind it.
MEASURES = {
    "units": ("businesses_yearly", "businesses_active", "businesses_active"),
    "workers": ("workers_yearly", "workers", "workers_reported"),
    "output": ("output_yearly", "output_real_idr", "output_reported"),
}
LABEL_GAP = 0.18
# From this ratio on a multiple says more than a percentage.
TIMES = 2.0


def lead(first: Selection, second: Selection, language: str) -> str:
    """`Pada 2024, A (…) dibanding B (…): usaha aktif 415 dan 140 (A 3,0 kali B), …`; empty without a year of both.

    Chosen by rule: no percentage on under ten businesses, none where under 70 % of either side reported, a multiple
    from twice on, "about the same" under one percent.
    """
    units = [values(metrics.run("businesses_yearly", each), "businesses_active") for each in (first, second)]
    both = units[0].index.intersection(units[1].index)
    if both.empty:
        return ""
    year = int(both[-1])
    parts = [_part(measure, first, second, year, language) for measure in MEASURES]
    sentence = say(
        "compare.lead", language, year=year, first=words(first, str(first.version), language),
        second=words(second, str(second.version), language), parts=", ".join(parts),
    )  # fmt: skip
    sample = metrics.run("businesses_yearly", first).is_sample
    return say("sample.sentence", language, sentence=sentence) if sample else sentence


def words(selection: Selection, version: str, language: str) -> str:
    """The list filters of a selection, or that it has none."""
    return "; ".join(caption.chosen(selection, language, version)) or say("compare.whole", language)


def _part(measure: str, first: Selection, second: Selection, year: int, language: str) -> str:
    """One measure of both sides and how far they are apart."""
    metric, column, behind = MEASURES[measure]
    rows = [_row(metrics.run(metric, each), year) for each in (first, second)]
    name = say(f"compare.{measure}", language)
    if any(missing(row[column]) for row in rows):
        return say("compare.hidden", language, measure=name)
    mine, other = (float(row[column]) for row in rows)
    small = any(missing(row[behind]) or row[behind] < MIN_BASE for row in rows)
    patchy = any(row.get("reported_pct", 100.0) < MIN_REPORTING_PCT for row in rows)
    difference = say("compare.few", language) if small or patchy else _difference(mine, other, language)
    return say(
        "compare.part", language, measure=name, value=cell(column, mine, language), other=cell(column, other, language),
        difference=difference,
    )  # fmt: skip


def _row(result: Result, year: int) -> "dict[str, Any]":
    found = result.rows[result.rows["year"] == year]
    return found.iloc[0].to_dict() if len(found) else {}


def _difference(mine: float, other: float, language: str) -> str:
    change = change_pct(other, mine)
    if change is None:
        return say("compare.few", language)
    if abs(change) < MATERIAL_PCT:
        return say("compare.same", language)
    if mine / other >= TIMES:
        return say("compare.times", language, times=number(mine / other, language, 1))
    return say("compare.more" if change > 0 else "compare.fewer", language, amount=number(abs(change), language, 1))


def aligned(first: Figure, second: Figure) -> tuple[Figure, Figure]:
    """Both figures on the same value axes, as new charts: the wider range of each, with its ticks."""
    charts = [each.chart for each in (first, second)]
    if not all(isinstance(chart, go.Figure) for chart in charts):
        return first, second
    left, right = (go.Figure(chart) for chart in charts)
    for axis in [each for each in _value_axes(left) if each in _value_axes(right)]:
        ends = [each for each in (_range(left, axis), _range(right, axis)) if each]
        if len(ends) == 2:
            wider = left if ends[0][1] - ends[0][0] >= ends[1][1] - ends[1][0] else right
            common = _ticks(wider, axis) | {"range": [min(low for low, _ in ends), max(high for _, high in ends)]}
            for chart, own in zip((left, right), ends, strict=True):
                _move_labels(chart, axis, own, common["range"])
                chart.layout[axis].update(common)
    return replace(first, chart=left), replace(second, chart=right)


def _ticks(chart: go.Figure, axis: str) -> dict[str, Any]:
    """The ticks that an axis names itself."""
    own = chart.layout[axis]
    if own.tickmode != "array" or not own.ticktext:
        return {}
    return {"tickmode": "array", "tickvals": own.tickvals, "ticktext": own.ticktext}


def _move_labels(chart: go.Figure, axis: str, own: tuple[float, float], common: Sequence[float]) -> None:
    """Labels beside the ends of lines, which stand at a height of the plot, to where their values now are."""
    places = {"paper", f"{axis.replace('axis', '')} domain"}
    labels = [each for each in chart.layout.annotations if each.xref == "paper" and each.yref in places and each.x == 1]
    labels = [each for each in labels if each.xanchor == "left"]
    values = [own[0] + each.y * (own[1] - own[0]) for each in labels]
    heights = apart([(value - common[0]) / (common[1] - common[0]) for value in values], LABEL_GAP)
    for label, height in zip(labels, heights, strict=True):
        label.y = height


def _value_axes(chart: go.Figure) -> Sequence[str]:
    """The axes that carry values: of x where bars lie, else of y."""
    letter = "x" if any(getattr(trace, "orientation", None) == "h" for trace in chart.data) else "y"
    return [name for name in chart.layout.to_plotly_json() if name.startswith(f"{letter}axis")]


def _range(chart: go.Figure, axis: str) -> tuple[float, float] | None:
    """The range of an axis: the one it has, else from zero to what its traces hold."""
    if chart.layout[axis].range:
        low, high = chart.layout[axis].range
        return float(low), float(high)
    letter, anchor = axis[0], axis.replace("axis", "")
    held = [
        float(value)
        for trace in chart.data
        if (getattr(trace, f"{letter}axis", None) or letter) == anchor
        for value in (trace[letter] if trace[letter] is not None else ())
        if not missing(value)
    ]
    return (min(0.0, *held) * 1.12, max(0.0, *held) * 1.12) if held else None
