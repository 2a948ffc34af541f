"""Everything a meeting needs, made from one deck: PowerPoint, offline slides, workbook, and all of it in one ZIP.

    made(deck, ".zip") -> bytes

A figure leaves the house with its code; the code is noted when the file is made.
"""

import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ikm import codes, revisions
from ikm import deck as decks
from ikm.deck import Deck, Slide
from ikm.text import built_at, say
from ikm.text import version as built

TYPES = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".json": "application/json",
}


def _pptx(deck: Deck, changes: Sequence[str]) -> bytes:
    from ikm.export.pptx import content  # the three writers take a second to import, which a page need not wait for

    return content(deck, changes)


def _html(deck: Deck, changes: Sequence[str]) -> bytes:
    from ikm.export.html import content

    return content(deck, changes)


def _xlsx(deck: Deck, changes: Sequence[str]) -> bytes:  # noqa: ARG001  # a workbook has numbers, and no news
    from ikm.export.xlsx import workbook

    return workbook([slide.figure for slide in deck.slides])


MAKERS: dict[str, Callable[[Deck, Sequence[str]], bytes]] = {".pptx": _pptx, ".html": _html, ".xlsx": _xlsx}


def made(deck: Deck, suffix: str) -> bytes:
    """One file of a deck that is pinned to a version, by its suffix; the codes of its figures are noted.

    Raises OSError where they cannot be.
    """
    for slide in deck.slides:
        codes.record(slide.figure)
    changes = revisions.lines(deck)
    return _zipped(deck, changes) if suffix == ".zip" else MAKERS[suffix](deck, changes)


def file_name(deck: Deck, suffix: str) -> str:
    return decks.file_name(deck, str(deck.version), suffix)


def _zipped(deck: Deck, changes: Sequence[str]) -> bytes:
    """The three files, the choice of figures, and a README with what is in them and their fingerprints."""
    files = {file_name(deck, suffix): make(deck, changes) for suffix, make in MAKERS.items()}
    files[file_name(deck, ".json")] = decks.to_text(deck, str(deck.version)).encode()
    files["README.txt"] = readme(deck, files).encode("utf-8-sig")
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(_entry(name, str(deck.version)), data)
    return stream.getvalue()


def _entry(name: str, version: str) -> ZipInfo:
    """An entry dated as its data are, whenever it is made."""
    entry = ZipInfo(name, date_time=built_at(version).timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry


def readme(deck: Deck, files: dict[str, bytes]) -> str:
    """What the archive holds, how its figures lead back to their numbers, and the sha256 of every file."""
    language = deck.language
    lines = [deck.title, "=" * len(deck.title), ""]
    lines += [say("sample.banner", language), ""] if deck.is_sample else []
    lines += [say("pack.made", language, version=built(str(deck.version), language)), say("pack.open", language), ""]
    lines += [say("pack.figures", language)]
    lines += [f"  {codes.code(slide.figure)}  {_marked(slide)}" for slide in deck.slides]
    lines += ["", say("pack.code", language), "", "sha256"]
    lines += [f"  {hashlib.sha256(data).hexdigest()}  {name}" for name, data in files.items()]
    return "\r\n".join([*lines, ""])


def _marked(slide: Slide) -> str:
    sample = slide.figure.result.is_sample
    return slide.heading + (f" [{say('sample.mark', slide.language)}]" if sample else "")
