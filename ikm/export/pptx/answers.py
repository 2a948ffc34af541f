"""What a presenter needs when somebody asks: definition, weakness, and the questions that a figure itself invites."""

from functools import lru_cache

from ikm import caption, store
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.text import HIDDEN, percent, say

ASKED = ("meaning", "derivation", "filters")
# On the slide the first sentence of each; the speaker's notes have them whole.
MOST_WEAKNESSES = 4


def definition(figure: Figure) -> list[tuple[str, str]]:
    """Label and words: the definition, how it is computed, and the weakness of each source."""
    result, language = figure.result, figure.language
    wanted = [say(f"definition.{name}", language) for name in ASKED]
    told = [(label, words) for label, words in caption.definition(result, language) if label in wanted]
    firsts = [words.split(". ")[0].removesuffix(".") for words in dict.fromkeys(weaknesses(result, language))]
    weak = " ".join(f"{words}." for words in firsts[:MOST_WEAKNESSES])
    return [*told, (say("deck.caveat", language), weak)] if weak else told


def weaknesses(result: Result, language: str) -> list[str]:
    """What each source says it cannot tell, in the order of the sources."""
    known = _weaknesses(result.version, language)
    return [known[source.source_id] for source in result.sources if known.get(source.source_id)]


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
        ("published", not result.metric.kinds, ""),
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


def notes(figure: Figure, comment: str, code: str) -> str:
    """The speaker's notes: own comment, source with code, the likely questions."""
    language = figure.language
    source = f"{figure.caption} · {say('caption.code', language, code=code)}"
    asked = [f"{question}\n{answer}" for question, answer in questions(figure)]
    weak = "\n".join([say("deck.caveat", language), *dict.fromkeys(weaknesses(figure.result, language))])
    parts = [comment, figure.subtitle, source, say("deck.likely", language), *asked, weak]
    return "\n\n".join(part for part in parts if part)
