"""A plot as a native chart that PowerPoint edits, with its sheet inside; bands, breaks and marks as named shapes.

The plot area has a fixed place in its frame, so that what lies behind and above it lies right in every program.
"""

from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from ikm.axes import GRID, INK, MUTED, OTHER
from ikm.export.pptx.labelling import labels_of
from ikm.export.pptx.labels import labelled
from ikm.export.pptx.layout import POINTS, Sheet, gap_width, label_every, laid_out
from ikm.export.pptx.overlay import bands, breaks, heading, marks, spans
from ikm.export.pptx.plots import Plot, Series, axis_format
from ikm.export.pptx.whiskers import intervals
from ikm.export.pptx.words import Box, Run, element, fill, hatched, named, rgb, solid

KINDS = {
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
    ("column", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
    ("curve", False): XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
}
DASH_STYLES = {
    "solid": MSO_LINE.SOLID, "dash": MSO_LINE.DASH, "sysDot": MSO_LINE.ROUND_DOT, "dashDot": MSO_LINE.DASH_DOT,
    "sysDash": MSO_LINE.SQUARE_DOT,
}  # fmt: skip


def draw(slide: Any, plot: Plot, box: Box, name: str, alt: str, language: str) -> None:
    """The plot into a box: heading, key and bands first, then the chart, then words on it."""
    box = heading(slide, plot, box, language)
    sheet = laid_out(plot, box, language)
    bands(slide, sheet)
    spans(slide, sheet)
    frame = slide.shapes.add_chart(_kind(plot), *sheet.frame.lengths(), _data(plot))
    named(frame, name, alt)
    _styled(frame.chart, sheet)
    breaks(slide, sheet)
    marks(slide, sheet)


def _kind(plot: Plot) -> Any:
    return KINDS[plot.form, plot.stacked]


def _data(plot: Plot) -> Any:
    if plot.form == "curve":
        curves: Any = XyChartData()  # type: ignore[no-untyped-call]  # python-pptx has no types
        for each in plot.series:
            points = curves.add_series(each.name)
            for age, value in zip(each.ages, each.values, strict=True):
                points.add_data_point(age, value)
        return curves
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx has no types
    data.categories = list(plot.categories)
    for each in plot.series:
        data.add_series(each.name, each.values)
    return data


def _styled(chart: Any, sheet: Sheet) -> None:
    plot = sheet.plot
    chart.has_title, chart.has_legend = False, plot.legend
    chart.font.size, chart.font.color.rgb = Pt(sheet.points), rgb(INK if plot.form == "bar" else MUTED)
    if plot.legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _inner_layout(chart, sheet)
    _see_through(chart)
    _category_axis(chart, sheet)
    _value_axis(chart, sheet)
    if plot.form in ("bar", "column"):
        chart.plots[0].gap_width = gap_width(plot)
        chart.plots[0].overlap = 100 if plot.stacked else 0
    for series, target in zip(plot.series, chart.plots[0].series, strict=True):
        _series(target, series, sheet)
        labelled(target, labels_of(series, sheet))
    if any(each.low for each in plot.series):
        intervals(chart, plot)


def _inner_layout(chart: Any, sheet: Sheet) -> None:
    """The place of the plot area, as shares of the frame; gaps stay gaps."""
    frame, area = sheet.frame, sheet.area
    shares = {
        "x": (area.left - frame.left) / frame.width, "y": (area.top - frame.top) / frame.height,
        "w": area.width / frame.width, "h": area.height / frame.height,
    }  # fmt: skip
    body = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items())
    layout = element(
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{body}</c:manualLayout></c:layout>"
    )
    space = chart._chartSpace
    area_element = space.find(f".//{qn('c:plotArea')}")
    for old in area_element.findall(qn("c:layout")):
        area_element.remove(old)
    area_element.insert(0, layout)
    chart_element = space.find(qn("c:chart"))
    for old in chart_element.findall(qn("c:dispBlanksAs")):
        chart_element.remove(old)
    before = [each for name in ("plotArea", "legend", "plotVisOnly") for each in chart_element.findall(qn(f"c:{name}"))]
    before[-1].addnext(element('<c:dispBlanksAs val="gap"/>'))


def _see_through(chart: Any) -> None:
    """No fill, so that the bands behind are seen."""
    nothing = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space = chart._chartSpace
    space.find(qn("c:chart")).addnext(element(nothing))
    space.find(f".//{qn('c:plotArea')}").append(element(nothing))


def _category_axis(chart: Any, sheet: Sheet) -> None:
    plot = sheet.plot
    axis = chart.category_axis
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb, axis.format.line.width = rgb(OTHER), Pt(1)
    axis.tick_labels.font.size = Pt(sheet.points)
    axis.tick_labels.font.color.rgb = rgb(INK if plot.form == "bar" else MUTED)
    if plot.form == "curve":
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, plot.last_age, 1
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    elif plot.form == "bar":
        axis.reverse_order = True
    else:
        every = label_every(plot, sheet.area.width)
        # Never aslant. At exactly 0 LibreOffice breaks every name into lines; at a hair more it leaves out those that
        # do not fit, as PowerPoint does by `tickLblSkip`.
        axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0" if every == 1 else "1")
        skip = element(f'<c:tickLblSkip val="{every}"/>')
        axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    if plot.foot:
        axis.has_title = True
        fill(axis.axis_title, [[Run(plot.foot, MUTED)]], sheet.language, POINTS)
        axis.axis_title.text_frame.paragraphs[0].font.bold = False


def _value_axis(chart: Any, sheet: Sheet) -> None:
    plot = sheet.plot
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = plot.low, plot.high
    axis.has_major_gridlines = plot.axis
    axis.visible = plot.axis
    axis.major_tick_mark = XL_TICK_MARK.NONE
    _crossing(chart, plot)
    if not plot.axis:
        return
    axis.major_unit = plot.step
    axis.major_gridlines.format.line.color.rgb, axis.major_gridlines.format.line.width = rgb(GRID), Pt(1)
    axis.format.line.fill.background()
    axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(sheet.points), rgb(MUTED)
    axis.tick_labels.number_format = axis_format(plot, sheet.language)
    axis.tick_labels.number_format_is_linked = False


def _crossing(chart: Any, plot: Plot) -> None:
    """The category axis lies at the base, its names at the lower edge."""
    axis = chart.category_axis._element
    for old in (*axis.findall(qn("c:crosses")), *axis.findall(qn("c:crossesAt"))):
        axis.remove(old)
    axis.find(qn("c:crossAx")).addnext(element(f'<c:crossesAt val="{plot.base:g}"/>'))


def _series(target: Any, series: Series, sheet: Sheet) -> None:
    if sheet.plot.form in ("line", "curve"):
        _line(target, series, sheet)
    else:
        _bars(target, series)


def _line(target: Any, series: Series, sheet: Sheet) -> None:
    target.smooth = False
    line = target.format.line
    if series.width:
        line.color.rgb, line.width, line.dash_style = rgb(series.colour), Pt(series.width), DASH_STYLES[series.dash]
    else:
        line.fill.background()
    if not series.marker:
        target.marker.style = XL_MARKER_STYLE.NONE
        return
    target.marker.style, target.marker.size = XL_MARKER_STYLE.CIRCLE, series.marker
    _marker(target.marker, series.colour)
    for place, colour in enumerate(series.colours):
        _marker(target.points[place].marker, colour, series.marker)
    for cut in sheet.plot.breaks:
        _cut(target, series, int(cut))


def _marker(marker: Any, colour: str, size: int = 0) -> None:
    if size:
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, size
    solid(marker.format.fill, colour)
    marker.format.line.color.rgb = rgb("#FFFFFF")


def _cut(target: Any, series: Series, first_after: int) -> None:
    """No stroke over a break: the one that leads to the first value behind it is not drawn."""
    behind = next((place for place in range(first_after, len(series.values)) if series.values[place] is not None), None)
    if behind is not None:
        target.points[behind].format.line.fill.background()


def _bars(target: Any, series: Series) -> None:
    target.invert_if_negative = False
    solid(target.format.fill, series.colour)
    for place, colour in enumerate(series.colours):
        solid(target.points[place].format.fill, colour)
    for place in series.hatched:
        hatched(target.points[place].format.fill, series.colour, behind="#FFFFFF")
    for place in series.hollow:
        point = target.points[place].format
        solid(point.fill, "#FFFFFF")
        point.line.color.rgb, point.line.width = rgb(series.colour), Pt(1.5)
