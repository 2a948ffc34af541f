"""What another version changed in the figures of a deck: new periods, revised values, definition, sources.

Found by computing every figure on both databases; the words stand on the page Paparan and on slide 2 of a deck.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ikm import changes, ledger, store
from ikm import deck as decks
from ikm import figure as figures
from ikm.changes import Change
from ikm.deck import Deck, Slide
from ikm.metrics import Result
from ikm.text import NO_DATA, join, period, say
from ikm.text import version as built


@dataclass(frozen=True)
class Revision:
    """What changed in one figure. `new` and `lost` are the keys of rows that carry a value in one of the two only;
    `revised` the cells that differ in rows that both have; `sources` the titles of those corrected.
    """

    slide: Slide
    before: Result
    after: Result
    new: tuple[Any, ...]
    lost: tuple[Any, ...]
    revised: tuple[Change, ...]
    redefined: bool
    sources: tuple[str, ...]


def earlier(deck: Deck, version: str) -> str | None:
    """The version to compare with: that of the last briefing where a file names it, else the one before `version`."""
    before = [each for each in store.versions() if each < version]
    return deck.since or (before[-1] if before else None)


def lines(deck: Deck) -> list[str]:
    """Slide 2 of a deck that is pinned to a version: what was compared, then one line a figure that changed. None where
    there is no earlier version."""
    version = deck.version or store.current_version()
    since = earlier(deck, str(version))
    if since is None:
        return []
    if since not in store.versions():
        return [say("revision.gone", deck.language, version=built(since, deck.language))]
    found = [_parts(slide, since) for slide in deck.slides]
    told = [_line(slide, parts) for slide, parts in zip(deck.slides, found, strict=True) if parts]
    compared = say("revision.since", deck.language, version=built(since, deck.language))
    if found and all(parts == [say("revision.unreadable", deck.language)] for parts in found):
        return [compared, say("revision.none_readable", deck.language)]
    return [compared, *(told or [say("revision.nothing", deck.language)])]


def _line(slide: Slide, parts: list[str]) -> str:
    title = slide.figure.result.metric.title[slide.language]
    return say("revision.line", slide.language, title=title, parts="; ".join(parts))


def _parts(slide: Slide, since: str) -> list[str]:
    """What changed in one figure, each in words; none where nothing did."""
    try:
        return _said(revision(slide, since))
    except store.AskError:
        return [say("revision.unreadable", slide.language)]


@lru_cache(maxsize=600)
def revision(slide: Slide, since: str) -> Revision:
    """The figure of a slide, pinned to a version, against the same figure on version `since`.

    Raises `store.AskError` where that database was made by a program with other tables.
    """
    before = replace(slide, selection=replace(slide.selection, version=since)).figure.result
    after = slide.figure.result
    old, new = _filled(before), _filled(after)
    moved_on = _year_shown(before) != _year_shown(after)
    cells = () if moved_on else changes.compare(before, after)
    return Revision(
        slide=slide,
        before=before,
        after=after,
        new=(_year_shown(after),) if moved_on else tuple(key for key in new if key not in old),
        lost=tuple(key for key in old if key not in new),
        revised=tuple(each for each in cells if each.key in old and each.key in new),
        redefined=bool(slide.definition) and slide.definition != decks.definition(slide.metric),
        sources=_corrected(before, after, slide.language),
    )


def _year_shown(result: Result) -> int | None:
    """The year of a table that shows one only: of another year every value is another, and none is revised."""
    shown = result.rows["year_shown"].dropna() if "year_shown" in result.rows else ()
    return int(max(shown)) if len(shown) else None


def _filled(result: Result) -> list[Any]:
    """The keys of the rows that carry a value, or hide one."""
    told = [column for column in result.rows if column not in result.metric.grain]
    there = (result.rows[told].notna() | result.masked[told]).any(axis="columns")
    return [key for key, flag in zip(changes.keys(result), there, strict=True) if flag]


def _corrected(before: Result, after: Result, language: str) -> tuple[str, ...]:
    """Titles of sources that say something else than before about themselves, or of which a file came in anew under its
    old name, or went."""
    was, now = _origins(before), _origins(after)
    titles = {source.source_id: source.title[language] for result in (before, after) for source in result.sources}
    changed = [source for source in was if source in now and not was[source] <= now[source]]
    return tuple(titles[source] for source in [*changed, *(source for source in was if source not in now)])


def _origins(result: Result) -> dict[str, frozenset[tuple[str, ...]]]:
    """By source what it says of itself, and its files by name and fingerprint."""
    files = store.query(
        "select source_id, file, sha256 from file where refused is null and list_contains($kinds, kind)",
        {"kinds": list(result.metric.kinds)},
        result.version,
    )
    return {
        source.source_id: frozenset(
            [(source.producer, source.licence, source.grades)]
            + [(row.file, row.sha256) for row in files.itertuples() if row.source_id == source.source_id]
        )
        for source in result.sources
    }


def _said(found: Revision) -> list[str]:
    language = found.slide.language
    periodic = found.after.metric.grain[0] in ledger.PERIODS or "year_shown" in found.after.rows
    parts = []
    if found.new and periodic:
        parts.append(say("revision.new_period", language, periods=_periods(found.new, language)))
    elif found.new:
        parts.append(say("revision.new_rows", language, count=len(found.new)))
    if found.lost:
        parts.append(say("revision.lost_rows", language, count=len(found.lost)))
    if found.revised:
        parts.append(_revised(found))
    if found.redefined:
        parts.append(say("revision.definition", language))
    if found.sources:
        parts.append(say("revision.sources", language, names=join(list(found.sources), language)))
    return parts


def _periods(keys: tuple[Any, ...], language: str) -> str:
    first = dict.fromkeys(key[0] if isinstance(key, tuple) else key for key in keys)
    return join([period(each, language) for each in first], language)


def _revised(found: Revision) -> str:
    """How many values, and the last of them that the words of the table can tell apart."""
    language, count = found.slide.language, len(found.revised)
    told = (_words(found, change) for change in reversed(found.revised))
    last = next((words for words in told if words["before"] != words["after"]), None)
    if last is None:
        return say("revision.rounded", language, count=count)
    return say("revision.revised", language, count=count, example=say("revision.example", language, **last))


def _words(found: Revision, change: Change) -> dict[str, str]:
    language = found.slide.language
    before, after = (_row(result, change.key, language) for result in (found.before, found.after))
    return {
        "column": say(f"column.{change.column}", language),
        "row": " ".join(after[column] or NO_DATA for column in found.after.metric.grain),
        "before": before.get(change.column) or NO_DATA,
        "after": after[change.column] or NO_DATA,
    }


def _row(result: Result, key: Any, language: str) -> dict[str, str]:
    """One row as the table shows it, by column."""
    place = changes.keys(result).index(key)
    return dict(zip(result.rows, figures.cells(result, language)[place], strict=True))
