"""The corpus of invented office files, fact by fact against its hand-kept truth."""

import json
import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import pytest

from tests.etl.conftest import CORPUS

TRUTH: dict[str, Any] = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
COPIES = {name for pair in TRUTH["copies"] for name in pair}
Connection = duckdb.DuckDBPyConnection


def one(corpus: Connection, sql: str, *given: object) -> tuple[Any, ...]:
    return corpus.execute(sql, list(given)).fetchall()[0]


def counted(corpus: Connection, sql: str, *given: object) -> dict[str, int]:
    return {str(name): count for name, count in corpus.execute(sql, list(given)).fetchall()}


def plain(text: object) -> str:
    return re.sub(r"[^0-9a-z]", "", str(text).lower())


@pytest.mark.parametrize("name", sorted(set(TRUTH["files"]) - COPIES))
def test_a_file_is_counted_row_by_row(corpus: Connection, name: str) -> None:
    expected = TRUTH["files"][name]
    columns = [column for column in expected if column.startswith("rows_")]
    row = one(corpus, f"select kind, cast(as_of as varchar), {', '.join(columns)} from core.file where file = ?", name)
    assert row == (expected["kind"], expected["as_of"], *(expected[column] for column in columns))


@pytest.mark.parametrize("pair", TRUTH["copies"])
def test_of_two_equal_files_one_is_loaded(corpus: Connection, pair: list[str]) -> None:
    loaded = counted(corpus, "select file, rows_loaded from core.file where file in (?, ?)", *pair)
    assert sorted(loaded.values()) == [0, TRUTH["files"][pair[0]]["rows_loaded"]]


def test_files_that_cannot_be_taken_are_refused_by_name(corpus: Connection) -> None:
    refused = corpus.execute("select file from core.file where refused is not null").fetchall()
    assert {name for (name,) in refused} == {each["file"] for each in TRUTH["refused"]}


def test_rows_are_set_aside_one_by_one_with_field_and_reason(corpus_home: Path) -> None:
    with duckdb.connect(str(corpus_home / "private" / "ikm.duckdb"), read_only=True) as private:
        found = private.execute(
            "select file, row, field, reason from quarantine join read_file using (file_no)"
        ).fetchall()
    assert set(found) == {(each["file"], each["row"], each["field"], each["reason"]) for each in TRUTH["quarantined"]}


def test_every_planted_defect_has_its_outcome(corpus_home: Path) -> None:
    with duckdb.connect(str(corpus_home / "private" / "ikm.duckdb"), read_only=True) as private:
        rows = private.execute("select file, row, outcome from row_outcome join read_file using (file_no)").fetchall()
    found = {(PurePosixPath(file).name, row): outcome for file, row, outcome in rows}
    wrong = [each for each in TRUTH["defects"] if found.get((each["file"], each["row"])) != each["outcome"]]
    assert wrong == []


def test_the_summary_counts_the_rows_set_aside(corpus: Connection) -> None:
    found = Counter(counted(corpus, "select file, sum(rows) from core.quarantine_summary group by file"))
    assert found == Counter(each["file"] for each in TRUTH["quarantined"])


def test_fields_that_became_null_are_listed(corpus: Connection) -> None:
    listed = set(corpus.execute("select file, row, field, reason from core.field_issue").fetchall())
    assert {tuple(each.values()) for each in TRUTH["field_issues"]} <= listed


def test_businesses_by_best_identity_and_by_sex_of_the_owner(corpus: Connection) -> None:
    identities = counted(corpus, "select identity, count(*) from core.business group by identity")
    assert identities == {name: TRUTH["businesses"][name] for name in ("nib", "nik", "name")}
    assert (
        counted(corpus, "select coalesce(owner_sex, 'null'), count(*) from core.business group by 1")
        == TRUTH["owner_sex"]
    )


def test_the_spine_is_the_coverage(corpus: Connection) -> None:
    first, last = TRUTH["coverage"]
    years = corpus.execute("select year, covered from core.years order by year").fetchall()
    assert years == [(year, True) for year in range(first, last + 1)]


SUMS = ("workers", "workers_male", "workers_female", "output_idr", "materials_idr", "investment_idr")


@pytest.mark.parametrize("year", sorted(TRUTH["years"]))
def test_a_year_has_its_businesses_and_sums(corpus: Connection, year: str) -> None:
    expected = TRUTH["years"][year]
    registered = one(
        corpus,
        "select count(*) from core.business where year(first_seen_date) <= ? "
        "and (closed_date is null or year(closed_date) > ?)",
        int(year),
        int(year),
    )
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in SUMS)
    active = one(corpus, f"select count(*), {sums} from core.business_year where year = ? and active", int(year))
    assert registered == (expected["registered"],)
    assert active == (expected["active"], *(expected[name] for name in SUMS))


@pytest.mark.parametrize("year", sorted(TRUTH["years"]))
def test_a_year_has_its_births_and_deaths(corpus: Connection, year: str) -> None:
    expected = TRUTH["years"][year]
    found = one(
        corpus,
        "select count(*) filter (event = 'birth'), count(*) filter (event = 'death' and not provisional), "
        "count(*) filter (event = 'death' and provisional) from core.demography where year = ?",
        int(year),
    )
    assert found == (expected["births"], expected["deaths_final"], expected["deaths_provisional"])


@pytest.mark.parametrize(
    ("year", "ruler"),
    [
        (year, ruler)
        for year, facts in TRUTH["years"].items()
        for ruler in ("size_bps", "size_ministry")
        if facts[ruler]
    ],
)
def test_a_year_has_its_sizes(corpus: Connection, year: str, ruler: str) -> None:
    expected = TRUTH["years"][year][ruler]
    found = counted(
        corpus,
        f"select coalesce({ruler}, 'null'), count(*) from core.business_year where year = ? and active group by 1",
        int(year),
    )
    assert found == {size: count for size, count in expected.items() if count}


@pytest.mark.parametrize("year", sorted(TRUTH["year_division"]))
def test_the_cube_and_the_businesses_agree_by_division(corpus: Connection, year: str) -> None:
    expected = {name: tuple(cells.values()) for name, cells in TRUTH["year_division"][year].items()}
    singles = corpus.execute(
        "select division, count(*), coalesce(sum(workers), 0), coalesce(sum(output_idr), 0), "
        "coalesce(sum(materials_idr), 0) "
        "from core.business_year join core.business using (business_id) where year = ? and active group by division",
        [int(year)],
    ).fetchall()
    cube = corpus.execute(
        "select division, sum(businesses_active), coalesce(sum(workers), 0), coalesce(sum(output_idr), 0), "
        "coalesce(sum(materials_idr), 0) from core.cube_year where year = ? group by division "
        "having sum(businesses_active) > 0",
        [int(year)],
    ).fetchall()
    assert {row[0]: row[1:] for row in singles} == expected
    assert {row[0]: row[1:] for row in cube} == expected


@pytest.mark.parametrize("event", TRUTH["training_events"], ids=lambda event: f"{event['title']} {event['start_date']}")
def test_a_training_event_has_its_participants(corpus: Connection, event: dict[str, Any]) -> None:
    found = one(
        corpus,
        "select cast(end_date as varchar), days, participants_stated, count(participation.event_id), "
        "count(*) filter (sex = 'P'), count(business_id), count(person_id) "
        "from core.training_event left join core.participation using (event_id) "
        "where title = ? and start_date = cast(? as date) group by all",
        event["title"],
        event["start_date"],
    )
    names = ("end_date", "days", "participants_stated", "participants", "participants_female")
    assert found == (*(event[name] for name in names), event["participants_business"], event["participants_person"])


def test_there_is_no_other_event(corpus: Connection) -> None:
    assert one(corpus, "select count(*) from core.training_event") == (len(TRUTH["training_events"]),)


def test_outcomes_by_wave_and_measure(corpus: Connection) -> None:
    rows = corpus.execute(
        "select wave, measure, count(*), sum(value) from core.outcome group by wave, measure"
    ).fetchall()
    assert {f"{wave}|{measure}": count for wave, measure, count, _ in rows} == TRUTH["outcomes"]
    assert {f"{wave}|{measure}": total for wave, measure, _, total in rows} == TRUTH["outcome_sums"]


def test_certificates_by_kind(corpus: Connection) -> None:
    assert counted(corpus, "select kind, count(*) from core.certificate group by kind") == TRUTH["certificates"]


@pytest.mark.parametrize("check", TRUTH["hand_checks"], ids=lambda check: check["why"])
def test_a_business_followed_by_hand_is_there(corpus: Connection, check: dict[str, Any]) -> None:
    likely = corpus.execute(
        "select business_id from core.business where identity = ? and kelurahan_code is not distinct from ? "
        "and division = ? and founded_year is not distinct from ? and year(first_seen_date) = ? "
        "and year(closed_date) is not distinct from ?",
        [
            check[name]
            for name in ("identity", "kelurahan_code", "division", "founded_year", "first_seen_year", "closed_year")
        ],
    ).fetchall()
    expected_years = {
        int(year): (cells["workers"], cells["output_idr"], cells["materials_idr"])
        for year, cells in check["years"].items()
    }
    expected_events = {("death", int(year), provisional) for year, provisional in check["deaths"].items()}
    expected_events |= {("birth", check["birth"], False)} if check["birth"] else set()
    lives = [life(corpus, business) for (business,) in likely]
    assert (expected_years, expected_events) in lives


def life(corpus: Connection, business: str) -> tuple[dict[int, tuple[Any, ...]], set[tuple[Any, ...]]]:
    years = corpus.execute(
        "select year, workers, output_idr, materials_idr from core.business_year where business_id = ? and active",
        [business],
    ).fetchall()
    events = corpus.execute("select event, year, provisional from core.demography where business_id = ?", [business])
    return {row[0]: row[1:] for row in years}, set(events.fetchall())


def test_nothing_of_a_person_is_in_the_published_database(corpus: Connection) -> None:
    columns = corpus.execute(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = 'core' and data_type = 'VARCHAR' and column_name <> 'file'"
    ).fetchall()
    words = [
        corpus.execute(f'select distinct cast("{column}" as varchar) from core."{table}"').fetchall()
        for table, column in columns
    ]
    everything = "\n".join(str(cell) for rows in words for (cell,) in rows if cell is not None)
    for forbidden in TRUTH["must_not_appear"]:
        pattern = forbidden[3:] if forbidden.startswith("re:") else re.escape(forbidden)
        assert re.search(pattern, everything, re.IGNORECASE) is None, forbidden
