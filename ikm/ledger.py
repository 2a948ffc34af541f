"""What every chart marks and names alike: the crises, the breaks of published series, the names of codes."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ikm import store, text

# Where the names of codes are: in tables of the database, or in strings.toml as `<column>.<code>`.
TABLED = {
    "branch": "select branch as code, branch as name_id, name_en from branch",
    "division": "select division as code, title_id as name_id, title_en as name_en from division",
    "kecamatan_code": "select code, name as name_id, name as name_en from kecamatan",
    "crisis": "select crisis as code, name_id, name_en from crisis",
    "evidence": "select distinct evidence as code, name_id || ' · ' || area_id as name_id,"
    " name_en || ' · ' || area_en as name_en from claim_evidence",
}
WORDED = ("cohort", "fall_short", "founded", "item", "measure", "participants_precision", "universe", "verdict", "why")
CODED = (*TABLED, *WORDED)
ASSIGNED = ("branch", "division", "kecamatan_code")


@dataclass(frozen=True)
class Crisis:
    """A band on every time chart, from the day it starts to the day it ends."""

    crisis: str
    name: dict[str, str]
    start: date
    end: date


@dataclass(frozen=True)
class Break:
    """Years `last_before` and `first_after` of a published series may not be joined or compared."""

    series: str
    area_code: str
    last_before: int
    first_after: int
    reason: dict[str, str]


@lru_cache(maxsize=8)
def crises(version: str) -> tuple[Crisis, ...]:
    rows = store.query(
        "select crisis, name_id, name_en, start_date, end_date from crisis order by start_date", version=version
    )
    return tuple(
        Crisis(row.crisis, {"id": row.name_id, "en": row.name_en}, row.start_date.date(), row.end_date.date())
        for row in rows.itertuples()
    )


@lru_cache(maxsize=8)
def breaks(version: str) -> tuple[Break, ...]:
    rows = store.query("select * from series_break order by series, area_code", version=version)
    return tuple(
        Break(
            row.series,
            row.area_code,
            int(row.last_before),
            int(row.first_after),
            {"id": row.reason_id, "en": row.reason_en},
        )
        for row in rows.itertuples()
    )


@lru_cache(maxsize=8)
def evidence(version: str) -> dict[int, str]:
    """The kinds of file that speak of each covered year: years with other kinds are not compared."""
    rows = store.query("select year, evidence from years where covered", version=version)
    return {int(row.year): row.evidence for row in rows.itertuples()}


@lru_cache(maxsize=8)
def intervals(version: str) -> dict[tuple[str, str, str, int], tuple[float, float]]:
    """95 percent intervals by (branch, or "" for all; measure; statistic; year), in percent."""
    rows = store.query("select * from interval_year", version=version)
    return {
        ("" if text.missing(row.branch) else row.branch, row.measure, row.statistic, int(row.year)): (row.low, row.high)
        for row in rows.itertuples()
    }


@lru_cache(maxsize=32)
def names(column: str, language: str, version: str) -> dict[str, str]:
    """Code → name for a column of `TABLED`; empty for any other."""
    if column not in TABLED:
        return {}
    rows = store.query(TABLED[column] + " order by code", version=version)
    return dict(zip(rows["code"], rows[f"name_{language}"], strict=True))


def name(column: str, code: object, language: str, version: str) -> str:
    """What a reader sees for a code; a branch, division or place that is missing is named as not yet assigned."""
    if text.missing(code):
        return text.say("word.unassigned", language) if column in ASSIGNED else ""
    if text.has(f"{column}.{code}"):
        return text.say(f"{column}.{code}", language)
    return names(column, language, version).get(str(code), str(code))
