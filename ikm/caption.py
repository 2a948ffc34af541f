"""The small print of a figure: subtitle, caption, definition. What the producers say and what we did stay apart."""

from dataclasses import replace

from ikm import ledger
from ikm.metrics import Result
from ikm.sectors import lifted
from ikm.selection import FILTERS, Selection
from ikm.text import HIDDEN, join, number, percent, period, say, short_day
from ikm.text import version as built

KEYS = tuple(each.key for each in FILTERS)


def subtitle(result: Result, language: str) -> str:
    """Metric · unit · scope · period."""
    parts = [result.metric.title[language], _unit(result, language)]
    if result.metric.kinds:
        parts.append(_scope(result, language))
    return " · ".join(part for part in [*parts, _period(result, language)] if part)


def _unit(result: Result, language: str) -> str:
    """The unit; of an index also its base, which is the first period where the usual one is not among the rows."""
    unit = say(f"unit.{result.metric.unit}", language)
    bases = [each["base"] for each in result.metric.derive.values() if each["method"] == "index_to_base"]
    key = _time(result)
    if result.metric.unit != "index" or not bases or key is None or result.rows.empty:
        return unit
    periods = result.rows[key]
    base = bases[0] if (periods == bases[0]).any() else periods.iloc[0]
    return say("caption.index", language, unit=unit, base=period(base, language))


def _scope(result: Result, language: str) -> str:
    """The scope of what is shown; where a sector or place is only pinned in it, that it is."""
    picked, strong = result.metric.chart.get("picked"), result.metric.chart.get("strong")
    if picked:
        whole, column, codes = replace(result.selection, kecamatan=()), "kecamatan_code", picked
    elif strong and result.metric.grain[0] in ("sector", "branch"):
        whole, column, codes = lifted(result.selection), "sector", (strong,)
    else:
        return scope(result.selection, language, result.version)
    names = [ledger.name(column, code, language, result.version) for code in codes]
    pinned = say("scope.pinned", language, sector=join(names, language))
    return f"{scope(whole, language, result.version)}, {pinned}"


def scope(selection: Selection, language: str, version: str) -> str:
    """`IKM Kota Kendari`, with the filters that narrow it."""
    filters = chosen(selection, language, version)
    if not filters:
        return say("scope.city", language)
    return say("scope.selected", language, filters="; ".join(filters))


def chosen(selection: Selection, language: str, version: str) -> list[str]:
    """Each list filter in force, as `Kecamatan: Kadia, Poasia`."""
    return [
        f"{label(each.key, language, version)}: "
        + ", ".join(option(each.key, value, language, version) for value in getattr(selection, each.field))
        for each in FILTERS
        if getattr(selection, each.field)
    ]


def label(key: str, language: str, version: str) -> str:
    """The name of a filter; that of five-digit codes says which versions of the classification they are from."""
    name = say(f"filter.{key}", language)
    if key != "kbli":
        return name
    return say("filter.kbli_version", language, label=name, versions=", ".join(ledger.kbli_versions(version)))


def option(key: str, value: str, language: str, version: str) -> str:
    """The name of one filter value."""
    if key == "skala":
        return say(f"size.{value}", language)
    if key == "jk":
        return say(f"sex.{value}", language)
    column = next(each.column for each in FILTERS if each.key == key)
    if key == "divisi":
        return f"{value} {ledger.name(column, value, language, version)}"
    return ledger.name(column, value, language, version)


def caption(result: Result, language: str) -> str:
    """Source · cut-off · n · share reporting · grade · version, and what the marks in the chart mean."""
    sources = "; ".join(source.title[language] for source in result.sources)  # titles hold commas
    cut_offs = [source.as_of for source in result.sources if source.as_of]
    # Invented numbers have no grade, whatever published index they are deflated with.
    graded = () if result.is_sample else result.sources
    grades = sorted({grade for source in graded for grade in source.grades.split(", ") if grade})
    parts = [
        say("caption.source", language, sources=sources)
        + (f", {say('caption.processed', language)}" if cut_offs else ""),
        say("caption.as_of", language, date=short_day(max(cut_offs), language)) if cut_offs else "",
        say(f"caption.{_COUNTED[result.metric.counted]}", language, n=_count(result.n, language))
        if result.n is not None
        else "",
        say("caption.reporting", language, share=percent(100 * result.reporting, language, 0))
        if result.reporting
        else "",
        say("caption.grade", language, grades=join(grades, language)) if grades else "",
        _unfollowed(result, language),
        say("caption.annual_bands", language) if _has_annual_bands(result) else "",
        say("caption.gap", language) if _has_gap(result) else "",
        say("caption.hidden", language) if result.masked.to_numpy().any() else "",
        say("caption.version", language, version=built(result.version, language)),
    ]
    return " · ".join(part for part in parts if part)


_COUNTED = {"active": "n", "born": "born"}


def _unfollowed(result: Result, language: str) -> str:
    """That a published series follows no filter; of a city figure that is filtered, the filters it does not follow."""
    if not result.metric.kinds:
        return say("caption.unfiltered", language)
    left = [say(f"filter.{key}", language) for key in (*KEYS, "tahun") if key not in result.metric.follows]
    return say("caption.unfollowed", language, filters=join(left, language)) if left else ""


def definition(result: Result, language: str) -> list[tuple[str, str]]:
    """Label and text of each Satu Data field of the metric (Perpres 39/2019)."""
    metric = result.metric
    formulas = [
        say(f"method.{recipe['method']}", language, base=recipe.get("base", ""))
        for recipe in [*metric.derive.values(), *metric.summary.values(), metric.collapse]
        if recipe
    ]
    follows = [say(f"filter.{key}", language) for key in metric.follows]
    rows = [
        ("concept", metric.title[language]),
        ("meaning", metric.note[language]),
        ("derivation", "; ".join(dict.fromkeys(formulas))),
        ("unit", say(f"unit.{metric.unit}", language)),
        ("level", ", ".join(say(f"column.{column}", language) for column in metric.grain)),
        ("filters", ", ".join(follows) or say("definition.none", language)),
        ("sources", "; ".join(f"{source.title[language]} — {source.producer}" for source in result.sources)),
    ]
    return [(say(f"definition.{name}", language), words) for name, words in rows if words]


def _has_gap(result: Result) -> bool:
    """Whether a drawn series misses a period between two that it has, and not because the value is hidden."""
    for column in result.metric.chart.get("columns", ()):
        if result.metric.grain[0] in ledger.PERIODS and column in result.rows:
            present = result.rows[column].notna() | result.masked[column]
            inside = present[present].index
            if len(inside) and not present.loc[inside[0] : inside[-1]].all():
                return True
    return False


def _has_annual_bands(result: Result) -> bool:
    """Whether the chart is yearly and a crisis lies in it: its band then covers whole years."""
    if result.metric.grain[0] != "year" or not result.metric.chart or result.rows.empty:
        return False
    first, last = int(result.rows["year"].min()), int(result.rows["year"].max())
    return any(each.start.year <= last and each.end.year >= first for each in ledger.crises(result.version))


def _count(n: int | str, language: str) -> str:
    return HIDDEN if isinstance(n, str) else number(n, language)


def _period(result: Result, language: str) -> str:
    key = _time(result)
    if "year_compared" in result.metric.needs and result.status == "ok":
        first, last = result.rows[["year_compared", "year_shown"]].iloc[0]
        return f"{int(first)}–{int(last)}"
    if key is None or result.rows.empty:
        return ""
    periods = result.rows[key]
    return "–".join(dict.fromkeys(period(each, language) for each in (periods.min(), periods.max())))


def _time(result: Result) -> str | None:
    """The column that says when."""
    return next((column for column in result.metric.grain if column in ledger.PERIODS), None)
