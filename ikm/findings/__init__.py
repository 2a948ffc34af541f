"""Findings: one sentence a figure, chosen by rule from the same rows that the chart and the table show.

A rule returns the slots of the sentence `finding.<rule>` in strings.toml, or None when the rows cannot carry it; the
figure then has its plain title.
"""

from dataclasses import dataclass

from ikm import metrics
from ikm.findings import crises, growth, places, sectors, training
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.sentences import Rule, Slots
from ikm.text import say

RULES: dict[str, Rule] = growth.RULES | crises.RULES | training.RULES | sectors.RULES | places.RULES


@dataclass(frozen=True)
class Finding:
    """The title of a figure; `refused` when it is only the metric's name."""

    text: str
    refused: bool


def finding(result: Result, language: str) -> Finding:
    """The sentence that the rows support, marked as an example when they are sample data."""
    slots = facts(result, language)
    if slots is None:
        return Finding(result.metric.title[language], refused=True)
    sentence = say(_spoken(result)[0], language, **slots)
    if result.is_sample:
        sentence = say("sample.sentence", language, sentence=sentence)
    return Finding(sentence, refused=False)


def facts(result: Result, language: str) -> Slots | None:
    """What the sentence says, as formatted words by slot name; None when it must not be said."""
    return _spoken(result)[1](result, language) if result.status == "ok" else None


def _spoken(result: Result) -> tuple[str, Rule]:
    """The key of the sentence and its rule: of a map, of one sector beside all, or of the metric itself."""
    name = result.metric.name
    if "mapped" in result.metric.chart:
        return places.mapped(result)
    if "sector" in result.rows:
        indexed = f"{name}_index"
        spoken = indexed if result.metric.unit == "index" and indexed in sectors.BESIDE else name
        return f"sector_finding.{spoken}", sectors.BESIDE[spoken]
    return f"finding.{name}", RULES[name]


def lead(page: str, selection: Selection, language: str) -> str:
    """The first lines of a page: its answer, from the same facts as its figures. Markdown."""
    slots: Slots = {}
    for metric, renamed in LEADS.get(page, {}).items():
        found = facts(metrics.run(metric, selection), language)
        if found is None:
            return ""
        slots |= {renamed.get(name, name): words for name, words in found.items()}
    sentence = say(f"lead.{page}", language, **slots)
    own = metrics.run("units_workers_output", selection)
    if page == "summary" and not own.is_sample and not (first := finding(own, language)).refused:
        return f"{first.text}. {sentence}"
    return sentence


# Which facts a lead needs, and under which name where two metrics have the same slot.
LEADS: dict[str, dict[str, dict[str, str]]] = {
    "summary": {
        "province_register": {"last": "province_last"},
        "city_published": {"step": "city_step"},
        "training_programmes": {"first": "training_first", "last": "training_last"},
    },
    "crises": {"nominal_and_real_1998": {}, "province_register": {}},
    "training": {"training_programmes": {}},
}
