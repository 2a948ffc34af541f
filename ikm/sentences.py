"""One voice for every sentence: the verb by interval and size, and what may be compared at all.

A change under one percent is "relatif tetap"; a year that other kinds of file cover, or in which under 70 % of the
active reported, is not compared; no percentage is said on a base of under ten businesses.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ikm import ledger
from ikm.derive import MIN_BASE
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.text import missing, number, percent, period, say

Slots = dict[str, str]
Rule = Callable[[Result, str], Slots | None]

MATERIAL_PCT = 1.0
MIN_REPORTING_PCT = 70.0
# The crisis that series of the city and the province are read against, and the year before it.
BEFORE, CRISIS = 2019, 2020


def change_pct(first: float, last: float) -> float | None:
    """Percent from first to last; None when either is missing or the base is not above zero."""
    if missing(first) or missing(last) or first <= 0:
        return None
    return 100 * (last / first - 1)


def move(change: float, language: str, decimals: int = 1, interval: tuple[float, float] | None = None) -> str:
    """`naik 3,7 persen`, `turun 33,5 persen`, `relatif tetap`: the verb by interval, where there is one, and size."""
    if interval and interval[0] <= 0 <= interval[1]:
        return say("verb.unclear", language)
    return say(f"verb.{_way(change)}", language, amount=number(abs(change), language, decimals))


def step(change: float, language: str) -> str:
    """The same without a verb, beside a number of a sentence that has one: `naik 3,7 persen`, `up 3.7 percent`."""
    return say(f"step.{_way(change)}", language, amount=number(abs(change), language, 1))


def _way(change: float) -> str:
    return "steady" if abs(change) < MATERIAL_PCT else "up" if change > 0 else "down"


def standing(change: float, language: str) -> str:
    """Where a level stands against its base: `12,0 persen di bawah`, `kira-kira sama dengan`."""
    if abs(change) < MATERIAL_PCT:
        return say("standing.same", language)
    side = "standing.above" if change > 0 else "standing.below"
    return say(side, language, amount=number(abs(change), language, 1))


def in_sentence(name: str) -> str:
    """A name that begins its label, as it stands inside a sentence; an abbreviation keeps its capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def comparable(result: Result, first: int, last: int) -> bool:
    """Whether two years of a city series may be compared: same kinds of evidence, enough of the active reporting."""
    evidence = ledger.evidence(result.version)
    if (
        first not in evidence
        or last not in evidence
        or _kinds(result, evidence[first]) != _kinds(result, evidence[last])
    ):
        return False
    rows = result.rows
    if "reported_pct" not in rows:
        return True
    shares = rows.set_index("year")["reported_pct"].reindex([first, last])
    return bool((shares >= MIN_REPORTING_PCT).all())


def _kinds(result: Result, evidence: str) -> set[str]:
    """The kinds of file that speak of a year, as far as the metric counts from them."""
    return {kind for kind in evidence.split(",") if any(each.startswith(kind) for each in result.metric.kinds)}


def base_is_enough(result: Result, column: str, year: int) -> bool:
    """Whether ten businesses or more are behind a value: a percentage on fewer is not said."""
    rules: dict[str, Mapping[str, Any]] = {**result.metric.protect, **result.metric.derive}
    rule = rules[rules[column]["like"]] if "like" in rules[column] else rules[column]
    reported = f"{rule.get('measure')}_reported"
    behind = result.rows.set_index("year")[rule.get("n", reported if reported in result.rows else column)]
    return year in behind.index and not missing(behind[year]) and bool(behind[year] >= MIN_BASE)


def growth_interval(result: Result, measure: str, year: int) -> tuple[float, float] | None:
    """The interval of the growth into a year, in percent, for all or one branch; None for any narrower selection."""
    chosen = result.selection
    if chosen != Selection(branches=chosen.branches, years=chosen.years, version=chosen.version):
        return None
    if len(chosen.branches) > 1:
        return None
    return ledger.intervals(result.version).get(("".join(chosen.branches), measure, "growth", year))


def values(result: Result, column: str, key: str = "year") -> pd.Series:
    """The present values of a column by year or quarter."""
    return result.rows.set_index(key)[column].dropna()


def depth_words(row: pd.Series, language: str) -> str:
    """`−33,5% (−37,6 … −27,1)`: how deep one series fell, with its interval where there is one; nothing of one that did
    not: it may have risen."""
    if missing(row["depth_pct"]) or row["fall_short"] == "no_fall":
        return ""
    words = percent(row["depth_pct"], language)
    if missing(row["low_pct"]):
        return words
    return f"{words} ({number(row['low_pct'], language, 1)} … {number(row['high_pct'], language, 1)})"


def fall_words(row: pd.Series, language: str) -> str:
    """How one series stands after its fall: recovered when, or not yet and how much is regained."""
    regained = "" if missing(row["regained_pct"]) else number(row["regained_pct"], language)
    recovery = "" if missing(row["recovery"]) else period(row["recovery"], language)
    last = "" if missing(row["last"]) else period(row["last"], language)
    return say(f"fall.{row['fall_short']}", language, recovery=recovery, last=last, regained=regained)
