"""Fields → the outcome of each row: loaded, out of scope, set aside with field and reason, or no data at all.

sql(kind, mapping, sheet, number) -> the SELECT that judges the rows of table `fields`
"""

from collections.abc import Collection
from pathlib import Path

import duckdb

from etl import headers
from etl.kinds import ATTRIBUTES, Kind
from etl.mapping import FileMapping
from etl.read import Sheet

MACROS = Path(__file__).with_suffix(".sql")
PLACE_JOIN = """left join kecamatan_key on kecamatan_key.key = place_key(fields.kecamatan.value)
    left join kelurahan_key
        on kelurahan_key.kecamatan_code = kecamatan_key.code
        and kelurahan_key.key = place_key(fields.kelurahan.value)"""


def _place_codes(kind: Kind) -> str:
    """A kelurahan is known only together with its kecamatan: kelurahan Poasia lies in kecamatan Abeli."""
    if "kecamatan" in kind.reads:
        return "kecamatan_key.code as kecamatan_code, kelurahan_key.code as kelurahan_code"
    return "cast(null as varchar) as kecamatan_code, cast(null as varchar) as kelurahan_code"


def ctes(kind: Kind, file_mapping: FileMapping, sheet: Sheet, number: int) -> str:
    return f"""
placed as (
    select
        fields.*,
        {_place_codes(kind)},
        {_kbli_code(kind, file_mapping)} as kbli_code
    from fields
    {PLACE_JOIN if "kecamatan" in kind.reads else ""}
    {_kbli_join(kind, file_mapping)}
),
judged as (
    select *, {_problem(kind)} as problem, {_out_of_scope(kind)} as outside
    from placed
)
select
    {number} as file_no,
    row,
    case when outside then 'out_of_scope' when problem is not null then 'quarantined' else 'ok' end as outcome,
    case when not outside then problem.field end as field,
    case when not outside then problem.reason end as reason,
    {_stored(kind, file_mapping)},
    {_issues(kind, sheet.header.columns)} as issues
from judged
"""


def _kbli_code(kind: Kind, file_mapping: FileMapping) -> str:
    if "kbli" not in kind.reads:
        return "cast(null as varchar)"
    if file_mapping.kbli_version in ("2020", "2025"):
        return "kbli_list.code"
    return "case when length(kbli.value) = 5 and in_section_c(kbli.value) then kbli.value end"


def _kbli_join(kind: Kind, file_mapping: FileMapping) -> str:
    if "kbli" not in kind.reads or file_mapping.kbli_version not in ("2020", "2025"):
        return ""
    return f"left join kbli_list on kbli_list.version = '{file_mapping.kbli_version}' and kbli_list.code = kbli.value"


def _out_of_scope(kind: Kind) -> str:
    tests = []
    if "kab_kota" in kind.reads:
        tests.append("elsewhere(kab_kota.value)")
    if "kbli" in kind.reads:
        tests.append("(length(kbli.value) = 5 and not in_section_c(kbli.value))")
    return " or ".join(f"coalesce({test}, false)" for test in tests) or "false"


HAS_IDENTITY = """(nib.value is not null or nik.value is not null
            or (nama_perusahaan.value is not null and kelurahan_code is not null))"""
UNUSABLE = "coalesce({0}.reason not in ('missing', 'zero_restored'), false)"
NO_IDENTITY = f"""case
            when {UNUSABLE.format("nib")} then {{'field': 'nib', 'reason': nib.reason}}
            when {UNUSABLE.format("nik")} then {{'field': 'nik', 'reason': nik.reason}}
            when nama_perusahaan.value is not null and kelurahan.value is not null
                then {{'field': 'kelurahan', 'reason': 'unknown_place'}}
            else {{'field': 'identity', 'reason': 'missing'}}
        end"""
NO_OUTPUT = """case
            when coalesce(nilai_produksi.reason, nilai_produksi_bulan.reason) = 'missing'
                and coalesce(nilai_produksi_bulan.reason, 'missing') = 'missing'
                then {'field': 'output', 'reason': 'missing'}
            else {'field': 'output', 'reason': 'unreadable'}
        end"""
HAS_OUTPUT = """(coalesce(nilai_produksi.value, nilai_produksi_bulan.value) is not null
            or coalesce(tk_total.value, tk_l.value + tk_p.value) is not null)"""


def _problem(kind: Kind) -> str:
    """The first thing wrong with a row, as a struct of field and reason, or NULL."""
    cases = ["when shifted then {'field': 'row', 'reason': 'unreadable'}"]
    for name in kind.keys:
        if name == "identity":
            cases.append(f"when not {HAS_IDENTITY} then {NO_IDENTITY}")
        elif name == "output":
            cases.append(f"when not {HAS_OUTPUT} then {NO_OUTPUT}")
        elif name == "kbli":
            reason = "coalesce(kbli.reason, 'unknown_code')"
            cases.append(f"when kbli_code is null then {{'field': 'kbli', 'reason': {reason}}}")
        elif name == "nilai":
            reason = "coalesce(nilai.reason, 'range')"
            cases.append(
                f"when outcome_value(nilai.value, ukuran.value) is null then {{'field': 'nilai', 'reason': {reason}}}"
            )
        else:
            cases.append(f"when {name}.value is null then {{'field': '{name}', 'reason': {name}.reason}}")
    cases += [
        f"when {test} then {{'field': '{name}', 'reason': 'contradiction'}}" for name, test in kind.contradictions
    ]
    return f"case {' '.join(cases)} end"


def _stored(kind: Kind, file_mapping: FileMapping) -> str:
    """Stored columns: who (identity), what any kind may say of a business, then the kind's own."""
    form = "coalesce(badan_usaha.value, name_form)" if "badan_usaha" in kind.reads else "null"
    version = f"'{file_mapping.kbli_version}'" if file_mapping.kbli_version else "cast(null as varchar)"
    who = {
        **{
            column: f"{field}.value" if field in kind.reads else "cast(null as varchar)"
            for column, field in _WHO.items()
        },
        "real_nik": "real_nik",
        "name": "name",
        "kecamatan_code": "kecamatan_code",
        "kelurahan_code": "kelurahan_code",
        "legal_form": f"cast({form} as varchar)",
        "kbli": "kbli_code",
        "kbli_version": f"case when kbli_code is not null then {version} end",
        "seen_on": f"cast({kind.seen_on} as date)" if kind.seen_on else "cast(null as date)",
    }
    attributes = {
        column: f"{field}.value" if field in kind.reads else f"cast(null as {sql_type})"
        for column, (sql_type, field) in ATTRIBUTES.items()
    }
    stored = who | attributes | {column: expression for column, expression in kind.columns.items() if column not in who}
    return ",\n    ".join(f"{expression} as {column}" for column, expression in stored.items())


_WHO = {"nib": "nib", "nik": "nik", "name_key": "nama_perusahaan"}
# Not facts of a row but ways to find one.
_SILENT = ("kab_kota", "nama_perusahaan")


def _issues(kind: Kind, columns: Collection[str]) -> str:
    """Non-key fields that became NULL, or were mended, as a list of structs of field and reason."""
    plain = [name for name in kind.reads if name in columns and name not in kind.keys and name not in _SILENT]
    issues = [
        f"case when {name}.reason <> 'missing' then {{'field': '{name}', 'reason': {name}.reason}} end"
        for name in plain
    ]
    if "nib" in kind.keys and "nib" in columns:
        issues.append("case when nib.reason = 'zero_restored' then {'field': 'nib', 'reason': 'zero_restored'} end")
    if "kecamatan" in kind.reads and "kecamatan" in columns:
        issues.append(
            "case when kecamatan_code is null and kecamatan.value is not null "
            "then {'field': 'kecamatan', 'reason': 'unknown_place'} end"
        )
    if "kelurahan" in kind.reads and "kelurahan" in columns:
        issues.append(
            "case when kelurahan_code is null and kelurahan.value is not null "
            "then {'field': 'kelurahan', 'reason': 'unknown_place'} end"
        )
    if "kbli" in columns and "kbli" in kind.reads and "kbli" not in kind.keys:
        issues.append(
            "case when kbli_code is null and kbli.reason is null then {'field': 'kbli', 'reason': 'unknown_code'} end"
        )
    if "bulan_aktif" in kind.reads and {"nilai_produksi", "nilai_produksi_bulan"} & set(columns):
        unknown = " or ".join(
            f"coalesce(months_unknown({name}, {name}_bulan, bulan_aktif, monthly), false)"
            for name in ("nilai_produksi", "nilai_bahan_baku")
        )
        issues.append(f"case when {unknown} then {{'field': 'bulan_aktif', 'reason': 'months_unknown'}} end")
    if not issues:
        return "cast([] as struct(field varchar, reason varchar)[])"
    return f"list_filter([{', '.join(issues)}], lambda issue: issue is not null)"


# -- rows that are no data

TOTAL_KEY = "(SUB|GRAND)?(JUMLAH|TOTAL|JML)(TOTAL|JUMLAH|KESELURUHAN|SELURUHNYA|SEMUA)?[0-9]*"


def skip(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """Among the rows set aside, tell total rows, repeated headers, numbering rows and blank rows.

    None of these has readable key fields, so that rows which loaded need no second look.
    """
    cells = ", ".join(f"clean(c{column})" for column in range(sheet.width))
    names = [headers.key(name) for name in sheet.header.names]
    printed = ", ".join(f"'{name}'" for name in [*names, *[""] * (sheet.width - len(names))][: sheet.width])
    half_the_header = max(2, (sum(1 for name in names if name) + 1) // 2)
    connection.execute(
        f"""
        create or replace temp table oddity as
        with suspects as (
            select parsed.row, [{cells}] as cells
            from parsed
            join {sheet.table} as raw on raw.rowid + {sheet.first_row} = parsed.row
            where parsed.outcome <> 'ok'
        ),
        measured as (
            select
                row,
                list_filter(cells, lambda cell: cell <> '') as filled,
                list_transform(cells, lambda cell: letters_only(cell)) as keys
            from suspects
        )
        select
            row,
            case
                when length(filled) = 0 then 'blank'
                when length(list_filter(
                    list_zip(keys, [{printed}]), lambda pair: pair[1] = pair[2] and pair[1] <> ''
                )) >= {half_the_header} then 'skipped'
                when length(filled) >= 3
                    and list_transform(filled, lambda cell: regexp_replace(cell, '[^0-9]', '', 'g'))
                    = list_transform(range(1, length(filled) + 1), lambda place: cast(place as varchar)) then 'skipped'
                when length(list_filter(keys, lambda key: regexp_full_match(key, '{TOTAL_KEY}'))) > 0
                    and length(list_filter(filled, lambda cell: regexp_matches(cell, '[A-Za-z]'))) <= 2 then 'skipped'
            end as outcome
        from measured
        """
    )
    connection.execute(
        "update parsed set outcome = oddity.outcome, field = null, reason = null from oddity "
        "where oddity.row = parsed.row and oddity.outcome is not null"
    )
