"""Data labels of native charts: a number in its format, name and value at the end of a line, or words."""

from collections.abc import Sequence
from html import escape
from typing import Any

from ikm.export.pptx.words import LANGUAGE_TAGS, element

SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


# Else LibreOffice draws a line to a label that was moved.
NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)


def labelled(series: Any, labels: Sequence[Any]) -> None:
    """Exactly these labels on a series, none elsewhere."""
    target = series._element.get_or_add_dLbls()
    for child in list(target):
        target.remove(child)
    for label in labels:
        target.append(label)
    for flag in _flags():
        target.append(flag)
    target.append(element(NO_LEADERS))


def _flags(*shown: str) -> list[Any]:
    return [element(f'<c:{name} val="{int(name in shown)}"/>') for name in SHOWN]


def bar_label(place: int, written: str, colour: str, points: float, position: str) -> Any:
    """The value of one point in a number format."""
    return _label(place, _number(written), _look(colour, points, bold=False), position, ("showVal",))


def words_label(place: int, words: str, colour: str, points: float, position: str, language: str) -> Any:
    """Words at one point, in place of its value."""
    text = (
        '<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>'
        f'<a:rPr lang="{LANGUAGE_TAGS[language]}" sz="{int(points * 100)}">{_paint(colour)}</a:rPr>'
        f"<a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx>"
    )
    return _label(place, text, "", position, ("showVal",))


def end_label(
    place: int, written: str, colour: str, points: float, across: float, down: float, named: bool, dated: bool
) -> Any:
    """Name and value beside the last point, its period too where the line ends early; moved by shares of the frame."""
    shown = ("showVal", *(["showSerName"] if named else []), *(["showCatName"] if dated else []))
    layout = (
        f'<c:layout><c:manualLayout><c:x val="{across:.5f}"/><c:y val="{down:.5f}"/></c:manualLayout></c:layout>'
        if abs(across) + abs(down) > 1e-4
        else ""
    )
    label = _label(place, layout + _number(written), _look(colour, points, bold=True), "r", shown)
    if len(shown) > 1:
        label.append(element("<c:separator>\n</c:separator>"))
    return label


def _label(place: int, body: str, look: str, position: str, shown: Sequence[str]) -> Any:
    label = element(f'<c:dLbl><c:idx val="{place}"/>{body}{look}<c:dLblPos val="{position}"/></c:dLbl>')
    for flag in _flags(*shown):
        label.append(flag)
    return label


def _number(written: str) -> str:
    return f'<c:numFmt formatCode="{escape(written)}" sourceLinked="0"/>'


def _look(colour: str, points: float, bold: bool) -> str:
    return (
        '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{int(points * 100)}" b="{int(bold)}">{_paint(colour)}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="id-ID"/></a:p></c:txPr>'
    )


def _paint(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
