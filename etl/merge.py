"""Many statements of one thing → one row: field by field the later `as_of` wins, within a file the later row.

Makes `stated_<kind>` (one row a natural key and file), `clean_<kind>` (one row a natural key), `stated` (what files say
of businesses), `seen` (dates at which a business was seen), `closing`, and adds conflicts to `row_issue`.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from etl.intake import TakenFile
from etl.kinds import KINDS, Kind

WHO = ("nib", "nik", "name_key", "name", "real_nik")
DESCRIBED = (
    "kbli",
    "kbli_version",
    "kecamatan_code",
    "kelurahan_code",
    "legal_form",
    "owner_sex",
    "founded_year",
    "exports",
    "size_oss",
)
# Stored column → the field people know it by in their file.
FIELD_OF = {
    "workers_male": "tk_l",
    "workers_female": "tk_p",
    "workers": "tk_total",
    "output_idr": "nilai_produksi",
    "materials_idr": "nilai_bahan_baku",
    "investment_idr": "investasi",
    "months_active": "bulan_aktif",
    "kecamatan_code": "kecamatan",
    "kelurahan_code": "kelurahan",
    "legal_form": "badan_usaha",
    "owner_sex": "jenis_kelamin",
    "founded_year": "tahun_berdiri",
    "exports": "ekspor",
    "size_oss": "skala_usaha_oss",
}


def merge(connection: duckdb.DuckDBPyConnection, files: Sequence[TakenFile]) -> None:
    """Merge every kind. `files` gives the order of statements: `as_of`, then the file's name."""
    _order_files(connection, files)
    for name, kind in KINDS.items():
        _merge_kind(connection, name, kind)
    _describe(connection)


def _order_files(connection: duckdb.DuckDBPyConnection, files: Sequence[TakenFile]) -> None:
    read = sorted(
        (one.mapping.as_of, one.name, one.number, one.mapping.sample) for one in files if one.mapping and one.sheet
    )
    table = pa.table(
        {
            "file_no": pa.array([number for _, _, number, _ in read], pa.int32()),
            "file_order": pa.array(range(len(read)), pa.int32()),
            "as_of": pa.array([as_of for as_of, *_ in read], pa.date32()),
            "is_sample": pa.array([sample for *_, sample in read], pa.bool_()),
        }
    )
    connection.register("given_order", table)
    connection.execute("create or replace table file_order as select * from given_order")
    connection.unregister("given_order")


def _columns(connection: duckdb.DuckDBPyConnection, name: str, kind: Kind) -> list[str]:
    own = [row[0] for row in connection.execute(f"describe row_{name}").fetchall()]
    fixed = {"file_no", "row", "outcome", "field", "reason", *kind.natural_key}
    return [column for column in own if column not in fixed]


def _merge_kind(connection: duckdb.DuckDBPyConnection, name: str, kind: Kind) -> None:
    keys = ", ".join(kind.natural_key)
    columns = [column for column in _columns(connection, name, kind) if column != "business_id"]
    business = () if "business_id" in kind.natural_key else ("business_id",)
    within = ", ".join(f"arg_max({column}, row) as {column}" for column in [*columns, *business])
    across = ", ".join(
        f"arg_max({column}, file_order) as {column}" for column in [*columns, *business, "as_of", "file_no", "row"]
    )
    connection.execute(
        f"""
        create or replace table stated_{name} as
            with keyed as (
                select row_{name}.*, business_key.business_id
                from row_{name}
                left join business_key
                    on business_key.message
                    = identity_message(row_{name}.nib, row_{name}.nik, row_{name}.name_key, row_{name}.kelurahan_code)
                where outcome = 'ok'
            ),
            by_file as (
                select {keys}, file_no, max(row) as row, {within} from keyed group by {keys}, file_no
            )
            select by_file.*, file_order.file_order, file_order.as_of, file_order.is_sample
            from by_file
            join file_order on file_order.file_no = by_file.file_no;
        create or replace table clean_{name} as
            select {keys}, max(file_order) as file_order, bool_or(is_sample) as is_sample, {across}
            from stated_{name} group by {keys}
        """
    )
    _note_conflicts(connection, name, kind, [column for column in columns if column not in (*WHO, "seen_on")])


def _note_conflicts(connection: duckdb.DuckDBPyConnection, name: str, kind: Kind, columns: Sequence[str]) -> None:
    """Two files of one date that say different things: the later name wins, and the conflict is listed."""
    keys = ", ".join(kind.natural_key)
    same = " and ".join(f"stated.{key} is not distinct from twice.{key}" for key in kind.natural_key)
    connection.execute(
        f"""
        create or replace temp table twice as
            select {keys}, as_of from stated_{name} group by {keys}, as_of having count(*) > 1;
        create or replace temp table rivals as
            select stated.* from stated_{name} as stated join twice on {same} and stated.as_of = twice.as_of
        """
    )
    ((rivals,),) = connection.execute("select count(*) from rivals").fetchall()
    for column in columns if rivals else ():
        connection.execute(
            f"""
            insert into row_issue
            select arg_max(file_no, file_order), arg_max(row, file_order), '{FIELD_OF.get(column, column)}', 'conflict'
            from rivals where {column} is not null
            group by {keys}, as_of having count(distinct {column}) > 1
            """
        )


def _describe(connection: duckdb.DuckDBPyConnection) -> None:
    describing = [name for name, kind in KINDS.items() if kind.describes]
    facts = ", ".join(DESCRIBED)
    stated = " union all ".join(
        f"select business_id, as_of, file_order, is_sample, seen_on, {facts} from stated_{name}" for name in describing
    )
    seen = " union all ".join(f"select business_id, seen_on from clean_{name}" for name in describing)
    samples = " union all ".join(
        f"select business_id, is_sample from clean_{name}" for name in KINDS if name != "training_event"
    )
    connection.execute(
        f"""
        create or replace table stated as {stated};
        create or replace table seen as
            select business_id, min(seen_on) as first_seen_date
            from ({seen}) where seen_on is not null group by business_id;
        create or replace table sampled as
            select business_id, bool_or(is_sample) as is_sample from ({samples}) group by business_id;
        create or replace table closing as
            select
                business_id,
                year as closed_year,
                make_date(year, 12, 31) as closed_date,
                file_no,
                row,
                'status_usaha' as field
            from clean_directory where closed
            union all
            select
                business_id,
                year(coalesce(closed_date, as_of)) as closed_year,
                coalesce(closed_date, as_of) as closed_date,
                file_no,
                row,
                'status_nib' as field
            from clean_oss_nib where closed
        """
    )
