"""A deck as one HTML file that needs nothing else: charts, keys, clock, back-up slides, one slide a page on paper.

    content(deck, changes) -> bytes

plotly.js is in the file once; nothing is asked of the network, and the file's own policy forbids it.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from ikm import caption, charts, codes, deck, enlarged
from ikm import figure as figures
from ikm.deck import Deck, Slide
from ikm.export import asked, origin
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.text import say

FOLDER = Path(__file__).parent
STYLE, SCRIPT = ((FOLDER / name).read_text(encoding="utf-8") for name in ("slides.css", "slides.js"))
MOST_LINES, LETTERS_ACROSS = 14, 170


def content(shown: Deck, changes: Sequence[str]) -> bytes:
    """The slideshow in UTF-8; `changes` are the finished lines of slide 2, which is left out where there are none."""
    scripts = (get_plotlyjs(), SCRIPT)
    language = shown.language
    body = "\n".join(
        [
            _opening(shown),
            _listed("changes", say("section.changed", language), changes, shown) if changes else "",
            *(_main(slide, number, shown) for number, slide in enumerate(shown.slides, 1)),
            _listed("sources", say("briefing.sources", language), origin.sources(shown), shown),
            *(_backup(slide, number, shown) for number, slide in enumerate(shown.slides, 1)),
        ]
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(shown))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<main id="stage">\n{body}\n</main>\n{_bar(language)}<div id="black"></div>\n'
        f"{''.join(f'<script>{script}</script>' for script in scripts)}\n</body>\n</html>\n"
    )
    return page.encode()


def _policy(scripts: Sequence[str]) -> str:
    """Only the scripts of this file may run, and nothing may be fetched or sent."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
        "form-action 'none'"
    )


def _title(shown: Deck) -> str:
    mark = f" · {say('sample.mark', shown.language)}" if shown.is_sample else ""
    return f"{shown.title}{mark}"


def _bar(language: str) -> str:
    buttons = "".join(
        f'<button type="button" data-do="{act}" title="{escape(say(f"briefing.{words}", language))}" '
        f'aria-label="{escape(say(f"briefing.{words}", language))}">{sign}</button>'
        for act, words, sign in (("back", "previous", "←"), ("flip", "if_asked", "?"), ("next", "next", "→"))
    )
    return (
        f'<nav id="bar"><span>{escape(say("briefing.keys", language))}</span><span id="clock"></span>{buttons}</nav>\n'
    )


def _section(name: str, classes: str, parts: str, shown: Deck, number: str = "") -> str:
    foot = f'<footer class="foot"><span>{escape(shown.title)}</span><span>{escape(number)}</span></footer>'
    return f'<section class="slide {classes}" id="{name}">{parts}{foot}</section>'


def _opening(shown: Deck) -> str:
    mark = _mark("mark", shown.language) if shown.is_sample else ""
    below = deck.subtitle(str(shown.version), shown.language)
    brand = f'<p class="brand">{escape(say("brand.name", shown.language))}</p>'
    warning = f'<p class="warning">{escape(say("sample.banner", shown.language))}</p>' if shown.is_sample else ""
    words = f'{brand}{mark}<h1>{escape(shown.title)}</h1><p class="sub">{escape(below)}</p>{warning}'
    return f'<section class="slide opening" id="opening">{words}</section>'


def _listed(name: str, heading: str, lines: Sequence[str], shown: Deck) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    parts = f'<h2>{escape(heading)}</h2><div class="lines" data-fit><ul>{items}</ul></div>'
    return _section(name, "", parts, shown)


def _main(slide: Slide, number: int, shown: Deck) -> str:
    """Finding, subtitle, chart, comment, caption with the code."""
    figure = slide.figure
    comment = f'<p class="note">{escape(slide.comment)}</p>' if slide.comment else ""
    parts = f"{_head(slide.heading, figure)}{_picture(figure)}{comment}{_caption(figure)}"
    return _section(f"f{number}", "", parts, shown, f"{number} / {len(shown.slides)}")


def _head(heading: str, figure: Figure) -> str:
    mark = _mark(origin.mark(figure.result), figure.language)
    return f'<h2>{escape(heading)}</h2><p class="sub">{mark}{escape(figure.subtitle)}</p>'


def _caption(figure: Figure) -> str:
    code = escape(say("caption.code", figure.language, code=codes.code(figure)))
    return f'<p class="caption">{escape(figure.caption)} · <b>{code}</b></p>'


def _mark(kind: str, language: str) -> str:
    """Invented, or published, as on the screen; empty for the city's own."""
    look = "mark" if kind == "mark" else "mark real"
    return f'<span class="{look}">{say(f"sample.{kind}", language)}</span>' if kind else ""


def _picture(figure: Figure) -> str:
    """The chart as data for the script; a table that is the picture as it is; else why there is none."""
    if figure.chart is None:
        return f'<div class="picture"><p class="empty">{escape(figure.empty)}</p></div>'
    if isinstance(figure.chart, str):
        return f'<div class="picture words" data-fit>{_unlinked(figure.chart)}</div>'
    alt = escape(say("figure.chart_of", figure.language, title=figure.title, subtitle=figure.subtitle))
    return (
        f'<div class="picture drawn" role="img" aria-label="{alt}">'
        f'<script type="application/json">{_data(figure.chart)}</script></div>'
    )


def _unlinked(markup: str) -> str:
    """A table without links: the figures that it leads to on the page are not in the file."""
    return re.sub(r"</?a\b[^>]*>", "", markup)


def _data(chart: go.Figure) -> str:
    """The columns of the chart as JSON in which no text can end the script element."""
    columns = ",".join(str(column.to_json()) for column in enlarged.columns(chart))
    return f'{{"columns":[{columns}],"config":{json.dumps(charts.CONFIG)}}}'.replace("<", "\\u003c")


def _backup(slide: Slide, number: int, shown: Deck) -> str:
    """What to say when somebody asks: the table, and how it is defined."""
    figure = slide.figure
    heading = f"{say('briefing.if_asked', shown.language)}: {figure.result.metric.title[shown.language]}"
    table = _unlinked(figure.chart) if isinstance(figure.chart, str) else _table(figure)
    answers = f'<div class="answers" data-fit>{table}{_definition(figure.result, shown.language)}</div>'
    parts = f"{_head(heading, figure)}{answers}{_caption(figure)}"
    return _section(f"asked-f{number}", "backup", parts, shown, f"{number} / {len(shown.slides)}")


def _table(figure: Figure) -> str:
    """The rows as on the screen: those that are needed first where there are too many for a slide."""
    result, language = figure.result, figure.language
    names = dict(zip(result.rows, figures.heads(result, language), strict=True))
    whole = asked.table(figure)
    needed = asked.needed_first(figure, whole)
    fitting = _fitting(whole.loc[needed].to_numpy().tolist())
    kept = whole[whole.index.isin(needed[:fitting])]
    numeric = [pd.api.types.is_numeric_dtype(result.rows[name]) for name in kept]
    left = len(whole) - len(kept)
    more = f'<p class="sub">{escape(say("briefing.more_rows", language, count=left))}</p>' if left else ""
    return f"<table><thead>{_row('th', [names[name] for name in kept], numeric)}</thead><tbody>" + (
        "".join(_row("td", row, numeric) for row in kept.to_numpy().tolist()) + f"</tbody></table>{more}"
    )


def _row(tag: str, words: Sequence[str], numeric: Sequence[bool]) -> str:
    cells = "".join(
        f"<{tag}{' class=number' if number else ''}>{escape(word)}</{tag}>"
        for word, number in zip(words, numeric, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _fitting(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows fit on a slide, by the lines that their longest cell takes."""
    used = 0
    for count, row in enumerate(rows):
        used += max(-(-len(cell) * len(row) // LETTERS_ACROSS) for cell in row) or 1
        if used > MOST_LINES:
            return max(count, 1)
    return len(rows)


def _definition(result: Result, language: str) -> str:
    pairs = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>"
        for label, words in caption.definition(result, language)
    )
    return f"<dl>{pairs}</dl>"
