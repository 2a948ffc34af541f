"""What is said of the city's own businesses, workers and production."""

from dataclasses import replace

import pandas as pd

from ikm import ledger, metrics
from ikm.derive import MIN_BASE
from ikm.metrics import Result
from ikm.sentences import (
    BEFORE,
    CRISIS,
    Rule,
    Slots,
    base_is_enough,
    change_pct,
    comparable,
    growth_interval,
    move,
    standing,
    values,
)
from ikm.text import cell, number, percent, say

MATERIAL_HHI = 0.01
SURVIVAL_YEARS = 5
# A selection of one branch holds all of its production: nothing to say.
TRIVIAL_PCT = 99.5


def path(result: Result, column: str, measure: str, language: str) -> Slots | None:
    """From the year before the crisis into it, and where the last year stands: `move`, `standing`, `last`."""
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
        "crisis": _more_deaths(final.iloc[:-1], language) if verdict != "more_deaths" else "",
    }


def _more_deaths(settled: pd.DataFrame, language: str) -> str:
    """The latest of these years in which more died than were born, lest a good last year hide it; else nothing."""
    years = settled[settled["deaths"] > settled["births"]]
    if years.empty:
        return ""
    births, deaths = (number(years[name].iloc[-1], language) for name in ("births", "deaths"))
    return say("demography.crisis", language, year=int(years["year"].iloc[-1]), births=births, deaths=deaths)


def _workers_yearly(result: Result, language: str) -> Slots | None:
    return path(result, "workers", "workers", language)


def _output_yearly(result: Result, language: str) -> Slots | None:
    return path(result, "output_real_idr", "output_real_idr", language)


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
            f"survival.{told_apart(before, covid)}", language, covid=number(covid.survival_pct, language, 1),
            before=number(before.survival_pct, language, 1), years=max(both),
        )  # fmt: skip
    share = number(curves.loc[("before", years), "survival_pct"], language, 1)
    return {"before": share, "years": str(years), "covid": words}


def told_apart(base: "pd.Series[float]", own: "pd.Series[float]") -> str:
    """Whether a curve lies `lower` or `higher` than another, or is `alike`, by their bands; one without a death has no
    band and tells nothing apart.
    """
    if 100 in (base.survival_pct, own.survival_pct):
        return "alike"
    if own.upper_pct < base.lower_pct:
        return "lower"
    return "higher" if own.lower_pct > base.upper_pct else "alike"


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
        "top": _leading_branch(result, last, language),
        "move": say(f"concentration.{moved}", language, before=before, after=after),
    }


def _leading_branch(result: Result, year: int, language: str) -> str:
    """The branch with most production in a year; unnamed where one that is hidden might have more."""
    branches = metrics.run("output_by_branch", replace(result.selection, version=result.version))
    inside = branches.rows["year"] == year
    output = branches.rows[inside].set_index("branch")["output_real_idr"].astype(float)
    if branches.masked.loc[inside, "output_real_idr"].any() or output.notna().sum() == 0:
        return say("concentration.one_branch", language)
    return ledger.name("branch", output.idxmax(), language, result.version)


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


def largest_part(result: Result, column: str, value: str, language: str) -> Slots | None:
    """The part with most, its share and the total; None on a tie, and where one part is all there is."""
    rows = result.rows.dropna(subset=[value])
    if rows.empty or result.masked[value].any() or rows[value].sum() < MIN_BASE:
        return None
    top, total = rows.loc[rows[value].idxmax()], rows[value].sum()
    if top[value] == total or (rows[value] == top[value]).sum() > 1:
        return None
    return {
        "top": ledger.name(column, top[column], language, result.version),
        "share": number(100 * top[value] / total, language),
        "count": number(top[value], language),
        "total": number(total, language),
        "year": str(int(top["year_shown"])) if "year_shown" in rows else "",
    }


def _businesses_by_branch(result: Result, language: str) -> Slots | None:
    return largest_part(result, "branch", "businesses_active", language)


def _businesses_by_division(result: Result, language: str) -> Slots | None:
    return largest_part(result, "division", "businesses_active", language)


def _businesses_by_kecamatan(result: Result, language: str) -> Slots | None:
    return largest_part(result, "kecamatan_code", "businesses_active", language)


RULES: dict[str, Rule] = {
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
}
