"""Charts of training: who was reached, what changed and within which interval, and how strong the evidence is."""

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ikm import ledger, text
from ikm.axes import (
    INK,
    MUTED,
    OTHER,
    OURS,
    TEMPLATE,
    annotate,
    axes_of,
    draw,
    hover_mark,
    time_figure,
    upright,
    value_axis,
)
from ikm.metrics import Result
from ikm.training import changed, in_unit, last_waves, length, told_by_event, unit_word

PALE, FAINT = "#D8E6E2", "#E9ECE8"
BAND = "#CFE0DB"
# Between a name and its bar, for every line of the name.
STANDOFF = 8
ROW_HEIGHT, EFFECT_HEIGHT, BETWEEN = 62, 104, 66
# Letters of a line that fit on a phone: above a plot, in the title and in the small print of a programme, of the name
# of an organiser beside its bar. What is longer takes another line.
LONG_KEY, LONG_TITLE, LONG_SMALL, LONG_PART = 52, 52, 60, 30
LINE_HEIGHT, PART_HEIGHT = 17, 32
# A number stays beside its unit, and a dot at the end of the line that it separates from the next.
UNBROKEN = "\N{NO-BREAK SPACE}"
BESIDE = f"{UNBROKEN}· "
STUDY_HEIGHT, SENSITIVITY_HEIGHT = 230, 170
Label = Callable[[Result, object, str], str]


def programmes(result: Result, language: str) -> go.Figure:
    """One programme a line: a full bar where the number of participants is exact, a hollow one where it is not, words
    where none is given; above it the title and the year, below the branch, organiser, partner and days."""
    rows = result.rows.iloc[::-1]
    exact = rows["participants_precision"] == "exact"
    notes = [_programme_note(result, row, language) for row in rows.index]
    places, top = _places(notes, 2, ROW_HEIGHT)
    figure = go.Figure(layout={"template": TEMPLATE, "height": ROW_HEIGHT * top + 24})
    figure.add_bar(
        y=places,
        x=rows["participants"].astype(float).fillna(0),
        width=0.24,
        orientation="h",
        marker={"color": [OURS if flag else "#FFFFFF" for flag in exact], "line": {"color": OURS, "width": 1.5}},
        text=[participants_words(result, row, language) for row in rows.index],
        textposition="outside",
        textfont_color=INK,
        cliponaxis=False,
        hovertext=[_programme_hover(result, row, language) for row in rows.index],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    annotate(
        figure,
        [{"x": 0, "y": place + 0.14, "xanchor": "left", "yanchor": "bottom", "align": "left", "showarrow": False,
          "font": {"size": 13}, "text": note}
         for place, note in zip(places, notes, strict=True)],
    )  # fmt: skip
    figure.update_layout(margin_r=110, margin_t=34)
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(visible=False, range=[-0.4, top - 0.1])
    _above(figure, text.say("training.full_or_hollow", language, colour=OURS), x=0)
    return figure


def _programme_note(result: Result, row: object, language: str) -> str:
    """Title and year, and in small letters the rest, each in as many lines as a phone needs."""
    year = str(result.rows.at[row, "start_date"].year)
    head = text.wrapped(f"{title(result, row, language)} {year}", LONG_TITLE).removesuffix(year)
    small = text.wrapped(BESIDE.join(_particulars(result, row, language)), LONG_SMALL)
    return f"{head}<b>{year}</b><br>{_small(small)}"


def _places(notes: Sequence[str], usual: int, height: int) -> tuple[list[float], float]:
    """Where rows with notes above them stand from the bottom to the top, and where the next would: one apart, which is
    so many pixels, and more where a note has more lines than usual."""
    steps = [1 + LINE_HEIGHT * (note.count("<br>") + 1 - usual) / height for note in notes]
    *places, top = accumulate(steps, initial=0.0)
    return places, top


def programmes_by(result: Result, language: str) -> go.Figure:
    """Lying bars under a heading for each breakdown: programmes with an exact number of participants full, the others
    hollow."""
    lines = [
        line
        for breakdown, rows in result.rows.groupby("breakdown", sort=False)
        for line in [(f"<b>{text.say(f'breakdown.{breakdown}', language)}</b>", None), *_parts(result, rows, language)]
    ][::-1]
    places = list(range(len(lines)))
    exact, rest = (
        [0 if row is None else int(row["programmes_exact"] if full else row["programmes"] - row["programmes_exact"])
         for _, row in lines]
        for full in (True, False)
    )  # fmt: skip
    figure = go.Figure(layout={"template": TEMPLATE, "height": PART_HEIGHT * len(lines) + 60})
    for counts, colour in ((exact, OURS), (rest, "#FFFFFF")):
        figure.add_bar(
            y=places, x=counts, orientation="h", width=0.62, hoverinfo="skip",
            marker={"color": colour, "line": {"color": OURS, "width": [1.5 if count else 0 for count in counts]}},
        )  # fmt: skip
    annotate(
        figure,
        [{"x": int(row["programmes"]), "y": place, "xanchor": "left", "xshift": 4, "showarrow": False,
          "font": {"size": 13}, "text": text.number(row["programmes"], language)}
         for place, (_, row) in enumerate(lines) if row is not None],
    )  # fmt: skip
    figure.update_yaxes(
        tickmode="array", tickvals=places, ticktext=[name for name, _ in lines], ticklabelstandoff=STANDOFF,
        showgrid=False, ticks="", tickfont={"color": INK, "size": 12}, range=[-0.6, len(lines) - 0.4],
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, 1.02 * float(result.rows["programmes"].max())])
    figure.update_layout(barmode="stack", margin={"r": 24, "t": 34})
    _above(figure, text.say("training.exact_or_not", language, colour=OURS))
    return figure


def _parts(result: Result, rows: pd.DataFrame, language: str) -> list[tuple[str, "pd.Series"]]:
    """Name and row of each part of a breakdown."""
    return [(_part(result, row, language), row) for _, row in rows.iterrows()]


def _part(result: Result, row: "pd.Series", language: str) -> str:
    if text.missing(row["part"]):
        return text.say("figure.not_given", language)
    column = "branch" if row["breakdown"] == "branch" else "part"
    return text.wrapped(ledger.name(column, row["part"], language, result.version), LONG_PART)


def title(result: Result, row: object, language: str) -> str:
    if "title" not in result.rows:
        return ledger.name("event_id", result.rows.at[row, "event_id"], language, result.version)
    return str(result.rows.at[row, "title" if language == "id" else "title_en"])


def _particulars(result: Result, row: object, language: str) -> list[str]:
    """Branch, organiser, partner and days, those that are given."""
    branch, organiser, partner, days = (
        result.rows.at[row, name] for name in ("branch", "organiser", "partner", "days")
    )
    named = "" if text.missing(branch) else ledger.name("branch", branch, language, result.version)
    lasting = length(days, language).replace(" ", UNBROKEN)
    words = [named, *("" if text.missing(each) else str(each) for each in (organiser, partner)), lasting]
    return [each for each in words if each]


def _programme_hover(result: Result, row: object, language: str) -> str:
    lines = [f"<b>{title(result, row, language)}</b>", *_particulars(result, row, language)]
    return "<br>".join(lines) + hover_mark(result, language)


def participants_words(result: Result, row: object, language: str) -> str:
    """`30`, `± 30`, `≥ 20`, or words: how exactly the number of participants is known; x where it is hidden."""
    if result.masked.at[row, "participants"]:
        return text.HIDDEN
    count, precision = (result.rows.at[row, name] for name in ("participants", "participants_precision"))
    if text.missing(count):
        return text.say("figure.not_given", language)
    stated = f" {text.say('training.stated', language)}" if precision == "stated" else ""
    sign = {"about": "± ", "at least": "≥ ", "more than": "> "}.get(str(precision), "")
    return f"{sign}{text.number(count, language)}{stated}"


def attendance(result: Result, language: str) -> go.Figure:
    """One bar a year, in two colours: participants that are recognised as a business, and those that are not."""
    figure, positions = time_figure(result, language)
    rows = result.rows
    told = rows["linked"].notna()
    parts = (
        (rows["linked"].astype(float), OURS, "linked"),
        (rows["unlinked"].astype(float), PALE, "unlinked"),
        (rows["participants"].astype(float).mask(told), FAINT, "participants"),
    )
    for values, colour, column in parts:
        figure.add_bar(
            x=positions, y=values, width=0.7, marker={"color": colour}, hovertemplate="%{hovertext}<extra></extra>",
            hovertext=[_year_hover(result, row, column, language) for row in rows.index],
        )  # fmt: skip
    figure.update_layout(barmode="stack", margin={"r": 16, "t": 56})
    value_axis(figure, result, ["participants"], language)
    totals = zip(positions, rows["participants"], result.masked["participants"], strict=True)
    annotate(
        figure,
        [{"x": position, "y": 0 if text.missing(total) else float(total), "yanchor": "bottom", "showarrow": False,
          "text": text.HIDDEN if hidden else text.number(total, language), "font": {"size": 13}}
         for position, total, hidden in totals],
    )  # fmt: skip
    names = [
        f'<span style="color:{colour}">■</span> {text.say(f"column.{column}", language)}'
        for _, colour, column in parts[: 3 if (~told).any() else 2]
    ]
    _above(figure, "   ".join(names), 26)
    return figure


def _year_hover(result: Result, row: object, column: str, language: str) -> str:
    hidden = column == "unlinked" and result.masked.at[row, "linked"]
    hidden = hidden or result.masked.at[row, column]
    words = text.HIDDEN if hidden else text.number(result.rows.at[row, column], language)
    head = f"<b>{int(result.rows.at[row, 'year'])}</b>"
    return f"{head}<br>{text.say(f'column.{column}', language)}: {words}{hover_mark(result, language)}"


def _above(figure: go.Figure, words: str, yshift: int = 0, x: int = 1) -> None:
    """What the colours mean, above the plot: at its right, or at its left (`x` 0) where no names stand beside it. Under
    each other where a phone is too narrow for one line."""
    parts = words.split("   ")
    if len(re.sub("<[^>]*>", "", words)) <= LONG_KEY:
        parts = [words]
    figure.update_layout(margin_t=max(figure.layout.margin.t, 8 + 19 * len(parts) + yshift))
    annotate(
        figure,
        [{"x": x, "xref": "paper", "xanchor": "right" if x else "left", "y": 1, "yref": "paper", "yanchor": "bottom",
          "align": "left", "yshift": yshift, "showarrow": False, "text": "<br>".join(parts),
          "font": {"size": 13, "color": MUTED}}],
    )  # fmt: skip


def reach(result: Result, language: str) -> go.Figure:
    """One lying bar a part, from 0 to 100 percent: the share ever reached by training in the strong colour, the rest
    pale. No bar where the share is hidden or the base too small; words say which."""
    rows = result.rows.iloc[::-1]
    part = result.metric.grain[0]
    places = [str(place) for place in range(len(rows))]
    shares = rows["reached_pct"].astype(float)
    figure = go.Figure(layout={"template": TEMPLATE, "height": 56 + 44 * len(rows)})
    for values, colour in ((shares, OURS), (100 - shares, PALE)):
        figure.add_bar(
            y=places, x=values, orientation="h", width=0.5, marker={"color": colour},
            hovertext=[_reach_hover(result, row, language) for row in rows.index],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    annotate(
        figure,
        [{"x": int(known), "xref": "paper", "xanchor": "left", "xshift": 8, "y": place, "showarrow": False,
          "align": "left", "text": reach_words(result, row, language),
          "font": {"size": 13, "color": INK if known else MUTED}}
         for place, row, known in zip(places, rows.index, shares.notna(), strict=True)],
    )  # fmt: skip
    names = [text.wrapped(ledger.name(part, code, language, result.version), 18, 3) for code in rows[part]]
    figure.update_yaxes(
        tickmode="array", tickvals=places, ticktext=names, ticklabelstandoff=STANDOFF, showgrid=False, ticks="",
        tickfont={"color": INK, "size": 13},
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, 100])
    figure.update_layout(barmode="stack", margin={"r": 132, "t": 30})
    _above(figure, f'<span style="color:{OURS}">■</span> {text.say("training.ever", language)}')
    return figure


def reach_words(result: Result, row: object, language: str) -> str:
    """`12,1% (34 dari 280)`, or why there is no share."""
    values = result.rows.loc[row]
    if result.masked.loc[row].any():
        return text.HIDDEN
    if text.missing(values["reached_pct"]):
        return text.say("training.few_active", language)
    return text.say(
        "training.reached", language, share=text.percent(values["reached_pct"], language),
        reached=text.number(values["businesses_reached"], language),
        active=text.number(values["businesses_active"], language),
    )  # fmt: skip


def _reach_hover(result: Result, row: object, language: str) -> str:
    part = result.metric.grain[0]
    name = ledger.name(part, result.rows.at[row, part], language, result.version)
    return f"<b>{name}</b><br>{reach_words(result, row, language)}{hover_mark(result, language)}"


def effects(result: Result, language: str) -> go.Figure:
    """A panel a unit, in each a line a measure and wave: the change as a dot with its 95 percent interval, over a pale
    band as wide as what that many pairs could not have shown; zero is a line."""
    return _whiskers(result, result.rows.iloc[::-1], measure_and_wave, language)


def effects_by_event(result: Result, language: str) -> go.Figure:
    """The same for one measure, after the longest wave: a line an event."""
    return _whiskers(result, told_by_event(result.rows).iloc[::-1], _event, language)


def measure_and_wave(result: Result, row: object, language: str) -> str:
    measure, wave = (
        ledger.name(name, result.rows.at[row, name], language, result.version) for name in ("measure", "wave")
    )
    return f"{measure}, {wave}"


def _event(result: Result, row: object, language: str) -> str:
    return text.wrapped(title(result, row, language), LONG_TITLE)


def _whiskers(result: Result, rows: pd.DataFrame, label: Label, language: str) -> go.Figure:
    """Panels as high as their lines, under each other; rows come from the bottom to the top."""
    units = list(dict.fromkeys(rows["effect_unit"].iloc[::-1]))
    panels = [rows[rows["effect_unit"] == unit] for unit in units]
    notes = [[_effect_note(result, row, label, language) for row in own.index] for own in panels]
    tops = [_places(each, 3, EFFECT_HEIGHT)[1] for each in notes]
    height = EFFECT_HEIGHT * sum(tops) + BETWEEN * len(units) + 40
    figure = make_subplots(
        rows=len(units), cols=1, row_heights=tops, vertical_spacing=BETWEEN / height,
        subplot_titles=[text.say(f"training.change.{unit}", language) for unit in units],
    )  # fmt: skip
    figure.update_annotations(font={"size": 13, "color": MUTED}, x=0, xanchor="left")
    figure.update_layout(template=TEMPLATE, height=height, margin={"r": 12, "l": 12, "t": 58}, **_separators(language))
    for panel, (own, told) in enumerate(zip(panels, notes, strict=True), 1):
        hover = [_effect_hover(result, row, label, language) for row in own.index]
        _whisker_panel(figure, own, told, hover, panel)
    _above(figure, f'<span style="color:{BAND}">■</span> {text.say("training.band", language)}', 28, x=0)
    return figure


def _effect_note(result: Result, row: object, label: Label, language: str) -> str:
    return "<br>".join([label(result, row, language), *effect_lines(result, row, language)])


def _separators(language: str) -> dict[str, str]:
    """Decimal sign and thousands of the language, for the numbers that plotly writes at its axes."""
    return {"separators": ",." if language == "id" else ".,"}


def _whisker_panel(figure: go.Figure, rows: pd.DataFrame, notes: list[str], hover: list[str], panel: int) -> None:
    where = {"row": panel, "col": 1}
    places, top = _places(notes, 3, EFFECT_HEIGHT)
    change, low, high = (rows[f"{name}_units"].astype(float) for name in ("change", "low", "high"))
    band = rows["detectable_units"].astype(float)
    figure.add_bar(
        y=places, x=2 * band, base=-band, orientation="h", width=0.3, marker={"color": BAND}, hoverinfo="skip", **where
    )
    # Zero is marked at each band only: one line through the panel would run through the words between them.
    figure.add_scatter(
        x=[0] * len(places), y=places, mode="markers", marker={"size": 1, "color": INK}, hoverinfo="skip",
        error_y={"type": "constant", "value": 0.2, "color": INK, "thickness": 1.2, "width": 0}, **where,
    )  # fmt: skip
    figure.add_scatter(
        x=change, y=places, mode="markers", marker={"size": 11, "color": OURS},
        error_x={"type": "data", "symmetric": False, "array": high - change, "arrayminus": change - low,
                 "color": OURS, "thickness": 2, "width": 5},
        hovertext=hover, hovertemplate="%{hovertext}<extra></extra>", **where,
    )  # fmt: skip
    x, y = axes_of(panel)
    annotate(
        figure,
        [{"x": 0, "xref": f"{x} domain", "xanchor": "left", "y": place + 0.2, "yref": y, "yanchor": "bottom",
          "align": "left", "showarrow": False, "font": {"size": 13}, "borderpad": 0, "text": note}
         for place, note in zip(places, notes, strict=True)],
    )  # fmt: skip
    ends = [0.0, *low.dropna(), *high.dropna(), *band.dropna(), *(-band.dropna())]
    room = 0.06 * ((max(ends) - min(ends)) or 1)
    figure.update_xaxes(
        range=[min(ends) - room, max(ends) + room], nticks=6, tickfont={"size": 12}, tickformat="~f", **where
    )
    figure.update_yaxes(visible=False, range=[-0.4, top - 0.1], **where)


def effect_lines(result: Result, row: object, language: str) -> list[str]:
    """`+6,1% (−4,0% … +17,3%), n = 57 dari 78`, and how those who dropped out began; or why there is none."""
    values = result.rows.loc[row]
    if result.masked.at[row, "n"]:
        return [text.HIDDEN]
    if text.missing(values["change_units"]):
        return [text.say("training.few_pairs", language, n=text.number(values["n"], language))]
    effect = text.say("training.effect", language, **changed(values, language))
    told = f"{effect}, {_small(_pairs(values, language))}"
    began = _began(values, language)
    return [told, _small(began)] if began else [told]


def _small(words: str) -> str:
    return f"<span style='color:{MUTED};font-size:12px'>{words}</span>"


def effect_words(result: Result, row: object, language: str) -> str:
    """The same in one line."""
    return ", ".join(effect_lines(result, row, language))


def _pairs(values: "pd.Series", language: str) -> str:
    """`n = 57 dari 78`, or `n = 78` where nobody dropped out."""
    n, start = (text.number(values[name], language) for name in ("n", "n_start"))
    if values["dropped"] == 0:
        return text.say("training.pairs", language, n=n)
    return text.say("training.pairs_of", language, n=n, start=start)


def _began(values: "pd.Series", language: str) -> str:
    """`ukuran awal yang berhenti 4,2% lebih tinggi`; empty where nobody dropped out, or too few."""
    difference = values["dropped_difference_units"]
    if values["dropped"] == 0 or text.missing(difference):
        return ""
    unit = str(values["effect_unit"])
    amount = f"{in_unit(abs(difference), unit, language, signed=False)}{unit_word(unit, language)}"
    return text.say("training.began_higher" if difference > 0 else "training.began_lower", language, amount=amount)


def _effect_hover(result: Result, row: object, label: Label, language: str) -> str:
    values = result.rows.loc[row]
    lines = [label(result, row, language), effect_words(result, row, language)]
    if not text.missing(values["detectable_units"]):
        lines.append(text.say("training.detectable", language, value=changed(values, language)["detectable"]))
    return "<br>".join(lines) + hover_mark(result, language)


def before_after(result: Result, language: str) -> go.Figure:
    """A line a certificate or practice: the share that had it before in grey, after in the strong colour, each with its
    Wilson interval, and the counts in words."""
    rows = last_waves(result.rows).iloc[::-1]
    figure = go.Figure(layout={"template": TEMPLATE, "height": 60 + ROW_HEIGHT * len(rows)})
    for moment, colour, shift in (("before", OTHER, 0.14), ("after", OURS, -0.14)):
        share, low, high = (rows[f"{moment}_{name}"].astype(float) for name in ("pct", "low_pct", "high_pct"))
        shown = share.where(low.notna())
        figure.add_scatter(
            x=shown, y=[place + shift for place in range(len(rows))], mode="markers",
            marker={"size": 11, "color": colour, "symbol": "circle" if moment == "after" else "circle-open"},
            error_x={"type": "data", "symmetric": False, "array": high - shown, "arrayminus": shown - low,
                     "color": colour, "thickness": 2, "width": 5},
            hovertext=[_certificate_hover(result, row, language) for row in rows.index],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    annotate(
        figure,
        [{"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": place, "showarrow": False, "align": "left",
          "text": counts_words(result, row, language), "font": {"size": 13}}
         for place, row in enumerate(rows.index)],
    )  # fmt: skip
    names = [text.wrapped(measure_and_wave(result, row, language), 20, 3) for row in rows.index]
    figure.update_yaxes(
        tickmode="array", tickvals=list(range(len(rows))), ticktext=names, ticklabelstandoff=STANDOFF,
        showgrid=False, ticks="", tickfont={"color": INK, "size": 12}, range=[-0.6, len(rows) - 0.4],
    )  # fmt: skip
    highest = max(10.0, *rows[["before_high_pct", "after_high_pct"]].max().dropna())
    top = min(106.0, 1.1 * highest)
    # A dot at zero is seen whole.
    figure.update_xaxes(range=[-0.06 * top, top], nticks=5, ticksuffix="%", tickangle=0)
    figure.update_layout(margin={"r": 92, "t": 34}, **_separators(language))
    words = [
        f'<span style="color:{colour}">{sign}</span> {text.say(f"column.{name}", language)}'
        for colour, sign, name in ((OTHER, "○", "before_pct"), (OURS, "●", "after_pct"))
    ]
    _above(figure, "   ".join(words), 4)
    return figure


def counts_words(result: Result, row: object, language: str) -> str:
    """`12 → 30 dari 81`, x where a count is hidden."""
    before, after, n = (
        text.HIDDEN if result.masked.at[row, name] else text.number(result.rows.at[row, name], language)
        for name in ("with_before", "with_after", "n")
    )
    return text.say("training.counts", language, before=before, after=after, n=n)


def _certificate_hover(result: Result, row: object, language: str) -> str:
    lines = [measure_and_wave(result, row, language), counts_words(result, row, language)]
    return "<br>".join(lines) + hover_mark(result, language)


def event_study(result: Result, language: str) -> go.Figure:
    """Two panels a measure: the difference to the businesses not trained by years since the training, with its band,
    years before hollow; and below the whole, then the whole with each cohort left out."""
    rows = result.rows.dropna(subset=["att_pct"])
    measures = list(dict.fromkeys(rows["measure"]))
    # Between two panels there is a title, and ticks of two lines.
    between = BETWEEN + 18
    height = (STUDY_HEIGHT + SENSITIVITY_HEIGHT + 36) * len(measures)
    figure = make_subplots(
        rows=2 * len(measures), cols=1, row_heights=[STUDY_HEIGHT, SENSITIVITY_HEIGHT] * len(measures),
        vertical_spacing=between / height,
        subplot_titles=[title for measure in measures for title in _study_titles(measure, language)],
    )  # fmt: skip
    figure.update_annotations(font={"size": 13, "color": INK}, x=0, xanchor="left")
    figure.update_layout(template=TEMPLATE, height=height, margin={"r": 12, "t": 34}, **_separators(language))
    for place, measure in enumerate(measures):
        own = rows[rows["measure"] == measure]
        _years_since(figure, result, own[own["statistic"] == "event"], 2 * place + 1, language)
        _sensitivity(figure, result, own[own["statistic"] != "event"], 2 * place + 2, language)
    figure.update_yaxes(ticksuffix="%", nticks=5, zeroline=True, zerolinecolor=INK, zerolinewidth=1.2)
    return figure


def _study_titles(measure: str, language: str) -> tuple[str, str]:
    name = text.say(f"measure.{measure}", language)
    return f"<b>{name}</b>: {text.say('training.since', language)}", text.say("training.without", language)


def _years_since(figure: go.Figure, result: Result, rows: pd.DataFrame, panel: int, language: str) -> None:
    years, att, low, high = (rows[name].astype(float) for name in ("key", "att_pct", "low_pct", "high_pct"))
    for bound, fill in ((high, None), (low, "tonexty")):
        figure.add_scatter(
            x=years, y=bound, mode="lines", line={"width": 0, "color": OURS}, fill=fill,
            fillcolor="rgba(15,107,92,0.16)", hoverinfo="skip", row=panel, col=1,
        )  # fmt: skip
    figure.add_scatter(
        x=years, y=att, mode="lines+markers", line={"color": OURS, "width": 2.5},
        marker={"size": 9, "symbol": ["circle-open" if year < 0 else "circle" for year in years]},
        hovertext=[_study_hover(result, row, language) for row in rows.index],
        hovertemplate="%{hovertext}<extra></extra>", row=panel, col=1,
    )  # fmt: skip
    draw(figure, [upright(-0.5, {"color": OTHER, "width": 1, "dash": "dot"}, axes_of(panel))])
    figure.update_xaxes(tickmode="array", tickvals=list(years), ticktext=[signed_year(year) for year in years],
                        row=panel, col=1)  # fmt: skip


def _sensitivity(figure: go.Figure, result: Result, rows: pd.DataFrame, panel: int, language: str) -> None:
    att, low, high = (rows[name].astype(float) for name in ("att_pct", "low_pct", "high_pct"))
    names = [
        text.say("training.whole", language)
        if text.missing(key)
        else text.say("training.without_one", language, year=int(key)).replace(" ", "<br>")
        for key in rows["key"]
    ]
    figure.add_scatter(
        x=list(range(len(rows))), y=att, mode="markers",
        marker={"size": 10, "color": [OURS if text.missing(key) else OTHER for key in rows["key"]]},
        error_y={"type": "data", "symmetric": False, "array": high - att, "arrayminus": att - low, "thickness": 1.8,
                 "width": 4, "color": MUTED},
        hovertext=[_study_hover(result, row, language) for row in rows.index],
        hovertemplate="%{hovertext}<extra></extra>", row=panel, col=1,
    )  # fmt: skip
    figure.update_xaxes(tickmode="array", tickvals=list(range(len(rows))), ticktext=names, tickangle=0,
                        range=[-0.6, len(rows) - 0.4], tickfont={"size": 12}, row=panel, col=1)  # fmt: skip


def _study_hover(result: Result, row: object, language: str) -> str:
    values = result.rows.loc[row]
    bounds = [text.percent(values[name], language, signed=True) for name in ("att_pct", "low_pct", "high_pct")]
    counts = [text.HIDDEN if result.masked.at[row, name] else text.number(values[name], language)
              for name in ("n_treated", "n_comparison")]  # fmt: skip
    compared = text.say("training.compared", language, treated=counts[0], comparison=counts[1])
    return f"{bounds[0]} ({bounds[1]} … {bounds[2]})<br>{compared}{hover_mark(result, language)}"


def signed_year(year: float) -> str:
    """`−1`, `0`, `+1`."""
    return f"+{int(year)}" if year > 0 else f"{int(year)}".replace("-", "−")


def ladder(result: Result, language: str) -> str:
    """The ladder of evidence as a table: the measures that stand alike in a row, the level, and in words what they rest
    on or what stands in the way."""
    heads = [text.say(f"training.ladder_{name}", language) for name in ("level", "measure", "why")]
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    body = "".join(
        _rung(level, why, [_measure(result, row, language) for row in rows], language)
        for (level, why), rows in rungs(result, language).items()
    )
    return f'<div class="ikm-ladder"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def rungs(result: Result, language: str) -> dict[tuple[str, str], list[object]]:
    """The rows of the measures that stand alike, by level and reason."""
    found: dict[tuple[str, str], list[object]] = {}
    for row in result.rows.index:
        found.setdefault((str(result.rows.at[row, "level"]), reason(result, row, language)), []).append(row)
    return found


def _rung(level: str, why: str, measures: list[str], language: str) -> str:
    words = f"<b>{level}</b><br>{escape(text.say(f'level.{level}', language))}"
    return f"<tr><td>{words}</td><td>{'<br>'.join(measures)}</td><td>{escape(why)}</td></tr>"


def _measure(result: Result, row: object, language: str) -> str:
    """`Omzet per bulan (K4)`, as HTML."""
    kirkpatrick = result.rows.at[row, "kirkpatrick"]
    name = escape(ledger.name("measure", result.rows.at[row, "measure"], language, result.version))
    return name if text.missing(kirkpatrick) else f"{name} <small>(K{int(kirkpatrick)})</small>"


def reason(result: Result, row: object, language: str) -> str:
    """Why a measure stands where it does, in words; for level A on what it rests."""
    values = result.rows.loc[row]
    counts = {
        name: text.HIDDEN if result.masked.at[row, name] else text.number(values[name], language)
        for name in ("n_treated", "n_untreated")
    }
    years = "" if text.missing(values["first_year"]) else f"{int(values['first_year'])}–{int(values['last_year'])}"
    why = "comparison" if text.missing(values["level_reason"]) else values["level_reason"]
    return text.say(f"ladder.{why}", language, years=years, **counts)
