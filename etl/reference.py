"""The hand-kept tables of `data/reference/` and the sources: checked line by line, loaded as text (`ref_<file>`)."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.errors import BuildStopped

PATTERNS = {
    "text": r"(?s).+",
    "number": r"-?\d+(\.\d+)?([eE][+-]?\d+)?",
    "whole": r"\d+",
    "date": r"\d{4}-\d{2}-\d{2}",
    "division": r"1[0-9]|2[0-9]|3[0-3]",
    "kbli": r"(1[0-9]|2[0-9]|3[0-3])\d{3}",
    "kecamatan": r"74\.71\.\d{2}",
    "kelurahan": r"74\.71\.\d{2}\.\d{4}",
}


@dataclass(frozen=True)
class Table:
    """Columns that must be there with the pattern of their cells (`?`: may be empty), the key, what points where."""

    columns: Mapping[str, str]
    key: tuple[str, ...]
    points: Mapping[str, tuple[str, str]] | None = None


TABLES = {
    "branches": Table({"branch": "text", "name_en": "text", "position": "whole"}, ("branch",)),
    "branch_exceptions": Table(
        {"kbli_prefix": "whole", "branch": "text", "reason": "text"},
        ("kbli_prefix",),
        {"branch": ("branches", "branch")},
    ),
    "kbli_divisions": Table(
        {"division": "division", "title_id": "text", "title_en": "text", "branch": "text?", "branch_status": "text"},
        ("division",),
        {"branch": ("branches", "branch")},
    ),
    "kbli2020_section_c": Table(
        {"code": "kbli", "title": "text", "division": "division", "group": "whole", "class": "whole"},
        ("code",),
        {"division": ("kbli_divisions", "division")},
    ),
    "kbli_2020_to_2025_changes": Table(
        {"code": "kbli", "in_2020": "whole", "in_2025": "whole", "status": "text", "meaning": "text"}, ("code",)
    ),
    "kecamatan": Table({"code": "kecamatan", "name": "text", "lat": "number", "lng": "number"}, ("code",)),
    "kelurahan": Table(
        {"code": "kelurahan", "name": "text", "kecamatan_code": "kecamatan", "lat": "number?", "lng": "number?"},
        ("code",),
        {"kecamatan_code": ("kecamatan", "code")},
    ),
    "place_aliases": Table({"written": "text", "means": "text"}, ("written",)),
    "column_aliases": Table({"canonical": "text", "seen_headers": "text"}, ("canonical",)),
    "fields": Table({"kind": "text", "field": "text", "headers_seen": "text?"}, ("kind", "field")),
    "register_types": Table(
        {"register_type": "text", "branch": "text?", "status": "text"},
        ("register_type",),
        {"branch": ("branches", "branch")},
    ),
    "published": Table(
        {
            "series": "text",
            "area_code": "text",
            "area": "text",
            "indicator": "text",
            "unit": "text",
            "freq": "text",
            "period": "text",
            "value": "number",
            "status": "text",
            "grade": "text",
            "source_id": "text",
            "note": "text?",
        },
        ("series", "area_code", "indicator", "freq", "period"),
        {"source_id": ("source", "source_id")},
    ),
    "series_labels": Table(
        {
            "series": "text",
            "indicator": "text",
            "name_id": "text",
            "name_en": "text",
            "unit_id": "text",
            "unit_en": "text",
            "universe": "text",
        },
        ("series", "indicator"),
    ),
    "series_breaks": Table(
        {
            "series": "text",
            "area_code": "text",
            "last_before": "text",
            "first_after": "text",
            "reason_id": "text",
            "reason_en": "text",
        },
        ("series", "area_code", "first_after"),
    ),
    "crises": Table(
        {"crisis": "text", "name_id": "text", "name_en": "text", "start": "date", "end": "date", "trough": "text"},
        ("crisis",),
    ),
    "crisis_events": Table(
        {"crisis": "text", "date": "date", "label_id": "text", "label_en": "text"},
        ("crisis", "date"),
        {"crisis": ("crises", "crisis")},
    ),
    "claims": Table(
        {
            "claim": "text",
            "words_id": "text",
            "words_en": "text",
            "said_by_id": "text",
            "said_by_en": "text",
            "said_on": "date",
            "source_id": "text",
        },
        ("claim", "said_on"),
        {"source_id": ("source", "source_id")},
    ),
    "evidence": Table(
        {
            "claim": "text",
            "position": "whole",
            "evidence": "text",
            "name_id": "text",
            "name_en": "text",
            "area_id": "text",
            "area_en": "text",
            "universe": "text",
            "crisis": "text",
            "series": "text?",
            "indicator": "text?",
            "area_code": "text?",
            "measure": "text?",
            "from_period": "text?",
            "to_period": "text?",
            "direction": "number?",
            "metric": "text?",
        },
        ("claim", "evidence", "crisis"),
        {"crisis": ("crises", "crisis"), "claim": ("claims", "claim"), "series": ("published", "series")},
    ),
    "price_index": Table(
        {"year": "whole", "index": "number", "source_id": "text", "status": "text", "note": "text?"},
        ("year",),
        {"source_id": ("source", "source_id")},
    ),
    "training_programmes": Table(
        {
            "programme_id": "text",
            "start": "date",
            "end": "date",
            "date_precision": "text",
            "organiser": "text",
            "title": "text",
            "title_en": "text",
            "branch": "text?",
            "participants": "whole?",
            "participants_precision": "text",
            "days_stated": "whole?",
            "partner_or_funding": "text?",
            "source_id": "text",
        },
        ("programme_id",),
        {"source_id": ("source", "source_id"), "branch": ("branches", "branch")},
    ),
}
SOURCE_COLUMNS = (
    "title_id",
    "title_en",
    "producer",
    "publication",
    "licence",
    "citation",
    "grade",
    "owner",
    "next_due",
    "universe",
    "scope_id",
    "scope_en",
    "weakness_id",
    "weakness_en",
)
Rows = list[dict[str, str]]


def sources(*files: Path) -> dict[str, dict[str, Any]]:
    """Sources of the files that exist, a later file completing and correcting an earlier one."""
    known: dict[str, dict[str, Any]] = {}
    for file in files:
        for source_id, described in _toml(file).items() if file.exists() else ():
            if not isinstance(described, dict):
                raise BuildStopped("reference_broken", file=file.name, line=0, reason=f"{source_id}: [{source_id}] ?")
            known[source_id] = known.get(source_id, {}) | described
    return known


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildStopped("reference_broken", file=file.name, line=0, reason=str(error)) from error


def read(folder: Path, known_sources: Sequence[str]) -> dict[str, Rows]:
    """Rows of every table, checked. Raises BuildStopped with file, line and reason at the first broken line."""
    tables = {name: _rows(folder / f"{name}.csv") for name in TABLES}
    pointed = tables | {"source": [{"source_id": name} for name in known_sources]}
    for name, table in TABLES.items():
        _check_cells(name, table, tables[name])
        _check_pointers(name, table, pointed)
    return tables


def _rows(file: Path) -> Rows:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError as error:
        raise BuildStopped("reference_missing", file=file.name) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BuildStopped("reference_broken", file=file.name, line=0, reason=str(error)) from error
    if not lines:
        raise BuildStopped("reference_broken", file=file.name, line=1, reason="kosong / empty")
    header = lines[0][1]
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            raise BuildStopped("reference_width", file=file.name, line=line, found=len(cells), expected=len(header))
    return [dict(zip(header, cells, strict=True)) | {"line": str(line)} for line, cells in lines[1:]]


def _check_cells(name: str, table: Table, rows: Rows) -> None:
    missing = [column for column in table.columns if rows and column not in rows[0]]
    if missing:
        raise BuildStopped("reference_column", file=f"{name}.csv", column=missing[0])
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        for column, pattern in table.columns.items():
            if not _fits(row[column], pattern):
                raise BuildStopped(
                    "reference_cell",
                    file=f"{name}.csv",
                    line=row["line"],
                    column=column,
                    text=row[column],
                    pattern=pattern,
                )
        key = tuple(row[column] for column in table.key)
        if key in seen:
            raise BuildStopped("reference_twice", file=f"{name}.csv", line=row["line"], key=", ".join(key))
        seen.add(key)


def _fits(text: str, pattern: str) -> bool:
    if text == "":
        return pattern.endswith("?")
    named = pattern.removesuffix("?")
    return re.fullmatch(PATTERNS[named], text) is not None and (named != "date" or _is_date(text))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_pointers(name: str, table: Table, tables: Mapping[str, Rows]) -> None:
    for column, (other, other_column) in (table.points or {}).items():
        known = {row[other_column] for row in tables[other]}
        for row in tables[name]:
            if row[column] and row[column] not in known:
                raise BuildStopped(
                    "reference_pointer",
                    file=f"{name}.csv",
                    line=row["line"],
                    column=column,
                    text=row[column],
                    other=other,
                )


def load(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows], known: Mapping[str, Mapping[str, Any]]
) -> None:
    """Put the tables into the connection as `ref_<name>`, every column text, an empty cell NULL."""
    for name, rows in tables.items():
        columns = list(rows[0]) if rows else [*TABLES[name].columns]
        _create(connection, f"ref_{name}", {column: [row[column] or None for row in rows] for column in columns})
    described = {
        column: [None if (value := _described(source, column)) == "" else value for source in known.values()]
        for column in SOURCE_COLUMNS
    }
    sample = [str(bool(source.get("sample", False))).lower() for source in known.values()]
    _create(connection, "ref_source", {"source_id": list(known), **described, "sample": sample})


def _described(source: Mapping[str, Any], column: str) -> str:
    """A source of a raw folder may give one `title` for both languages."""
    fallback = source.get("title", "") if column.startswith("title_") else ""
    return str(source.get(column, fallback))


def _create(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence[str | None]]) -> None:
    connection.register("given_rows", pa.table({key: pa.array(cells, pa.string()) for key, cells in columns.items()}))
    connection.execute(f"create or replace table {name} as select * from given_rows")
    connection.unregister("given_rows")


def kbli_classes(tables: Mapping[str, Rows]) -> list[str]:
    return sorted({row["class"] for row in tables["kbli2020_section_c"]})
