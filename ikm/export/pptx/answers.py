"""What a presenter needs when somebody asks: definition, weakness, and the questions that a figure itself invites."""

from functools import lru_cache

from ikm import caption, claims, store
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.text import HIDDEN, percent, say, short_day

ASKED = ("meaning", "derivation", "filters")
# On the slide the first sentence of each; the speaker's notes have them whole.
MOST_WEAKNESSES = 4


def definition(figure: Figure) -> list[tuple[str, str]]:
    """Label and words: the definition, how it is computed, and the weakness of each source."""
    result, language = figure.result, figure.language
    wanted = [say(f"definition.{name}", language) for name in ASKED]
    told = [(label, words) for label, words in caption.definition(result, language) if label in wanted]
    firsts = [(title, words.split(". ")[0].removesuffix(".")) for title, words in weaknesses(result, language)]
    weak = " ".join(f"{title} — {words}." for title, words in firsts[:MOST_WEAKNESSES])
    return [*told, (say("deck.caveat", language), weak)] if weak else told


def weaknesses(result: Result, language: str) -> list[tuple[str, str]]:
    """Title and words: what each source cannot tell, in their order; sources that say the same together."""
    known = _weaknesses(result.version, language)
    titles: dict[str, list[str]] = {}
    for source in result.sources:
        if words := known.get(source.source_id):
            titles.setdefault(words, []).append(source.title[language])
    return [("; ".join(those), words) for words, those in titles.items()]


@lru_cache(maxsize=16)
def _weaknesses(version: str, language: str) -> dict[str, str]:
    rows = store.query(f"select source_id, weakness_{language} as weakness from source", version=version)
    return {str(row.source_id): str(row.weakness) for row in rows.dropna().itertuples()}


def questions(figure: Figure) -> list[tuple[str, str]]:
    """The likely questions with their answers, by what the figure is: invented, in part, hidden, broken."""
    result, language = figure.result, figure.language
    chart = result.metric.chart
    asked = [
        ("sample", result.is_sample, ""),
        ("published", not result.metric.kinds, _producers(result, language)),
        ("reporting", result.reporting is not None and result.reporting < 0.995,
         percent(100 * (result.reporting or 0), language, 0)),
        ("hidden", bool(result.masked.to_numpy().any()), HIDDEN),
        ("break", bool(chart.get("breaks")), ""),
        ("provisional", bool(chart.get("provisional")), ""),
    ]  # fmt: skip
    found = [
        (say(f"deck.ask.{name}", language), say(f"deck.answer.{name}", language, value=value))
        for name, true, value in asked
        if true
    ]
    return [*found, (say("deck.ask.method", language), result.metric.note[language])]


def _producers(result: Result, language: str) -> str:
    """Who published the figures, and when where a date is known: `BPS; World Bank (data per 31 Des 2024)`."""
    dated = {
        source.producer: f" ({say('caption.as_of', language, date=short_day(source.as_of, language))})"
        if source.as_of
        else ""
        for source in result.sources
    }
    return "; ".join(f"{producer}{date}" for producer, date in dated.items())


def notes(figure: Figure, comment: str, code: str) -> str:
    """The speaker's notes: own comment, of the claim check the claim, source with code, the likely questions."""
    language = figure.language
    said = [say("claim.said", language), *claims.quotes(language, figure.result.version)]
    claim = "\n".join(said) if figure.drawn_as == "claims" else ""
    source = f"{figure.caption} · {say('caption.code', language, code=code)}"
    asked = [f"{question}\n{answer}" for question, answer in questions(figure)]
    weaknesses_told = (f"{title} — {words}" for title, words in weaknesses(figure.result, language))
    weak = "\n".join([say("deck.caveat", language), *weaknesses_told])
    parts = [comment, figure.subtitle, claim, source, say("deck.likely", language), *asked, weak]
    return "\n\n".join(part for part in parts if part)
