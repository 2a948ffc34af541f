"""Candidates of one business under two identities, for a person to judge. Nothing here joins anything.

A pair the person agrees with goes into `HOME/private/identity_links.csv` (columns `identity_a, identity_b`).
"""

from pathlib import Path

import duckdb

from etl.errors import BuildStopped

COLUMNS = ("identity_a", "identity_b", "reason", "name_key", "kelurahan_code")

# A name match counts only between a business with a NIB and one without; the same kelurahan comes first.
CANDIDATES = """
with named as (
    select distinct business_key.business, business_key.identity, rows.name_key, rows.kelurahan_code
    from (select nib, nik, name_key, kelurahan_code from named_row) as rows
    join business_key
        on business_key.message = identity_message(rows.nib, rows.nik, rows.name_key, rows.kelurahan_code)
    where rows.name_key is not null
),
same_name as (
    select
        registered.business as identity_a,
        other.business as identity_b,
        registered.name_key,
        case when bool_or(registered.kelurahan_code = other.kelurahan_code) then any_value(other.kelurahan_code) end
            as kelurahan_code
    from named as registered
    join named as other on other.name_key = registered.name_key
    where registered.identity = 'nib' and other.identity <> 'nib'
    group by registered.business, other.business, registered.name_key
),
two_nibs as (
    select concat('nib:', identity_row.nib) as nib, identity_row.nik
    from identity_row join nik_with_two_nibs on nik_with_two_nibs.nik = identity_row.nik
    where identity_row.nib is not null
)
select * from (
    select distinct
        first.nib as identity_a,
        second.nib as identity_b,
        'one_nik' as reason,
        null as name_key,
        null as kelurahan_code
    from two_nibs as first join two_nibs as second on second.nik = first.nik and second.nib > first.nib
    union all
    select identity_a, identity_b, 'same_name', name_key, kelurahan_code from same_name
)
order by reason, kelurahan_code is null, name_key, identity_a, identity_b
"""


def candidates(home: Path) -> list[tuple[str, ...]]:
    """Rows of COLUMNS from the private database of the newest build. Raises BuildStopped when there is none."""
    file = home / "private" / "ikm.duckdb"
    if not file.exists():
        raise BuildStopped("no_build", home=str(home))
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(CANDIDATES).fetchall()
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
