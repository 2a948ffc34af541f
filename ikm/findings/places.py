"""What is said of places: where most is, how much the leading places hold together, and what a picked one holds."""

import pandas as pd

from ikm import ledger
from ikm.derive import MIN_BASE
from ikm.findings.growth import largest_part
from ikm.metrics import Result
from ikm.sentences import MIN_REPORTING_PCT, Rule, Slots
from ikm.text import cell, join, number, say

LEADING = 3
# With fewer places the leading ones hold most of it anyway.
MIN_PLACES = 6


def _largest(result: Result, language: str) -> Slots | None:
    """The kecamatan with most of what was reported, where enough of the active reported."""
    column = result.metric.chart["ours"]
    found = largest_part(result, "kecamatan_code", column, language) if _is_told(result) else None
    return found and found | _counts(result, result.rows[column].max(), language)


def _is_told(result: Result) -> bool:
    """Whether enough reported to say where most is, and ten or more are behind it."""
    if not result.metric.reports:
        return True
    enough = result.reporting is not None and 100 * result.reporting >= MIN_REPORTING_PCT
    behind = result.rows[f"{result.metric.reports}_reported"]
    return enough and bool(behind.notna().all()) and bool(behind.sum() >= MIN_BASE)


def _counts(result: Result, value: float, language: str) -> Slots:
    """A value and the total of the places, in the words of its unit."""
    column = result.metric.chart["ours"]
    return {"count": cell(column, value, language), "total": cell(column, result.rows[column].sum(), language)}


RULES: dict[str, Rule] = {"workers_by_kecamatan": _largest, "output_by_kecamatan": _largest}


# -- on a map


def mapped(result: Result) -> tuple[str, Rule]:
    """The key and the rule of what a map says: of the one place that is picked, else of the leading ones."""
    if len(result.metric.chart["picked"]) == 1:
        return "map_finding.picked", _picked
    return "map_finding.leading", _leading


def _picked(result: Result, language: str) -> Slots | None:
    (code,) = result.metric.chart["picked"]
    shown = _shown(result)
    if shown is None or code not in shown.index or not _is_told(result):
        return None
    return (
        _words(result, language)
        | _counts(result, float(shown[code]), language)
        | {"place": ledger.name("kecamatan_code", code, language, result.version)}
    )


def _leading(result: Result, language: str) -> Slots | None:
    """The three places with most, by name, and their share of all; none where a fourth has as much as the third."""
    shown = _shown(result)
    if shown is None or len(shown) < MIN_PLACES or not _is_told(result):
        return None
    named = shown[shown.index.notna()].nlargest(LEADING + 1)
    leading = named.iloc[:LEADING]
    if named.iloc[-1] == leading.iloc[-1]:
        return None
    names = [ledger.name("kecamatan_code", code, language, result.version) for code in leading.index]
    return _words(result, language) | {
        "places": join(names, language),
        "share": number(100 * leading.sum() / shown.sum(), language),
    }


def _shown(result: Result) -> "pd.Series[float] | None":
    """The value of each place; None where one is hidden or under ten businesses are behind all of them."""
    column = result.metric.chart["ours"]
    if result.masked[column].any() or result.rows[column].sum() < MIN_BASE:
        return None
    return result.rows.dropna(subset=[column]).set_index("kecamatan_code")[column].astype(float)


def _words(result: Result, language: str) -> Slots:
    return {
        "what": say(f"map.what.{result.metric.name}", language),
        "year": str(int(result.rows["year_shown"].iloc[0])),
    }
