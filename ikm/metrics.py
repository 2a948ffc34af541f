"""A metric is one file: a TOML header and one SELECT. This module finds it, runs it, and hides what must be hidden.

The SELECT reads the tables of schema `core` by name. Where it says `cube_year` it gets the rows of the selection
(`cube_year_any_size` ignores the size filter: the register knows no size), `city_year` is their sum by year
(city_year.sql), and `picked` is one row with the first and last covered year of the selection.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ikm import methods, privacy, store
from ikm.selection import Selection, conditions

FOLDER = Path(__file__).parent / "metrics"
DEFAULT_YEARS = (1900, 2999)
INTERNAL = ("_largest_idr", "_second_idr")
CITY_YEAR = store.split_header((Path(__file__).parent / "city_year.sql").read_text(encoding="utf-8"))[1]


@dataclass(frozen=True)
class Metric:
    """The header of one metric file, and its SELECT.

    `follows`: URL keys of the filters it obeys. `kinds`: kinds of city file it is counted from. `series`, `areas`:
    published series it shows; `as_published` keeps their printed decimals. `protect`, `parts`: see
    `ikm.privacy.mask`. `derive`: columns made by a function of `ikm.methods` after hiding. `chart`: what is drawn.
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
    reports: str = ""
    derive: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
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
    active businesses in the last year shown (None for published series, "<3" when hidden); `reporting` the share of
    them that reported, 0–1. `status` is `ok`, `empty` or `refused`, the latter with `reason` (a key of strings.toml).
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
        "city_year": CITY_YEAR,
    }
    used = {name: body for name, body in tables.items() if re.search(rf"\b({name}|city_year)\b", chosen.sql)}
    common = ",\n".join(f"{name} as (\n{body}\n)" for name, body in used.items())
    sql = (f"with {common}\n" if common else "") + f"select * from (\n{chosen.sql}\n) as metric"
    if "tahun" in chosen.follows and "year" in chosen.grain:
        sql += "\nwhere year between $first_year and $last_year"
    bound: dict[str, object] = {"first_year": first, "last_year": last} | parameters
    return sql, {name: value for name, value in bound.items() if re.search(rf"\${name}\b", sql)}


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
    masked = privacy.mask(rows, chosen.protect, chosen.parts)
    if chosen.parts:
        rows, masked = _hidden_last(rows, masked, chosen.grain[0])
    n, reporting = _coverage(chosen, selection, version)
    shown = derived(rows.mask(masked), chosen.derive)
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
        status="empty" if _is_empty(rows, masked, chosen) else "ok",
        reason="",
        version=version,
    )


def _hidden_last(rows: pd.DataFrame, masked: pd.DataFrame, key: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Parts with a hidden cell at the end, by code: a place in an order of size would give the size away."""
    hidden = masked.any(axis="columns")
    order = [*rows.index[~hidden], *rows[hidden].sort_values(key).index]
    return rows.loc[order].reset_index(drop=True), masked.loc[order].reset_index(drop=True)


def _is_empty(rows: pd.DataFrame, masked: pd.DataFrame, chosen: Metric) -> bool:
    """No row, or for a metric on businesses nothing but zeros and gaps, none of them hidden."""
    told = list(chosen.protect)
    return rows.empty or (bool(told) and not masked.to_numpy().any() and not rows[told].fillna(0).to_numpy().any())


def derived(rows: pd.DataFrame, recipes: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """`rows` with a column for each recipe: an index to a base year (the first row when it is missing), or growth.

    Made after hiding, so that nothing computed gives a hidden cell away.
    """
    frame = rows.copy()
    for column, recipe in recipes.items():
        values = frame[recipe["of"]].to_numpy(dtype=float, na_value=np.nan)
        if recipe["method"] == "growth":
            frame[column] = methods.growth(values)
        elif len(values):
            base = np.flatnonzero(frame["year"].to_numpy() == recipe["base"])
            frame[column] = methods.index_to_base(values, int(base[0]) if len(base) else 0)
        else:
            frame[column] = values
    return frame


def _coverage(chosen: Metric, selection: Selection, version: str) -> tuple[int | str | None, float | None]:
    if "cube_year" not in chosen.sql and "city_year" not in chosen.sql:
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
