"""What every chart marks and names alike: the crises, the breaks of published series, the names of codes."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ikm import store, text

# A code with its title in the newest version of the classification that the city's files use it by. Of KBLI 2025 only
# the wording changed for many codes, whose older title still serves; where the same digits mean another product, each
# version stands with what is known of it.
KBLI = """
    with titled as (
        select distinct
            cube_year.kbli,
            cube_year.kbli_version,
            kbli.change,
            coalesce(kbli.title, case when kbli.change = 'wording' then older.title end) as title
        from cube_year
        left join kbli using (kbli, kbli_version)
        left join kbli as older on older.kbli = cube_year.kbli and older.kbli_version = '2020'
    )
    select
        kbli as code,
        case
            when count(*) filter (where change = 'different_product') > 1 then concat(
                kbli, ' ',
                string_agg(concat(coalesce(title, '…'), ' (KBLI ', kbli_version, ')'), ' / ' order by kbli_version)
            )
            else concat_ws(' ', kbli, arg_max(title, kbli_version) filter (where title is not null))
        end as name_id,
        name_id as name_en
    from titled
    group by kbli"""
# A branch by its name; a division or code by its title, and then its digits, so that it reads well in a sentence.
SECTOR = f"""
    select branch as code, branch as name_id, name_en from branch
    union all
    select division, concat(title_id, ' (', division, ')'), concat(title_en, ' (', division, ')') from division
    union all
    select code, titled, titled from (
        select
            code,
            case when length(name_id) > 6 then concat(substr(name_id, 7), ' (', code, ')') else code end as titled
        from ({KBLI})
    )"""
# An event has the name that the city gave it; in English that of a published programme of the same name.
EVENT = """
    with known as (
        select lower(title) as title, min(title_en) as title_en
        from training_programme
        group by lower(title)
    )
    select
        training_event.event_id as code,
        training_event.title as name_id,
        coalesce(known.title_en, training_event.title) as name_en
    from training_event
    left join known on known.title = lower(training_event.title)"""
# Where the names of codes are: in tables of the database, or in strings.toml as `<column>.<code>`.
TABLED = {
    "branch": "select branch as code, branch as name_id, name_en from branch",
    "division": "select division as code, title_id as name_id, title_en as name_en from division",
    "kbli": KBLI,
    "sector": SECTOR,
    "kecamatan_code": "select code, name as name_id, name as name_en from kecamatan",
    "event_id": EVENT,
    "crisis": "select crisis as code, name_id, name_en from crisis",
    "evidence": "select distinct evidence as code, name_id || ' · ' || area_id as name_id,"
    " name_en || ' · ' || area_en as name_en from claim_evidence",
}
WORDED = (
    "breakdown", "claim", "cohort", "date_precision", "effect_unit", "fall_short", "founded", "item", "level_reason",
    "measure", "owner_sex", "participants_precision", "ruler", "size", "statistic", "times", "universe", "verdict",
    "wave", "why",
)  # fmt: skip
CODED = (*TABLED, *WORDED)
# The columns that time runs along.
PERIODS = ("year", "quarter")
ASSIGNED = ("branch", "division", "kecamatan_code")


@dataclass(frozen=True)
class Crisis:
    """A band on every time chart, from the day it starts to the day it ends."""

    crisis: str
    name: dict[str, str]
    start: date
    end: date

    def band(self, language: str) -> str:
        """Its name at a band, without the years, which the axis tells."""
        return self.name[language].split(" 19")[0]


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


@lru_cache(maxsize=8)
def kbli_versions(version: str) -> tuple[str, ...]:
    """The versions of the classification that the city's files use, oldest first."""
    rows = store.query("select distinct kbli_version from cube_year order by kbli_version", version=version)
    return tuple(rows["kbli_version"])


@lru_cache(maxsize=8)
def sectors(version: str) -> dict[str, str]:
    """Every division and five-digit code that the city has, and the branch it lies in; a code in two has none."""
    rows = store.query(
        "select code, min(branch) as branch from ("
        " select division as code, branch from cube_year union select kbli, branch from cube_year)"
        " group by code having count(distinct branch) = 1",
        version=version,
    )
    return dict(zip(rows["code"], rows["branch"], strict=True))


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
