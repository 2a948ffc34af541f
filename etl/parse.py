"""Text → value or reason, one parser a field, as DuckDB macros: whole columns at once, no loop over cells.

A parser takes a cell's text (cleaned, or NULL) and its mark (what the workbook held: TEXT, NUMBER, DATE) and gives a
struct `{value, reason}`. `reason` is NULL when there is a value, `missing` for an empty mark, else why the text cannot
be read. Numbers and dates of a workbook are taken as they are; the rules are for text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from duckdb.func import ARROW

TEXT, NUMBER, DATE = 0, 1, 2

# Control characters, and the invisible ones that NFKC keeps: soft hyphen, zero-width marks, byte order mark.
INVISIBLE = "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
SPACES = r"[\s\p{Z}]+"
MACROS = Path(__file__).with_suffix(".sql")


@dataclass(frozen=True)
class Parser:
    """Name of a macro, the SQL type of its value, what is made of the text first, and names of further arguments.

    `prepare` (a macro of the text) is computed once in a stage of its own: a macro repeats its arguments as text, and
    each repetition of a regular expression would be compiled and run again.
    """

    macro: str
    type: str
    prepare: str
    arguments: tuple[str, ...] = ()

    def call(self, text: str, mark: str, prepared: str, given: Mapping[str, str]) -> str:
        return f"{self.macro}({', '.join([text, mark, prepared, *(given[name] for name in self.arguments)])})"

    def absent(self) -> str:
        """What a file without the column says."""
        return f"{{'value': cast(null as {self.type}), 'reason': 'missing'}}"


MONEY = "decimal(24, 8)"
PARSERS = {
    "money_idr": Parser("parse_money", MONEY, "money_words", ("money_factor",)),
    "date": Parser("parse_date", "date", "date_words", ("last_year",)),
    "later_date": Parser("parse_date", "date", "date_words", ("any_year",)),
    "year": Parser("parse_year", "integer", "year_digits", ("last_year",)),
    "count": Parser("parse_count", "integer", "count_digits"),
    "nib": Parser("parse_nib", "varchar", "code_digits"),
    "nik": Parser("parse_nik", "varchar", "code_digits"),
    "kbli": Parser("parse_kbli", "varchar", "kbli_digits"),
    "name_key": Parser("parse_name", "varchar", "name_key"),
    "legal_form": Parser("parse_legal_form", "varchar", "plain_words"),
    "sex": Parser("parse_sex", "varchar", "plain_words", ("sex_letters",)),
    "yes_no": Parser("parse_yes_no", "boolean", "plain_words"),
    "scale": Parser("parse_scale", "varchar", "plain_words"),
    "closing": Parser("parse_closing", "boolean", "plain_words"),
    "period": Parser("parse_period", "varchar", "period_words"),
    "wave": Parser("parse_wave", "varchar", "plain_words"),
    "measure": Parser("parse_measure", "varchar", "plain_words"),
    "certificate": Parser("parse_certificate", "varchar", "plain_words"),
    "text": Parser("parse_text", "varchar", "as_written"),
}
DEFAULTS = {"money_factor": "1", "last_year": "2100", "any_year": "2100", "sex_letters": "''"}


def plain_text(column: pa.StringArray) -> pa.StringArray:
    """Text in Unicode form NFKC, without control and invisible characters, spaces folded."""
    visible = pc.replace_substring_regex(pc.utf8_normalize(column, form="NFKC"), INVISIBLE, "")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(visible, SPACES, " "))


def install(connection: duckdb.DuckDBPyConnection, kbli_classes: Sequence[str] = ()) -> None:
    """Make the macros (and the list of four-digit classes they ask) known to a connection."""
    connection.create_function("plain_text", plain_text, ["VARCHAR"], "VARCHAR", type=ARROW)
    classes = pa.table({"class": pa.array(kbli_classes, pa.string())})
    connection.register("given_classes", classes)
    connection.execute("create or replace table kbli_class as select class from given_classes")
    connection.unregister("given_classes")
    connection.execute(MACROS.read_text(encoding="utf-8"))


def values(
    connection: duckdb.DuckDBPyConnection, kind: str, texts: Sequence[str | None], mark: int = TEXT, **given: str
) -> list[tuple[Any, str | None]]:
    """(value, reason) of each text under one parser, on a connection with the macros; for tests and curious people.

    `kind` names a parser of PARSERS; `given` sets its arguments as SQL literals (see DEFAULTS).
    """
    parser = PARSERS[kind]
    call = parser.call("t", str(mark), "p", DEFAULTS | given)
    connection.register("given_texts", pa.table({"t": pa.array(texts, pa.string())}))
    rows = connection.execute(
        f"""
        with cleaned as (select clean(t) as t from given_texts),
        prepared as (select t, {parser.prepare}(t) as p from cleaned)
        select parsed.value, parsed.reason from (select {call} as parsed from prepared)
        """
    ).fetchall()
    connection.unregister("given_texts")
    return [(value, reason) for value, reason in rows]
