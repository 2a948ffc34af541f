"""Figures without a picture, which is what a table needs; and the set of the mayor, for files of a whole deck."""

from ikm import caption, deck, findings, metrics, store
from ikm.deck import Deck
from ikm.figure import Figure
from ikm.selection import Selection


def plain(name: str, language: str = "id", selection: Selection | None = None) -> Figure:
    result = metrics.run(name, selection)
    title = findings.finding(result, language).text
    words = caption.subtitle(result, language), caption.caption(result, language)
    return Figure(result, language, None, title, *words, drawn_as="lines", shown_as="indeks")


def mayors(language: str = "id") -> Deck:
    """The ready-made set of the mayor, on the current version."""
    return deck.pinned(deck.ready("wali-kota", language), str(store.current_version()))
