"""Empty forms for a training class: workbooks whose columns the ETL reads as they are, each with its mapping.

A form has three sheets: what to do, what to fill in, and the lists that cells offer. Headers are Indonesian in every
language of the page, since the ETL and the office know them so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ikm import store
from ikm.text import say

ENTRY, LISTS = "Isian", "Daftar"
SOURCE = "dinas_pelatihan"
KBLI_VERSION = "2020"
HEADER_ROW, ROWS = 4, 500
FIRST_DATE, LAST_DATE = date(2000, 1, 1), date(2100, 12, 31)
# Forms carry no time of their making: the same form is the same bytes.
MADE = datetime(2020, 1, 1)

# Measure → unit and level after Kirkpatrick, as the instructions and the lists say them; 1 is yes and 0 is no.
MEASURES = {
    "omzet": ("Rp per bulan", 4),
    "tenaga kerja": ("orang", 4),
    "volume produksi": ("satuan produk per bulan", 4),
    "produk sesuai standar": ("1 = ya, 0 = tidak", 3),
    "pencatatan keuangan": ("1 = ya, 0 = tidak", 3),
    "kemasan berlabel": ("1 = ya, 0 = tidak", 3),
}


@dataclass(frozen=True)
class Column:
    """One column: its header, and what its cells take: `text`, `date`, `count`, `amount`, `digits:<n>`, `list:<name>`,
    or `kelurahan` (those of the kecamatan in the column before)."""

    header: str
    takes: str = "text"
    width: int = 16


@dataclass(frozen=True)
class Form:
    """A form: the kind of file that it becomes, its columns, and what its mapping says besides."""

    name: str
    kind: str
    columns: tuple[Column, ...]
    waves: tuple[str, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()


EVENT = (Column("Nama Kegiatan", width=38), Column("Tgl Mulai", "date", 12))
WHO = (
    Column("NIK", "digits:16", 20),
    Column("NIB", "digits:13", 17),
    Column("Nama Usaha", width=26),
    Column("Kecamatan", "list:kecamatan", 16),
    Column("Kelurahan", "kelurahan", 18),
)
ANSWER = (
    Column("Gelombang", "list:wave", 12),
    Column("Ukuran", "list:measure", 24),
    Column("Nilai", "amount", 16),
    Column("Satuan", "list:unit", 24),
    Column("Tanggal Ukur", "date", 13),
    Column("Tingkat", "list:level", 9),
    Column("Instrumen", "list:instrument", 14),
)
FORMS = (
    Form(
        "kegiatan_pelatihan",
        "training_event",
        (
            *EVENT,
            Column("Tgl Selesai", "date", 12),
            Column("Topik", width=32),
            Column("Cabang", "list:branch", 24),
            Column("Pelaksana", width=28),
            Column("Mitra", width=24),
            Column("Jumlah Hari", "count", 12),
            Column("Jumlah Peserta", "count", 15),
            Column("Kuota Peserta", "count", 14),
        ),
    ),
    Form(
        "daftar_hadir",
        "training_participant",
        (
            *EVENT,
            Column("Nama Lengkap", width=26),
            *WHO,
            Column("KBLI", "list:kbli", 9),
            Column("L/P", "list:sex", 6),
            Column("Nilai Awal", "count", 11),
            Column("Nilai Akhir", "count", 11),
            Column("Lulus", "list:yes_no", 8),
        ),
        mapping=(("sex_letters", "LP"), ("kbli_version", KBLI_VERSION)),
    ),
    Form("ukuran_awal", "training_outcome", (*EVENT, *WHO, *ANSWER), waves=("awal",)),
    Form("ukuran_ulang", "training_outcome", (*EVENT, *WHO, *ANSWER), waves=("6 bulan", "12 bulan")),
)


def form(name: str) -> Form:
    """The form of that name. Raises StopIteration for an unknown one."""
    return next(each for each in FORMS if each.name == name)


def package(chosen: Form, language: str, day: date) -> bytes:
    """A ZIP of the workbook and its mapping, under the names that belong together."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _add(archive, f"{chosen.name}.xlsx", workbook(chosen, language))
        _add(archive, f"{chosen.name}.xlsx.toml", mapping(chosen, language, day).encode())
    return file.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    archive.writestr(ZipInfo(name, MADE.timetuple()[:6]), content, ZIP_DEFLATED)


def mapping(chosen: Form, language: str, day: date) -> str:
    """The mapping beside the workbook; `day` stands for the cut-off date until the office puts its own."""
    lines = [
        f"# {say('form.mapping', language)}",
        f'kind = "{chosen.kind}"',
        f'source = "{SOURCE}"',
        f"as_of = {day.isoformat()}",
        f'sheet = "{ENTRY}"',
        *(f'{key} = "{value}"' for key, value in chosen.mapping),
    ]
    return "\n".join(lines) + "\n"


def workbook(chosen: Form, language: str) -> bytes:
    """The form as .xlsx."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": MADE})
        lists = _lists(chosen)
        _instructions(book, chosen, language)
        _entry(book, chosen, lists, language)
        _write_lists(book, lists)
    return file.getvalue()


def _instructions(book: xlsxwriter.Workbook, chosen: Form, language: str) -> None:
    sheet = book.add_worksheet(say("form.instructions", language))
    sheet.set_column(0, 0, 110)
    sheet.hide_gridlines(2)
    title, plain = book.add_format({"bold": True, "font_size": 16}), book.add_format({"text_wrap": True})
    sheet.write_string(0, 0, say(f"form.{chosen.name}", language), title)
    lines = [f"form.{chosen.name}_use", "form.consent", "form.who", "form.once", "form.file", "form.check"]
    if chosen.waves:
        lines.insert(3, "form.measures")
    for row, key in enumerate(lines, 2):
        sheet.write_string(row, 0, say(key, language), plain)


def _entry(book: xlsxwriter.Workbook, chosen: Form, lists: Mapping[str, Sequence[str]], language: str) -> None:
    sheet = book.add_worksheet(ENTRY)
    title, quiet = book.add_format({"bold": True, "font_size": 14}), book.add_format({"italic": True})
    head = book.add_format({"bold": True, "bg_color": "#D8E6E2", "border": 1, "text_wrap": True})
    formats = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "amount": book.add_format({"num_format": "#,##0"}),
        "count": book.add_format({"num_format": "0"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet.write_string(0, 0, say(f"form.{chosen.name}", language), title)
    sheet.write_string(1, 0, say("form.consent", language), quiet)
    for place, column in enumerate(chosen.columns):
        sheet.set_column(place, place, column.width, formats.get(column.takes, formats["text"]))
        sheet.write_string(HEADER_ROW, place, column.header, head)
        if rule := _rule(column, place, lists):
            sheet.data_validation(HEADER_ROW + 1, place, HEADER_ROW + ROWS, place, rule)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(HEADER_ROW)
    sheet.fit_to_pages(1, 0)
    sheet.activate()


def _rule(column: Column, place: int, lists: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What Excel lets into the cells of a column; nothing where any text goes."""
    if column.takes == "date":
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DATE, "maximum": LAST_DATE}
    if column.takes == "count":
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100_000}
    if column.takes == "amount":
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    if column.takes.startswith("digits:"):
        return {"validate": "length", "criteria": "==", "value": int(column.takes.removeprefix("digits:"))}
    if column.takes == "kelurahan":
        return {"validate": "list", "source": _kelurahan_of(xl_col_to_name(place - 1), lists)}
    if column.takes.startswith("list:"):
        return {"validate": "list", "source": _range(column.takes.removeprefix("list:"), lists)}
    return {}


def _range(name: str, lists: Mapping[str, Sequence[str]]) -> str:
    column = xl_col_to_name(list(lists).index(name), col_abs=True)
    return f"={LISTS}!{column}$2:{column}${len(lists[name]) + 1}"


def _kelurahan_of(kecamatan: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The part of the list of kelurahan that lies in the kecamatan of the same row: a name alone says too little."""
    names = list(lists)
    inside, wanted = (xl_col_to_name(names.index(name), col_abs=True) for name in ("kelurahan_in", "kelurahan"))
    row = HEADER_ROW + 2
    found = f"MATCH(${kecamatan}{row},{LISTS}!{inside}:{inside},0)-1"
    return f"=OFFSET({LISTS}!{wanted}$1,{found},0,COUNTIF({LISTS}!{inside}:{inside},${kecamatan}{row}),1)"


def _write_lists(book: xlsxwriter.Workbook, lists: Mapping[str, Sequence[str]]) -> None:
    sheet: Worksheet = book.add_worksheet(LISTS)
    bold = book.add_format({"bold": True})
    for place, (name, values) in enumerate(lists.items()):
        sheet.set_column(place, place, max(12, min(48, max(map(len, values), default=0) + 2)))
        sheet.write_string(0, place, LIST_HEADS[name], bold)
        sheet.write_column(1, place, values)
    sheet.freeze_panes(1, 0)


LIST_HEADS = {
    "kecamatan": "Kecamatan",
    "kelurahan_in": "Kecamatan dari kelurahan",
    "kelurahan": "Kelurahan",
    "branch": "Cabang industri",
    "sex": "L/P",
    "yes_no": "Ya/Tidak",
    "kbli": "KBLI",
    "kbli_title": "Judul KBLI",
    "wave": "Gelombang",
    "measure": "Ukuran",
    "unit": "Satuan",
    "level": "Tingkat",
    "instrument": "Instrumen",
}


def _lists(chosen: Form) -> dict[str, Sequence[str]]:
    """Every list that a cell can offer, in the order of its column in the sheet of lists."""
    reference = _reference(str(store.current_version()))
    units, levels = zip(*MEASURES.values(), strict=True)
    fixed: dict[str, Sequence[str]] = {
        "sex": ("L", "P"),
        "yes_no": ("Ya", "Tidak"),
        "wave": chosen.waves,
        "measure": tuple(MEASURES),
        "unit": tuple(dict.fromkeys(units)),
        "level": tuple(str(level) for level in sorted({1, 2, 3, *levels})),
        "instrument": ("Kuesioner", "Wawancara", "Kunjungan", "Dokumen"),
    }
    return {name: (reference | fixed)[name] for name in LIST_HEADS}


@cache
def _reference(version: str) -> dict[str, Sequence[str]]:
    """Places, branches and codes as the database of a version names them."""
    places = store.query(
        "select kecamatan.name as kecamatan, kelurahan.name as kelurahan from kelurahan"
        " join kecamatan on kecamatan.code = kelurahan.kecamatan_code order by kecamatan.name, kelurahan.name",
        version=version,
    )
    codes = store.query(
        "select kbli, title from kbli where kbli_version = $kbli_version order by kbli",
        {"kbli_version": KBLI_VERSION},
        version,
    )
    branches = store.query("select branch from branch order by branch", version=version)
    return {
        "kecamatan": tuple(dict.fromkeys(places["kecamatan"])),
        "kelurahan_in": tuple(places["kecamatan"]),
        "kelurahan": tuple(places["kelurahan"]),
        "branch": tuple(branches["branch"]),
        "kbli": tuple(codes["kbli"]),
        "kbli_title": tuple(codes["title"]),
    }
