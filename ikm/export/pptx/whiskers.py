"""Intervals in a native chart: whiskers that read columns of their own in the embedded sheet."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from pptx.oxml.ns import qn
from xlsxwriter.utility import xl_col_to_name

from ikm.axes import INK
from ikm.export.pptx.plots import Plot
from ikm.export.pptx.words import element


def intervals(chart: Any, plot: Plot) -> None:
    """Whiskers that read two more columns a series of the embedded sheet: how far up and how far down."""
    count = len(plot.categories)
    # Of bars the direction is their own.
    direction = '<c:errDir val="y"/>' if plot.form == "line" else ""
    columns: list[tuple[str, Sequence[float | None]]] = [(each.name, each.values) for each in plot.series]
    for series, target in zip(plot.series, chart.plots[0].series, strict=True):
        if not series.low:
            continue
        refs = []
        for kind, ends, sign in (("plus", series.high, 1), ("minus", series.low, -1)):
            spread = [
                None if end is None or value is None else max(0.0, sign * (end - value))
                for end, value in zip(ends, series.values, strict=True)
            ]
            columns.append((f"{series.name} {'+' if sign > 0 else '−'}", spread))
            refs.append(_reference(kind, len(columns), spread))
        line = f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{INK[1:]}"/></a:solidFill></a:ln></c:spPr>'
        bars = element(
            f'<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
            f"{''.join(refs)}{line}</c:errBars>"
        )
        target._element.find(qn("c:cat")).addprevious(bars)
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(plot.categories, columns, count))


def _reference(kind: str, column: int, values: Sequence[float | None]) -> str:
    letter = xl_col_to_name(column)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
    )
    return (
        f"<c:{kind}><c:numRef><c:f>Sheet1!${letter}$2:${letter}${len(values) + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
        f"</c:numCache></c:numRef></c:{kind}>"
    )


def _workbook(categories: Sequence[str], columns: Sequence[tuple[str, Sequence[float | None]]], count: int) -> bytes:
    """The embedded sheet: categories, then a column a series, then those of the whiskers."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, list(categories))
        for place, (name, values) in enumerate(columns, 1):
            sheet.write_string(0, place, name)
            for row in range(count):
                if values[row] is not None:
                    sheet.write_number(row + 1, place, values[row])
    return stream.getvalue()
