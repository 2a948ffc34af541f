"""The office's own files: the directory of each year and the production statistics of each year."""

from collections.abc import Sequence
from datetime import date

from etl.sample import flaws
from etl.sample.chance import stream
from etl.sample.life import branch
from etl.sample.people import Business
from etl.sample.sheets import Cell, Row, Sheet
from etl.sample.totals import YEARS
from etl.sample.years import MONTHLY_YEARS, Year

KBLI_VERSION = {year: "2015" if year < 2017 else "2017" if year < 2020 else "2020" for year in YEARS}
IN_THOUSANDS = (2014, 2015, 2016, 2018)
MEN_AND_WOMEN = dict.fromkeys(YEARS, ("L", "P")) | {2016: ("P", "W")}
FIRST_WITH_NIB = 2018
CSV_YEARS = (2014, 2015, 2017, 2020, 2024)
STILL_LISTED = 0.10


def sort_key(business: Business) -> tuple[str, str, int]:
    return business.place.kecamatan_code, business.place.kelurahan, business.life.number


def columns(year: int) -> list[str | tuple[str, str]]:
    men, women = MEN_AND_WOMEN[year]
    return [
        *("No", "Nama Perusahaan", "Badan Usaha", "Nama Pemilik", "Jenis Kelamin", "NIK"),
        *(["NIB"] if year >= FIRST_WITH_NIB else []),
        *(("Alamat", label) for label in ("Jalan", "Desa/Kel", "Kecamatan", "Kab/Kota")),
        *("KBLI", "Cabang Industri", "Jenis Produk", "Tahun Berdiri"),
        *(("Tenaga Kerja", men), ("Tenaga Kerja", women)),
        "Nilai Investasi",
        *(("Kapasitas Produksi", "Jumlah"), ("Kapasitas Produksi", "Satuan")),
        *("Nilai Produksi", "Nilai BB/BP", "Status"),
    ]


def money(amount: int | None, year: int) -> Cell:
    if amount is None:
        return "-"
    return amount // 1000 if year in IN_THOUSANDS else amount


def listed(business: Business, year: int) -> Row:
    """What the directory of `year` says of a business whether or not it works."""
    life, place = business.life, business.place
    men, women = MEN_AND_WOMEN[year]
    return {
        "Nama Perusahaan": business.name.upper() if year == 2016 else business.name,
        "Badan Usaha": business.form,
        "Nama Pemilik": business.owner,
        "Jenis Kelamin": women if business.sex == "P" else men,
        "NIK": business.nik or "-",
        "NIB": business.nib_in(year) or "-",
        "Jalan": business.address,
        "Desa/Kel": place.kelurahan,
        "Kecamatan": place.kecamatan,
        "Kab/Kota": "Kota Kendari",
        "KBLI": life.trade.kbli,
        "Cabang Industri": branch(life) or "-",
        "Jenis Produk": life.trade.product,
        "Tahun Berdiri": life.founded or "-",
        "Status": "Tutup" if life.closed == year and business.withdrawn is None else "Aktif",
    }


def working(entry: Year) -> Row:
    """The row of a business at work: workers, money, capacity."""
    men, women = MEN_AND_WOMEN[entry.year]
    known = entry.workers is not None
    return {
        **listed(entry.business, entry.year),
        men: (entry.workers or 0) - entry.women if known else "-",
        women: entry.women if known else "-",
        "Nilai Investasi": money(entry.investment, entry.year),
        "Jumlah": (entry.workers or 2) * 120,
        "Satuan": entry.business.life.trade.unit,
        "Nilai Produksi": money(entry.output, entry.year),
        "Nilai BB/BP": money(entry.materials, entry.year),
    }


def silent(businesses: Sequence[Business], entries: Sequence[Year], year: int) -> list[Business]:
    """Those on the list without work: some the office must list, some it simply has not struck off."""
    rng = stream(f"silent {year}")
    at_work = {entry.business.life.number for entry in entries}
    known = [b for b in businesses if b.life.number not in at_work and b.life.seen <= year]
    open_still = [b for b in known if b.life.closed is None or b.life.closed >= year]
    return [
        business
        for business in open_still
        if business.must_be_listed(year) or (rng.random() < STILL_LISTED and business.life.closed is None)
    ]


def total(rows: Sequence[Row], year: int) -> Row:
    """The row 'Jumlah': sums of what is a number."""
    whole: Row = {"No": "Jumlah"}
    for label in (*MEN_AND_WOMEN[year], "Nilai Produksi"):
        whole[label] = sum(value for row in rows if isinstance(value := row.get(label), int))
    return whole


def numbered(rows: Sequence[Row]) -> list[Row]:
    return [{"No": number, **row} for number, row in enumerate(rows, start=1)]


def directory(year: int, businesses: Sequence[Business], entries: Sequence[Year]) -> Sheet:
    """The directory of one year: title rows, two header rows, a numbering row, a total row."""
    at_work = {entry.business: working(entry) for entry in entries if entry.directory}
    at_rest = {business: listed(business, year) for business in silent(businesses, entries, year)}
    everyone = at_work | at_rest
    rows = numbered([everyone[business] for business in sorted(everyone, key=sort_key)])
    in_thousands = year in IN_THOUSANDS
    return Sheet(
        name=f"direktori_{year}.xlsx",
        mapping={
            "kind": "directory",
            "source": "dinas_direktori",
            "as_of": date(year + 1, 2, 15),
            "year": year,
            "kbli_version": KBLI_VERSION[year],
            "sex_letters": "PW" if year == 2016 else "LP",
            **({"money_unit": "thousand"} if in_thousands else {}),
        },
        columns=columns(year),
        rows=[*flaws.of_directory(year, rows), total(rows, year)],
        titles=(
            "DIREKTORI INDUSTRI KECIL DAN MENENGAH (DATA CONTOH)",
            f"KOTA KENDARI TAHUN {year}",
            "Nilai dalam Rp 000" if in_thousands else "Nilai dalam rupiah",
        ),
        numbered=True,
        aliases={"status_usaha": "Status"},
    )


def produced(entry: Year) -> list[Row]:
    """One row a product; workers stand in the first. In a year counted by the month, rupiah a month."""
    business, months = entry.business, entry.months if entry.year in MONTHLY_YEARS else 1
    who: Row = {
        "NIB": business.nib_in(entry.year) or "-",
        "NIK": business.nik or "-",
        "Nama Perusahaan": business.name,
        "Kelurahan": business.place.kelurahan,
        "Kecamatan": business.place.kecamatan,
    }
    output = [entry.output // months] if entry.output else []
    materials = (entry.materials or 0) // months
    if entry.second_product and output:
        second = output[0] // 40_000 * 10_000
        output = [output[0] - second, second]
    products = [business.life.trade.product, entry.second_product]
    rows: list[Row] = [
        {
            **who,
            "Jenis Produk": product,
            "Bulan Aktif": entry.months,
            "Nilai Produksi": value or "",
            "Nilai Bahan Baku": materials if materials and not i else "",
        }
        for i, (product, value) in enumerate(zip(products, output or [0], strict=False))
    ]
    rows[0] |= {"Jumlah Tenaga Kerja": entry.workers if entry.workers is not None else ""}
    return [row for row in rows if row["Nilai Produksi"] or row.get("Jumlah Tenaga Kerja")]


def in_words(row: Row) -> Row:
    """Money as people type it in a text file: 12.500.000."""
    return {
        label: f"{cell:,}".replace(",", ".") if label.startswith("Nilai") and isinstance(cell, int) else cell
        for label, cell in row.items()
    }


def production(year: int, entries: Sequence[Year]) -> Sheet:
    """The production statistics of one year, workbook or text."""
    told = [entry for entry in sorted(entries, key=lambda entry: sort_key(entry.business)) if entry.production]
    rows = flaws.of_production(year, [row for entry in told for row in produced(entry)])
    monthly, is_text = year in MONTHLY_YEARS, year in CSV_YEARS
    labels = [
        *(["NIB"] if year >= FIRST_WITH_NIB else []),
        *("NIK", "Nama Perusahaan", "Kelurahan", "Kecamatan", "Jenis Produk", "Jumlah Tenaga Kerja"),
        *(["Bulan Aktif"] if monthly else []),
        *("Nilai Produksi", "Nilai Bahan Baku"),
    ]
    return Sheet(
        name=f"produksi_{year}.{'csv' if is_text else 'xlsx'}",
        mapping={
            "kind": "production",
            "source": "dinas_produksi",
            "as_of": date(year + 1, 3, 15),
            "year": year,
            **({"money_period": "month"} if monthly else {}),
        },
        columns=labels,
        rows=[in_words(row) for row in rows] if is_text else rows,
        titles=(f"Nilai produksi IKM – Kota Kendari – {year} (data contoh)",),
        aliases={"bulan_aktif": "Bulan Aktif"} if monthly else {},
        encoding="cp1252" if year == 2014 else "utf-8-sig",
    )


def sheets(businesses: Sequence[Business], history: Sequence[Year]) -> list[Sheet]:
    by_year = {year: [entry for entry in history if entry.year == year] for year in YEARS}
    directories = [directory(year, businesses, entries) for year, entries in by_year.items()]
    return directories + [production(year, entries) for year, entries in by_year.items()]
