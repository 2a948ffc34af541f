"""Charts of sectors: one pinned in the strong colour beside its branch, others and all; intervals instead of ranks."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ikm import ledger, text
from ikm.axes import (
    INK,
    MUTED,
    OTHER,
    OURS,
    STANDOFF,
    STEPS_SMALL,
    TEMPLATE,
    Mark,
    annotate,
    apart,
    axes_of,
    draw,
    hover_mark,
    level,
    panel_years,
    steps_from,
    upright,
    value_range,
    value_ticks,
)
from ikm.metrics import Result
from ikm.sectors import ALL, sector_name

PANEL_HEIGHT, LONE_HEIGHT = 205, 400
BAR_HEIGHT = 46
LABEL_GAP = 0.14
DASHES = ("dash", "dot", "dashdot", "longdash")
# From small to large, lighter to darker, told apart without colour too; what is not known is no size.
SIZE_COLOURS = {
    "mikro": "#BFDDD6", "kecil": "#63A99A", "menengah": "#0F6B5C", "besar": "#073A32", "unknown": "#E3E6E2",
}  # fmt: skip
WIDE_ENOUGH_PCT = 7


def sector_panels(result: Result, language: str) -> go.Figure:
    """A panel a column over years, in each a line a sector, the pinned one strong; all in solid grey."""
    columns, sectors = result.metric.chart["columns"], drawn_sectors(result)
    titles = [text.say(f"column.{column}", language) for column in columns]
    figure = make_subplots(
        rows=len(columns), cols=1, shared_xaxes=True, vertical_spacing=0.3 / max(2, len(columns)), subplot_titles=titles
    )
    figure.update_annotations(font={"size": 14, "color": INK}, x=0, xanchor="left")
    height = max(LONE_HEIGHT, PANEL_HEIGHT * len(columns) + 50)
    figure.update_layout(template=TEMPLATE, height=height, margin={"r": 118, "t": 30, "l": 8})
    notes, levels = [], []
    for place, column in enumerate(columns, 1):
        notes += _sector_panel(figure, result, sectors, column, place, language)
        levels.append(level(_base(column), {"color": OTHER, "width": 1}, axes_of(place)))
    annotate(figure, notes)
    draw(figure, levels)
    panel_years(figure, result, language)
    first, last = int(result.rows["year"].min()), int(result.rows["year"].max())
    figure.update_xaxes(showticklabels=True, range=[first - 0.5, last + 0.5])
    return figure


def drawn_sectors(result: Result) -> list[str]:
    """The pinned sector drawn last, over the others. Levels from zero would flatten it under the whole: there the whole
    and its branch are left to the table."""
    placed = list(dict.fromkeys(result.rows["sector"]))
    levels = not all(column.endswith(("_index", "_pct")) for column in result.metric.chart["columns"])
    chosen = result.metric.chart["chosen"]
    return [sector for sector in placed if not levels or sector in chosen][::-1]


def _sector_panel(
    figure: go.Figure, result: Result, sectors: Sequence[str], column: str, place: int, language: str
) -> list[Mark]:
    """The lines of one column; returns the notes at their ends."""
    axes = axes_of(place)
    drawn = result.rows[result.rows["sector"].isin(sectors)]
    low, high = _range(result, drawn[column].astype(float), column)
    steps = steps_from(_base(column), low, high, STEPS_SMALL)
    ticks = value_ticks(steps, column, language) if drawn[column].notna().any() else {"showticklabels": False}
    figure.update_yaxes(range=[low, high], **ticks, row=place, col=1)
    last, ends = result.rows["year"].max(), []
    for order, sector in enumerate(sectors):
        rows = result.rows[result.rows["sector"] == sector]
        line = _line_of(result, sector, order)
        _add_line(figure, result, rows, column, line, axes, language)
        present = rows.dropna(subset=[column])
        if len(present):
            name = text.wrapped(bare(sector_name(result, sector, language)), 16, 1)
            value = text.cell(column, present[column].iloc[-1], language)
            # A line that ends before the last year says when.
            when = "" if present["year"].iloc[-1] == last else f" ({present['year'].iloc[-1]})"
            colour = OURS if line["color"] == OURS else MUTED
            ends.append((float(present[column].iloc[-1]), f"{name}<br><b>{value}</b>{when}", colour))
    _mark_hidden(figure, result, column, low, axes)
    return _end_notes(ends, (low, high), axes)


def _base(column: str) -> int:
    """The height that a column is read against."""
    return 100 if column.endswith("_index") else 0


def bare(name: str) -> str:
    """A sector's name beside a line, without the words that nearly every title begins with."""
    plain = name.removeprefix("Industri ").removeprefix("Manufacture of ")
    return plain[:1].upper() + plain[1:]


def _mark_hidden(figure: go.Figure, result: Result, column: str, low: float, axes: tuple[str, str]) -> None:
    """An x under each year in which the number behind the pinned sector's value is hidden."""
    hidden = result.hidden(column) & (result.rows["sector"] == result.metric.chart["strong"])
    years = result.rows.loc[hidden, "year"]
    figure.add_scatter(
        x=years, y=[low] * len(years), mode="text", text=text.HIDDEN, textposition="top center",
        textfont={"color": MUTED, "size": 13}, hoverinfo="skip", cliponaxis=False, xaxis=axes[0], yaxis=axes[1],
    )  # fmt: skip


def _range(result: Result, values: pd.Series, column: str) -> tuple[float, float]:
    if values.dropna().empty:
        return 0.0, 1.0
    if column.endswith("_index"):
        return value_range(values, result)
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    return low * 1.1, high * 1.15 or 1.0


def _line_of(result: Result, sector: str, place: int) -> dict[str, object]:
    if sector == result.metric.chart["strong"]:
        return {"color": OURS, "width": 3.5}
    if sector == ALL:
        return {"color": OTHER, "width": 2.5}
    return {"color": MUTED, "width": 1.8, "dash": DASHES[place % len(DASHES)]}


def _add_line(
    figure: go.Figure, result: Result, rows: pd.DataFrame, column: str, line: dict[str, object],
    axes: tuple[str, str], language: str,
) -> None:  # fmt: skip
    mark = hover_mark(result, language)
    head = sector_name(result, rows["sector"].iloc[0], language)
    name = text.say(f"column.{column}", language)
    words = [
        f"<b>{head}</b><br>{year}<br>{name}: {text.cell(column, value, language) or text.NO_DATA}{mark}"
        for year, value in zip(rows["year"], rows[column], strict=True)
    ]
    figure.add_scatter(
        x=rows["year"], y=rows[column].astype(float), mode="lines+markers", connectgaps=False, line=line,
        marker={"size": 6 if line["color"] == OURS else 4}, text=words, hovertemplate="%{text}<extra></extra>",
        xaxis=axes[0], yaxis=axes[1],
    )  # fmt: skip


def _end_notes(
    ends: Sequence[tuple[float, str, object]], reach: tuple[float, float], axes: tuple[str, str]
) -> list[Mark]:
    """Names and last values beside the ends of a panel's lines, pushed apart where they would overlap."""
    low, high = reach
    gap = LABEL_GAP * max([1, *(1 + words.count("<br>") for _, words, _ in ends)])
    heights = apart([(value - low) / ((high - low) or 1) for value, _, _ in ends], gap)
    return [
        {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": height, "yref": f"{axes[1]} domain",
         "yanchor": "middle", "showarrow": False, "align": "left", "text": words,
         "font": {"size": 13, "color": colour}}
        for height, (_, words, colour) in zip(heights, ends, strict=True)
    ]  # fmt: skip


def size_mix(result: Result, language: str) -> go.Figure:
    """One bar of 100 percent a sector, by the ruler picked; what is hidden is one hatched part marked x."""
    shares = size_shares(result)
    sectors = list(shares)
    figure = go.Figure(layout={"template": TEMPLATE, "height": 96 + BAR_HEIGHT * len(sectors), "barmode": "stack"})
    places = list(range(len(sectors)))[::-1]
    for size in [*SIZE_COLOURS, text.HIDDEN]:
        values = [_share_of(own, size) for own in shares.values()]
        if any(values):
            _size_bar(figure, result, size, places, values, sectors, language)
    labels = [_sector_label(result, sector, language) for sector in sectors]
    figure.update_yaxes(
        tickmode="array",
        tickvals=places,
        ticktext=labels,
        tickfont_color=INK,
        showgrid=False,
        ticks="",
        ticklabelstandoff=STANDOFF,
    )
    figure.update_xaxes(visible=False, range=[0, 100])
    figure.update_layout(
        margin={"r": 12, "t": 44}, bargap=0.3, showlegend=True, uniformtext={"minsize": 11, "mode": "hide"},
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "traceorder": "normal", "itemclick": False,
                "itemdoubleclick": False, "font": {"size": 13}},
    )  # fmt: skip
    return figure


def size_shares(result: Result) -> dict[str, "pd.Series[float]"]:
    """Percent of each size by sector, by the ruler picked; missing where it is hidden."""
    rows = result.rows[result.rows["ruler"] == result.selection.size_ruler]
    grouped = rows.set_index("size").groupby("sector", sort=False)["share_pct"]
    return {str(sector): shares.astype(float) for sector, shares in grouped}


def _share_of(shares: "pd.Series[float]", size: str) -> float:
    return hidden_share(shares) if size == text.HIDDEN else float(shares.fillna(0.0).get(size, 0.0))


def hidden_share(shares: "pd.Series[float]") -> float:
    """What the visible sizes leave of 100, where some are hidden and any is known."""
    known = shares.dropna()
    return round(100 - float(known.sum()), 6) if 0 < len(known) < len(shares) else 0.0


def _size_bar(
    figure: go.Figure, result: Result, size: str, places: list[int], values: list[float], sectors: list[str],
    language: str,
) -> None:  # fmt: skip
    hidden = size == text.HIDDEN
    name = text.HIDDEN if hidden else ledger.name("size", size, language, result.version)
    mark = hover_mark(result, language)
    words = [
        (text.HIDDEN if hidden else text.percent(value, language, 0)) if value >= WIDE_ENOUGH_PCT else ""
        for value in values
    ]
    hover = [
        f"<b>{sector_name(result, sector, language)}</b><br>{name}: "
        f"{text.HIDDEN if hidden else text.percent(value, language)}{mark}"
        for sector, value in zip(sectors, values, strict=True)
    ]
    dark = size in ("menengah", "besar")
    figure.add_bar(
        y=places, x=values, orientation="h", name=name, text=words, textposition="inside", insidetextanchor="middle",
        textangle=0, textfont={"color": "#FFFFFF" if dark else INK, "size": 13}, hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": "#FFFFFF" if hidden else SIZE_COLOURS[size], "line": {"color": "#FFFFFF", "width": 1},
                "pattern": {"shape": "/" if hidden else "", "fgcolor": OTHER}},
    )  # fmt: skip


def _sector_label(result: Result, sector: str, language: str) -> str:
    name = text.wrapped(sector_name(result, sector, language), 20, 2)
    return f"<b>{name}</b>" if sector == result.metric.chart["strong"] else name


def quotients(result: Result, language: str) -> go.Figure:
    """The districts of the pinned branch around 1, each with its interval; strong where the interval leaves out 1."""
    rows = result.rows[result.rows["branch"] == result.metric.chart["strong"]]
    rows = rows.sort_values(["quotient_ratio", "kecamatan_code"], ascending=[True, False], na_position="first")
    apart = (rows["low_ratio"] > 1) | (rows["high_ratio"] < 1)
    return _whiskers(
        result, rows, "kecamatan_code", ("quotient_ratio", "low_ratio", "high_ratio"),
        [OURS if each else MUTED for each in apart], [""] * len(rows), language,
        line=(1.0, text.say("sector.as_everywhere", language)),
    )  # fmt: skip


def ranges(result: Result, language: str) -> go.Figure:
    """Growth of each branch with its interval, the pinned one strong, and beside it the ranks it may have."""
    rows = result.rows.sort_values(["growth_pct", "branch"], ascending=[True, False], na_position="first")
    strong = result.metric.chart["strong"]
    notes = [rank_words(row.rank_best, row.rank_worst, language) for row in rows.itertuples()]
    return _whiskers(
        result, rows, "branch", ("growth_pct", "low_pct", "high_pct"),
        [OURS if branch == strong else MUTED for branch in rows["branch"]], notes, language, line=(0.0, ""),
    )  # fmt: skip


def rank_words(best: float, worst: float, language: str) -> str:
    """`peringkat 2–4`, or nothing where it has none."""
    if text.missing(best):
        return ""
    ranks = "–".join(dict.fromkeys(str(int(rank)) for rank in (best, worst)))
    return text.say("sector.rank", language, ranks=ranks)


def _whiskers(
    result: Result, rows: pd.DataFrame, part: str, columns: tuple[str, str, str], colours: list[str],
    notes: list[str], language: str, line: tuple[float, str],
) -> go.Figure:  # fmt: skip
    """A dot with its interval a part, first row at the bottom, a note at the right, and a line to read them against."""
    middle, low, high = (rows[column].astype(float) for column in columns)
    figure = go.Figure(layout={"template": TEMPLATE, "height": 70 + 38 * len(rows)})
    places = list(range(len(rows)))
    draw(figure, [upright(line[0], {"color": INK, "width": 1})])
    for place, colour in zip(places, colours, strict=True):
        if not text.missing(low.iloc[place]):
            figure.add_scatter(
                x=[low.iloc[place], high.iloc[place]], y=[place, place], mode="lines", hoverinfo="skip",
                line={"color": colour, "width": 2.5},
            )  # fmt: skip
    figure.add_scatter(
        x=middle, y=places, mode="markers", marker={"size": 11, "color": colours},
        text=[_interval_words(result, row, part, columns, language) for row in rows.index],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    words = [
        note if not text.missing(value) else absent(result, row, language)
        for row, value, note in zip(rows.index, middle, notes, strict=True)
    ]
    named = {"x": line[0], "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "text": line[1],
             "font": {"size": 13, "color": MUTED}}  # fmt: skip
    beside = [
        {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": place, "showarrow": False, "text": word,
         "font": {"size": 13, "color": colour}}
        for place, word, colour in zip(places, words, colours, strict=True)
    ]  # fmt: skip
    annotate(figure, [named, *beside])
    labels = [text.wrapped(ledger.name(part, code, language, result.version), 20, 2) for code in rows[part]]
    ticks = [_strong(label, colour) for label, colour in zip(labels, colours, strict=True)]
    figure.update_yaxes(
        tickmode="array", tickvals=places, ticktext=ticks, tickfont={"color": INK, "size": 13}, showgrid=False,
        ticks="", ticklabelstandoff=STANDOFF, range=[-0.6, len(rows) - 0.4],
    )  # fmt: skip
    _whisker_axis(figure, pd.concat([middle, low, high]), line[0], columns[0], language)
    figure.update_layout(margin={"r": 104 if any(notes) else 92 if any(words) else 16, "t": 26, "b": 8})
    return figure


def _strong(label: str, colour: str) -> str:
    return f"<b>{label}</b>" if colour == OURS else label


def absent(result: Result, row: object, language: str) -> str:
    """Why there is no dot: a hidden number behind it, or too few businesses."""
    return text.HIDDEN if result.masked.loc[row].any() else text.say("sector.too_few", language)


def _interval_words(result: Result, row: object, part: str, columns: tuple[str, str, str], language: str) -> str:
    head = ledger.name(part, result.rows.at[row, part], language, result.version)
    name = text.say(f"column.{columns[0]}", language)
    value, low, high = (text.cell(column, result.rows.at[row, column], language) for column in columns)
    mark = hover_mark(result, language)
    return f"<b>{head}</b><br>{name}: {value} ({low} … {high}){mark}"


def _whisker_axis(figure: go.Figure, values: "pd.Series[float]", base: float, column: str, language: str) -> None:
    """Round ticks around the base, in the reader's own numbers."""
    present = [*values.dropna(), base] if values.notna().any() else [base - 1, base + 1]
    low, high = min(present), max(present)
    margin = 0.06 * (high - low or 1)
    kept = steps_from(base, low - margin, high + margin, STEPS_SMALL)
    figure.update_xaxes(
        range=[low - margin, high + margin], **value_ticks(kept, column, language), showgrid=True, gridcolor="#E9ECE8",
        side="bottom", tickangle=0,
    )  # fmt: skip
