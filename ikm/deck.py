"""A deck is an ordered choice of figures: kept in a session, written to a small file and read back, or ready-made.

A slide holds what its numbers depend on and no number: the same file shows today's figures next month, and its
`version` lets the next deck say what has changed since.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ikm import charts, figure, ledger, metrics, store
from ikm.figure import Figure
from ikm.selection import MODES, Selection, ignored
from ikm.text import LANGUAGES, say
from ikm.text import version as built

FORMAT = "ikm-kendari-paparan-1"
MOST_SLIDES, MOST_LETTERS, MOST_BYTES = 60, 2000, 1_000_000
# What a file name takes of the title.
MOST_OF_TITLE = 60
SETS = Path(__file__).parent / "sets.toml"


class BadDeckError(ValueError):
    """A file that is no deck; `explain` says why to a reader."""

    def __init__(self, reason: str, **slots: object) -> None:
        super().__init__(f"{reason} {slots}")
        self.reason = reason
        self.slots = slots

    def explain(self, language: str) -> str:
        return say(f"deck_file.{self.reason}", language, **self.slots)


@dataclass(frozen=True)
class Slide:
    """One figure of a deck. `chart` is a name in `charts.CHARTS`; `title` replaces the finding where it is not empty;
    `definition` is the digest of the metric's definition at the time the deck was written, empty for a new slide.
    """

    metric: str
    chart: str
    selection: Selection
    language: str
    shown_as: str = MODES[0]
    title: str = ""
    comment: str = ""
    definition: str = ""

    @property
    def figure(self) -> Figure:
        """The finished figure, on the version that the selection names, else the current one."""
        selection = replace(self.selection, version=self.selection.version or store.current_version())
        return figure.figure(self.metric, self.chart, selection, self.language, self.shown_as)

    @property
    def heading(self) -> str:
        """The slide's own title, else the finding."""
        return self.title or self.figure.title


@dataclass(frozen=True)
class Deck:
    """Slides in their order. `since` is the version of the briefing before, where a file names it."""

    title: str
    slides: tuple[Slide, ...]
    language: str
    since: str | None = None

    @property
    def version(self) -> str | None:
        """The version that the slides are pinned to; None for an empty deck or one that is not pinned."""
        return self.slides[0].selection.version if self.slides else None

    @property
    def is_sample(self) -> bool:
        return any(slide.figure.result.is_sample for slide in self.slides)


def slide_of(shown: Figure) -> Slide:
    """The slide that shows a figure, on whatever version is current then."""
    followed = replace(shown.result.selection, version=None)
    return Slide(shown.name, shown.drawn_as, followed, shown.language, shown.shown_as)


def pinned(deck: Deck, version: str | None) -> Deck:
    """The deck with every slide on one version: numbers stay under a presenter. None: on whatever is current then."""
    return _each(deck, lambda slide: replace(slide, selection=replace(slide.selection, version=version)))


def in_language(deck: Deck, language: str) -> Deck:
    """The deck with its figures in another language; titles and comments stay as they were typed."""
    return replace(_each(deck, lambda slide: replace(slide, language=language)), language=language)


def _each(deck: Deck, change: Callable[[Slide], Slide]) -> Deck:
    return replace(deck, slides=tuple(change(slide) for slide in deck.slides))


def moved(deck: Deck, place: int, by: int) -> Deck:
    """The deck with the slide at `place` (from 0) moved up or down; at the edge it stays."""
    slides = list(deck.slides)
    to = min(max(place + by, 0), len(slides) - 1)
    slides.insert(to, slides.pop(place))
    return replace(deck, slides=tuple(slides))


def without(deck: Deck, place: int) -> Deck:
    return replace(deck, slides=deck.slides[:place] + deck.slides[place + 1 :])


def holds(deck: Deck, slide: Slide) -> bool:
    """Whether the same figure is in the deck, under whatever title."""
    return any(replace(each, title="", comment="", definition="") == slide for each in deck.slides)


def with_slide(deck: Deck, slide: Slide) -> Deck:
    """The deck with one more slide at its end, unless the same figure is in it or it is full."""
    full = len(deck.slides) >= MOST_SLIDES
    return deck if full or holds(deck, slide) else replace(deck, slides=(*deck.slides, slide))


def with_words(deck: Deck, place: int, title: str, comment: str) -> Deck:
    """The deck with the presenter's own title and comment on one slide."""
    slide = replace(deck.slides[place], title=title.strip(), comment=comment.strip())
    return replace(deck, slides=(*deck.slides[:place], slide, *deck.slides[place + 1 :]))


# -- the small file


def definition(metric: str) -> str:
    """Eight hex digits of a metric's definition, its header and the whole SQL that it runs without a filter: other
    digits, another definition. Raises KeyError for an unknown metric."""
    known = metrics.metric(metric)
    words = f"{replace(known, sql='')!r}\n{metrics.statement(known, Selection())[0]}"
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def to_text(deck: Deck, version: str) -> str:
    """The deck as a small JSON file that names the version it was shown on."""
    slides = [
        {
            "metric": slide.metric,
            "chart": slide.chart,
            "selection": replace(slide.selection, version=None).to_query(),
            "shown_as": slide.shown_as,
            "title": slide.title,
            "comment": slide.comment,
            "definition": definition(slide.metric),
        }
        for slide in deck.slides
    ]
    content = {
        "format": FORMAT,
        "title": deck.title,
        "language": deck.language,
        "version": version,
        "slides": slides,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def from_text(text: str) -> Deck:
    """The deck that `to_text` wrote; its `since` is the version it was shown on. Raises BadDeckError."""
    if len(text) > MOST_BYTES:
        raise BadDeckError("too_long")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadDeckError("not_json") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadDeckError("not_a_deck")
    language, slides, since = (content.get(key) for key in ("language", "slides", "version"))
    if language not in LANGUAGES:
        raise BadDeckError("language", found=language)
    if not isinstance(slides, list) or not 0 < len(slides) <= MOST_SLIDES:
        raise BadDeckError("slides", most=MOST_SLIDES)
    return Deck(
        title=_words(content, "title", "title"),
        slides=tuple(_slide(each, number, language) for number, each in enumerate(slides, 1)),
        language=language,
        since=Selection.from_query({"versi": str(since)}).version,
    )


def drawn(deck: Deck) -> Deck:
    """The same deck, where every chart can draw its measure. Raises BadDeckError: a file written by hand, or by a
    program of another day, may pair the two otherwise."""
    for number, slide in enumerate(deck.slides, 1):
        try:
            slide.figure  # noqa: B018
        except (LookupError, ValueError) as error:
            raise BadDeckError("unfit", number=number, chart=slide.chart, metric=slide.metric) from error
    return deck


def _slide(content: Any, number: int, language: str) -> Slide:
    """One slide of a file; `number` (from 1) names it in the reason why not."""
    if not isinstance(content, dict):
        raise BadDeckError("no_slide", number=number)
    metric, chart, query = (content.get(key) for key in ("metric", "chart", "selection"))
    if metric not in metrics.names():
        raise BadDeckError("metric", number=number, found=metric)
    if chart not in list(charts.CHARTS):  # a list: what JSON holds here need not be hashable
        raise BadDeckError("chart", number=number, found=chart)
    if not isinstance(query, dict) or not all(isinstance(value, str) for value in query.values()):
        raise BadDeckError("selection", number=number, found=query)
    if unknown := ignored(query):
        raise BadDeckError("selection", number=number, found=", ".join(unknown))
    shown_as = content.get("shown_as", MODES[0])
    if shown_as not in MODES:
        raise BadDeckError("shown_as", number=number, found=shown_as)
    return Slide(
        metric=metric,
        chart=chart,
        selection=replace(Selection.from_query(query), version=None),
        language=language,
        shown_as=shown_as,
        **{name: _words(content, name, "words", number=number) for name in ("title", "comment", "definition")},
    )


def _words(content: Mapping[str, Any], name: str, reason: str, **slots: object) -> str:
    words = content.get(name, "")
    if not isinstance(words, str) or len(words) > MOST_LETTERS:
        raise BadDeckError(reason, name=name, most=MOST_LETTERS, **slots)
    return words.strip()


# -- ready-made sets


@cache
def sets() -> dict[str, dict[str, Any]]:
    """The ready-made sets by their name, as sets.toml has them; `by_branch` marks those of one chosen branch."""
    return tomllib.loads(SETS.read_text(encoding="utf-8"))


def ready(name: str, language: str, branch: str | None = None) -> Deck:
    """A ready-made set as a deck. Raises KeyError for an unknown name. `branch` narrows a set of one branch: it is in
    the title, and a figure that cannot be shown of so few businesses is left out.
    """
    chosen = sets()[name]
    title = chosen["title"][language]
    slides = tuple(Slide(each["metric"], each["chart"], Selection(), language) for each in chosen["slides"])
    if branch and chosen.get("by_branch"):
        title += f": {ledger.name('branch', branch, language, str(store.current_version()))}"
        narrowed = (replace(slide, selection=Selection(branches=(branch,))) for slide in slides)
        slides = tuple(slide for slide in narrowed if slide.figure.chart is not None)
    return Deck(title=title, slides=slides, language=language)


def file_name(deck: Deck, version: str, suffix: str) -> str:
    """`paparan-ikm-kendari-<title>-<version><suffix>`, with DATA-CONTOH in it where a slide shows sample data."""
    plain = normalize("NFKD", deck.title).encode("ascii", "ignore").decode().lower()
    title = re.sub("[^a-z0-9]+", "-", plain)[:MOST_OF_TITLE].strip("-")
    mark = say("sample.file", deck.language) if deck.is_sample else ""
    parts = (say("briefing.file", deck.language), "ikm-kendari", title, mark, version)
    return "-".join(part for part in parts if part) + suffix


def subtitle(version: str, language: str) -> str:
    """What stands below the title of a deck: the office, and which data it was made from."""
    return say("briefing.office_line", language, office=say("brand.office", language), version=built(version, language))
