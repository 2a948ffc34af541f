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

    `prepare` (a macro of the text) and `finds` (a macro of text, mark and what was prepared) are computed once, each in
    a stage of its own: a macro repeats its arguments as text, and each repetition of a regular expression would be
    compiled and run again.
    """

    macro: str
    type: str
    prepare: str
    arguments: tuple[str, ...] = ()
    finds: str = ""

    def find(self, field: str, given: Mapping[str, str]) -> str:
        return self._called(self.finds, [field, f"{field}_mark", f"{field}_prepared"], given)

    def call(self, field: str, given: Mapping[str, str]) -> str:
        """SQL of the struct for a column `field` that stands beside its mark, what was prepared and what was found."""
        found = [f"{field}_found"] if self.finds else []
        return self._called(self.macro, [field, f"{field}_mark", f"{field}_prepared", *found], given)

    def _called(self, macro: str, columns: Sequence[str], given: Mapping[str, str]) -> str:
        return f"{macro}({', '.join([*columns, *(given[name] for name in self.arguments)])})"

    def absent(self) -> str:
        """What a file without the column says."""
        return f"{{'value': cast(null as {self.type}), 'reason': 'missing'}}"


MONEY = "decimal(24, 8)"
PARSERS = {
    "money_idr": Parser("parse_money", MONEY, "money_words", ("money_factor",), finds="money_of"),
    "date": Parser("parse_date", "date", "date_words", ("last_year",), finds="date_of"),
    "later_date": Parser("parse_date", "date", "date_words", ("any_year",), finds="date_of"),
    "year": Parser("parse_year", "integer", "year_digits", ("last_year",)),
    "count": Parser("parse_count", "integer", "count_number"),
    "nib": Parser("parse_nib", "varchar", "code_digits"),
    "nik": Parser("parse_nik", "varchar", "code_digits"),
    "kbli": Parser("parse_kbli", "varchar", "kbli_digits"),
    "name_key": Parser("parse_name", "varchar", "words_only", finds="name_key"),
    "legal_form": Parser("parse_legal_form", "varchar", "plain_words"),
    "sex": Parser("parse_sex", "varchar", "plain_words", ("sex_letters",)),
    "yes_no": Parser("parse_yes_no", "boolean", "plain_words"),
    "scale": Parser("parse_scale", "varchar", "plain_words"),
    "closing": Parser("parse_closing", "boolean", "plain_words"),
    "period": Parser("parse_period", "varchar", "period_words"),
    "wave": Parser("parse_wave", "varchar", "plain_words"),
    "measure": Parser("parse_measure", "varchar", "plain_words"),
    "certificate": Parser("parse_certificate", "varchar", "plain_words"),
    "words": Parser("parse_words", "varchar", "as_written"),
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
    found = f"{parser.find('t', DEFAULTS | given)} as t_found" if parser.finds else "null"
    connection.register("given_texts", pa.table({"t": pa.array(texts, pa.string())}))
    rows = connection.execute(
        f"""
        with cleaned as (select clean(t) as t, {mark} as t_mark from given_texts),
        prepared as (select *, {parser.prepare}(t) as t_prepared from cleaned),
        found as (select *, {found} from prepared)
        select parsed.value, parsed.reason from (select {parser.call("t", DEFAULTS | given)} as parsed from found)
        """
    ).fetchall()
    connection.unregister("given_texts")
    return [(value, reason) for value, reason in rows]
