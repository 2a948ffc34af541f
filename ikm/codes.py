"""The code printed under an exported figure, and the way back from paper to its numbers.

A code stands for metric, chart, view, filters and version. `HOME/codes.csv` keeps what each printed code stood for and
a hash of the numbers; a version that it names is never pruned.
"""

import csv
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import TextIO
from urllib.parse import parse_qsl, urlencode

from ikm import store
from ikm.deck import Slide
from ikm.figure import Figure
from ikm.metrics import Result
from ikm.selection import Selection
from ikm.text import missing

# Neither look-alikes (0 O, 1 I L, 8 B, 5 S, 2 Z, U V) nor vowels, which would make words.
ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
LOOKALIKE = str.maketrans("BSZU", "852V")
LENGTH = 8
# One byte far behind the text: on Windows a locked byte cannot be read by others.
LOCKED_BYTE = 1 << 30


@dataclass(frozen=True)
class Printed:
    """One row of codes.csv: what a code stood for when it was first printed with these numbers."""

    code: str
    metric: str
    chart: str
    shown_as: str
    query: str
    version: str
    numbers: str
    day: str

    def slide(self, language: str) -> Slide:
        """The figure that was printed, on the version it was printed from."""
        selection = replace(Selection.from_query(dict(parse_qsl(self.query))), version=self.version)
        return Slide(self.metric, self.chart, selection, language, self.shown_as)

    @property
    def printed_on(self) -> date:
        return date.fromisoformat(self.day)


def code(figure: Figure) -> str:
    """`K7F3-Q2XM`: the same for the same figure in every medium and language; another for another version."""
    return code_of(figure.name, figure.drawn_as, figure.shown_as, _query(figure.result), figure.result.version)


def code_of(metric: str, chart: str, shown_as: str, query: str, version: str) -> str:
    digest = int.from_bytes(hashlib.sha256("\n".join((metric, chart, shown_as, query, version)).encode()).digest())
    letters = "".join(ALPHABET[digest // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def _query(result: Result) -> str:
    """The filters followed, without the version, in one order."""
    return urlencode(sorted(replace(result.selection, version=None).to_query().items()))


def tidy(typed: str) -> str:
    """A code as somebody types it from paper, in the form it is kept in; empty where it cannot be one."""
    letters = "".join(each for each in typed.upper() if each.isalnum()).translate(LOOKALIKE)
    known = len(letters) == LENGTH and set(letters) <= set(ALPHABET)
    return f"{letters[:4]}-{letters[4:]}" if known else ""


def numbers(result: Result) -> str:
    """Sixteen hex digits of everything in the table: values to twelve digits, what is missing, what is hidden."""
    lines = [",".join(result.rows.columns)]
    for row in result.rows.index:
        cells = [
            "x" if result.masked.at[row, column] else _exact(result.rows.at[row, column])
            for column in result.rows.columns
        ]
        lines.append("\t".join(cells))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _exact(value: object) -> str:
    if missing(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else f"{float(value):.12g}"  # type: ignore[arg-type]  # a number


def record(figure: Figure) -> str:
    """Note in codes.csv that this figure was printed, once, and return its code. Raises OSError where it cannot."""
    query = _query(figure.result)
    printed = Printed(
        code=code(figure),
        metric=figure.name,
        chart=figure.drawn_as,
        shown_as=figure.shown_as,
        query=query,
        version=figure.result.version,
        numbers=numbers(figure.result),
        day=datetime.now(UTC).date().isoformat(),
    )
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8", newline="") as stream, _held(stream):
        stream.seek(0)
        text = stream.read()
        if not any(each.code == printed.code and each.numbers == printed.numbers for each in _rows(text)):
            start = [] if text else [NAMES]
            stream.write("\n" * (bool(text) and not text.endswith("\n")) + _text([*start, astuple(printed)]))
            stream.flush()
            os.fsync(stream.fileno())
    return printed.code


NAMES = tuple(each.name for each in fields(Printed))


def path() -> Path:
    return store.home() / "codes.csv"


def find(typed: str) -> tuple[Printed, ...]:
    """Every printing under a code, oldest first: several where the same figure was printed with other numbers."""
    wanted, file = tidy(typed), path()
    if not wanted or not file.exists():
        return ()
    return tuple(each for each in _rows(file.read_text(encoding="utf-8")) if each.code == wanted)


def _rows(text: str) -> Iterator[Printed]:
    """The rows that are whole; a person may have edited the file."""
    for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"))):
        if all(row.get(name) is not None for name in NAMES):
            yield Printed(**{name: row[name] for name in NAMES})


def _text(rows: list[tuple[str, ...]]) -> str:
    made = StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()


@contextmanager
def _held(stream: TextIO) -> Iterator[None]:
    """Nobody else writes meanwhile, neither a thread nor another process; the system lets go when a process ends."""
    if sys.platform == "win32":
        import msvcrt

        stream.seek(LOCKED_BYTE)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX)
    yield
