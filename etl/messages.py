"""The words a person sees, in the language asked for."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import BuildStopped, FileRefused

FILE = Path(__file__).with_name("messages.toml")
LANGUAGES = ("id", "en")


@cache
def _all() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def say(key: str, language: str, **details: Any) -> str:
    """The message `group.name` with its details filled in. Raises KeyError for a key that is not there."""
    group, _, name = key.partition(".")
    return _all()[group][name][language].format(**details)


def known(key: str) -> bool:
    group, _, name = key.partition(".")
    return name in _all().get(group, {})


def stopped(error: BuildStopped, language: str) -> str:
    group = "refusal" if isinstance(error, FileRefused) else "stop"
    return say(f"{group}.{error.message}", language, **error.details)


def masked(text: str, parser: str = "") -> str:
    """A cell's text without the middle of any number of a person or a business: what is printed may be passed on."""
    numbers = r"\S.{4,}\S" if parser in ("nib", "nik") else r"\d{9,}"
    return re.sub(numbers, lambda number: f"{number[0][:2]}…{number[0][-2:]}", text)
