"""What every chart marks and names alike: the crises, the breaks of published series, the names of codes."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ikm import store, text

# Columns that hold codes: of tables of the database, and of words of our own (`<column>.<code>` in strings.toml).
TABLED = ("branch", "division", "kecamatan_code")
WORDED = ("founded", "item", "fall_short")
CODED = (*TABLED, *WORDED)


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
    """Code → name for the columns `branch`, `division`, `kecamatan_code`; empty for any other column."""
    queries = {
        "branch": "select branch as code, case when $language = 'id' then branch else name_en end as name from branch",
        "division": "select division as code, case when $language = 'id' then title_id else title_en end as name"
        " from division",
        "kecamatan_code": "select code, name from kecamatan where $language is not null",
    }
    if column in WORDED:
        heads = [key for key in text.strings() if key.startswith(f"{column}.")]
        return {key.removeprefix(f"{column}."): text.say(key, language) for key in heads}
    if column not in queries:
        return {}
    rows = store.query(queries[column] + " order by code", {"language": language}, version)
    return dict(zip(rows["code"], rows["name"], strict=True))


def name(column: str, code: object, language: str, version: str) -> str:
    """What a reader sees for a code; a missing one is named as not yet assigned."""
    if text.missing(code):
        return text.say("word.unassigned", language)
    if text.has(f"{column}.{code}"):
        return text.say(f"{column}.{code}", language)
    return names(column, language, version).get(str(code), str(code))
