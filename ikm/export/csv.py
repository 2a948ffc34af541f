"""One figure as CSV, in the long form of Indonesian open data: place, dimensions, measure, value, unit, year.

One row a value. The names of columns are Indonesian in both languages, so that a script reads either; words follow the
language.
"""

import re

import pandas as pd

from ikm import codes, ledger
from ikm.export import measures
from ikm.export.measures import OF_ROW, YEARS
from ikm.figure import Figure, head
from ikm.metrics import Result
from ikm.text import HIDDEN, missing, say

PROVINCE = {"kode_provinsi": "74", "nama_provinsi": "Sulawesi Tenggara"}
CITY = {**PROVINCE, "kode_kabupaten_kota": "74.71", "nama_kabupaten_kota": "Kota Kendari"}
# Where a published figure is of one place alone.
PLACES: dict[tuple[str, ...], dict[str, str]] = {("74",): PROVINCE, ("74.71",): CITY}
# A dimension whose name is that of the measure of a row.
RENAMED = {"measure": "yang_diukur"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def stem(figure: Figure) -> str:
    """`ikm-kendari-<metric>-<code>`, with DATA-CONTOH in it where sample data are."""
    mark = f"-{say('sample.file', 'id')}" if figure.result.is_sample else ""
    return f"ikm-kendari{mark}-{figure.name}-{codes.code(figure)}"


def file_name(figure: Figure) -> str:
    return f"{stem(figure)}.csv"


def content(figure: Figure) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel knows the letters; the code is noted as printed."""
    codes.record(figure)
    return frame(figure).to_csv(index=False).encode("utf-8-sig")


def frame(figure: Figure) -> pd.DataFrame:
    """One row a value, all of it text: hidden ones as "x", codes with their names, the year that the value is of."""
    result, language = figure.result, figure.language
    dimensions = _dimensions(figure)
    parts = [dimensions.assign(**_measured(figure, column)) for column in measures.values(result)]
    return (
        pd.concat(parts or [dimensions], ignore_index=True)
        .assign(
            sumber="; ".join(source.title[language] for source in result.sources),
            versi=result.version,
            kode_gambar=codes.code(figure),
            data_contoh=say("sample.mark", language) if result.is_sample else "",
        )
        .map(_safe)
    )


def _dimensions(figure: Figure) -> pd.DataFrame:
    """The place, where the figure is of one, and what tells the rows apart or describes them."""
    result, language = figure.result, figure.language
    said_elsewhere = (*measures.values(result), *YEARS, *_flags(result).values())
    columns: dict[str, object] = dict(CITY if result.metric.kinds else PLACES.get(result.metric.areas, {}))
    for column in [each for each in result.rows if each not in said_elsewhere]:
        name = header(column)
        if column in ledger.CODED:
            cells = [ledger.name(column, code, language, result.version) for code in result.rows[column]]
            columns |= {f"kode_{name}": result.rows[column].map(_text), f"nama_{name}": cells}
        else:
            columns[name] = [_words(value, language) for value in result.rows[column]]
    return pd.DataFrame(columns, index=result.rows.index)


def header(column: str) -> str:
    """`kecamatan` for `kecamatan_code`, by its Indonesian name."""
    return RENAMED.get(column) or re.sub(r"[^a-z0-9]+", "_", say(f"column.{column}", "id").lower()).strip("_")


def _measured(figure: Figure, column: str) -> dict[str, object]:
    """One measure: which, its value, unit and year, and what is to be known of the value."""
    result, language = figure.result, figure.language
    hidden = result.hidden(column)
    return {
        "ukuran": column,
        "nama_ukuran": head(column, language),
        "nilai": result.rows[column].map(_text).mask(hidden, HIDDEN),
        "satuan": _units(figure, column),
        "tahun": _years(result, column),
        "keterangan": [_remark(figure, column, row, hidden[row]) for row in result.rows.index],
    }


def _units(figure: Figure, column: str) -> object:
    name, language = measures.unit(column), figure.language
    if name == OF_ROW:
        return [ledger.name(name, code, language, figure.result.version) for code in figure.result.rows[name]]
    return say(f"unit.{name}", language) if name else ""


def _years(result: Result, column: str) -> object:
    """The year of a value: as its rule of disclosure names it, first where it names two, else that of the row, or of
    its quarter."""
    named = result.metric.protect.get(column, {}).get("year", [])
    years = [named] if isinstance(named, str) else named
    found = next((each for each in (*years, *YEARS) if each in result.rows), None)
    if found:
        return result.rows[found].map(_text)
    return result.rows["quarter"].str[:4] if "quarter" in result.rows else ""


def _remark(figure: Figure, column: str, row: object, hidden: bool) -> str:
    """That a value is hidden, not there, or provisional."""
    result, language = figure.result, figure.language
    if hidden:
        return say("csv.hidden", language)
    if missing(result.rows.at[row, column]):
        return say("csv.missing", language)
    flag = _flags(result).get(column)
    return say(f"caption.{flag}", language) if flag and result.rows.at[row, flag] else ""


def _flags(result: Result) -> dict[str, str]:
    """The column that says of a measure that its value is provisional or derived."""
    flags = result.metric.chart.get("provisional", {})
    return {column: flag for column, flag in flags.items() if flag in result.rows}


def _words(value: object, language: str) -> str:
    return say("word.yes" if value else "word.no", language) if pd.api.types.is_bool(value) else _text(value)


def _text(value: object) -> str:
    """A whole number without a decimal point, any other to twelve digits; a day as 2024-12-31; empty where none is."""
    if missing(value):
        return ""
    if pd.api.types.is_number(value):
        number = float(value)  # type: ignore[arg-type]  # a number
        return str(int(number)) if number.is_integer() else repr(float(f"{number:.12g}"))
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _safe(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe in front; a number below zero is none."""
    return f"'{text}" if text.startswith(FORMULA) and not re.fullmatch(r"-\d+(\.\d+)?(e-?\d+)?", text) else text
