"""What is said of published series and of the crises."""

from dataclasses import replace

from ikm import ledger
from ikm.claims import JUDGED
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.sentences import (
    BEFORE,
    CRISIS,
    Rule,
    Slots,
    change_pct,
    comparable,
    fall_words,
    move,
    standing,
    step,
    values,
)
from ikm.text import join, number, percent, period, rupiah, say

# Of the series whose fall is published, those of small industry and who they count; the others are context.
UNIVERSES = {"units_sultra": "IKM", "output_sultra": "IKM", "production_imk": "IMK"}


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
        "worst": number(abs(series[worst]), language, 1),
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
        "step": step(change, language),
        "first_units": number(units[first], language),
        "last_units": number(units[last], language),
    }


def _regional_growth(result: Result, language: str) -> Slots | None:
    row = result.rows.set_index("year").loc[CRISIS]
    return {
        area: move(row[f"{area}_pct"], language, 2 if area == "sultra" else 1)
        for area in ("kendari", "sultra", "indonesia")
    }


def _claim_check(result: Result, language: str) -> Slots | None:
    """How many of the figures that can be judged support the claim, and how many of them are of which universe."""
    judged = result.rows[result.rows["verdict"].isin(["supports", "contradicts"])]

    def said(crisis: str) -> str:
        own = judged[judged["crisis"] == crisis]
        counts = own["universe"].value_counts()
        return say(
            f"claim_short.{'none' if own.empty else 'some'}", language,
            supports=int((own["verdict"] == "supports").sum()), judged=len(own),
            universes=", ".join(f"{counts[name]} {name}" for name in JUDGED if name in counts),
        )  # fmt: skip

    return {"covid": said("covid"), "krismon": said("krismon")}


def _umkm_units(result: Result, language: str) -> Slots | None:
    units = values(result, "umkm")
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
    narrowed = replace(result.selection, version=None) != Selection()
    return moves | {"whose": say("whose.picked" if narrowed else "whose.all", language)}


def _resilience_published(result: Result, language: str) -> Slots | None:
    own = result.rows[result.rows["item"].isin(UNIVERSES)].dropna(subset=["depth_pct"])
    if own.empty:
        return None
    deepest = own.loc[own["depth_pct"].idxmin()]
    if deepest["depth_pct"] >= 0:
        return None
    return {
        "universes": join(sorted({UNIVERSES[item] for item in own["item"]}), language),
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
    "gdp_and_manufacturing": _gdp_and_manufacturing,
    "nominal_and_real_1998": _nominal_and_real_1998,
    "imk_production": _imk_production,
    "imk_growth": _imk_growth,
    "imk_business_status": _imk_business_status,
    "province_register": _province_register,
    "province_workers": _province_workers,
    "city_published": _city_published,
    "regional_growth": _regional_growth,
}
