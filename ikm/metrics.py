"""A metric is one file: a TOML header and one SELECT. This module finds it, runs it, and hides what must be hidden.

The SELECT reads the tables of schema `core` by name, and the relations of the selection (`ikm.relations`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from ikm import derive, falls, privacy, relations, shifts, store
from ikm.selection import Selection

FOLDER = Path(__file__).parent / "metrics"
# What a rule of disclosure or a derived column needs, and no reader gets.
INTERNAL = ("_raw_pct", "_fewest")
COUNTED = ("businesses_active", "workers_reported", "output_reported")
COLLAPSE = {"falls": falls.collapsed, "shift_share": shifts.collapsed}
# The relations that count businesses.
OF_BUSINESSES = ("cube_year_any_size", "cell_year", "city_year", "branch_year")
# What `Result.n` says where the number is hidden.
HIDDEN_N = f"<{privacy.MIN_N}"


@dataclass(frozen=True)
class Metric:
    """The header of one metric file, and its SELECT.

    `follows`: URL keys of the filters it obeys. `kinds`: kinds of city file it is counted from. `series`, `areas`:
    published series it shows; `as_published` keeps their printed decimals. `protect`, `parts`: see
    `ikm.privacy.mask`; `within`: likewise. `derive`: columns made by a function of `ikm.methods` after hiding;
    `summary`: likewise, but one row a year from its parts; `collapse`: one row a series or place (`ikm.falls`,
    `ikm.shifts`). `needs`: columns without which the metric is refused, with the reason; `empty`: the reason told
    where there is nothing at all. `named`: parts without a name have no row. `counted`: which businesses `Result.n`
    counts, `active` or `born`; `reports`: what `Result.reporting` is the share of. `chart`: what is drawn.
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
    protect: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parts: bool = False
    within: tuple[str, ...] = ()
    needs: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""
    counted: str = "active"
    reports: str = ""
    derive: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    summary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    named: bool = False
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

    def hidden(self, *columns: str) -> "pd.Series[bool]":
        """Where any of the columns is hidden, or has no value since something in its row that it is made from is."""
        if len(columns) > 1:
            return pd.concat([self.hidden(each) for each in columns], axis="columns").any(axis="columns")
        (column,) = columns
        recipe = self.metric.derive.get(column)
        if recipe is None:
            return self.masked[column]
        made_from = [each for each in recipe.values() if isinstance(each, str) and each in self.masked]
        return self.hidden(*made_from) & self.rows[column].isna()


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
    """The whole SQL of a metric for a selection, and the values it binds."""
    return relations.joined(_select(chosen, selection), selection)


def _select(chosen: Metric, selection: Selection) -> str:
    if selection.years and "tahun" in chosen.follows and "year" in chosen.grain:
        return f"select * from (\n{chosen.sql}\n) as metric\nwhere year between $first_year and $last_year"
    return chosen.sql


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
    rows = relations.rows(_select(chosen, selection), selection, version)
    times_of = partial(_periods, chosen, rows, selection, version)
    rows = privacy.completed(rows, chosen.protect, selection, version, times_of, chosen.named, chosen.parts)
    masked = privacy.mask(rows, chosen.protect, selection, version, chosen.parts, chosen.within)
    if chosen.parts and not chosen.within:
        rows, masked = _hidden_last(rows, masked, chosen)
    n, reporting = _coverage(chosen, rows, selection, version)
    status, reason = _status(rows, masked, chosen)
    shown = derive.derived(rows.mask(masked) if masked.to_numpy().any() else rows, chosen.derive)
    if chosen.summary:
        shown, masked = derive.summarised(rows, masked, chosen.summary)
    if chosen.collapse:
        collapsed = COLLAPSE[chosen.collapse["method"]]
        shown, masked = collapsed(shown, masked, chosen.grain[0], chosen.collapse)
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


def _periods(chosen: Metric, rows: pd.DataFrame, selection: Selection, version: str) -> list[dict[str, Any]]:
    """The columns of a metric that say when, for each time that one part of it has a row."""
    if "cohort" in rows:
        return [dict(zip(("cohort", "age"), each, strict=True)) for each in privacy.steps(version)]
    if "year" in rows:
        select = "select year from years where covered and year between $first_year and $last_year order by year"
        found = rows[["year"]].drop_duplicates() if len(rows) else relations.rows(select, selection, version)
        return found.to_dict("records")
    years = [column for column in ("year_shown", "year_compared") if column in rows]
    if rows.empty:
        pair = "compared" if relations.reads(chosen.sql, "compared") else "picked"
        select = (
            f"select (select last_year from {pair}) as year_shown, (select first_year from {pair}) as year_compared"
        )
        return relations.rows(select, selection, version)[years].dropna(subset="year_shown").to_dict("records")
    return rows[years].head(1).to_dict("records")


def _hidden_last(rows: pd.DataFrame, masked: pd.DataFrame, chosen: Metric) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Parts whose place would give a size away at the end, by code. A place tells of the column that rows are ordered
    by, the one drawn: where that is shown and holds something, the place tells nothing more."""
    drawn, hidden = chosen.chart["ours"], masked.any(axis="columns")
    if drawn in chosen.protect:
        hidden &= masked[drawn] | rows[drawn].fillna(0).eq(0)
    order = [*rows.index[~hidden], *rows[hidden].sort_values(chosen.grain[0]).index]
    return rows.loc[order].reset_index(drop=True), masked.loc[order].reset_index(drop=True)


def _status(rows: pd.DataFrame, masked: pd.DataFrame, chosen: Metric) -> tuple[str, str]:
    """`ok`, `empty`, or `refused` with the reason of the first needed column that has no value at all."""
    if _is_empty(rows, masked, chosen):
        return ("refused", chosen.empty) if chosen.empty else ("empty", "")
    known = rows.notna() | masked
    lacking = [reason for column, reason in chosen.needs.items() if not known[column].any()]
    return ("refused", lacking[0]) if lacking else ("ok", "")


def _is_empty(rows: pd.DataFrame, masked: pd.DataFrame, chosen: Metric) -> bool:
    """No row, or for a metric on businesses nothing but zeros and gaps, none of them hidden."""
    told = list(chosen.protect)
    return rows.empty or (bool(told) and not masked.to_numpy().any() and not rows[told].fillna(0).to_numpy().any())


def _coverage(
    chosen: Metric, rows: pd.DataFrame, selection: Selection, version: str
) -> tuple[int | str | None, float | None]:
    """`Result.n` and `Result.reporting`."""
    if chosen.counted == "born":
        return _born(rows, selection, version), None
    if not any(relations.reads(chosen.sql, table) for table in OF_BUSINESSES):
        return None, None
    active = _active(selection, version)
    if active is None:
        return 0, None
    year = (active["year"],)
    if not privacy.is_shown("active", year, selection, version):
        return HIDDEN_N, None
    n = int(active["businesses_active"])
    told = chosen.reports and n and privacy.is_shown(chosen.reports, year, selection, version)
    return n, float(active[f"{chosen.reports}_reported"] / n) if told else None


@lru_cache(maxsize=512)
def _active(selection: Selection, version: str) -> "pd.Series[float] | None":
    """The last covered year of a selection, how many were active, and how many of them reported; None where it has no
    such year."""
    rows = relations.rows(f"select year, {', '.join(COUNTED)} from city_year where covered", selection, version)
    if selection.years:
        rows = rows[rows["year"].between(*selection.years)]
    return None if rows.empty else rows.loc[rows["year"].idxmax()]


def _born(rows: pd.DataFrame, selection: Selection, version: str) -> int | str:
    """Births that survival is read from, or "<3" where the number is hidden."""
    born = rows[rows["age"] == 1]
    if not all(privacy.is_shown("followed", (cohort, 1), selection, version) for cohort in born["cohort"]):
        return HIDDEN_N
    return int(born["at_risk"].sum())


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
