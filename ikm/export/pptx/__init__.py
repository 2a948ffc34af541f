"""A deck as PowerPoint: native charts that can be edited, captions with their code, answers at the back.

    content(deck, changes) -> bytes

Opening, what changed, a slide a figure, sources, then "if asked" for each figure. A chart is never a picture.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx.util import Length, Pt

from ikm import claims, codes
from ikm import deck as decks
from ikm.axes import BAND_LABEL, INK, MUTED, OURS
from ikm.deck import Deck, Slide
from ikm.export import origin
from ikm.export.pptx import answers, city_map, forms, master, native, tables
from ikm.export.pptx.master import BACKUP, BELOW, CAPTION, FIGURE, MAIN, OPENING, SIDE, WORDS
from ikm.export.pptx.words import (
    Box,
    Run,
    clean,
    fill,
    fitting,
    height_of,
    lines_of,
    named,
    note,
    placed,
    rgb,
    shortened,
    solid,
    unbroken,
)
from ikm.figure import Figure
from ikm.text import built_at, say

TITLE_SIZES, TABLE_SIZES, DEFINITION_SIZES = (30, 28, 26, 24, 22, 20), (14, 13, 12, 11, 10), (13, 12, 11)
CAPTION_SIZES, LIST_SIZES = (11, 10, 9), (18, 16, 14, 13, 12, 11)
MARK = Box(master.WIDTH - master.MARGIN - 1.75, 0.3, 1.75, 0.3)
GAP = 0.12


def content(deck: Deck, changes: Sequence[str]) -> bytes:
    """The deck as a PPTX file; `changes` are the finished lines of slide 2, which is left out where there are none."""
    deck, language = _clean(deck), deck.language
    shown = master.presentation()
    _describe(shown.core_properties, deck)
    _opening(shown, deck)
    _listed(shown, say("section.changed", language), changes, deck)
    for slide in deck.slides:
        _figure(shown, slide, deck)
    _listed(shown, say("briefing.sources", language), origin.sources(deck), deck)
    for slide in deck.slides:
        _backup(shown, slide, deck)
    stream = BytesIO()
    shown.save(stream)
    return stream.getvalue()


def _clean(deck: Deck) -> Deck:
    """The deck with everything that a person typed in a form that a file can hold."""
    slides = tuple(replace(each, title=clean(each.title), comment=clean(each.comment)) for each in deck.slides)
    return replace(deck, title=clean(deck.title), slides=slides)


def _describe(properties: Any, deck: Deck) -> None:
    """What a file says of itself; the empty deck that it starts from names a person as its last editor."""
    properties.title, properties.language, properties.comments = deck.title, deck.language, ""
    properties.author = properties.last_modified_by = say("brand.office", deck.language)
    properties.created = properties.modified = _built(deck)


def _built(deck: Deck) -> datetime:
    """When the data were built, which is what a reader wants to know of a file."""
    if deck.version is None:
        return datetime.now(UTC)
    return built_at(deck.version)


# -- slides


def _opening(shown: Any, deck: Deck) -> None:
    language = deck.language
    slide = shown.slides.add_slide(shown.slide_layouts[OPENING])
    _put(slide.shapes.title, deck.title, language, (44, 40, 36, 32, 28), bold=True)
    below = decks.subtitle(str(deck.version), language) if deck.version else say("brand.office", language)
    fill(slide.placeholders[BELOW], [below], language)
    named(slide.placeholders[BELOW], "Keterangan", below)
    if deck.is_sample:
        _mark(slide, "mark", language)
        box = Box(1.5, 5.6, 10.6, 0.9)
        runs = [Run(say("sample.banner", language), BAND_LABEL)]
        note(slide.shapes, box, runs, say("sample.mark", language), language, 14, anchor="top")
    slide.notes_slide.notes_text_frame.text = f"{deck.title}\n{below}"


def _listed(shown: Any, heading: str, lines: Sequence[str], deck: Deck) -> None:
    """A heading and lines, on as many slides as they need."""
    box = next(field.box for field in master.FIELDS[WORDS] if field.index == MAIN)
    rest = list(lines)
    while rest:
        points, count = _room_for(rest, box)
        slide = shown.slides.add_slide(shown.slide_layouts[WORDS])
        _put(slide.shapes.title, heading, deck.language, TITLE_SIZES, bold=True)
        body = slide.placeholders[MAIN]
        fill(body, rest[:count], deck.language, points)
        for paragraph in body.text_frame.paragraphs[1:]:
            paragraph.space_before = _half_line(points)
        named(body, heading, heading)
        _finish(slide, deck)
        slide.notes_slide.notes_text_frame.text = "\n".join([heading, *rest[:count]])
        rest = rest[count:]


def _half_line(points: float) -> Length:
    return Pt(points / 2)


def _room_for(lines: Sequence[str], box: Box) -> tuple[float, int]:
    """The size of the letters, and how many of the first lines fit at it."""
    for points in LIST_SIZES:
        if _height(lines, box.width, points) <= box.height:
            return points, len(lines)
    points = LIST_SIZES[3]
    fits = [count for count in range(1, len(lines) + 1) if _height(lines[:count], box.width, points) <= box.height]
    return points, max(fits, default=1)


def _height(lines: Sequence[str], width: float, points: float) -> float:
    return sum(height_of(line, width, points) + points / 144 for line in lines)


def _figure(shown: Any, each: Slide, deck: Deck) -> None:
    """Finding, subtitle, the native chart or table, the presenter's note, the small print with the code."""
    figure = each.figure
    code = unbroken(codes.code(figure))
    slide = shown.slides.add_slide(shown.slide_layouts[FIGURE])
    box = _head(slide, each.heading, figure)
    top = _small_print(slide, figure, code)
    box = _note(slide, each.comment, Box(box.left, box.top, box.width, top - GAP - box.top), figure.language)
    _picture(slide, figure, box)
    _finish(slide, deck)
    slide.notes_slide.notes_text_frame.text = answers.notes(figure, each.comment, code)


def _picture(slide: Any, figure: Figure, box: Box) -> None:
    language = figure.language
    alt = say("figure.chart_of", language, title=figure.title, subtitle=figure.subtitle)
    if figure.chart is None:
        note(slide.shapes, box, [Run(figure.empty, MUTED)], say("deck.empty", language), language, 20, align="center")
    elif table := forms.table(figure):
        _main_table(slide, figure, table, box, alt)
    else:
        if forms.kind(figure) == "kecamatan_map":
            city_map.draw(slide, figure, Box(box.left, box.top, forms.MAP_SHARE * box.width, box.height))
            left = box.left + forms.MAP_SHARE * box.width + GAP
            box = Box(left, box.top, box.right - left, box.height)
        plots = forms.plots(figure)
        for place, (plot, part) in enumerate(zip(plots, forms.places(box, plots), strict=True), 1):
            name = say("deck.chart", language, metric=figure.result.metric.title[language])
            named_part = f" · {plot.title}" if plot.title and len(plots) > 1 else ""
            native.draw(slide, plot, part, f"{name} ({place})" if len(plots) > 1 else name, alt + named_part, language)


def _main_table(slide: Any, figure: Figure, table: tables.Table, box: Box, alt: str) -> None:
    """A table that is the picture; of the claim check the claim above and the conclusions below it."""
    language = figure.language
    claimed = figure.drawn_as == "claims"
    box = _claim(slide, figure, box) if claimed else box
    concluded = claims.conclusions(figure.result, language) if claimed else []
    below = sum(height_of(line, box.width, 14) + 0.06 for line in concluded)
    room = Box(box.left, box.top, box.width, box.height - below - (GAP if concluded else 0))
    bottom = tables.draw(slide, table, room, say("figure.table", language), alt, language, TABLE_SIZES)
    for line in concluded:
        height = height_of(line, box.width, 14) + 0.06
        place = Box(box.left, bottom + GAP, box.width, height)
        crisis, _, rest = line.partition(":")
        runs = [Run(f"{crisis}:", OURS, bold=True), Run(rest, INK)]
        note(slide.shapes, place, runs, say("deck.conclusion", language), language, 14)
        bottom += height


def _claim(slide: Any, figure: Figure, box: Box) -> Box:
    """The claim, who made it and when; what is left below for the verdicts on it."""
    language = figure.language
    label, words = say("claim.said", language), "; ".join(claims.quotes(language, figure.result.version))
    height = height_of(f"{label} {words}", box.width, 12) + GAP
    runs = [Run(f"{label} ", OURS, bold=True), Run(words, INK)]
    note(slide.shapes, Box(box.left, box.top, box.width, height), runs, say("deck.claim", language), language, 12)
    return Box(box.left, box.top + height, box.width, box.height - height)


def _backup(shown: Any, each: Slide, deck: Deck) -> None:
    """What to say when somebody asks: the table, the definition, the weakness."""
    figure, language = each.figure, each.language
    slide = shown.slides.add_slide(shown.slide_layouts[BACKUP])
    heading = f"{say('briefing.if_asked', deck.language)}: {figure.result.metric.title[language]}"
    code = unbroken(codes.code(figure))
    box = _head(slide, heading, figure)
    top = _small_print(slide, figure, code)
    height = top - GAP - box.top
    _definition(slide, figure, Box(master.SIDE_BOX.left, box.top, master.SIDE_BOX.width, height))
    left = Box(box.left, box.top, master.SIDE_BOX.left - box.left - 0.35, height)
    if len(figure.result.rows):
        _table(slide, figure, left)
    else:
        note(slide.shapes, left, [Run(figure.empty, MUTED)], say("deck.empty", language), language, 16)
    _finish(slide, deck)
    slide.notes_slide.notes_text_frame.text = answers.notes(figure, "", code)


def _table(slide: Any, figure: Figure, box: Box) -> None:
    language = figure.language
    alt = say("deck.table_of", language, title=figure.result.metric.title[language])
    room = Box(box.left, box.top, box.width, box.height - 0.3)
    table = forms.backup_table(figure, room)
    bottom = tables.draw(slide, table, room, say("figure.table", language), alt, language, TABLE_SIZES[1:])
    if table.left_out:
        place = Box(box.left, min(bottom + 0.06, box.bottom - 0.24), box.width, 0.24)
        note(slide.shapes, place, [Run(table.left_out, MUTED)], say("deck.left_out", language), language, 11)


def _definition(slide: Any, figure: Figure, box: Box) -> None:
    """Label and words under each other, in the largest size that fits; the longest is cut where none does."""
    shape = slide.placeholders[SIDE]
    placed(shape, box)
    pairs = answers.definition(figure)
    points = next(
        (size for size in DEFINITION_SIZES if _pairs_height(pairs, box.width, size) <= box.height), DEFINITION_SIZES[-1]
    )
    while _pairs_height(pairs, box.width, points) > box.height:
        longest = max(range(len(pairs)), key=lambda place: len(pairs[place][1]))
        label, words = pairs[longest]
        lines = lines_of(words, box.width, points)
        pairs[longest] = (label, shortened(words, box.width, points, lines - 1))
    paragraphs = [each for label, words in pairs for each in ([Run(label, MUTED, bold=True)], [Run(words, INK)])]
    fill(shape, paragraphs, figure.language, points)
    for paragraph in shape.text_frame.paragraphs[2::2]:
        paragraph.space_before = _half_line(points)
    named(shape, say("figure.definition", figure.language), say("figure.definition", figure.language))


def _pairs_height(pairs: Sequence[tuple[str, str]], width: float, points: float) -> float:
    return sum(height_of(label, width, points) + height_of(words, width, points) for label, words in pairs) + (
        (len(pairs) - 1) * points / 144
    )


# -- parts of a slide


def _put(shape: Any, words: str, language: str, sizes: Sequence[int], bold: bool = False) -> float:
    """Words into a placeholder at the largest size that fits; the size."""
    box = Box(*(length / 914400 for length in (shape.left, shape.top, shape.width, shape.height)))
    points = next((size for size in sizes if lines_of(words, box.width, size, bold) <= 2), sizes[-1])
    fill(shape, [shortened(words, box.width, points, 3, bold)], language, points)
    named(shape, shape.name, words)
    return points


def _head(slide: Any, heading: str, figure: Figure) -> Box:
    """Title, mark and subtitle from above; what is left for the figure, down to the small print."""
    language = figure.language
    mark = origin.mark(figure.result)
    width = master.INNER - (MARK.width + 0.2 if mark else 0)
    title = slide.shapes.title
    placed(title, Box(master.HEAD.left, master.HEAD.top, width, master.HEAD.height))
    points = _put(title, heading, language, TITLE_SIZES, bold=True)
    height = min(height_of(heading, width, points, bold=True) + 0.04, master.HEAD.height)
    placed(title, Box(master.HEAD.left, master.HEAD.top, width, height))
    if mark:
        _mark(slide, mark, language)
    subtitle = slide.placeholders[BELOW]
    rows = lines_of(figure.subtitle, master.INNER, 14)
    sub_points = 14 if rows == 1 else 12
    sub_height = min(height_of(figure.subtitle, master.INNER, sub_points), 0.5) + 0.06
    under = Box(master.MARGIN, title.top / 914400 + height + 0.05, master.INNER, sub_height)
    placed(subtitle, under)
    fill(subtitle, [shortened(figure.subtitle, master.INNER, sub_points, 2)], language, sub_points)
    named(subtitle, "Keterangan", figure.subtitle)
    return Box(master.MARGIN, under.bottom + 0.15, master.INNER, 0.0)


def _mark(slide: Any, kind: str, language: str) -> None:
    """Invented numbers say so in a full box that cannot be overlooked; published ones in an outlined one."""
    invented = kind == "mark"
    run = Run(say(f"sample.{kind}", language), "#FFFFFF" if invented else OURS, bold=True)
    shape = note(slide.shapes, MARK, [run], say("deck.mark", language), language, 13, align="center")
    if invented:
        solid(shape.fill, BAND_LABEL)
    else:
        shape.line.color.rgb = rgb(OURS)


def _small_print(slide: Any, figure: Figure, code: str) -> float:
    """Source to code at the foot of the slide; where it begins."""
    language = figure.language
    marked = say("caption.code", language, code=code)
    words = f"{figure.caption} · {marked}"
    place = master.SMALL_PRINT
    points = fitting(words, place, CAPTION_SIZES)
    height = min(height_of(words, place.width, points) + 0.04, place.height)
    shape = slide.placeholders[CAPTION]
    placed(shape, Box(place.left, place.bottom - height, place.width, height))
    fill(shape, [[Run(f"{figure.caption} · "), Run(marked, OURS, bold=True)]], language, points)
    named(shape, say("definition.sources", language), words)
    return place.bottom - height


def _note(slide: Any, comment: str, box: Box, language: str) -> Box:
    """The presenter's note below the figure, two lines at most; the rest is in the speaker's notes."""
    shape = slide.placeholders[MAIN]
    if not comment:
        shape._element.getparent().remove(shape._element)
        return box
    words = shortened(" ".join(comment.split()), box.width, 16, 2)
    height = height_of(words, box.width, 16) + 0.06
    placed(shape, Box(box.left, box.bottom - height, box.width, height))
    fill(shape, [[Run(words, OURS)]], language, 16)
    named(shape, say("briefing.comment", language), words)
    return Box(box.left, box.top, box.width, box.height - height - GAP)


def _finish(slide: Any, deck: Deck) -> None:
    """Small print, foot and number last, as they are read last."""
    tree = slide.shapes._spTree
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx in (CAPTION, MAIN, SIDE):
            tree.remove(shape._element)
            tree.append(shape._element)
    master.foot(slide, f"{deck.title} · {say('brand.office', deck.language)}", say("deck.number", deck.language))
