"""What is said of sectors and places: of one beside all where the rows hold several, and of the order of branches."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from ikm import ledger, metrics
from ikm.derive import MIN_BASE
from ikm.findings.growth import SURVIVAL_YEARS, path, told_apart
from ikm.metrics import Result
from ikm.sectors import ALL, asked, lifted, narrowed, with_sectors
from ikm.sentences import (
    BEFORE,
    Rule,
    Slots,
    base_is_enough,
    change_pct,
    comparable,
    in_sentence,
    move,
    standing,
    values,
)
from ikm.text import cell, join, missing, number, rupiah, say


def _productivity_yearly(result: Result, language: str) -> Slots | None:
    return path(result, "output_per_worker_idr", "output_per_worker_idr", language)


def _businesses_by_size(result: Result, language: str) -> Slots | None:
    ruler = result.selection.size_ruler
    top = _largest_size(result.rows[result.rows["ruler"] == ruler])
    if top is None:
        return None
    return _size_words(top, ruler, language) | {"total": number(top["businesses_total"], language)}


def _largest_size(rows: pd.DataFrame) -> "pd.Series | None":
    """The row of the size that most businesses have, what is not known left out; None where one is hidden."""
    known = rows[rows["size"] != "unknown"]
    return None if known.empty or rows["share_pct"].isna().any() else known.loc[known["share_pct"].idxmax()]


def _size_words(top: "pd.Series", ruler: str, language: str) -> Slots:
    return {
        "share": number(top["share_pct"], language),
        "year": str(int(top["year_shown"])),
        "size": in_sentence(say(f"size.{top['size']}", language)),
        "ruler": say(f"ruler.{ruler}", language),
    }


def _location_quotient(result: Result, language: str) -> Slots | None:
    """Where the pinned branch (by default the largest) is denser or thinner than everywhere, beyond its interval."""
    present = result.rows.dropna(subset=["branch", "businesses_branch"])
    if present.empty:
        return None
    branch = result.metric.chart.get("strong") or present.loc[present["businesses_branch"].idxmax(), "branch"]
    rows = present[present["branch"] == branch].dropna(subset=["quotient_ratio"])
    if len(rows) < 2:
        return None
    told = [
        say(f"sector.{way}", language, places=_places(rows[apart], language, result.version))
        for way, apart in (("denser", rows["low_ratio"] > 1), ("thinner", rows["high_ratio"] < 1))
        if apart.any()
    ]
    return {
        "branch": ledger.name("branch", branch, language, result.version),
        "year": str(int(rows["year_shown"].iloc[0])),
        "places": ", ".join(told) or say("sector.even", language),
    }


def _places(rows: pd.DataFrame, language: str, version: str) -> str:
    return join([ledger.name("kecamatan_code", code, language, version) for code in rows["kecamatan_code"]], language)


def _shift_share_by_kecamatan(result: Result, language: str) -> Slots | None:
    rows = result.rows.dropna(subset=["kecamatan_code", "regional_points"])
    if len(rows) < 2:
        return None
    top, bottom = (rows.loc[place] for place in (rows["regional_points"].idxmax(), rows["regional_points"].idxmin()))
    if top["regional_points"] <= 0 or bottom["regional_points"] >= 0:
        return None
    return {
        "first": str(int(top["year_compared"])),
        "move": move(float(top["national_points"]), language),
        "top": ledger.name("kecamatan_code", top["kecamatan_code"], language, result.version),
        "bottom": ledger.name("kecamatan_code", bottom["kecamatan_code"], language, result.version),
        "top_points": cell("regional_points", top["regional_points"], language),
        "bottom_points": cell("regional_points", bottom["regional_points"], language),
    }


def _output_growth_ranks(result: Result, language: str) -> Slots | None:
    """The branches that lie wholly above and below most others, where any two can be told apart; else that none can."""
    rows = result.rows.dropna(subset=["rank_best"])
    if len(rows) < 2:
        return None
    first, last = (int(rows[column].iloc[0]) for column in ("year_compared", "year_shown"))
    whole = metrics.run("output_yearly", replace(asked(result), years=None, version=result.version))
    if not comparable(whole, first, last):
        return None
    return {"first": str(first), "last": str(last), "order": _order(rows, language, result.version)}


def _order(rows: pd.DataFrame, language: str, version: str) -> str:
    ahead, behind = len(rows) - rows["rank_worst"], rows["rank_best"] - 1
    if not ahead.any():
        return say("sector.no_order", language)
    top, bottom = (
        ledger.name("branch", rows.at[most.idxmax(), "branch"], language, version) for most in (ahead, behind)
    )
    return say(
        "sector.some_order", language, top=top, bottom=bottom, ahead=int(ahead.max()), behind=int(behind.max()),
        others=len(rows) - 1,
    )  # fmt: skip


RULES: dict[str, Rule] = {
    "productivity_yearly": _productivity_yearly,
    "businesses_by_size": _businesses_by_size,
    "location_quotient": _location_quotient,
    "shift_share_by_kecamatan": _shift_share_by_kecamatan,
    "output_growth_ranks": _output_growth_ranks,
}


# -- one sector beside all


def _names(result: Result, language: str) -> Slots:
    strong = result.metric.chart["strong"]
    return {
        "sector": ledger.name("sector", strong, language, result.version),
        "all": say("sector.all_selected" if narrowed(result.selection) else "sector.all", language),
    }


def _alone(result: Result, sector: str) -> Result:
    """The rows of one sector, as its metric gives them."""
    kept = result.rows["sector"] == sector
    return replace(result, rows=result.rows[kept], masked=result.masked[kept])


def _output_beside(result: Result, language: str) -> Slots | None:
    """Where real production of the pinned sector and of all stands against 2019, where both may be compared. The
    production of the same selection knows the share that reported, and its kinds of evidence."""

    def production(sector: str) -> Result:
        chosen = lifted(result.selection) if sector == ALL else with_sectors(result.selection, [sector])
        return metrics.run("output_yearly", replace(chosen, version=result.version))

    return _beside_2019(result, production, "output_real_idr", language)


def _productivity_index_beside(result: Result, language: str) -> Slots | None:
    """Where production per worker stands against 2019: of an index, which has no level."""
    return _beside_2019(result, lambda sector: _alone(result, sector), "output_per_worker_idr", language)


def _beside_2019(result: Result, of: Callable[[str], Result], column: str, language: str) -> Slots | None:
    own, whole = (_against_2019(of(sector), column, language) for sector in (result.metric.chart["strong"], ALL))
    if own is None or whole is None or own["last"] != whole["last"]:
        return None
    return _names(result, language) | own | {"all_standing": whole["standing"]}


def _against_2019(result: Result, column: str, language: str) -> Slots | None:
    series = values(result, column)
    if BEFORE not in series or not base_is_enough(result, column, BEFORE):
        return None
    last = int(series.index[-1])
    change = change_pct(series[BEFORE], series[last])
    if change is None or last == BEFORE or not comparable(result, BEFORE, last):
        return None
    return {"last": str(last), "standing": standing(change, language)}


def _productivity_beside(result: Result, language: str) -> Slots | None:
    own, whole = _alone(result, result.metric.chart["strong"]), _alone(result, ALL)
    both = values(own, "output_per_worker_idr").index.intersection(values(whole, "output_per_worker_idr").index)
    if both.empty:
        return None
    last = int(both[-1])
    for each in (own, whole):
        if not comparable(each, last, last) or not base_is_enough(each, "output_per_worker_idr", last):
            return None
    mine, all_ = (values(each, "output_per_worker_idr")[last] for each in (own, whole))
    return _names(result, language) | {
        "last": str(last),
        "value": rupiah(mine, language),
        "all_value": rupiah(all_, language),
        "standing": standing(100 * (mine / all_ - 1), language),
    }


def _births_beside(result: Result, language: str) -> Slots | None:
    rates = ["birth_rate_pct", "death_rate_pct"]
    final = result.rows[~result.rows["provisional"].astype(bool)].dropna(subset=rates)
    own, whole = (final[final["sector"] == sector].set_index("year") for sector in (result.metric.chart["strong"], ALL))
    if own.empty or whole.empty or own.index[-1] != whole.index[-1]:
        return None
    year = int(own.index[-1])
    told = {"": own.loc[year, rates], "all_": whole.loc[year, rates]}
    shares = {
        f"{prefix}{name}": number(row[rate], language, 1)
        for prefix, row in told.items()
        for name, rate in zip(("birth", "death"), rates, strict=True)
    }
    return _names(result, language) | shares | {"year": str(year)}


def _survival_beside(result: Result, language: str) -> Slots | None:
    """At the oldest age, five at most, that both reach; told apart by their bands and not by their figures."""
    curves = result.rows.dropna(subset=["survival_pct"]).set_index(["sector", "age"])
    strong = result.metric.chart["strong"]
    ages = [age for sector, age in curves.index if sector == strong and (ALL, age) in curves.index]
    if not ages:
        return None
    age = min(max(ages), SURVIVAL_YEARS)
    own, whole = curves.loc[(strong, age)], curves.loc[(ALL, age)]
    return _names(result, language) | {
        "share": number(own.survival_pct, language, 1),
        "years": say("sector.year" if age == 1 else "sector.years", language, years=age),
        "all_share": number(whole.survival_pct, language, 1),
        "standing": say(f"sector.{told_apart(whole, own)}", language),
    }


def _size_beside(result: Result, language: str) -> Slots | None:
    ruler = result.selection.size_ruler
    rows = result.rows[result.rows["ruler"] == ruler]
    top = _largest_size(rows[rows["sector"] == result.metric.chart["strong"]])
    if top is None:
        return None
    whole = rows[(rows["sector"] == ALL) & (rows["size"] == top["size"])]["share_pct"]
    if whole.empty or missing(whole.iloc[0]) or top["businesses_total"] < MIN_BASE:
        return None
    return _names(result, language) | _size_words(top, ruler, language) | {"all_share": number(whole.iloc[0], language)}


BESIDE: dict[str, Rule] = {
    "units_workers_output": _output_beside,
    "productivity_yearly": _productivity_beside,
    "productivity_yearly_index": _productivity_index_beside,
    "births_and_deaths": _births_beside,
    "survival_by_cohort": _survival_beside,
    "businesses_by_size": _size_beside,
}
