"""Before and after a training: what the same participants answered, scored and held, so that no view reads one of them.

A change of money is one of logarithms, told in percent: turnovers are skewed, and their mean change is that of the
biggest. Whatever would follow from fewer than three businesses is not even written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from math import exp
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from ikm.methods import Floats, minimum_detectable_effect, paired_effect, wilson_interval
from ikm.privacy.rules import MIN_N, is_unsafe

# Scale of a measure → unit of its change, unit of its level.
UNITS = {
    "money": ("percent", "rupiah"),
    "persons": ("persons", "persons"),
    "points": ("points", "points"),
    "units": ("units", "units"),
    "share": ("percentage_points", "percent"),
}
ANSWERS = Path(__file__).with_suffix(".sql")


@dataclass(frozen=True)
class Answer:
    """One participant's value before, and after (None: dropped out), of one measure and wave."""

    event_id: str
    who: str
    measure: str
    wave: str
    months: int
    scale: str
    kirkpatrick: int | None
    before: float
    after: float | None


@dataclass(frozen=True)
class Effect:
    """A row of core.training_effect, whose columns say what each field is."""

    event_id: str | None
    measure: str
    wave: str
    kirkpatrick: int | None
    method: str
    level: str
    unit: str
    level_unit: str
    n_start: int
    n: int
    mean_before: float | None = None
    mean_after: float | None = None
    mean_change: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    smallest_detectable: float | None = None
    with_before: int | None = None
    with_after: int | None = None
    before_low_pct: float | None = None
    before_high_pct: float | None = None
    after_low_pct: float | None = None
    after_high_pct: float | None = None
    dropped: int = 0
    dropped_difference: float | None = None


ARROW = {int: pa.int32(), float: pa.float64(), str: pa.string()}
Told = dict[str, Any]  # some fields of an Effect


def effects(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Rows of core.training_effect from the tables of outcomes, participations and certificates."""
    rows = connection.execute(ANSWERS.read_text(encoding="utf-8")).fetchall()
    answers = [_with_logarithm(Answer(*row)) for row in rows]
    usable = [one for one in answers if one.scale != "money" or one.before > 0]
    found = [effect for chosen in _grouped(usable, "measure").values() for effect in _of_measure(chosen)]
    return as_table(Effect, found)


def as_table(kind: type, rows: Sequence[object]) -> pa.Table:
    """A table of frozen rows: its columns are the fields of their class, of type int, float or str, or None."""
    types = {one.name: next(ARROW[each] for each in ARROW if each in _types(one.type)) for one in fields(kind)}
    return pa.table({name: pa.array([getattr(row, name) for row in rows], told) for name, told in types.items()})


def _types(annotation: object) -> tuple[object, ...]:
    return getattr(annotation, "__args__", (annotation,))


def _with_logarithm(answer: Answer) -> Answer:
    """A turnover of nothing has none: whoever tells it has dropped out."""
    return replace(answer, after=None) if answer.scale == "money" and not answer.after else answer


def _grouped(answers: Iterable[Answer], field: str) -> dict[str, list[Answer]]:
    """Answers by the value of a field, in their order."""
    found: dict[str, list[Answer]] = {}
    for one in answers:
        found.setdefault(getattr(one, field), []).append(one)
    return found


def _of_measure(answers: Sequence[Answer]) -> Iterator[Effect]:
    """Each event by itself, then all together; their waves in order."""
    for event, of_event in [*_grouped(answers, "event_id").items(), (None, answers)]:
        told: list[set[tuple[str, str]]] = []
        for chosen in _grouped(of_event, "wave").values():
            if pool := chosen if event else _pooled(chosen):
                yield _effect(event, pool, told)


# -- what may be told


def _pairs(answers: Iterable[Answer]) -> list[Answer]:
    return [one for one in answers if one.after is not None]


def _pooled(answers: Sequence[Answer]) -> list[Answer]:
    """All events together, each participant by the first of them.

    Where leaving out one or two repeats would show them they stay. Events of fewer than three pairs that do not add up
    to three are left out: the whole less the others would show them.
    """
    small = [of_event for of_event in _grouped(answers, "event_id").values() if len(_pairs(of_event)) < MIN_N]
    hidden = {of_event[0].event_id for of_event in small} if sum(len(_pairs(each)) for each in small) < MIN_N else set()
    kept = [one for one in answers if one.event_id not in hidden]
    first = [repeats[0] for repeats in _grouped(kept, "who").values()]
    return kept if len(kept) - len(first) < MIN_N else first


def _is_apart(pairs: Iterable[Answer], told: list[set[tuple[str, str]]]) -> bool:
    """Whether the level of these pairs can be told beside those `told`, to which they are then added.

    Not where one or two businesses are the difference: theirs would follow.
    """
    known = {(one.event_id, one.who) for one in pairs}
    if any(0 < len(known ^ others) < MIN_N for others in told):
        return False
    told.append(known)
    return True


# -- estimates


def _effect(event: str | None, answers: Sequence[Answer], told: list[set[tuple[str, str]]]) -> Effect:
    pairs = _pairs(answers)
    scale, n = answers[0].scale, len(pairs)
    effect = Effect(
        event_id=event,
        measure=answers[0].measure,
        wave=answers[0].wave,
        kirkpatrick=answers[0].kirkpatrick,
        method="share" if scale == "share" else "paired",
        level="B",
        unit=UNITS[scale][0],
        level_unit=UNITS[scale][1],
        n_start=len(answers),
        n=n,
        dropped=len(answers) - n,
    )
    if n < MIN_N:
        return effect
    if scale == "share":
        return replace(effect, **_shares(pairs))
    levels = _levels(answers, pairs) if _is_apart(pairs, told) else {}
    return replace(effect, **_change(pairs), **levels)


def _shares(pairs: Sequence[Answer]) -> Told:
    """How many have it, and Wilson's interval of their share, from which one or two of them would follow."""
    told: Told = {}
    for when in ("before", "after"):
        have = sum(getattr(one, when) == 1 for one in pairs)
        told[f"with_{when}"] = have
        if not is_unsafe(have) and not is_unsafe(len(pairs) - have):
            low, high = wilson_interval(have, len(pairs))
            told |= {f"{when}_low_pct": 100 * low, f"{when}_high_pct": 100 * high}
    return told


def _change(pairs: Sequence[Answer]) -> Told:
    """The paired change in the unit of the scale, and the smallest that as many pairs let see."""
    scale = pairs[0].scale
    before, after = _scaled(pairs, "before"), _scaled(pairs, "after")
    found = paired_effect(before, after)
    smallest = minimum_detectable_effect(found.n) * float(np.std(after - before, ddof=1))
    return {
        "mean_change": _in_unit(found.mean_change, scale),
        "low": _in_unit(found.low, scale),
        "high": _in_unit(found.high, scale),
        "p_value": found.p_value,
        "smallest_detectable": _in_unit(smallest, scale),
    }


def _levels(answers: Sequence[Answer], pairs: Sequence[Answer]) -> Told:
    """Means of the pairs before and after, and how those who dropped out had differed."""
    gone = [one for one in answers if one.after is None]
    apart = float(_scaled(gone, "before").mean() - _scaled(pairs, "before").mean()) if len(gone) >= MIN_N else None
    return {
        "mean_before": _mean(pairs, "before"),
        "mean_after": _mean(pairs, "after"),
        "dropped_difference": None if apart is None else _in_unit(apart, pairs[0].scale),
    }


def _scaled(answers: Sequence[Answer], when: str) -> Floats:
    values = np.array([getattr(one, when) for one in answers], dtype=np.float64)
    return np.log(values) if answers[0].scale == "money" else values


def _in_unit(difference: float, scale: str) -> float:
    """A difference of logarithms in percent; any other as it is."""
    return 100 * (exp(difference) - 1) if scale == "money" else difference


def _mean(pairs: Sequence[Answer], when: str) -> float | None:
    """The geometric one of money, so that means and change agree; None where the p % rule hides a sum of money."""
    if pairs[0].scale != "money":
        return float(_scaled(pairs, when).mean())
    values = sorted((getattr(one, when) for one in pairs), reverse=True)
    return None if is_unsafe(len(values), sum(values), *values[:2]) else exp(_scaled(pairs, when).mean())
