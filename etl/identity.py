"""Which rows speak of one business: NIB, else NIK, else name and kelurahan; and the keyed id that is published for it.

Two identities are one business only when a row carries both a NIB and a NIK, or a person wrote so in
`HOME/private/identity_links.csv` (columns `identity_a, identity_b`, each `nib:…`, `nik:…` or `name:<key>|<kelurahan>`).
"""

import csv
import hashlib
import hmac
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.errors import BuildStopped
from etl.kinds import KINDS

KEY, LINKS = "key", "identity_links.csv"
SAMPLE_KEY = "ikm-kendari-sample"
ID_DIGITS = 12
IDENTITY = re.compile(r"nib:\d{13}|nik:\d{16}|name:.+\|74\.71\.\d{2}\.\d{4}")
IDENTIFIED = [name for name, kind in KINDS.items() if "nib" in kind.reads]
RANK = {"nib": 0, "nik": 1, "name": 2}

MACRO = """
create or replace macro identity_message(nib, nik, name_key, kelurahan_code) as case
    when nib is not null then concat('nib:', nib)
    when nik is not null then concat('nik:', nik)
    else concat('name:', name_key, '|', kelurahan_code)
end;
"""


def resolve(connection: duckdb.DuckDBPyConnection, private: Path, all_sample: bool) -> None:
    """Make `business_key`: message of a row's identity → business_id, and the kind of the business's best identity."""
    rows = " union all ".join(
        f"select nib, nik, name_key, kelurahan_code from row_{kind} where outcome = 'ok'" for kind in IDENTIFIED
    )
    connection.execute(MACRO)
    connection.execute(
        f"""
        create or replace view named_row as {rows};
        create or replace table identity_row as
            select distinct nib, nik, identity_message(nib, nik, name_key, kelurahan_code) as message from named_row;
        create or replace table nik_with_two_nibs as
            select nik, count(distinct nib) as nibs from identity_row where nik is not null and nib is not null
            group by nik having count(distinct nib) > 1;
        create or replace table nik_of_nib as
            select nik, min(nib) as nib from identity_row where nik is not null and nib is not null
            group by nik having count(distinct nib) = 1;
        create or replace table identity_known as
            select distinct
                identity_row.message,
                coalesce('nib:' || nik_of_nib.nib, identity_row.message) as business
            from identity_row
            left join nik_of_nib on concat('nik:', nik_of_nib.nik) = identity_row.message
        """
    )
    _link(connection, private / LINKS)
    _name_businesses(connection, _key(connection, private, all_sample))


def _link(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Join what a person joined: every business of a group takes the group's best identity."""
    best = _groups(
        read_links(file),
        dict(connection.execute("select concat('nik:', nik), concat('nib:', nib) from nik_of_nib").fetchall()),
    )
    links = pa.table({"business": pa.array(best.keys(), pa.string()), "best": pa.array(best.values(), pa.string())})
    connection.register("given_links", links)
    connection.execute(
        "update identity_known set business = given_links.best from given_links "
        "where given_links.business = identity_known.business"
    )
    connection.unregister("given_links")


def read_links(file: Path) -> list[tuple[str, str]]:
    """Pairs of identities a person joined. Raises BuildStopped with the line that cannot be read."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        pairs = [((row.get("identity_a") or "").strip(), (row.get("identity_b") or "").strip()) for row in reader]
    for line, pair in enumerate(pairs, start=2):
        if not all(IDENTITY.fullmatch(identity) for identity in pair):
            raise BuildStopped("links_broken", file=file.name, line=line)
    return pairs


def _groups(pairs: Iterable[tuple[str, str]], nib_of_nik: Mapping[str, str]) -> dict[str, str]:
    """Each linked identity → the best identity of everything it is linked to, directly or through others."""
    group: dict[str, set[str]] = {}
    for first, second in pairs:
        ends = {nib_of_nik.get(first, first), nib_of_nik.get(second, second)}
        joined = set().union(*(group.get(end, {end}) for end in ends))
        group |= dict.fromkeys(joined, joined)
    return {
        identity: min(joined, key=lambda each: (RANK[each.split(":")[0]], each)) for identity, joined in group.items()
    }


def lend(private: Path, trial: Path) -> None:
    """Give a build on trial the key and the links of the home it is to be compared with: under other ids its businesses
    would be drawn otherwise, and every interval would be another."""
    trial.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (KEY, LINKS):
        if (private / name).exists():
            shutil.copy(private / name, trial / name)


def _key(connection: duckdb.DuckDBPyConnection, private: Path, all_sample: bool) -> str:
    """The private key, made at the first build; the sample key only where no NIK can be a real person's."""
    file = private / KEY
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="utf-8")
    rows = " union all ".join(f"select real_nik from row_{kind}" for kind in IDENTIFIED)
    ((real,),) = connection.execute(f"select coalesce(bool_or(real_nik), false) from ({rows})").fetchall()
    return SAMPLE_KEY if all_sample and not real else file.read_text(encoding="utf-8").strip()


def business_id(key: str, message: str) -> str:
    """First 12 hex digits of HMAC-SHA256: an unkeyed hash of a NIK could be undone by trying all NIK."""
    return hmac.digest(key.encode(), message.encode(), hashlib.sha256).hex()[:ID_DIGITS]


def _name_businesses(connection: duckdb.DuckDBPyConnection, key: str) -> None:
    businesses = connection.sql("select distinct business from identity_known").to_arrow_table().column(0)
    ids = pa.array([business_id(key, message) for message in businesses.to_pylist()], pa.string())
    connection.register("given_ids", pa.table({"business": businesses, "business_id": ids}))
    connection.execute(
        """
        create or replace table business_key as
            select
                identity_known.message,
                identity_known.business,
                given_ids.business_id,
                split_part(identity_known.business, ':', 1) as identity
            from identity_known
            join given_ids on given_ids.business = identity_known.business
        """
    )
    connection.unregister("given_ids")
