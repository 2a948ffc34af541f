"""Figures without a picture: what a table needs."""

from ikm import caption, findings, metrics
from ikm.figure import Figure
from ikm.selection import Selection


def plain(name: str, language: str = "id", selection: Selection | None = None) -> Figure:
    result = metrics.run(name, selection)
    title = findings.finding(result, language).text
    words = caption.subtitle(result, language), caption.caption(result, language)
    return Figure(result, language, None, title, *words, drawn_as="lines", shown_as="indeks")
