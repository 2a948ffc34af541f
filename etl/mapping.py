"""The mapping beside a data file: what the file cannot say itself. Nothing in it is guessed."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.errors import FileRefused

SUFFIXES = (".xlsx", ".xls", ".csv", ".txt")
KBLI_VERSIONS = ("2015", "2017", "2020", "2025")
MONEY_FACTORS = {"rupiah": 1, "thousand": 1_000, "million": 1_000_000}


@dataclass(frozen=True)
class FileMapping:
    """`columns` is field → header as printed; `money_factor` turns the file's money into rupiah."""

    kind: str
    source: str
    as_of: date
    kbli_version: str | None = None
    year: int | None = None
    money_factor: int = 1
    monthly: bool = False
    sex_letters: str = ""
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False


def path_of(data_file: Path) -> Path:
    return data_file.with_name(data_file.name + ".toml")


def data_files(folder: Path) -> list[Path]:
    """Data files of a raw folder, by name. Hidden files and Excel's own lock files (`~$…`) are none."""
    if not folder.is_dir():
        return []
    files = (file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    return sorted(
        (file for file in files if not file.name.startswith(("~$", "."))),
        key=lambda file: file.relative_to(folder).as_posix(),
    )


def read(data_file: Path, kinds: Collection[str], sources: Collection[str]) -> FileMapping:
    """The checked mapping of a data file. Raises FileRefused with the key at fault."""
    file = path_of(data_file)
    if not file.exists():
        raise FileRefused("no_mapping", expected=file.name)
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused("mapping_unreadable", detail=str(error)) from error
    return _checked(given, kinds, sources)


def _checked(given: Mapping[str, Any], kinds: Collection[str], sources: Collection[str]) -> FileMapping:
    unknown = sorted(set(given) - set(CHECKS))
    if unknown:
        raise FileRefused("mapping_unknown_key", key=unknown[0])
    for key in ("kind", "source", "as_of"):
        if key not in given:
            raise FileRefused("mapping_lacks", key=key)
    for key, value in given.items():
        if not CHECKS[key](value):
            raise FileRefused("mapping_value", key=key, value=value)
    if given["kind"] not in kinds:
        raise FileRefused("unknown_kind", kind=given["kind"])
    if given["source"] not in sources:
        raise FileRefused("unknown_source", source=given["source"])
    renamed = {"money_unit": "money_factor", "money_period": "monthly"}
    values = {renamed.get(key, key): value for key, value in given.items()}
    if "money_factor" in values:
        values["money_factor"] = MONEY_FACTORS[values["money_factor"]]
    if "monthly" in values:
        values["monthly"] = values["monthly"] == "month"
    return FileMapping(**values)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


CHECKS: dict[str, Callable[[Any], bool]] = {
    "kind": _is_text,
    "source": _is_text,
    "as_of": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "kbli_version": lambda value: value in KBLI_VERSIONS,
    "year": lambda value: isinstance(value, int) and not isinstance(value, bool) and 1945 <= value <= 2200,
    "money_unit": lambda value: isinstance(value, str) and value in MONEY_FACTORS,
    "money_period": lambda value: value in ("year", "month"),
    "sex_letters": lambda value: value in ("LP", "PW"),
    "sheet": _is_text,
    "encoding": _is_text,
    "delimiter": lambda value: isinstance(value, str) and len(value) == 1,
    "columns": lambda value: isinstance(value, dict) and all(_is_text(header) for header in value.values()),
    "sample": lambda value: isinstance(value, bool),
}
