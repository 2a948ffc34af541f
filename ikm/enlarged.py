"""A chart as a slide takes it: low, so that its letters can be large; in two columns where it has many lying bars, or
panels above each other."""

from typing import Any

import plotly.graph_objects as go

# Pixels before enlarging: a chart of 300 fills a slide at nearly twice the size of the page.
LOWEST, HIGHEST, TWO_COLUMNS = 300, 430, 560
# Panels above each other and bars below their names overlap below this, each with words of its own.
HIGHEST_OF_WORDS = 600
# How far a chart may be pressed together: bars with their names above them, labels of two lines, all others.
NAMED_ABOVE, TWO_LINES, OTHER = 0.8, 0.92, 0.65
# Lines of a name above a bar that can be pressed; more would lie on the bar.
NAME_LINES = 2
# What is a length on the screen: the width of a line is one, that of a bar is not.
ANYWHERE = ("xshift", "yshift", "ax", "ay", "ticklen", "standoff")
PIXELS = {
    "font": ("size",), "tickfont": ("size",), "textfont": ("size",), "marker": ("size",), "pattern": ("size",),
    "line": ("width",), "margin": ("l", "r", "t", "b"), "error_x": ("width", "thickness"),
    "error_y": ("width", "thickness"),
}  # fmt: skip
# Where one row ends: halfway to the next, or below the name that stands above the next bar.
HALFWAY, BELOW_A_NAME = 0.5, 0.25
MOST_ABREAST = 3
# Between panels abreast, as a part of the whole, and at the right of the last: room for the names of its lines.
GAP, RIGHT = 0.14, 84


def columns(chart: go.Figure) -> list[go.Figure]:
    """The chart, or its upper and its lower half, with the height to be drawn at. The chart itself is not changed."""
    height = float(chart.layout.height or LOWEST)
    above = chart.layout.yaxis.visible is False
    if height > TWO_COLUMNS and _is_lying(chart):
        rows = [float(place) for place in chart.data[0].y]
        low, high = chart.layout.yaxis.range or (-HALFWAY, len(rows) - HALFWAY)
        upper, lower = _halves(low, high, [place - (BELOW_A_NAME if above else HALFWAY) for place in rows])
        pressed = height * (upper[1] - upper[0]) / (high - low) * (1 if above else NAMED_ABOVE)
        # What the colours mean is written once.
        unkeyed = go.Figure(chart)
        unkeyed.layout.annotations = [each for each in chart.layout.annotations if each.yref != "paper"]
        return [_part(chart, upper, pressed), _part(unkeyed, lower, pressed)]
    if _is_stack_of_lines(chart):
        return [_copy(_abreast(chart), LOWEST)]
    if height > TWO_COLUMNS and _is_stack(chart):
        return _stack_halves(chart, height)
    lines = 1 + max(((each.text or "").count("<br>") for each in chart.layout.annotations), default=0)
    if above and lines > NAME_LINES:
        return [_copy(chart, height)]
    low = _copy(chart, height * (NAMED_ABOVE if above else TWO_LINES if lines > 1 else OTHER))
    return [low if above else low.update_traces(constraintext="none", selector={"type": "bar"})]


def _is_lying(chart: go.Figure) -> bool:
    """Whether all that is drawn are lying bars on one axis."""
    return len(_axes(chart)) <= 1 and all(trace.type == "bar" and trace.orientation == "h" for trace in chart.data)


def _is_stack_of_lines(chart: go.Figure) -> bool:
    """Whether a few panels with lines stand above each other."""
    lines = {trace.yaxis for trace in chart.data if trace.type == "scatter" and "lines" in (trace.mode or "")}
    return _is_stack(chart) and len(_axes(chart)) == len(lines) <= MOST_ABREAST


def _is_stack(chart: go.Figure) -> bool:
    """Whether panels stand above each other, none beside another."""
    names = _axes(chart)
    return len(names) > 1 and len({chart.layout[f"xaxis{name}"].domain for name in names}) == 1


def _stack_halves(chart: go.Figure, height: float) -> list[go.Figure]:
    """The upper panels and the lower ones, cut where both parts are as equal as can be and drawn equally high."""
    names = sorted(_axes(chart), key=lambda name: chart.layout[f"yaxis{name}"].domain, reverse=True)
    cuts = [(names[:place], names[place:]) for place in range(1, len(names))]

    def share(part: list[str]) -> float:
        low, high = _extent(chart, part)
        return high - low

    parts = min(cuts, key=lambda both: max(map(share, both)))
    around = (chart.layout.margin.t or 0) + (chart.layout.margin.b or 0)
    tallest = min(around + (height - around) * max(map(share, parts)), HIGHEST_OF_WORDS)
    return [_panels_part(chart, part).update_layout(height=tallest) for part in parts]


def _extent(chart: go.Figure, names: list[str]) -> tuple[float, float]:
    """Where some panels begin and end upwards, as parts of the whole."""
    domains = [chart.layout[f"yaxis{name}"].domain for name in names]
    return min(low for low, _ in domains), max(high for _, high in domains)


def _panels_part(chart: go.Figure, names: list[str]) -> go.Figure:
    """Some panels of a stack as a chart of their own, with their titles and what is written in them."""
    low, high = _extent(chart, names)
    content = chart.to_dict()
    layout = content["layout"]
    for name in set(_axes(chart)) - set(names):
        del layout[f"xaxis{name}"], layout[f"yaxis{name}"]
    for name in names:
        axis = layout[f"yaxis{name}"]
        axis["domain"] = [(end - low) / (high - low) for end in axis["domain"]]
    notes = []
    for note in layout.get("annotations", ()):
        if note.get("yref") != "paper":
            notes += [note] if _axis_of(note) in names else []
        elif low <= note["y"] <= high:
            notes.append(note | {"y": (note["y"] - low) / (high - low)})
    layout["annotations"] = notes
    layout["shapes"] = [each for each in layout.get("shapes", ()) if _axis_of(each) in names]
    drawn = [trace for trace in content["data"] if trace.get("yaxis", "y").removeprefix("y") in names]
    return go.Figure(drawn, layout)


def _axis_of(mark: dict[str, Any]) -> str:
    """The number behind the axis that a note or a shape stands on."""
    return str(mark.get("yref", "y")).removesuffix(" domain").removeprefix("y")


def _axes(chart: go.Figure) -> list[str]:
    """The number behind each axis' name: nothing, 2, 3 …"""
    return [key.removeprefix("yaxis") for key in chart.to_dict()["layout"] if key.startswith("yaxis")]


def _abreast(chart: go.Figure) -> go.Figure:
    """The panels side by side instead of above each other, each with its title (the first of the annotations) and what
    is written at the right of its lines."""
    copy, names = go.Figure(chart), _axes(chart)
    width = (1 + GAP) / len(names) - GAP
    for place, name in enumerate(names):
        left = place * (width + GAP)
        copy.layout[f"xaxis{name}"].update(domain=(left, min(left + width, 1)), anchor=f"y{name}")
        copy.layout[f"yaxis{name}"].update(domain=(0, 0.9))
        copy.layout.annotations[place].update(x=left, y=1)
        for yref in (f"y{name}", f"y{name} domain"):
            copy.update_annotations(x=left + width, selector={"xref": "paper", "yref": yref, "x": 1})
    return copy.update_layout(margin_r=max(RIGHT, chart.layout.margin.r or 0))


def times(chart: go.Figure, factor: float) -> go.Figure:
    """A copy with letters, lines, marks and margins larger by `factor`, for a screen that is seen from afar."""
    return go.Figure(_larger(chart.to_dict(), factor, ""))


def _larger(node: Any, factor: float, name: str) -> Any:
    """Everything that is measured in pixels, by its name and by what it is a part of."""
    if isinstance(node, dict):
        inside = {key: _larger(value, factor, key) for key, value in node.items()}
        return inside | {key: _sized(node[key], factor) for key in PIXELS.get(name, ANYWHERE) if key in node}
    if isinstance(node, list | tuple):
        return [_larger(each, factor, name) for each in node]
    return node


def _sized(value: Any, factor: float) -> Any:
    return [_sized(each, factor) for each in value] if isinstance(value, list | tuple) else value * factor


def _copy(chart: go.Figure, height: float) -> go.Figure:
    words = len(_axes(chart)) > 1 or chart.layout.yaxis.visible is False
    return go.Figure(chart).update_layout(height=min(max(height, LOWEST), HIGHEST_OF_WORDS if words else HIGHEST))


def _part(chart: go.Figure, rows: tuple[float, float], height: float) -> go.Figure:
    """The rows of a range, on the same scale as the rest."""
    return _copy(chart, height).update_yaxes(range=rows).update_xaxes(range=chart.layout.xaxis.range or _reach(chart))


def _halves(low: float, high: float, ends: list[float]) -> list[tuple[float, float]]:
    """What is above and below the middle of an axis, parted where one of its rows ends, both as high."""
    middle = min(ends, key=lambda end: abs(end - (low + high) / 2))
    half = max(high - middle, middle - low)
    return [(middle, middle + half), (middle - half, middle)]


def _reach(chart: go.Figure) -> tuple[float, float]:
    """From zero to the end of the longest bar or interval, and a little more."""
    ends = [float(end) for trace in chart.data for end in _ends(trace)]
    return min(0.0, *ends) * 1.05, max(0.0, *ends) * 1.05


def _ends(trace: Any) -> list[float]:
    values = [] if trace.x is None else list(trace.x)
    spread = [] if trace.error_x.array is None else list(trace.error_x.array)
    return [*values, *(value + more for value, more in zip(values, spread, strict=False))]
