"""What the licensing system exports: projects, the list of NIB, activity reports (LKPM)."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from etl.sample.chance import pick, stream
from etl.sample.people import REFERENCE, Business
from etl.sample.sheets import Row, Sheet
from etl.sample.years import MILIAR, Year

AS_OF = date(2024, 12, 31)
# Trades outside industry: an owner's second project is often a shop.
SHOPS = {"47112": "Toko kelontong", "56102": "Warung makan", "47711": "Toko pakaian"}
SECOND_PROJECT = 0.05
KEEPS_ITS_ZERO = 0.6


def kbli_titles() -> dict[str, str]:
    with (REFERENCE / "kbli2020_section_c.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["title"] for row in csv.DictReader(file)}


def scale(investment: int) -> str:
    """Scale by capital as OSS names it (PP 7/2021)."""
    bounds = ((1 * MILIAR, "Usaha Mikro"), (5 * MILIAR, "Usaha Kecil"), (10 * MILIAR, "Usaha Menengah"))
    return next((name for bound, name in bounds if investment <= bound), "Usaha Besar")


def plans(history: Sequence[Year]) -> dict[int, tuple[int, int]]:
    """Planned investment (rupiah) and workers of each business: what it first told anyone."""
    told: dict[int, tuple[int, int]] = {}
    for entry in history:
        if entry.investment:
            told.setdefault(entry.business.life.number, (entry.investment, entry.workers or 2))
    return told


def holder(business: Business) -> str:
    """In OSS a sole trader goes by its own name, a company by the company's."""
    return business.owner if business.form in ("Perorangan", "UD") else business.name


def company_form(business: Business) -> str:
    return {"UD": "Perseorangan", "Perorangan": "Perseorangan"}.get(business.form, business.form)


def project(business: Business, day: date, plan: tuple[int, int], titles: Mapping[str, str]) -> Row:
    life, place, (investment, workers) = business.life, business.place, plan
    return {
        "id_proyek": f"R-99995{life.number:05}1",
        "uraian_jenis_proyek": "Utama",
        "nib": business.nib,
        "nama_perusahaan": holder(business),
        "tanggal_terbit_oss": business.nib_date or "",
        "uraian_status_penanaman_modal": "PMDN",
        "uraian_jenis_perusahaan": company_form(business),
        "uraian_risiko_proyek": "Rendah" if life.number % 4 else "Menengah Rendah",
        "nama_proyek": business.name,
        "uraian_skala_usaha": scale(investment),
        "alamat_usaha": business.address,
        "kab_kota_usaha": "Kota Kendari",
        "kecamatan_usaha": place.kecamatan,
        "kelurahan_usaha": place.kelurahan,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "day_of_tanggal_pengajuan_proyek": day,
        "kbli": life.trade.kbli,
        "judul_kbli": titles[life.trade.kbli],
        "kl_sektor_pembina": "Kementerian Perindustrian",
        "nama_user": business.owner,
        "email": "",
        "nomor_telp": "0000",
        "luas_tanah": 20 + life.number % 80,
        "satuan_tanah": "M2",
        "jumlah_investasi": f"{investment:,}".replace(",", ".") + (",50" if life.number % 9 == 0 else ",00"),
        "tki": workers,
    }


def shop(row: Row, kbli: str) -> Row:
    return row | {
        "id_proyek": str(row["id_proyek"])[:-1] + "2",
        "uraian_jenis_proyek": "Pendukung",
        "nama_proyek": f"Contoh {SHOPS[kbli]}",
        "kbli": kbli,
        "judul_kbli": SHOPS[kbli],
        "kl_sektor_pembina": "Kementerian Perdagangan",
    }


def in_konawe(row: Row) -> Row:
    """A project of the neighbour regency that slipped into the city's export."""
    place = {"kab_kota_usaha": "Kab. Konawe", "kecamatan_usaha": "Unaaha", "kelurahan_usaha": "Contoh Jaya"}
    return row | place | {"id_proyek": "R-99995990011", "nib": "9995990011234", "nama_proyek": "UD Contoh Hantu 911"}


def projects(businesses: Sequence[Business], history: Sequence[Year]) -> Sheet:
    """Project list as a text file, by date, with a stray header where two exports were joined."""
    rng, titles, told = stream("projects"), kbli_titles(), plans(history)
    rows: list[Row] = []
    for business in sorted((b for b in businesses if b.nib_date), key=lambda b: (str(b.nib_date), b.life.number)):
        assert business.nib_date
        day = min(business.nib_date + timedelta(days=rng.randrange(20)), date(business.nib_date.year, 12, 31))
        plan = told.get(business.life.number, (rng.randrange(50, 900) * 100_000, rng.randint(1, 4)))
        row = project(business, day, plan, titles)
        rows += [row, shop(row, pick(rng, dict.fromkeys(SHOPS, 1.0)))] if rng.random() < SECOND_PROJECT else [row]
    stray: Row = {label: label for label in rows[0]}
    return Sheet(
        name="proyek_oss_2018_2024.csv",
        mapping={"kind": "oss_project", "source": "oss", "as_of": AS_OF, "kbli_version": "2020"},
        columns=list(rows[0]),
        rows=[*rows[:600], stray, *rows[600:], in_konawe(rows[0])],
    )


def number_cell(nib: str, keep: bool) -> str | int:
    """A NIB that begins with zero, typed into a number cell, has lost it."""
    return nib if keep or not nib.startswith("0") else int(nib)


def nib_list(businesses: Sequence[Business], history: Sequence[Year]) -> Sheet:
    rng, told = stream("nib"), plans(history)
    holders = sorted((b for b in businesses if b.nib), key=lambda b: (str(b.nib_date), b.nib))
    rows: list[Row] = [
        {
            "nib": number_cell(business.nib, rng.random() < KEEPS_ITS_ZERO),
            "day_of_tanggal_terbit_oss": business.nib_date or "",
            "nama_perusahaan": holder(business),
            "status_penanaman_modal": "PMDN",
            "uraian_jenis_perusahaan": company_form(business),
            "uraian_skala_usaha": scale(told.get(business.life.number, (0, 0))[0]),
            "alamat_perusahaan": business.address,
            "kelurahan": business.place.kelurahan,
            "kecamatan": business.place.kecamatan,
            "kab_kota": "Kota Kendari",
            "email": "",
            "nomor_telp": "0000",
            "uraian_status_nib": "Dicabut" if business.withdrawn else "Aktif",
            "tanggal_pencabutan": business.withdrawn or "",
        }
        for business in holders
    ]
    return Sheet(
        name="nib_2018_2024.xlsx",
        mapping={"kind": "oss_nib", "source": "oss", "as_of": AS_OF},
        columns=list(rows[0]),
        rows=rows,
        titles=("DAFTAR NIB KOTA KENDARI (DATA CONTOH)",),
        aliases={"status_nib": "uraian_status_nib", "tanggal_tutup": "tanggal_pencabutan"},
    )


def report(entry: Year, half: int) -> Row:
    business, life = entry.business, entry.business.life
    return {
        "id_laporan": f"L-{entry.year}{half}{life.number:05}",
        "no_kode_proyek": f"R-99995{life.number:05}1",
        "skala_risiko": "Rendah" if life.number % 4 else "Menengah Rendah",
        "kbli": life.trade.kbli,
        "tanggal_laporan": date(entry.year, 7, 10) if half == 1 else date(entry.year + 1, 1, 10),
        "periode_laporan": f"Semester {'I' * half}",
        "tahun_laporan": entry.year,
        "nama_pelaku_usaha": holder(business),
        "nomor_induk_berusaha": business.nib,
        "tambahan_tenaga_kerja_laki_laki": 0,
        "tambahan_tenaga_kerja_wanita": 0,
        "status_laporan": "Disetujui",
    }


def activity(history: Sequence[Year]) -> Sheet:
    """Half-yearly reports; a third of those who report do so once a year."""
    rng = stream("lkpm")
    halves = [(entry, (1, 2) if rng.random() < 0.67 else (2,)) for entry in history if entry.lkpm]
    rows = [report(entry, half) for entry, reports in halves for half in reports]
    return Sheet(
        name="lkpm_2021_2024.xlsx",
        mapping={"kind": "activity", "source": "lkpm", "as_of": date(2025, 1, 31), "kbli_version": "2020"},
        columns=list(rows[0]),
        rows=rows,
        titles=("LAPORAN KEGIATAN PENANAMAN MODAL, USAHA MIKRO DAN KECIL (DATA CONTOH)",),
    )


def sheets(businesses: Sequence[Business], history: Sequence[Year]) -> list[Sheet]:
    return [projects(businesses, history), nib_list(businesses, history), activity(history)]
