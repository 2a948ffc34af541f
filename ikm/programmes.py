"""One card a programme: purpose, reach, outcomes, level of evidence, and what is missing. No person is in it.

A card is put together from metrics as they are shown, so that whatever is hidden there is hidden here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from ikm import ledger, metrics, store
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.text import HIDDEN, day, has, missing, number, say, short_day
from ikm.text import version as built
from ikm.training import BEHAVIOUR, LEARNING, changed, length, primary_rows, unit_word, verdict

COUNTED = ("participants", "women", "linked", "completed")


@dataclass(frozen=True)
class Card:
    """One programme in words: label and lines of each section; `evidence` is B or C, since no class is compared with
    others. `is_sample`: something in it is invented."""

    key: str
    title: str
    start: date
    subtitle: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    evidence: str
    caption: str
    is_sample: bool


@dataclass(frozen=True)
class Known:
    """What is known of one programme: its published row, its row of the city's files, or both."""

    published: "pd.Series | None"
    event: "pd.Series | None"

    def first(self, name: str) -> object:
        """The value of a column, from the files where they have it, else as published; None where neither has."""
        for row in (self.event, self.published):
            if row is not None and name in row and not missing(row[name]):
                return row[name]
        return None

    def day(self, name: str) -> date | None:
        """The value of a column of dates."""
        found = self.first(name)
        return pd.Timestamp(str(found)).date() if found is not None else None


def cards(selection: Selection, language: str) -> tuple[Card, ...]:
    """Every known programme, the latest first; one that is published and in the files is one card.

    Of a selection only the version counts.
    """
    return _cards(selection.version or str(store.current_version()), language)


@lru_cache(maxsize=16)
def _cards(version: str, language: str) -> tuple[Card, ...]:
    published, events, effects = (
        metrics.run(f"training_{name}", Selection(version=version))
        for name in ("programmes", "events", "effects_by_event")
    )
    named = _named(events)
    masked = events.masked.reindex(columns=named.columns, fill_value=False)
    together = {(row["start_date"], _key(row["title"])): Known(row, None) for _, row in published.rows.iterrows()}
    for index, row in named.iterrows():
        key = (row["start_date"], _key(row["title"]))
        known = together.get(key, Known(None, None))
        together[key] = Known(known.published, row.mask(masked.loc[index], HIDDEN))
    found = [_card(known, published, events, effects, language) for known in together.values()]
    return tuple(sorted(found, key=lambda each: (each.start, each.title), reverse=True))


def _named(events: Result) -> pd.DataFrame:
    """The rows of events with their titles as the files have them, by which a published one is found."""
    titles = [ledger.name("event_id", each, "id", events.version) for each in events.rows["event_id"]]
    return events.rows.astype(object).assign(title=titles)


def _key(title: object) -> str:
    return " ".join(str(title).casefold().split())


def _card(known: Known, published: Result, events: Result, effects: Result, language: str) -> Card:
    start = known.day("start_date") or date.min
    outcomes = _outcomes(known, effects)
    level = "B" if (outcomes["kirkpatrick"] >= BEHAVIOUR).any() else "C"

    def marked(lines: Iterable[str]) -> tuple[str, ...]:
        return tuple(say("sample.sentence", language, sentence=line) if events.is_sample else line for line in lines)

    sections = {
        "purpose": (_purpose(known, language),),
        "reach": (*_published(known, language), *marked(_roster(known, language))),
        "outcomes": marked(_outcome_lines(outcomes, language, effects)) or (say("card_of.no_outcome", language),),
        "evidence": (f"{level} · {say(f'level.{level}', language)}: {say(f'card_of.level_{level}', language)}",),
        "missing": _missing(known, outcomes, language),
    }
    of_files = known.event is not None
    return Card(
        key=f"{start:%Y-%m-%d} {_key(known.first('title'))}",
        title=_title(known, language, published.version),
        start=start,
        subtitle=_subtitle(known, language, published.version),
        sections=tuple((say(f"card_of.{name}", language), lines) for name, lines in sections.items()),
        evidence=level,
        caption=_caption(known, published, events, language),
        is_sample=of_files and events.is_sample,
    )


def _title(known: Known, language: str, version: str) -> str:
    """As the files have it, else as published; in English as it was translated, where it was."""
    if language == "id":
        return str(known.first("title"))
    if known.published is not None:
        return str(known.published["title_en"])
    return ledger.name("event_id", known.first("event_id"), language, version)


def _subtitle(known: Known, language: str, version: str) -> str:
    """Dates · branch · organiser · partner · days."""
    branch = known.first("branch")
    parts = [
        _dates(known, language),
        "" if branch is None else ledger.name("branch", branch, language, version),
        str(known.first("organiser") or ""),
        str(known.first("partner") or ""),
        length(known.first("days"), language),
    ]
    return " · ".join(part for part in parts if part)


def _dates(known: Known, language: str) -> str:
    """First and last day, no more exactly than they are known."""
    held = [each for each in (known.day("start_date"), known.day("end_date")) if each is not None]
    precision = str(known.first("date_precision") or "day").replace(" ", "_")
    if known.event is None and has(f"card_of.date_{precision}"):
        first, last = (day(each, language) for each in (held[0], held[-1]))
        return say(f"card_of.date_{precision}", language, year=held[0].year, first=first, last=last)
    show = _month if known.event is None and precision == "month" else day
    return " – ".join(show(each, language) for each in dict.fromkeys(held))


def _month(value: date, language: str) -> str:
    return day(value, language).split(" ", 1)[1]


def _purpose(known: Known, language: str) -> str:
    return str(known.first("topic") or say("card_of.no_purpose", language))


def _published(known: Known, language: str) -> tuple[str, ...]:
    """Participants as published."""
    if known.published is None:
        return ()
    precision = say(f"participants_precision.{known.published['participants_precision']}", language)
    count = known.published["participants"]
    told = say("card_of.not_given", language) if missing(count) else number(count, language)
    return (say("card_of.published", language, count=told, precision=precision),)


def _roster(known: Known, language: str) -> tuple[str, ...]:
    """Participants by the roster, with women, those linked and those who completed."""
    if known.event is None:
        return ()
    counts = {name: _count(known.event[name], language) for name in COUNTED}
    form = "roster" if known.event["participants_precision"] == "exact" else "stated"
    return (say(f"card_of.{form}", language, **counts),)


def _count(value: Any, language: str) -> str:
    return HIDDEN if value == HIDDEN else number(value, language)


def _outcomes(known: Known, effects: Result) -> pd.DataFrame:
    """The rows of the event's effects that are shown."""
    rows = effects.rows
    if known.event is None or rows.empty:
        return rows.iloc[:0]
    return rows[rows["event_id"] == known.event["event_id"]].dropna(subset=["n", "change_units"])


def _outcome_lines(rows: pd.DataFrame, language: str, effects: Result) -> tuple[str, ...]:
    """A line a measure and wave; a verdict only for learning and for the one measure that may speak."""
    speaks = {*primary_rows(rows).index, *rows.index[rows["kirkpatrick"] == LEARNING]}
    return tuple(_outcome_line(rows.loc[each], each in speaks, language, effects.version) for each in rows.index)


def _outcome_line(row: "pd.Series", speaks: bool, language: str, version: str) -> str:
    words = changed(row, language)
    unit = unit_word(str(row["effect_unit"]), language)
    words |= {name: f"{words[name]}{unit}" for name in ("change", "detectable")}
    told = verdict(row["low_units"], row["high_units"])
    return say(
        f"card_of.outcome_{told if speaks or told == 'unclear' else 'numbers'}", language, **words,
        measure=ledger.name("measure", row["measure"], language, version),
        wave=ledger.name("wave", row["wave"], language, version), n=number(row["n"], language),
    )  # fmt: skip


def _missing(known: Known, outcomes: pd.DataFrame, language: str) -> tuple[str, ...]:
    """What would have to be known for this programme to be judged."""
    event = known.event
    has_roster = event is not None and event["participants_precision"] == "exact"
    measured = (outcomes["kirkpatrick"] >= BEHAVIOUR).any()
    lacks = {
        "purpose": known.first("topic") is None,
        "roster": not has_roster,
        "days": known.first("days") is None,
        "followup": not measured,
        "comparison": True,
    }
    return tuple(say(f"card_of.lacks_{name}", language) for name, lacking in lacks.items() if lacking)


def _caption(known: Known, published: Result, events: Result, language: str) -> str:
    results = [result for result, row in ((published, known.published), (events, known.event)) if row is not None]
    sources = [source for result in results for source in result.sources]
    named = "; ".join(dict.fromkeys(source.title[language] for source in sources))
    cut_offs = [source.as_of for source in sources if source.as_of]
    parts = [
        say("caption.source", language, sources=named),
        say("caption.as_of", language, date=short_day(max(cut_offs), language)) if cut_offs else "",
        say("caption.version", language, version=built(published.version, language)),
    ]
    return " · ".join(part for part in parts if part)
