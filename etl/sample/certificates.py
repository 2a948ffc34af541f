"""Certificates of the businesses: PIRT, halal, merek, SNI, BPOM."""

from collections.abc import Mapping, Sequence
from datetime import date

from etl.sample.chance import stream
from etl.sample.life import branch
from etl.sample.people import Business
from etl.sample.sheets import Row, Sheet
from etl.sample.totals import LAST

VALID_YEARS = {"PIRT": 5, "halal": 4, "merek": 10, "SNI": 4, "BPOM": 5}
FIRST_ISSUE = 2017


def wanted(business: Business, is_trained: bool) -> dict[str, float]:
    """Chance of each certificate: food firms need PIRT and halal, the trained hold twice as many."""
    food = branch(business.life) == "Pangan"
    chances = {
        "PIRT": 0.17 if food else 0,
        "halal": 0.1 if food else 0,
        "merek": 0.05,
        "SNI": 0.004,
        "BPOM": 0.006 if food else 0,
    }
    return {kind: chance * (2 if is_trained else 1) for kind, chance in chances.items()}


def sheet(businesses: Sequence[Business], trained: Mapping[int, int]) -> Sheet:
    """The certificates. `trained`: number of a business → year of its training."""
    rng = stream("certificates")
    rows: list[Row] = []
    for business in businesses:
        years = [year for year in business.life.years if year >= FIRST_ISSUE]
        for kind, chance in wanted(business, business.life.number in trained).items():
            if rng.random() < chance and years and business.nik:
                issued = date(rng.choice(years), rng.randint(1, 11), rng.randint(1, 28))
                rows.append(
                    {
                        "No": len(rows) + 1,
                        "NIB": business.nib_in(LAST) or "-",
                        "NIK": business.nik,
                        "Nama Perusahaan": business.name,
                        "Jenis Sertifikat": kind,
                        "Nomor Sertifikat": f"CONTOH-{len(rows) + 1:04}",
                        "Tgl Terbit": issued,
                        "Berlaku Sampai": issued.replace(year=issued.year + VALID_YEARS[kind]),
                    }
                )
    return Sheet(
        name="sertifikat.xlsx",
        mapping={"kind": "certificate", "source": "dinas_sertifikat", "as_of": date(2024, 12, 31)},
        columns=list(rows[0]),
        rows=rows,
        aliases={
            "jenis_sertifikat": "Jenis Sertifikat",
            "nomor_sertifikat": "Nomor Sertifikat",
            "berlaku_sampai": "Berlaku Sampai",
        },
    )
