"""What the next class can show: number, follow-ups and comparison → the smallest change that could be seen, in words.

One stated assumption carries it: how much the logarithm of a turnover varies from one measurement of a business to the
next. It is read from the follow-ups of the version where there are some, else assumed.
"""

from dataclasses import dataclass, replace
from math import exp, log, sqrt

from ikm import metrics
from ikm.methods import minimum_detectable_effect
from ikm.selection import Selection
from ikm.text import number, percent, say

# Turnover of small businesses as told six to twelve months apart: two in three lie between −39 and +65 percent.
ASSUMED_DEVIATION = 0.5
MEASURE = "omzet"
LEAST_PAIRS = 10
MOST = 100_000


@dataclass(frozen=True)
class Plan:
    """A class as it is planned: `participants` measured to the end, `followups` after the first measurement, the
    effect that is hoped for in percent, and whether as many businesses not trained are measured alike."""

    participants: int
    followups: int
    effect_pct: float
    compared: bool


@dataclass(frozen=True)
class Deviation:
    """Standard deviation of the change of the logarithm between two measurements; `pairs` it was read from, 0 where it
    is assumed; `is_sample` where these are invented."""

    value: float
    pairs: int
    is_sample: bool


def deviation(selection: Selection) -> Deviation:
    """From the measure's largest wave over all events: the smallest detectable change, turned back."""
    result = metrics.run("training_effects", selection)
    rows = result.rows[result.rows["measure"] == MEASURE].dropna(subset=["n", "detectable_units"])
    if rows.empty or rows["n"].max() < LEAST_PAIRS:
        return Deviation(ASSUMED_DEVIATION, 0, False)
    widest = rows.loc[rows["n"].idxmax()]
    pairs = int(widest["n"])
    value = log(1 + widest["detectable_units"] / 100) / minimum_detectable_effect(pairs)
    return Deviation(value, pairs, result.is_sample)


def detectable_pct(plan: Plan, spread: Deviation) -> float:
    """Smallest rise in percent that the plan finds 80 times in 100, at 5 percent.

    The mean of several follow-ups varies less: with errors alike and independent around each business, the deviation of
    its difference to the first measurement is the given one times √((1 + 1/m) / 2). McKenzie (2012), "Beyond baseline
    and follow-up".
    """
    several = sqrt((1 + 1 / plan.followups) / 2)
    others = plan.participants if plan.compared else None
    return 100 * (exp(minimum_detectable_effect(plan.participants, others) * spread.value * several) - 1)


def needed(plan: Plan, spread: Deviation) -> int | None:
    """Fewest participants with which the hoped-for effect could be seen; None above 100,000."""
    low, high = 2, MOST
    if detectable_pct(replace(plan, participants=high), spread) > plan.effect_pct:
        return None
    while low < high:
        middle = (low + high) // 2
        if detectable_pct(replace(plan, participants=middle), spread) <= plan.effect_pct:
            high = middle
        else:
            low = middle + 1
    return low


def words(plan: Plan, spread: Deviation, language: str) -> list[str]:
    """Four sentences: what can be seen, whether the hoped-for effect is among it, how it may be called, what was
    assumed."""
    smallest = detectable_pct(plan, spread)
    group = say("planner.with" if plan.compared else "planner.without", language)
    called = say("planner.called_compared" if plan.compared else "planner.called_alone", language)
    waves = say("planner.one_wave" if plan.followups == 1 else "planner.waves", language, count=plan.followups)
    first = say(
        "planner.detectable", language, n=number(plan.participants, language), waves=waves, group=group,
        smallest=percent(smallest, language, 0),
    )  # fmt: skip
    effect = percent(plan.effect_pct, language, 0)
    enough = needed(plan, spread)
    if smallest <= plan.effect_pct:
        second = say("planner.enough", language, effect=effect)
    elif enough is None:
        second = say("planner.never", language, effect=effect)
    else:
        second = say("planner.needed", language, effect=effect, needed=number(enough, language))
    if spread.is_sample:
        first = say("sample.sentence", language, sentence=first)
    return [first, second, called, _assumption(spread, language)]


def _assumption(spread: Deviation, language: str) -> str:
    low, high = (percent(100 * (exp(sign * spread.value) - 1), language, 0, signed=True) for sign in (-1, 1))
    source = "planner.from_data" if spread.pairs else "planner.assumed"
    mark = f" ({say('sample.mark', language)})" if spread.is_sample else ""
    value = number(spread.value, language, 2)
    origin = say(source, language, pairs=number(spread.pairs, language)) + mark
    return say("planner.assumption", language, value=value, low=low, high=high, origin=origin)
