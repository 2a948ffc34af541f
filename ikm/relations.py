"""What metrics read besides the tables of schema `core`: the rows of a selection and their sums, each one SELECT.

`cube_year_any_size` is the rows of the selection whatever their size, with a column `in_size` (the register knows no
size), `cohort_year` its births. The others are in `ikm/relations/*.sql`. A reader is shown one statement with all of
them; the engine gets the same in parts, since planning a statement takes it longer than the sums.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from ikm import store
from ikm.selection import Selection, conditions

FOLDER = Path(__file__).parent / "relations"
DEFAULT_YEARS = (1900, 2999)


def _body(name: str) -> str:
    return store.split_header((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))[1]


# One row that no list filter changes, read one value at a time, `(select last_year from picked)`: asked once, and
# written out for the engine.
ONE_ROW = {name: _body(name) for name in ("last_covered", "pandemic", "picked", "compared")}
ONE_VALUE = rf"\(select (?P<column>\w+) from (?P<name>{'|'.join(ONE_ROW)})\)"
# Of all years, made once for all metrics of a selection.
BUILT = {name: _body(name) for name in ("cell_year", "city_year", "roster")}
# What is read of the cube: it costs the engine as much to name every column as to sum a few.
CUBE = (
    "year, kecamatan_code, division, branch, size_ministry, size_bps, size_oss, businesses_registered, "
    "businesses_active, births, deaths, workers, workers_reported, output_idr, output_reported"
)
# Of all years, made where it is read.
INLINE = {name: _body(name) for name in ("cohort_age", "branch_year")}


def _all(selection: Selection) -> dict[str, str]:
    """Every relation of a selection; each reads only those before it."""
    any_size = replace(selection, sizes=())
    sized = Selection(sizes=selection.sizes, size_ruler=selection.size_ruler)
    where, where_any_size, in_size = (conditions(each)[0] for each in (selection, any_size, sized))
    return {
        **ONE_ROW,
        "cube_year_any_size": f"select {CUBE}, {in_size} as in_size from core.cube_year where {where_any_size}",
        "cohort_year": f"select * from core.cohort_year where {where}",
        **BUILT,
        **INLINE,
    }


@lru_cache(maxsize=4096)
def reads(sql: str, name: str) -> bool:
    """Whether a SELECT names a relation."""
    return bool(re.search(rf"(?<!core\.)\b{name}\b", sql))


def joined(sql: str, selection: Selection) -> tuple[str, dict[str, object]]:
    """A SELECT with all relations of a selection that it reads, and the values that it binds."""
    return _with(_used(sql, _all(selection)), sql, selection)


def _used(sql: str, every: dict[str, str]) -> dict[str, str]:
    """Those of the relations that a SELECT reads, and those that they read in turn."""
    used: dict[str, str] = {}
    for name, body in reversed(every.items()):
        if any(reads(each, name) for each in (sql, *used.values())):
            used = {name: body} | used
    return used


def rows(sql: str, selection: Selection, version: str) -> pd.DataFrame:
    """What `joined` selects."""
    every_year = replace(selection, years=None)
    space, used = _workspace(every_year, version), _used(sql, _all(every_year))
    for name, body in BUILT.items():
        if name in used:
            space.make(name, *_written(body, every_year, version))
    return space.query(*_written(sql, selection, version))


@lru_cache(maxsize=64)
def _workspace(_: Selection, version: str) -> store.Workspace:
    """Room for what is built of a selection."""
    return store.Workspace(version)


def _written(sql: str, selection: Selection, version: str) -> tuple[str, dict[str, object]]:
    """What `joined` makes of a SELECT, where the values of one row are written out and what is built stands."""
    bodies = {name: body for name, body in _all(selection).items() if name not in BUILT and name not in ONE_ROW}
    whole, values = _with(_used(sql, bodies), sql, selection)

    def value(found: re.Match[str]) -> str:
        return _row(found["name"], selection.years, version)[found["column"]]

    return re.sub(ONE_VALUE, value, whole), values


@lru_cache(maxsize=256)
def _row(name: str, years: tuple[int, int] | None, version: str) -> dict[str, str]:
    """The values of a relation of one row, written out."""
    found = store.query(*joined(f"select * from {name}", Selection(years=years)), version)
    values = found.reindex([0]).iloc[0].items()
    return {str(column): "cast(null as integer)" if pd.isna(each) else str(int(each)) for column, each in values}


def _with(relations: Mapping[str, str], sql: str, selection: Selection) -> tuple[str, dict[str, object]]:
    common = ",\n".join(f"{name} as (\n{body}\n)" for name, body in relations.items())
    # One list of common tables: those of the SELECT follow those that it reads.
    own = f",\n{sql.removeprefix('with ')}" if sql.startswith("with ") else f"\n{sql}"
    whole = f"with {common}{own}" if common else sql
    first, last = selection.years or DEFAULT_YEARS
    values: dict[str, object] = {"first_year": first, "last_year": last} | conditions(selection)[1]
    return whole, {name: value for name, value in values.items() if re.search(rf"\${name}\b", whole)}
