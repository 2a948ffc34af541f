"""Findings: one sentence a figure, chosen by rule from the same rows that the chart and the table show.

A rule returns the slots of the sentence `finding.<rule>` in strings.toml, or None when the rows cannot carry it; the
figure then has its plain title.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from ikm import ledger, metrics
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.sentences import (
    MIN_BASE,
    base_is_enough,
    change_pct,
    comparable,
    fall_words,
    growth_interval,
    move,
    standing,
    values,
)
from ikm.text import cell, number, percent, period, rupiah, say

MATERIAL_HHI = 0.01
SURVIVAL_YEARS = 5
# A selection of one branch holds all of its production: nothing to say.
TRIVIAL_PCT = 99.5
BEFORE, CRISIS = 2019, 2020

Slots = dict[str, str]
Rule = Callable[[Result, str], Slots | None]


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
    sentence = say(f"finding.{result.metric.name}", language, **slots)
    if result.is_sample:
        sentence = say("sample.sentence", language, sentence=sentence)
    return Finding(sentence, refused=False)


def facts(result: Result, language: str) -> Slots | None:
    """What the sentence says, as formatted words by slot name; None when it must not be said."""
    rule = RULES[result.metric.name]
    return rule(result, language) if result.status == "ok" else None


def _path(result: Result, column: str, measure: str, language: str) -> Slots | None:
    """From the year before the crisis into it, and where the last year stands: `fall`, `standing`, `last`."""
    series = values(result, column)
    if BEFORE not in series or CRISIS not in series or not comparable(result, BEFORE, CRISIS):
        return None
    if not base_is_enough(result, column, BEFORE):
        return None
    last = int(series.index[-1])
    fall = change_pct(series[BEFORE], series[CRISIS])
    now = change_pct(series[BEFORE], series[last])
    if fall is None or now is None or last <= CRISIS or not comparable(result, BEFORE, last):
        return None
    sure = growth_interval(result, measure, CRISIS)
    return {"move": move(fall, language, interval=sure), "standing": standing(now, language), "last": str(last)}


def _businesses_yearly(result: Result, language: str) -> Slots | None:
    active = values(result, "businesses_active")
    registered = values(result, "businesses_registered")
    both = active.index.intersection(registered.index)
    alike = [int(year) for year in both if comparable(result, int(year), int(both[-1]))]
    if len(alike) < 2 or active[alike[0]] < MIN_BASE:
        return None
    first, last = alike[0], alike[-1]
    in_register = change_pct(registered[first], registered[last])
    in_activity = change_pct(active[first], active[last])
    if in_register is None or in_activity is None:
        return None
    return {
        "first": str(first),
        "last": str(last),
        "registered": move(in_register, language),
        "active": move(in_activity, language),
    }


def _births_and_deaths(result: Result, language: str) -> Slots | None:
    final = result.rows.loc[~result.rows["provisional"].astype(bool)].dropna(subset=["births", "deaths"])
    if final.empty:
        return None
    row = final.iloc[-1]
    verdict = "more_births" if row.births > row.deaths else "more_deaths" if row.births < row.deaths else "balanced"
    return {
        "year": str(int(row.year)),
        "births": number(row.births, language),
        "deaths": number(row.deaths, language),
        "verdict": say(f"demography.{verdict}", language),
    }


def _workers_yearly(result: Result, language: str) -> Slots | None:
    return _path(result, "workers", "workers", language)


def _output_yearly(result: Result, language: str) -> Slots | None:
    return _path(result, "output_real_idr", "output_real_idr", language)


def _units_workers_output(result: Result, language: str) -> Slots | None:
    moves = {}
    measures = {"units": "", "workers": "workers", "output": "output_real_idr"}
    for name, measure in measures.items():
        index = values(result, f"{name}_index")
        if BEFORE not in index or CRISIS not in index or not comparable(result, BEFORE, CRISIS):
            return None
        sure = growth_interval(result, measure, CRISIS)
        moves[name] = move(index[CRISIS] - index[BEFORE], language, interval=sure)
    return moves


def _survival_by_cohort(result: Result, language: str) -> Slots | None:
    """Those born before the crisis after five years; then both groups at the oldest age both reach, by their bands."""
    curves = result.rows.dropna(subset=["survival_pct"]).set_index(["cohort", "age"])
    ages = {cohort: [age for name, age in curves.index if name == cohort] for cohort in ("before", "covid")}
    if not ages["before"]:
        return None
    years = min(max(ages["before"]), SURVIVAL_YEARS)
    both = [age for age in ages["covid"] if age in ages["before"]]
    words = ""
    if both:
        before, covid = (curves.loc[(cohort, max(both))] for cohort in ("before", "covid"))
        words = say(
            f"survival.{_told_apart(before, covid)}", language, covid=number(covid.survival_pct, language),
            before=number(before.survival_pct, language), years=max(both),
        )  # fmt: skip
    share = number(curves.loc[("before", years), "survival_pct"], language)
    return {"before": share, "years": str(years), "covid": words}


def _told_apart(before: "pd.Series[float]", covid: "pd.Series[float]") -> str:
    """`lower`, `higher` or `alike`, by the bands; a curve without a death has none and tells nothing apart."""
    if 100 in (before.survival_pct, covid.survival_pct):
        return "alike"
    if covid.upper_pct < before.lower_pct:
        return "lower"
    return "higher" if covid.lower_pct > before.upper_pct else "alike"


def _contribution_by_branch(result: Result, language: str) -> Slots | None:
    rows = result.rows
    businesses = _leading_part(rows, "businesses_points", language, result.version)
    output = _leading_part(rows, "output_points", language, result.version)
    if businesses is None:
        return None
    return {
        "first": str(int(rows["year_compared"].iloc[0])),
        "last": str(int(rows["year_shown"].iloc[0])),
        "businesses": businesses["move"],
        "top": businesses["top"],
        "points": businesses["points"],
        "output": say("contribution.output", language, **output) if output else "",
    }


def _leading_part(rows: pd.DataFrame, column: str, language: str, version: str) -> Slots | None:
    """How the whole moved, and the part that added most in that direction; None where a part is missing."""
    points = rows[column].astype(float)
    if points.isna().any() or len(points) < 2:
        return None
    whole = float(points.sum())
    top = points.idxmin() if whole < 0 else points.idxmax()
    return {
        "move": move(whole, language),
        "top": ledger.name("branch", rows.at[top, "branch"], language, version),
        "points": cell(column, points[top], language),
    }


def _concentration_yearly(result: Result, language: str) -> Slots | None:
    index, share = values(result, "output_hhi"), values(result, "output_largest_pct")
    years = [int(year) for year in index.index if year in share.index]
    output = _whole_output(result)
    alike = [year for year in years if comparable(output, year, years[-1])]
    if len(alike) < 2 or alike[-1] != result.rows["year"].max() or share[alike[-1]] > TRIVIAL_PCT:
        return None
    first, last = alike[0], alike[-1]
    change = index[last] - index[first]
    moved = "steady" if abs(change) < MATERIAL_HHI else "up" if change > 0 else "down"
    before, after = (cell("output_hhi", index[year], language) for year in (first, last))
    return {
        "first": str(first),
        "last": str(last),
        "share": number(share[last], language),
        "move": say(f"concentration.{moved}", language, before=before, after=after),
    }


def _whole_output(result: Result) -> Result:
    """Production of the same selection by year: it knows the share that reported, and its own kinds of evidence."""
    return metrics.run("output_yearly", replace(result.selection, version=result.version))


def _output_by_branch(result: Result, language: str) -> Slots | None:
    """The branches of ten or more that stand highest and lowest against 2019; refused where a hidden one might."""
    rows = result.rows
    last = rows.dropna(subset=["total_index"])["year"].max()
    if pd.isna(last) or last <= BEFORE or not comparable(_whole_output(result), BEFORE, int(last)):
        return None
    base = rows[rows["year"] == BEFORE].set_index("branch")["output_reported"].astype(float)
    standings = (
        rows[rows["year"] == last].set_index("branch")["output_index"].astype(float)[(base >= MIN_BASE).to_numpy()]
    )
    if len(standings) < 2 or base.isna().any() or standings.isna().any():
        return None
    best, worst = (
        f"{ledger.name('branch', branch, language, result.version)} "
        f"({percent(standings[branch] - 100, language, signed=True)})"
        for branch in (standings.idxmax(), standings.idxmin())
    )
    return {"last": str(int(last)), "best": best, "worst": worst}


def _largest_part(result: Result, column: str, value: str, language: str) -> Slots | None:
    rows = result.rows.dropna(subset=[value])
    if rows.empty or result.masked[value].any() or rows[value].sum() < MIN_BASE:
        return None
    top, total = rows.loc[rows[value].idxmax()], rows[value].sum()
    return {
        "top": ledger.name(column, top[column], language, result.version),
        "share": number(100 * top[value] / total, language),
        "count": number(top[value], language),
        "total": number(total, language),
        "year": str(int(top["year_shown"])) if "year_shown" in rows else "",
    }


def _businesses_by_branch(result: Result, language: str) -> Slots | None:
    return _largest_part(result, "branch", "businesses_active", language)


def _businesses_by_division(result: Result, language: str) -> Slots | None:
    return _largest_part(result, "division", "businesses_active", language)


def _businesses_by_kecamatan(result: Result, language: str) -> Slots | None:
    return _largest_part(result, "kecamatan_code", "businesses_active", language)


def _gdp_and_manufacturing(result: Result, language: str) -> Slots | None:
    series = values(result, "manufacturing_growth_pct")
    if 1998 not in series or 2020 not in series:
        return None
    return {"krismon": move(series[1998], language), "covid": move(series[2020], language)}


def _nominal_and_real_1998(result: Result, language: str) -> Slots | None:
    row = result.rows.set_index("year").loc[1998]
    return {
        "nominal": move(row.nominal_growth_pct, language, 0),
        "real": move(row.real_growth_pct, language),
        "nominal_figure": percent(row.nominal_growth_pct, language, 0, signed=True),
        "real_figure": percent(row.real_growth_pct, language, 1, signed=True),
    }


def _imk_production(result: Result, language: str) -> Slots | None:
    series = values(result, "production_index", "quarter")
    trough, last = series.idxmin(), series.index[-1]
    return {
        "fall": move(series[trough] - 100, language),
        "trough": period(trough, language),
        "standing": standing(series[last] - 100, language),
        "last": period(last, language),
    }


def _imk_growth(result: Result, language: str) -> Slots | None:
    series = values(result, "production_yoy_pct", "quarter")
    worst = series.idxmin()
    down = [quarter for quarter in series.index if str(quarter).startswith(str(CRISIS)) and series[quarter] < 0]
    return {
        "count": number(len(down), language),
        "worst": number(abs(series[worst]), language, 2),
        "quarter": period(worst, language),
    }


def _imk_business_status(result: Result, language: str) -> Slots | None:
    closed = values(result, "closed_pct", "quarter")
    first, last = closed.iloc[0], closed.iloc[-1]
    return {
        "first": number(first, language, 2),
        "last": number(last, language, 2),
        "points": number(last - first, language, 2),
    }


def _province_register(result: Result, language: str) -> Slots | None:
    units, output = values(result, "units"), values(result, "output_idr")
    moves = [change_pct(series[BEFORE], series[CRISIS]) for series in (units, output)]
    last = int(output.index[-1])
    now = change_pct(output[BEFORE], output[last])
    if moves[0] is None or moves[1] is None or now is None:
        return None
    return {
        "units": move(moves[0], language),
        "output": move(moves[1], language),
        "standing": standing(now, language),
        "last": str(last),
        "units_figure": percent(moves[0], language, 1, signed=True),
        "output_figure": percent(moves[1], language, 1, signed=True),
        "units_levels": f"{number(units[BEFORE], language)} → {number(units[CRISIS], language)}",
        "output_levels": say(
            "card.current_prices",
            language,
            levels=f"{rupiah(output[BEFORE], language)} → {rupiah(output[CRISIS], language)}",
        ),
    }


def _province_workers(result: Result, language: str) -> Slots | None:
    breaks = [each for each in ledger.breaks(result.version) if each.series in result.metric.series]
    workers = values(result, "workers")
    if not breaks:
        return None
    before, after = breaks[0].last_before, breaks[0].first_after
    later = workers[workers.index >= after]
    change = change_pct(later.iloc[0], later.iloc[-1])
    if change is None:
        return None
    return {"before": str(before), "after": str(after), "last": str(later.index[-1]), "move": move(change, language)}


def _city_published(result: Result, language: str) -> Slots | None:
    units = values(result, "units")
    first, last = units.index[0], units.index[-1]
    change = change_pct(units[first], units[last])
    if change is None:
        return None
    return {
        "first": str(first),
        "last": str(last),
        "move": move(change, language),
        "first_units": number(units[first], language),
        "last_units": number(units[last], language),
    }


def _regional_growth(result: Result, language: str) -> Slots | None:
    row = result.rows.set_index("year").loc[CRISIS]
    return {
        area: move(row[f"{area}_pct"], language, 2 if area == "sultra" else 1)
        for area in ("kendari", "sultra", "indonesia")
    }


def _training_programmes(result: Result, language: str) -> Slots | None:
    rows = result.rows
    exact = int((rows["participants_precision"] == "exact").sum())
    years = rows["start_date"].dt.year
    return {
        "programmes": number(len(rows), language),
        "exact": number(exact, language),
        "first": str(years.min()),
        "last": str(years.max()),
    }


def _training_yearly(result: Result, language: str) -> Slots | None:
    rows = result.rows
    total, women = rows["participants"].sum(), rows["women"].sum()
    if result.masked.to_numpy().any() or total < MIN_BASE:
        return None
    held = rows.loc[rows["events"] > 0, "year"]
    return {
        "events": number(rows["events"].sum(), language),
        "participants": number(total, language),
        "women": number(100 * women / total, language),
        "first": str(held.min()),
        "last": str(held.max()),
    }


def _training_by_branch(result: Result, language: str) -> Slots | None:
    return _largest_part(result, "branch", "participants", language)


def _claim_check(result: Result, language: str) -> Slots | None:
    verdicts = result.rows.groupby("crisis")["verdict"].value_counts()

    def said(crisis: str) -> str:
        supports = int(verdicts.get((crisis, "supports"), 0))
        judged = supports + int(verdicts.get((crisis, "contradicts"), 0))
        return say(f"claim_short.{'some' if judged else 'none'}", language, supports=supports, judged=judged)

    return {"covid": said("covid"), "krismon": said("krismon")}


def _umkm_units(result: Result, language: str) -> Slots | None:
    units = values(result, "umkm_units")
    change = change_pct(units.get(1997, float("nan")), units.get(1998, float("nan")))
    return None if change is None else {"move": move(change, language)}


def _quarterly_growth(result: Result, language: str) -> Slots | None:
    row = result.rows.set_index("quarter").loc["2020Q2"]
    names = {"gdp": "gdp_growth_pct", "manufacturing": "manufacturing_growth_pct", "food": "food_growth_pct"}
    return {name: move(row[column], language) for name, column in names.items()}


def _manufacturing_recovery(result: Result, language: str) -> Slots | None:
    index = values(result, "manufacturing_index")
    back = index[(index.index > 1998) & (index >= index[1997])]
    if back.empty:
        return None
    return {"fall": move(index[1998] - index[1997], language), "recovery": str(back.index[0])}


def _prices_1998(result: Result, language: str) -> Slots | None:
    row = result.rows.set_index("year").loc[1998]
    return {"cpi": number(row.cpi_pct, language, 1), "deflator": number(row.deflator_pct, language, 1)}


def _founded_by_1997(result: Result, language: str) -> Slots | None:
    counts = result.rows.set_index("founded")["businesses_active"]
    if result.masked["businesses_active"].any() or "by_1997" not in counts:
        return None
    return {
        "count": number(counts["by_1997"], language),
        "total": number(counts.sum(), language),
        "year": str(int(result.rows["year_shown"].iloc[0])),
    }


def _output_compared(result: Result, language: str) -> Slots | None:
    moves = {}
    for name in ("kendari", "sultra"):
        index = values(result, f"{name}_index")
        if BEFORE not in index or CRISIS not in index or not comparable(result, BEFORE, CRISIS):
            return None
        moves[name] = move(index[CRISIS] - index[BEFORE], language)
    return moves


def _resilience_published(result: Result, language: str) -> Slots | None:
    own = result.rows[result.rows["item"].isin(["units_sultra", "output_sultra", "production_imk"])]
    deepest = own.loc[own["depth_pct"].idxmin()]
    if deepest["depth_pct"] >= 0:
        return None
    return {
        "item": ledger.name("item", deepest["item"], language, result.version),
        "depth": number(deepest["depth_pct"], language, 1),
        "state": fall_words(deepest, language),
    }


def _resilience_by_branch(result: Result, language: str) -> Slots | None:
    judged = result.rows.dropna(subset=["high_pct"])
    if judged.empty:
        return None
    return {
        "fallen": number((judged["high_pct"] < 0).sum(), language),
        "judged": number(len(judged), language),
        "recovered": number((judged["fall_short"] == "recovered").sum(), language),
    }


RULES: dict[str, Rule] = {
    "claim_check": _claim_check,
    "founded_by_1997": _founded_by_1997,
    "manufacturing_recovery": _manufacturing_recovery,
    "output_compared": _output_compared,
    "prices_1998": _prices_1998,
    "quarterly_growth": _quarterly_growth,
    "resilience_by_branch": _resilience_by_branch,
    "resilience_published": _resilience_published,
    "umkm_units": _umkm_units,
    "businesses_yearly": _businesses_yearly,
    "births_and_deaths": _births_and_deaths,
    "workers_yearly": _workers_yearly,
    "output_yearly": _output_yearly,
    "units_workers_output": _units_workers_output,
    "survival_by_cohort": _survival_by_cohort,
    "contribution_by_branch": _contribution_by_branch,
    "concentration_yearly": _concentration_yearly,
    "output_by_branch": _output_by_branch,
    "businesses_by_branch": _businesses_by_branch,
    "businesses_by_division": _businesses_by_division,
    "businesses_by_kecamatan": _businesses_by_kecamatan,
    "gdp_and_manufacturing": _gdp_and_manufacturing,
    "nominal_and_real_1998": _nominal_and_real_1998,
    "imk_production": _imk_production,
    "imk_growth": _imk_growth,
    "imk_business_status": _imk_business_status,
    "province_register": _province_register,
    "province_workers": _province_workers,
    "city_published": _city_published,
    "regional_growth": _regional_growth,
    "training_programmes": _training_programmes,
    "training_yearly": _training_yearly,
    "training_by_branch": _training_by_branch,
}


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
        "city_published": {"move": "city_move"},
        "training_programmes": {"first": "training_first", "last": "training_last"},
    },
    "crises": {"nominal_and_real_1998": {}, "province_register": {}},
    "training": {"training_programmes": {}},
}
