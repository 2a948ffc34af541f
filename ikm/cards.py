"""Headline numbers: a label, one figure, one line of context. The city's own numbers lead once real files are there."""

from collections.abc import Callable
from dataclasses import dataclass

from ikm import caption, charts, findings, metrics, sentences
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.text import HIDDEN, NO_DATA, cell, number, percent, say


@dataclass(frozen=True)
class Card:
    """What one headline shows; `spark` is inline SVG or empty, `metric` the name of the figure it is read from."""

    metric: str
    label: str
    value: str
    note: str
    spark: str
    is_sample: bool


def card(name: str, selection: Selection, language: str) -> Card:
    """The headline of that name. Raises KeyError for an unknown one."""
    return CARDS[name](selection, language)


def _latest(metric: str, column: str, label: str, selection: Selection, language: str) -> Card:
    """The last value of a city series, its change against the value before, and its line."""
    result = metrics.run(metric, selection)
    series = result.rows.set_index("year")[column].astype(float)
    present = series.dropna()
    words = say(f"card.{label}", language)
    if present.empty:
        value = HIDDEN if result.hidden(column).any() else NO_DATA
        return Card(metric, words, value, "", "", result.is_sample)
    last, value = int(present.index[-1]), present.iloc[-1]
    return Card(
        metric, f"{words}, {last}", cell(column, value, language), _since(result, column, last, language),
        charts.sparkline(series.tolist()), result.is_sample,
    )  # fmt: skip


def _since(result: Result, column: str, last: int, language: str) -> str:
    """The change against the year before, where the two may be compared and ten businesses are behind the first."""
    before, present = last - 1, sentences.values(result, column)
    if before not in present.index or not sentences.comparable(result, before, last):
        return ""
    change = sentences.change_pct(present[before], present[last])
    if change is None or not sentences.base_is_enough(result, column, before):
        return ""
    figure = percent(change, language, signed=True)
    return say("card.since", language, change=figure, year=before, value=cell(column, present[before], language))


def _published(column: str, label: str, selection: Selection, language: str) -> Card:
    """The last figure ever published on the city, with the change since the one before where there are two."""
    result = metrics.run("city_published", selection)
    present = result.rows.set_index("year")[column].dropna().astype(float)
    last = present.index[-1]
    note = say("card.only_figure", language)
    if len(present) > 1:
        change = sentences.change_pct(present.iloc[0], present.iloc[-1])
        note = say(
            "card.since", language, change=percent(change or 0, language, signed=True), year=present.index[0],
            value=cell(column, present.iloc[0], language),
        )  # fmt: skip
    value = cell(column, present.iloc[-1], language)
    note = _beyond(note, "whole_city", selection, result, language)
    return Card("city_published", say(f"card.{label}", language, year=last), value, note, "", False)


def _beyond(note: str, key: str, selection: Selection, result: Result, language: str) -> str:
    """A note on a published figure, which says that no filter reaches it where one is picked."""
    if not caption.chosen(selection, language, result.version):
        return note
    return " · ".join(part for part in (note, say(f"card.{key}", language)) if part)


def _own_or_published(own: tuple[str, str, str], published: tuple[str, str]) -> Callable[[Selection, str], Card]:
    """The city's own number, or the published one as long as its files are samples."""

    def build(selection: Selection, language: str) -> Card:
        mine = _latest(*own, selection, language)
        return _published(*published, selection, language) if mine.is_sample else mine

    return build


def _programmes(selection: Selection, language: str) -> Card:
    result = metrics.run("training_programmes", selection)
    return Card(
        "training_programmes", say("card.programmes_known", language), number(len(result.rows), language),
        _outcomes(result.version, language), "", False,
    )  # fmt: skip


def _outcomes(version: str, language: str) -> str:
    events = findings.training.events_measured(version)
    return say("card.outcomes" if events else "card.no_outcome", language, events=number(events, language))


def _province(figure: str, levels: str, label: str) -> Callable[[Selection, str], Card]:
    def build(selection: Selection, language: str) -> Card:
        result = metrics.run("province_register", selection)
        slots = findings.facts(result, language) or {}
        note = _beyond(slots[levels], "unfiltered", selection, result, language)
        return Card("province_register", say(f"card.{label}", language), slots[figure], note, "", False)

    return build


def _province_workers(_: Selection, language: str) -> Card:
    return Card(
        "province_workers", say("card.workers_province", language), say("card.break", language),
        say("card.break_note", language), "", False,
    )  # fmt: skip


def _real_gdp(selection: Selection, language: str) -> Card:
    result = metrics.run("nominal_and_real_1998", selection)
    slots = findings.facts(result, language) or {}
    note = say("card.nominal_note", language, nominal=slots["nominal_figure"])
    return Card(
        "nominal_and_real_1998", say("card.real_gdp_1998", language), slots["real_figure"],
        _beyond(note, "unfiltered", selection, result, language), "", False,
    )  # fmt: skip


def _own(metric: str, column: str, label: str) -> Callable[[Selection, str], Card]:
    return lambda selection, language: _latest(metric, column, label, selection, language)


CARDS: dict[str, Callable[[Selection, str], Card]] = {
    "units": _own_or_published(("businesses_yearly", "businesses_registered", "registered"), ("units", "units_city")),
    "workers": _own_or_published(("workers_yearly", "workers", "workers"), ("workers", "workers_city")),
    "output": _own_or_published(("output_yearly", "output_idr", "output"), ("output_idr", "output_city")),
    "programmes": _programmes,
    "registered": _own("businesses_yearly", "businesses_registered", "registered"),
    "active": _own("businesses_yearly", "businesses_active", "active"),
    "workers_active": _own("workers_yearly", "workers", "workers"),
    "output_real": _own("output_yearly", "output_real_idr", "output_real"),
    "productivity": _own("productivity_yearly", "output_per_worker_idr", "productivity"),
    "province_units": _province("units_figure", "units_levels", "units_province"),
    "province_output": _province("output_figure", "output_levels", "output_province"),
    "province_workers": _province_workers,
    "real_gdp_1998": _real_gdp,
}
