"""Where the numbers of a file come from, as every kind of file says it: mark, sources and their licences."""

from ikm.deck import Deck
from ikm.metrics import Result, Source
from ikm.text import say, short_day

# What stands in place of a licence where a source states none.
UNLICENSED = ("not stated", "internal")


def mark(result: Result) -> str:
    """The key under `sample` of the mark a figure wears: `mark` for invented numbers, `published` for those of
    publications, none for the city's own."""
    if result.is_sample:
        return "mark"
    return "" if result.metric.kinds else "published"


def sources(deck: Deck) -> list[str]:
    """Each source of the figures of a deck once, in a line."""
    found = {source.source_id: source for slide in deck.slides for source in slide.figure.result.sources}
    return [_source(source, deck.language) for source in found.values()] or [say("definition.none", deck.language)]


def licence(source: Source) -> str:
    """The licence that a source states; empty where it states none."""
    return "" if source.licence in UNLICENSED else source.licence


def _source(source: Source, language: str) -> str:
    """`Title — producer, data as of 31 Dec 2024, CC BY 4.0`."""
    as_of = say("caption.as_of", language, date=short_day(source.as_of, language)) if source.as_of else ""
    sample = say("sample.mark", language) if source.is_sample else ""
    details = ", ".join(part for part in (source.producer, as_of, licence(source), sample) if part)
    return f"{source.title[language]} — {details}"
