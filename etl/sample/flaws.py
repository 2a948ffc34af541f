"""A handful of flaws, as real files have them: each one is set aside or noted, and changes no total."""

from collections.abc import Sequence

from etl.sample.sheets import Row


def stranger(number: int) -> Row:
    """A business that no other row knows."""
    return {
        "No": "",
        "Nama Perusahaan": f"UD Contoh Hantu {number}",
        "Badan Usaha": "UD",
        "Nama Pemilik": f"Contoh Hantu {number}",
        "Jenis Kelamin": "L",
        "NIK": f"7471990101709{number:03}",
        "NIB": "-",
        "Jalan": f"Jl. Contoh No. {number}",
        "Desa/Kel": "Kadia",
        "Kelurahan": "Kadia",
        "Kecamatan": "Kadia",
        "Kab/Kota": "Kota Kendari",
        "KBLI": "10710",
        "Cabang Industri": "Pangan",
        "Jenis Produk": "Roti dan kue kering",
        "Tahun Berdiri": 2010,
        "L": 1,
        "P": 2,
        "Status": "Aktif",
    }


def repeated_header(rows: Sequence[Row]) -> Row:
    """The header again, where a page of the printout ended."""
    return {label: label for row in rows for label in row}


def ambiguous(rows: Sequence[Row]) -> list[Row]:
    """The first unknown investment written 1.25: a million and a quarter, or one hundred and twenty-five?"""
    where = next(number for number, row in enumerate(rows) if row.get("Nilai Investasi") == "-")
    return [*rows[:where], {**rows[where], "Nilai Investasi": "1.25"}, *rows[where + 1 :]]


def months_unknown(rows: Sequence[Row]) -> list[Row]:
    """A business that gave only workers now gives a value a month, and not how many months."""
    where = next(number for number, row in enumerate(rows) if row["Nilai Produksi"] == "")
    return [*rows[:where], {**rows[where], "Nilai Produksi": 1_500_000, "Bulan Aktif": "-"}, *rows[where + 1 :]]


def of_directory(year: int, rows: Sequence[Row]) -> list[Row]:
    if year == 2017:
        return [*rows[:300], repeated_header(rows), *rows[300:]]
    if year == 2018:
        return [*rows, rows[40]]
    if year == 2019:
        return ambiguous(rows)
    if year == 2021:
        konawe = {"Desa/Kel": "Contoh Jaya", "Kecamatan": "Unaaha", "Kab/Kota": "Kab. Konawe"}
        return [*rows, stranger(901) | konawe]
    if year == 2022:
        return [*rows, stranger(902) | {"KBLI": "kue kering"}, stranger(903) | {"NIK": "", "Nama Perusahaan": ""}]
    return list(rows)


def of_production(year: int, rows: Sequence[Row]) -> list[Row]:
    if year == 2019:
        return [*rows[:200], repeated_header(rows), *rows[200:]]
    if year == 2021:
        return months_unknown(rows)
    if year == 2022:
        return [*rows, stranger(904) | {"Jumlah Tenaga Kerja": "", "Nilai Produksi": "tidak ada"}]
    if year == 2023:
        return [*rows, stranger(905) | {"Jumlah Tenaga Kerja": "", "Nilai Produksi": "1.25"}]
    return list(rows)
