"""The look of every slide, built in code: 16:9, white, one accent, real placeholders for outline view and readers."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from ikm.axes import BAND, BAND_LABEL, INK, MUTED, OTHER, OURS
from ikm.export.pptx.words import Box

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
INNER = WIDTH - 2 * MARGIN
FONT = "Calibri"
TITLE_POINTS, TEXT_POINTS, SMALL_POINTS, CAPTION_POINTS, FOOT_POINTS = 30, 18, 14, 11, 10
COLOURS = {
    "dk1": INK, "lt1": "#FFFFFF", "dk2": MUTED, "lt2": "#F4F6F4", "accent1": OURS, "accent2": OTHER,
    "accent3": BAND_LABEL, "accent4": "#63A99A", "accent5": BAND, "accent6": "#073A32", "hlink": OURS,
    "folHlink": MUTED,
}  # fmt: skip
# Layouts by their place; the numbers of their placeholders beside the title.
OPENING, FIGURE, WORDS, BACKUP = range(4)
NAMES = ("Pembuka", "Gambar", "Daftar", "Jika ditanya")
BELOW, MAIN, SIDE, CAPTION = 1, 10, 11, 12
FOOT, NUMBER = 13, 14
HEAD = Box(MARGIN, 0.5, INNER, 1.05)
UNDER_HEAD = Box(MARGIN, 1.58, INNER, 0.32)
BODY = Box(MARGIN, 2.05, INNER, 4.15)
SMALL_PRINT = Box(MARGIN, 6.3, INNER, 0.6)
FOOT_BOX = Box(MARGIN, 7.02, 9.5, 0.26)
NUMBER_BOX = Box(WIDTH - MARGIN - 1.2, 7.02, 1.2, 0.26)
STRIPE = Box(MARGIN, 0.36, 0.62, 0.055)
SIDE_BOX = Box(8.75, 2.05, WIDTH - MARGIN - 8.75, 4.15)


@dataclass(frozen=True)
class Field:
    """A placeholder of a layout. `kind` is its type, empty for plain text; `colour` a name of the theme."""

    name: str
    index: int
    box: Box
    points: int
    colour: str = "tx1"
    kind: str = "body"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"


HEADING = Field("Judul", 0, HEAD, TITLE_POINTS, kind="title", bold=True)
SUBTITLE = Field("Keterangan", BELOW, UNDER_HEAD, SMALL_POINTS, "tx2", anchor="ctr")
PRINT = Field("Sumber", CAPTION, SMALL_PRINT, CAPTION_POINTS, "tx2", anchor="b")
FOOTER = Field("Kaki", FOOT, FOOT_BOX, FOOT_POINTS, "tx2", kind="ftr", anchor="ctr")
PAGE = Field("Nomor", NUMBER, NUMBER_BOX, FOOT_POINTS, "tx2", kind="sldNum", anchor="ctr", align="r")
FIELDS = {
    OPENING: (
        Field("Judul", 0, Box(1.5, 2.3, 10.6, 1.7), 44, kind="ctrTitle", bold=True, anchor="b"),
        Field("Keterangan", BELOW, Box(1.5, 4.15, 10.6, 1.3), 20, "tx2", kind="subTitle"),
    ),
    FIGURE: (
        HEADING, SUBTITLE, Field("Catatan", MAIN, Box(MARGIN, 5.75, INNER, 0.45), SMALL_POINTS, anchor="ctr"), PRINT,
        FOOTER, PAGE,
    ),
    WORDS: (HEADING, Field("Isi", MAIN, Box(MARGIN, 1.4, INNER, 5.35), TEXT_POINTS), FOOTER, PAGE),
    BACKUP: (HEADING, SUBTITLE, Field("Definisi", SIDE, SIDE_BOX, SMALL_POINTS), PRINT, FOOTER, PAGE),
}  # fmt: skip


def presentation() -> Any:
    """A deck without slides, with our layouts only."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts)[len(NAMES) :]:
        deck.slide_layouts.remove(layout)
    _theme(deck.slide_master)
    _master(deck.slide_master)
    for place, layout in enumerate(deck.slide_layouts):
        _layout(layout, place)
    return deck


def _theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    colours = "".join(f'<a:{name}><a:srgbClr val="{code[1:]}"/></a:{name}>' for name, code in COLOURS.items())
    fonts = "".join(
        f'<a:{name}Font><a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}Font>'
        for name in ("major", "minor")
    )
    theme = part.blob.decode()
    for tag, body in (("clrScheme", colours), ("fontScheme", fonts)):
        theme = re.sub(rf"<a:{tag} .*?</a:{tag}>", f'<a:{tag} name="IKM Kendari">{body}</a:{tag}>', theme, flags=re.S)
    part._blob = theme.replace('name="Office Theme"', 'name="IKM Kendari"').encode()


def _master(master: Any) -> None:
    """Title, text, foot and number of the master, and the styles that layouts inherit."""
    root = master.element
    text = Field("Isi", 1, BODY, TEXT_POINTS)
    _replace_shapes(root, [_sketch(field, place) for place, field in enumerate((HEADING, text, FOOTER, PAGE), 2)])
    styles = root.find("{*}txStyles")
    styles.getparent().replace(styles, parse_xml(_STYLES))


_LEVELS = "".join(
    f'<a:lvl{level}pPr marL="0" indent="0" algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
    f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
    f'<a:defRPr sz="{TEXT_POINTS * 100}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
    for level in range(1, 6)
)
_STYLES = (
    f"<p:txStyles {nsdecls('p', 'a')}><p:titleStyle>"
    '<a:lvl1pPr algn="l" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc>'
    f'<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{TITLE_POINTS * 100}" b="1" kern="1200">'
    '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/>'
    '<a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    f"<p:bodyStyle>{_LEVELS}</p:bodyStyle><p:otherStyle>{_LEVELS}</p:otherStyle></p:txStyles>"
)


def _layout(layout: Any, place: int) -> None:
    root = layout.element
    root.attrib.pop("type", None)
    if place == OPENING:
        root.set("type", "title")
    root.cSld.set("name", NAMES[place])
    stripe = Box(0, 0, 0.42, HEIGHT) if place == OPENING else STRIPE
    sketches = [_sketch(field, number) for number, field in enumerate(FIELDS[place], 3)]
    _replace_shapes(root, [_stripe(stripe), *sketches])


def _replace_shapes(root: Any, shapes: list[str]) -> None:
    """The shapes of a master or layout, in place of those it had."""
    tree = root.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for xml in shapes:
        tree.append(parse_xml(xml))


def _frame(box: Box) -> str:
    left, top, width, height = (int(length) for length in box.lengths())
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _stripe(box: Box) -> str:
    """The accent: a shape of the layout, so that no slide has to explain it."""
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="2" name="Aksen" descr=""/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_frame(box)}'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _sketch(field: Field, number: int) -> str:
    """One placeholder with its place and look."""
    index = "" if field.index == 0 else f' idx="{field.index}"'
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{field.name}" descr="{field.name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{field.kind}"{index}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_frame(field.box)}</p:spPr><p:txBody>"
        f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{field.anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{_look(field)}</a:lstStyle><a:p>{_content(field)}</a:p>"
        "</p:txBody></p:sp>"
    )


def _look(field: Field) -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{field.align}"><a:buNone/>'
        f'<a:defRPr sz="{field.points * 100}" b="{int(field.bold)}">'
        f'<a:solidFill><a:schemeClr val="{field.colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )


def _content(field: Field) -> str:
    """The words that stand in an empty placeholder; the number is a field that counts by itself."""
    if field.kind == "sldNum":
        return SLIDE_NUMBER
    return f'<a:r><a:rPr lang="id-ID"/><a:t>{field.name}</a:t></a:r>'


SLIDE_NUMBER = (
    '<a:fld id="{6F1A3B52-7C0D-4E7A-9B52-0D5C1E2A7A01}" type="slidenum"><a:rPr lang="id-ID"/><a:t>‹#›</a:t></a:fld>'
)


def foot(slide: Any, words: str, page_words: str) -> None:
    """The foot of a slide and its number, which new slides do not take over from their layout by themselves."""
    tree = slide.shapes._spTree
    words = escape(words)
    for field, content, alt in ((FOOTER, f"<a:r><a:t>{words}</a:t></a:r>", words), (PAGE, SLIDE_NUMBER, page_words)):
        number = max(int(each) for each in tree.xpath("//p:cNvPr/@id")) + 1
        tree.append(
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{field.name}" descr="{alt}"/>'
                f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{field.kind}" idx="{field.index}"/>'
                f"</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>"
            )
        )
