"""One figure as CSV, in the long form of Indonesian open data: place, dimensions, values, unit, source, mark."""

import pandas as pd

from ikm import ledger
from ikm.metrics import Result
from ikm.text import HIDDEN, say

CITY = {
    "kode_provinsi": "74",
    "nama_provinsi": "Sulawesi Tenggara",
    "kode_kabupaten_kota": "74.71",
    "nama_kabupaten_kota": "Kota Kendari",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def file_name(result: Result) -> str:
    """`ikm-kendari-<metric>-<version>.csv`, with DATA-CONTOH in it where sample data are."""
    mark = f"-{say('sample.file', 'id')}" if result.is_sample else ""
    return f"ikm-kendari{mark}-{result.metric.name}-{result.version}.csv"


def frame(result: Result, language: str) -> pd.DataFrame:
    """The rows as shown, hidden cells as "x", codes with their names, and columns that say unit, source and sample."""
    rows = result.rows.astype(object).mask(result.masked, HIDDEN)
    for column in [each for each in result.rows if each in ledger.CODED]:
        names = [ledger.name(column, code, language, result.version) for code in result.rows[column]]
        rows.insert(rows.columns.get_loc(column) + 1, f"{column.removesuffix('_code')}_name", names)
    if result.metric.kinds:
        for place, (column, value) in enumerate(CITY.items()):
            rows.insert(place, column, value)
    rows["satuan"] = say(f"unit.{result.metric.unit}", language)
    rows["sumber"] = "; ".join(source.title[language] for source in result.sources)
    rows["versi"] = result.version
    rows["data_contoh"] = say("sample.mark", language) if result.is_sample else ""
    return rows.map(_safe)


def content(result: Result, language: str) -> bytes:
    """UTF-8 with a byte-order mark, so that a double click opens it right in Excel."""
    return frame(result, language).to_csv(index=False, date_format="%Y-%m-%d").encode("utf-8-sig")


def _safe(value: object) -> object:
    """Whole numbers without a decimal point; text that a spreadsheet would run gets an apostrophe in front."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
