"""Every word, number and date a reader sees, in Indonesian (`id`) and English (`en`). The words are in strings.toml."""

import re
import textwrap
import tomllib
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

LANGUAGES = ("id", "en")
NO_DATA = "–"
HIDDEN = "x"
_SCALES = ((1e12, "scale.trillion"), (1e9, "scale.billion"), (1e6, "scale.million"))


@cache
def strings() -> dict[str, dict[str, str]]:
    """All texts, keyed `section.name` (nested sections joined by dots), each with one text per language."""
    tree = tomllib.loads((Path(__file__).parent / "strings.toml").read_text(encoding="utf-8"))
    return dict(_flatten(tree, ""))


def _flatten(tree: dict[str, object], path: str) -> list[tuple[str, dict[str, str]]]:
    if all(isinstance(value, str) for value in tree.values()):
        return [(path, tree)]  # type: ignore[list-item]  # a leaf holds one text per language
    return [leaf for key, value in tree.items() for leaf in _flatten(value, f"{path}.{key}".lstrip("."))]  # type: ignore[arg-type]


def say(key: str, language: str, **slots: object) -> str:
    """The text of `key`, its {slots} filled. Raises KeyError for an unknown key."""
    return strings()[key][language].format(**slots)


def has(key: str) -> bool:
    return key in strings()


def missing(value: Any) -> bool:
    """None, NaN, NaT or pandas NA."""
    return value is None or bool(pd.isna(value))


def number(value: float, language: str, decimals: int = 0) -> str:
    """`1.575` or `1,575`; a true minus sign; no negative zero."""
    if missing(value):
        return NO_DATA
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(rounded, format=pattern, locale=language).replace("-", "−")


def percent(value: float, language: str, decimals: int = 1, signed: bool = False) -> str:
    """`3,4%` for figures; `signed` writes the plus of a rise."""
    if missing(value):
        return NO_DATA
    sign = "+" if signed and round(float(value), decimals) > 0 else ""
    return f"{sign}{number(value, language, decimals)}%"


def rupiah(value: float, language: str, decimals: int = 1) -> str:
    """`Rp312,5 miliar`: the scale spelled out from a million on; whole rupiah below."""
    if missing(value):
        return NO_DATA
    sign = "−" if value < 0 else ""
    amount = abs(float(value))
    for scale, word in _SCALES:
        if round(amount / scale, decimals) >= 1:
            digits = 2 if scale == 1e12 else decimals
            return f"{sign}Rp{number(amount / scale, language, digits)} {say(word, language)}"
    return f"{sign}Rp{number(amount, language)}"


def day(value: date, language: str) -> str:
    """`12 Januari 2019`."""
    return format_date(value, format="d MMMM y", locale=language)


def short_day(value: date, language: str) -> str:
    """`12 Jan 2019`."""
    return format_date(value, format="d MMM y", locale=language)


QUARTERS = ("I", "II", "III", "IV")


def period(value: object, language: str) -> str:
    """A year as it is, a quarter such as `2020Q2` as `triwulan II 2020` or `2020 Q2`."""
    quarter = re.fullmatch(r"(\d{4})Q([1-4])", str(value))
    if not quarter:
        return str(value)
    written = QUARTERS[int(quarter[2]) - 1] if language == "id" else quarter[2]
    return say("period.quarter", language, quarter=written, year=quarter[1])


def join(parts: list[str], language: str) -> str:
    """`a, b dan c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say('word.and', language)} {parts[-1]}"


# Columns with years, or with years before and after one.
YEARS = ("year", "first_year", "last_year", "key")


def cell(column: str, value: Any, language: str, as_published: bool = False) -> str:
    """One value as a reader sees it, by what its column measures: money, percent, points, date, yes or no, count, text.

    `as_published` keeps the decimals that the publisher printed.
    """
    if missing(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return say("word.yes" if value else "word.no", language)
    if isinstance(value, date):
        return short_day(value, language)
    if isinstance(value, str):
        return value
    if column in YEARS or column.startswith("year_"):
        return str(int(value)).replace("-", "−")
    if column.endswith("_idr"):
        return rupiah(float(value), language)
    if column.endswith("_pct"):
        return (
            f"{format_decimal(float(value), format='#,##0.##', locale=language).replace('-', '−')}%"
            if as_published
            else percent(float(value), language)
        )
    if column.endswith("_points"):
        return percent(float(value), language, signed=True).removesuffix("%")
    if column.endswith(("_hhi", "_ratio")):
        return number(float(value), language, 2)
    return number(float(value), language, 1 if column.endswith(("_index", "_units")) else 0)


def version(name: str, language: str) -> str:
    """`24 Nov 2026 07.00 UTC` for the version `20261124T070000Z-…`; English writes `07:00`."""
    made = built_at(name)
    time = f"{made:%H:%M}" if language == "en" else f"{made:%H.%M}"
    return f"{short_day(made.date(), language)} {time} UTC"


def built_at(version: str) -> datetime:
    """When a version was built, in UTC: a file dated so says how old its numbers are, whenever it is made."""
    return datetime.strptime(version.split("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def wrapped(name: str, width: int = 24, lines: int = 3) -> str:
    """A name in lines of at most `width` letters, as a chart takes them; cut with an ellipsis after `lines`."""
    return "<br>".join(textwrap.wrap(name, width, max_lines=lines, placeholder=" …"))
