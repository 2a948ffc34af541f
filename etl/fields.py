"""Cells → fields: one SELECT that gives every field of a kind as a struct `{value, reason}`, whatever the file lacks.

Beside the fields a row has `row` (its number in the file), `shifted` (its cells are not where they belong), `monthly`,
`name` (as written), `name_form` (the legal form in it) and `real_nik` (a NIK that a person could have).
"""

from collections.abc import Mapping

from etl import headers, parse
from etl.kinds import Kind
from etl.mapping import FileMapping
from etl.read import Sheet


def sql(kind: Kind, file_mapping: FileMapping, sheet: Sheet) -> str:
    given = parse.DEFAULTS | {
        "money_factor": str(file_mapping.money_factor),
        "last_year": str(file_mapping.as_of.year),
        "sex_letters": f"'{headers.sex_letters(sheet.header, file_mapping)}'",
    }
    columns = {field: column for field, column in sheet.header.columns.items() if field in kind.reads}
    cells = [
        f"{sheet.clean(column)} as {field}, {sheet.mark(column)} as {field}_mark" for field, column in columns.items()
    ]
    parsers = {field: parse.PARSERS[kind.reads[field]] for field in columns}
    prepared = [f"{parser.prepare}({field}) as {field}_prepared" for field, parser in parsers.items()]
    found = [f"{parser.find(field, given)} as {field}_found" for field, parser in parsers.items() if parser.finds]
    values = [
        f"{_value(field, parse.PARSERS[parser], columns, file_mapping, given)} as {field}"
        for field, parser in kind.reads.items()
    ]
    return f"""
with cells as (
    select rowid + {sheet.first_row} as row, {", ".join([f"{_shifted(sheet)} as shifted", *cells])}
    from {sheet.table}
),
prepared as (
    select {", ".join(["*", *prepared])} from cells
),
found as (
    select {", ".join(["*", *found])} from prepared
)
select row, shifted, {", ".join([*_beside(columns, file_mapping), *values])} from found
"""


def _beside(columns: Mapping[str, int], file_mapping: FileMapping) -> list[str]:
    named = "nama_perusahaan" in columns
    return [
        f"{str(file_mapping.monthly).lower()} as monthly",
        f"{'nama_perusahaan' if named else 'cast(null as varchar)'} as name",
        f"{'form_of(form_in(nama_perusahaan_prepared))' if named else 'cast(null as varchar)'} as name_form",
        f"{'coalesce(real_nik(nik_prepared), false)' if 'nik' in columns else 'false'} as real_nik",
    ]


def _value(
    name: str, parser: parse.Parser, columns: Mapping[str, int], file_mapping: FileMapping, given: Mapping[str, str]
) -> str:
    if name in columns:
        return parser.call(name, given)
    if name == "tahun_data" and file_mapping.year is not None:
        return f"{{'value': {file_mapping.year}, 'reason': cast(null as varchar)}}"
    if name == "periode":
        return "{'value': 'Y', 'reason': cast(null as varchar)}"
    return parser.absent()


def _shifted(sheet: Sheet) -> str:
    """Cells beyond the header, or a line end and a delimiter in one cell: the cells are not where they belong."""
    if not sheet.spare:
        return "false"
    beyond = [f"trim(c{column}) <> ''" for column in range(len(sheet.header.names), sheet.width + sheet.spare)]
    delimiter = sheet.delimiter.replace("'", "''")
    swallowed = [
        f"(contains(c{column}, chr(10)) and contains(c{column}, '{delimiter}'))"
        for column in sorted(set(sheet.header.columns.values()))
    ]
    return f"coalesce({' or '.join(f'coalesce({test}, false)' for test in beyond + swallowed)}, false)"
