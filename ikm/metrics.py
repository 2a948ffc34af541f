"""A metric is one file: a TOML header and one SELECT. This module finds it, runs it, and hides what must be hidden.

The SELECT reads the tables of schema `core` by name. Where it says `cube_year` it gets the rows of the selection
(`cube_year_any_size` ignores the size filter: the register knows no size), `city_year` is their sum by year
(city_year.sql), `branch_year` by branch and year (branch_year.sql), `cohort_year` the births of the selection, and
`picked` is one row with the first and last covered year of the selection.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ikm import falls, methods, privacy, store
from ikm.selection import Selection, conditions

FOLDER = Path(__file__).parent / "metrics"
DEFAULT_YEARS = (1900, 2999)
INTERNAL = ("_largest_idr", "_second_idr")
CITY_YEAR, BRANCH_YEAR = (
    store.split_header((Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8"))[1]
    for name in ("city_year", "branch_year")
)
# How much of a total its hidden parts may be, when they count as one part of a measure of concentration.
POOLED = 0.1
MIN_BASE = 10


@dataclass(frozen=True)
class Metric:
    """The header of one metric file, and its SELECT.

    `follows`: URL keys of the filters it obeys. `kinds`: kinds of city file it is counted from. `series`, `areas`:
    published series it shows; `as_published` keeps their printed decimals. `protect`, `parts`: see
    `ikm.privacy.mask`, with one total for each combination of `within`; `onward`: groups in which everything after a
    hidden cell is hidden too. `derive`: columns made by a function of `ikm.methods` after hiding; `summary`: likewise,
    but one row a year from its parts; `collapse`: one row a series (`ikm.falls`). `needs`: columns without which the
    metric is refused, with the reason. `counted`: which businesses `Result.n` counts, `active` or `born`. `chart`: what
    is drawn.
    """

    name: str
    sql: str
    title: Mapping[str, str]
    unit: str
    note: Mapping[str, str]
    grain: tuple[str, ...]
    follows: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    as_published: bool = False
    protect: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parts: bool = False
    within: tuple[str, ...] = ()
    onward: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)
    counted: str = "active"
    reports: str = ""
    derive: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    summary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    collapse: Mapping[str, Any] = field(default_factory=dict)
    chart: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Who says so: one row of `core.source`, with the cut-off date of its newest file where it has files."""

    source_id: str
    title: Mapping[str, str]
    producer: str
    licence: str
    grades: str
    as_of: date | None
    is_sample: bool


@dataclass(frozen=True)
class Result:
    """One metric for one selection. `rows` has hidden cells as missing, `masked` says which; `n` is the number of
    active businesses in the last year shown, or of births for a metric on births (None for published series, "<3" when
    hidden); `reporting` the share of the active that reported, 0–1. `status` is `ok`, `empty` or `refused`, the latter
    with `reason` (a key of strings.toml).
    """

    metric: Metric
    selection: Selection
    rows: pd.DataFrame
    masked: pd.DataFrame
    n: int | str | None
    reporting: float | None
    sources: tuple[Source, ...]
    status: str
    reason: str
    version: str

    @property
    def is_sample(self) -> bool:
        return any(source.is_sample for source in self.sources)


def names() -> list[str]:
    """Every metric, in alphabetical order."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


@cache
def metric(name: str) -> Metric:
    """The metric of that name. Raises KeyError with the names there are."""
    file = FOLDER / f"{name}.sql"
    if name not in names():
        raise KeyError(f"no metric {name!r}; there are {', '.join(names())}")
    header, sql = store.split_header(file.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in header.items()}
    return Metric(name=name, sql=sql, **lists)


def statement(chosen: Metric, selection: Selection) -> tuple[str, dict[str, object]]:
    """The whole SQL that is run, and the values it binds."""
    where, parameters = conditions(selection)
    where_any_size, _ = conditions(selection, sizes=False)
    first, last = selection.years or DEFAULT_YEARS
    tables = {
        "picked": "select min(year) as first_year, max(year) as last_year from core.years\n"
        "where covered and year between $first_year and $last_year",
        "cube_year": f"select * from core.cube_year where {where}",
        "cube_year_any_size": f"select * from core.cube_year where {where_any_size}",
        "cohort_year": f"select * from core.cohort_year where {where}",
        "city_year": CITY_YEAR,
        "branch_year": BRANCH_YEAR,
    }
    needed = chosen.sql + "".join(tables[name] for name in ("city_year", "branch_year") if _names(name, chosen.sql))
    used = {name: body for name, body in tables.items() if _names(name, needed)}
    common = ",\n".join(f"{name} as (\n{body}\n)" for name, body in used.items())
    sql = (f"with {common}\n" if common else "") + f"select * from (\n{chosen.sql}\n) as metric"
    if "tahun" in chosen.follows and "year" in chosen.grain:
        sql += "\nwhere year between $first_year and $last_year"
    bound: dict[str, object] = {"first_year": first, "last_year": last} | parameters
    return sql, {name: value for name, value in bound.items() if re.search(rf"\${name}\b", sql)}


def _names(table: str, sql: str) -> bool:
    return bool(re.search(rf"\b{table}\b", sql))


def run(name: str, selection: Selection | None = None) -> Result:
    """The metric for a selection, on the version it names, else the current one.

    Only what the metric follows counts. Results are shared between readers: never change one. Raises KeyError for an
    unknown metric and `store.NoDatabaseError` for a version that is not there.
    """
    chosen = metric(name)
    followed = (selection or Selection()).only(chosen.follows)
    version = followed.version or store.current_version()
    if version is None:
        raise store.NoDatabaseError(store.home() / "published")
    return _run(chosen.name, followed, version)


@lru_cache(maxsize=512)
def _run(name: str, selection: Selection, version: str) -> Result:
    chosen = metric(name)
    sql, parameters = statement(chosen, selection)
    rows = store.query(sql, parameters, version)
    masked = privacy.mask(rows, chosen.protect, chosen.parts, chosen.within)
    if chosen.onward:
        masked = privacy.onward(masked, rows[chosen.onward], list(chosen.protect))
    if chosen.parts and not chosen.within:
        rows, masked = _hidden_last(rows, masked, chosen.grain[0])
    n, reporting = _coverage(chosen, selection, version)
    status, reason = _status(rows, masked, chosen)
    shown = derived(rows.mask(masked), chosen.derive)
    if chosen.summary:
        shown, masked = summarised(rows, masked, chosen.summary)
    if chosen.collapse:
        shown, masked = falls.collapsed(shown, masked, chosen.grain[0], chosen.collapse)
    internal = [column for column in shown.columns if column.endswith(INTERNAL)]
    shown = shown.drop(columns=internal)
    return Result(
        metric=chosen,
        selection=selection,
        rows=shown,
        masked=masked.reindex(columns=shown.columns, fill_value=False),
        n=n,
        reporting=reporting,
        sources=_sources(chosen.name, version),
        status=status,
        reason=reason,
        version=version,
    )


def _hidden_last(rows: pd.DataFrame, masked: pd.DataFrame, key: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Parts with a hidden cell at the end, by code: a place in an order of size would give the size away."""
    hidden = masked.any(axis="columns")
    order = [*rows.index[~hidden], *rows[hidden].sort_values(key).index]
    return rows.loc[order].reset_index(drop=True), masked.loc[order].reset_index(drop=True)


def _status(rows: pd.DataFrame, masked: pd.DataFrame, chosen: Metric) -> tuple[str, str]:
    """`ok`, `empty`, or `refused` with the reason of the first needed column that has no value at all."""
    if _is_empty(rows, masked, chosen):
        return "empty", ""
    lacking = [reason for column, reason in chosen.needs.items() if rows[column].isna().all()]
    return ("refused", lacking[0]) if lacking else ("ok", "")


def _is_empty(rows: pd.DataFrame, masked: pd.DataFrame, chosen: Metric) -> bool:
    """No row, or for a metric on businesses nothing but zeros and gaps, none of them hidden."""
    told = list(chosen.protect)
    return rows.empty or (bool(told) and not masked.to_numpy().any() and not rows[told].fillna(0).to_numpy().any())


def derived(rows: pd.DataFrame, recipes: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """`rows` with a column for each recipe, made by one function of `DERIVE` for each group of rows (`by`).

    Made after hiding, so that nothing computed gives a hidden cell away.
    """
    frame = rows.copy()
    for column, recipe in recipes.items():
        groups = frame.groupby(recipe["by"], dropna=False, sort=False) if "by" in recipe else [("", frame)]
        frame[column] = np.nan
        for _, part in groups:
            if len(part):
                frame.loc[part.index, column] = DERIVE[recipe["method"]](part, recipe)
    return frame


def _numbers(rows: pd.DataFrame, column: str) -> methods.Floats:
    return rows[column].to_numpy(dtype=float, na_value=np.nan)


def _growth(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """None on a base of under ten businesses, where the recipe says how many are behind a value (`n`)."""
    grown = methods.growth(_numbers(rows, recipe["of"]))
    if "n" not in recipe:
        return grown
    return np.where(rows[recipe["n"]].shift().fillna(0) >= MIN_BASE, grown, np.nan)


def _index_to_base(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """The base is the first row where its year is not among the rows; no index on under ten businesses (`n`)."""
    found = np.flatnonzero(rows["year"].to_numpy() == recipe["base"])
    base = int(found[0]) if len(found) else 0
    if "n" in recipe and not rows[recipe["n"]].fillna(0).iloc[base] >= MIN_BASE:
        return np.full(len(rows), np.nan)
    return methods.index_to_base(_numbers(rows, recipe["of"]), base)


def _contribution(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Points of the total; none on a base of under ten businesses. Every row repeats the total and the base."""
    total, base = (_numbers(rows, recipe[name])[0] for name in ("total", "base"))
    first, last = (_numbers(rows, recipe[name]) for name in ("first", "of"))
    return methods.contribution(first, last, total if base >= MIN_BASE else np.nan)


def _survival(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """One part of the Kaplan–Meier curve, in percent, up to the age at which under ten are followed."""
    at_risk = _numbers(rows, recipe["of"])
    enough = np.where(at_risk >= MIN_BASE, at_risk, np.nan)
    curve = methods.survival_from_counts(_numbers(rows, "age"), enough, _numbers(rows, recipe["deaths"]))
    return np.asarray(100 * getattr(curve, recipe["part"]))


def _sum(rows: pd.DataFrame, recipe: Mapping[str, Any]) -> methods.Floats:
    """Missing where one of the two is: a sum would give a hidden part away."""
    return _numbers(rows, recipe["of"]) + _numbers(rows, recipe["and"])


DERIVE: dict[str, Callable[[pd.DataFrame, Mapping[str, Any]], methods.Floats]] = {
    "sum": _sum,
    "growth": _growth,
    "index_to_base": _index_to_base,
    "contribution": _contribution,
    "survival": _survival,
}
SUMMARY: dict[str, Callable[[list[float]], float]] = {
    "herfindahl": methods.herfindahl,
    "largest_share": methods.largest_share,
}


def summarised(
    rows: pd.DataFrame, masked: pd.DataFrame, recipes: Mapping[str, Mapping[str, Any]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a year with a column for each recipe, made of the parts of that year, and which of its cells are hidden.

    Hidden parts count as one: what is made tells no more than the visible parts and their total do. Where they are
    over a tenth of the total it would say too little, and is hidden itself.
    """
    frame = pd.DataFrame({"year": rows["year"].unique()})
    hidden = pd.DataFrame(False, index=frame.index, columns=["year", *recipes])
    for column, recipe in recipes.items():
        made = [_of_parts(rows[rows["year"] == year], masked, recipe) for year in frame["year"]]
        frame[column] = np.array([value for value, _ in made], dtype=float)
        hidden[column] = np.array([flag for _, flag in made], dtype=bool)
    return frame, hidden


def _of_parts(rows: pd.DataFrame, masked: pd.DataFrame, recipe: Mapping[str, Any]) -> tuple[float, bool]:
    parts = rows.loc[rows["ruler"] == recipe["ruler"], recipe["of"]].dropna().astype(float)
    flags = masked.loc[parts.index, recipe["of"]].astype(bool)
    pooled = parts[flags].sum()
    if pooled > POOLED * parts.sum():
        return float("nan"), True
    return SUMMARY[recipe["method"]]([*parts[~flags], pooled]), False


def _coverage(chosen: Metric, selection: Selection, version: str) -> tuple[int | str | None, float | None]:
    if chosen.counted == "born":
        return _born(selection, version), None
    if not any(_names(table, chosen.sql) for table in ("cube_year", "city_year", "branch_year")):
        return None, None
    where, parameters = conditions(selection)
    first, last = selection.years or DEFAULT_YEARS
    reported = f"sum({chosen.reports}_reported)" if chosen.reports else "null"
    sql = f"""select cast(coalesce(sum(businesses_active), 0) as bigint) as n, cast({reported} as bigint) as reported
        from cube_year where {where} and year = (
            select max(year) from years where covered and year between $first and $last)"""
    n, reports = store.query(sql, {"first": first, "last": last, **parameters}, version).iloc[0]
    if 0 < n < privacy.MIN_N:
        return f"<{privacy.MIN_N}", None
    told = chosen.reports and n and not privacy.is_unsafe(reports)
    return int(n), float(reports / n) if told else None


def _born(selection: Selection, version: str) -> int | str:
    """Births that survival is read from, or "<3"."""
    where, parameters = conditions(selection)
    sql = f"""select cast(coalesce(sum(at_risk - censored), 0) as bigint) as n from cohort_year
        where {where} and year = birth_year and year <= (select max(year) - 2 from years where covered)"""
    n = int(store.query(sql, parameters, version)["n"].iloc[0])
    return f"<{privacy.MIN_N}" if privacy.is_unsafe(n) else n


@lru_cache(maxsize=256)
def _sources(name: str, version: str) -> tuple[Source, ...]:
    chosen = metric(name)
    sql = """
        with named as (
            select source_id, max(as_of) as as_of, bool_or(is_sample) as is_sample, '' as grades
            from file where refused is null and list_contains($kinds, kind) group by source_id
            union all
            select source_id, null, false, string_agg(distinct grade, ', ' order by grade)
            from series where list_contains($series, series) and list_contains($areas, area_code) group by source_id
            union all
            select source_id, null, false, grade from source where list_contains($sources, source_id)
        )
        select named.*, source.title_id, source.title_en, source.producer, source.licence
        from named join source using (source_id) order by source_id"""
    lists = {
        "kinds": list(chosen.kinds),
        "series": list(chosen.series),
        "areas": list(chosen.areas),
        "sources": list(chosen.sources),
    }
    return tuple(
        Source(
            source_id=row.source_id,
            title={"id": row.title_id, "en": row.title_en},
            producer=row.producer,
            licence=row.licence,
            grades=row.grades,
            as_of=None if pd.isna(row.as_of) else row.as_of.date(),
            is_sample=bool(row.is_sample),
        )
        for row in store.query(sql, lists, version).itertuples()
    )
