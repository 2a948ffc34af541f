"""How much room words take on a slide, and words in shapes: every shape gets a name and an alternative text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

LANGUAGE_TAGS = {"id": "id-ID", "en": "en-GB"}
LINE_HEIGHT = 1.2
# Advance widths of Calibri in hundredths of the letter size; Carlito, its stand-in elsewhere, has the same.
WIDTHS = {
    24: "ijlI .,'·", 28: ":;", 32: "ftJ!()[]-\u2011", 36: "r", 40: 'sz/"“”', 44: "ckvxyFLS", 48: "aegETYZ|–±≥−•?+=",
    56: "ABRV○", 60: "D□", 64: "GHNU", 68: "OQ…&", 72: "w%", 80: "m", 84: "M", 88: "W", 92: "—→",
}  # fmt: skip
WIDTH_OF = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
OTHER_LETTERS, BOLD = 0.52, 1.04


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def lengths(self) -> tuple[Length, Length, Length, Length]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Run:
    """Some words in one look; a colour is six hex digits after a #."""

    words: str
    colour: str = ""
    bold: bool = False


def clean(words: str) -> str:
    """Words that a person typed, without the characters that no XML can hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", " ", words)


def unbroken(code: str) -> str:
    """A code with a hyphen that no line ends at; `codes.tidy` reads any."""
    return code.replace("-", "\u2011")


def plain(words: str) -> str:
    """Words that a chart of the screen marks up, without the marks, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", words.replace("<br>", " "))).split())


def width_of(words: str, points: float, bold: bool = False) -> float:
    """Inches that one line of words takes, about."""
    ems = sum(WIDTH_OF.get(letter, OTHER_LETTERS) for letter in words)
    return ems * points / 72 * (BOLD if bold else 1)


def lines_of(words: str, width: float, points: float, bold: bool = False) -> int:
    """How many lines words take in a width of inches, broken between words."""
    return sum(_lines_of_paragraph(each, width, points, bold) for each in words.split("\n"))


def _lines_of_paragraph(words: str, width: float, points: float, bold: bool) -> int:
    lines, used = 1, 0.0
    for word in words.split():
        needed = width_of(word, points, bold)
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
        # A word that is longer than a line is broken by force.
        lines, used = lines + int((used + needed) / (width + 0.01)), (used + needed) % (width + 0.01)
        used += width_of(" ", points, bold)
    return lines


def height_of(words: str, width: float, points: float, bold: bool = False) -> float:
    """Inches that words take downwards."""
    return lines_of(words, width, points, bold) * points / 72 * LINE_HEIGHT


def fitting(words: str, box: Box, sizes: Sequence[float]) -> float:
    """The largest of the sizes, given from large to small, in which words fit into a box; else the smallest."""
    return next((size for size in sizes if height_of(words, box.width, size) <= box.height), sizes[-1])


def shortened(words: str, width: float, points: float, lines: int, bold: bool = False) -> str:
    """The words, cut at a space with an ellipsis where they take more lines."""
    kept = words
    while lines_of(kept, width, points, bold) > lines and " " in kept:
        kept = f"{kept.removesuffix(' …').rpartition(' ')[0]} …"
    return kept


def named(shape: Any, name: str, alt: str) -> None:
    """The name of a shape for whoever edits, and its alternative text for whoever does not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)


def placed(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.lengths()


def fill(shape: Any, paragraphs: Sequence[str | Sequence[Run]], language: str, points: float | None = None) -> None:
    """The paragraphs into a shape; a size only where it differs from that of the layout."""
    frame = shape.text_frame
    for place, paragraph in enumerate(paragraphs):
        target = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        for run in [Run(paragraph)] if isinstance(paragraph, str) else paragraph:
            if run.words:
                _write(target.add_run(), run, language, points)
        if points:
            target._p.append(element(f'<a:endParaRPr sz="{int(points * 100)}"/>'))


def _write(target: Any, run: Run, language: str, points: float | None) -> None:
    target.text = run.words
    target.font._element.set("lang", LANGUAGE_TAGS[language])
    if points:
        target.font.size = Pt(points)
    if run.bold:
        target.font.bold = True
    if run.colour:
        target.font.color.rgb = rgb(run.colour)


def rgb(colour: str) -> RGBColor:
    """Six hex digits after a # as python-pptx wants them."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return RGBColor(*parts)  # type: ignore[no-untyped-call]  # python-pptx has no types


def solid(fill: Any, colour: str) -> None:
    """One colour all over a shape, a bar or a mark."""
    fill.solid()
    fill.fore_color.rgb = rgb(colour)


def hatched(fill: Any, colour: str, behind: str) -> None:
    """Slanted strokes of one colour over another."""
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = rgb(colour), rgb(behind)


def unstyled(shape: Any) -> None:
    """A new shape without the style of the theme, which has a shadow in it."""
    shape._element.remove(shape._element.find(qn("p:style")))


def note(
    shapes: Any, box: Box, runs: Sequence[Run], name: str, language: str, points: float, align: str = "left",
    anchor: str = "middle", turned: bool = False,
) -> Any:  # fmt: skip
    """A text box without margins, that says itself what it is."""
    shape = shapes.add_textbox(*box.lengths())
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    fill(shape, [runs], language, points)
    frame.paragraphs[0].alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[align]
    if turned:
        frame._txBody.find(qn("a:bodyPr")).set("vert", "vert270")
    named(shape, name, "".join(run.words for run in runs))
    return shape


def element(xml: str) -> Any:
    """An XML element of a presentation, with its usual prefixes known."""
    prefixes = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in ADDRESSES.items())
    return etree.fromstring(f"<wrap {prefixes}>{xml}</wrap>")[0]


_OPENXML = "http://schemas.openxmlformats.org"
ADDRESSES = {
    "a": f"{_OPENXML}/drawingml/2006/main",
    "c": f"{_OPENXML}/drawingml/2006/chart",
    "p": f"{_OPENXML}/presentationml/2006/main",
    "r": f"{_OPENXML}/officeDocument/2006/relationships",
}
