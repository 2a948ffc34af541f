"""Paparan: the figures of a meeting in their order, the files to take along, what has changed, and figure codes."""

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from ikm import charts, codes, ledger, metrics, revisions, store
from ikm import deck as decks
from ikm.codes import Printed
from ikm.deck import BadDeckError, Deck
from ikm.export import pack
from ikm.figure import Figure
from ikm.page import collected, figure, tables
from ikm.page.frame import View
from ikm.selection import Selection
from ikm.text import day, number, say, short_day
from ikm.text import version as built

FILES = {".pptx": ":material/slideshow:", ".html": ":material/html:", ".xlsx": ":material/table_view:",
         ".zip": ":material/folder_zip:"}  # fmt: skip


def slides(selection: Selection, language: str) -> None:
    """The slides in their order, with everything that changes them."""
    _starts(selection, language)
    deck = collected.current(language, selection.version)
    title = st.text_input(say("briefing.title", language), deck.title, max_chars=120, key=f"deck-title-{deck.title}")
    if title.strip() and title != deck.title:
        collected.keep(replace(deck, title=title.strip()))
        st.rerun()
    if not deck.slides:
        st.html(f'<div class="ikm-empty">{escape(say("briefing.empty", language))}</div>')
    for place in range(len(deck.slides)):
        _slide(deck, place, language)


def _starts(selection: Selection, language: str) -> None:
    """Where a deck comes from: a ready-made set, or a file that was saved earlier."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="deck-start"):
        names = decks.sets()
        chosen = st.selectbox(
            say("briefing.set", language),
            list(names),
            format_func=lambda name: names[name]["title"][language],
            key="deck-set",
        )
        branch = _branch(selection, language) if names[chosen].get("by_branch") else None
        if st.button(say("briefing.take_set", language), icon=":material/playlist_add_check:", key="deck-take"):
            collected.keep(decks.ready(chosen, language, branch))
        with st.popover(say("briefing.open", language), icon=":material/upload_file:", key="deck-open"):
            _import(language)


def _branch(selection: Selection, language: str) -> str | None:
    names = ledger.names("branch", language, str(selection.version))
    return st.selectbox(say("filter.cabang", language), list(names), format_func=names.__getitem__, key="deck-branch")


def _import(language: str) -> None:
    """Read a saved choice once; a file that is none says why."""
    file = st.file_uploader(say("briefing.open", language), "json", max_upload_size=1, key="deck-file")
    if file is None or st.session_state.get("deck-read") == file.file_id:
        return
    try:
        collected.keep(decks.drawn(decks.from_text(file.getvalue().decode("utf-8-sig", errors="replace"))))
    except BadDeckError as error:
        st.error(error.explain(language))
        return
    st.session_state["deck-read"] = file.file_id
    st.rerun()


def _slide(deck: Deck, place: int, language: str) -> None:
    """One line of the list: what the slide says, and what can be done with it."""
    slide = deck.slides[place]
    shown = slide.figure
    key = f"{codes.code(shown)}-{place}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"slide-{place}"):
        note = f"<p class='ikm-slide-note'>{escape(slide.comment)}</p>" if slide.comment else ""
        st.html(
            f"<div class='ikm-slide'><b>{place + 1}</b><div><h3>{escape(slide.heading)}</h3>"
            f"<p class='ikm-small'>{figure.mark_html(shown.result, language)}{escape(shown.subtitle)}</p>{note}"
            "</div></div>"
        )
        with st.container(horizontal=True, gap="xsmall", width="content", key=f"do-{place}"):
            _words(deck, place, key, language)
            last = len(deck.slides) - 1
            _act("up", ":material/arrow_upward:", decks.moved(deck, place, -1), key, language, off=place == 0)
            _act("down", ":material/arrow_downward:", decks.moved(deck, place, 1), key, language, off=place == last)
            _act("remove", ":material/close:", decks.without(deck, place), key, language)


def _act(name: str, icon: str, after: Deck, key: str, language: str, off: bool = False) -> None:
    st.button(
        "", icon=icon, help=say(f"briefing.{name}", language), type="tertiary", disabled=off,
        on_click=collected.keep, args=(after,), key=f"{name}-{key}",
    )  # fmt: skip


def _words(deck: Deck, place: int, key: str, language: str) -> None:
    """The presenter's own title and note."""
    slide = deck.slides[place]
    help_ = say("briefing.words", language)
    with (
        st.popover("", icon=":material/edit:", help=help_, type="tertiary", key=f"words-{key}"),
        st.form(f"form-{key}", border=False),
    ):
        title = st.text_input(say("briefing.own_title", language), slide.title, max_chars=200)
        comment = st.text_area(say("briefing.comment", language), slide.comment, max_chars=400)
        if st.form_submit_button(say("briefing.keep", language)):
            collected.keep(decks.with_words(deck, place, title, comment))
            st.rerun()


def take_along(selection: Selection, language: str) -> None:
    """Present, or take the files; each is made when its button is pressed."""
    deck = collected.current(language, selection.version)
    if not deck.slides:
        return
    with st.container(horizontal=True, key="deck-files"):
        st.button(
            say("briefing.present", language), icon=":material/play_arrow:", type="primary", key="deck-present",
            on_click=lambda: st.query_params.update(slide="1"),
        )  # fmt: skip
        for suffix, icon in FILES.items():
            st.download_button(
                say(f"briefing.{suffix[1:]}", language), partial(pack.made, deck, suffix),
                pack.file_name(deck, suffix), pack.TYPES[suffix], icon=icon, on_click="ignore", key=f"deck{suffix}",
            )  # fmt: skip
        st.download_button(
            say("briefing.save", language), lambda: decks.to_text(deck, str(deck.version)),
            pack.file_name(deck, ".json"), pack.TYPES[".json"], icon=":material/save:", on_click="ignore",
            help=say("briefing.save_help", language), key="deck.json",
        )  # fmt: skip
    st.caption(say("briefing.hint", language))


def changed(selection: Selection, language: str) -> None:
    """What the figures of this deck say otherwise than at the last briefing."""
    lines = revisions.lines(collected.current(language, selection.version))
    first, *rest = lines or [say("revision.first", language)]
    items = "".join(f"<li>{escape(line)}</li>" for line in rest)
    st.html(f'<p class="ikm-small">{escape(first)}</p><ul class="ikm-changes">{items}</ul>')


# -- figure codes


def code_first(view: View) -> None:
    """Whoever comes with a code in the URL finds its card on top, and there it stays."""
    if "kode" not in st.session_state:
        st.session_state["kode"] = st.query_params.get("kode", "")
        st.session_state["code_first"] = bool(st.session_state["kode"])
    if st.session_state["code_first"]:
        view.part("code", _code)


def code_last(view: View) -> None:
    """Whoever comes without one finds the box at the end."""
    if not st.session_state["code_first"]:
        view.part("code", _code)


def _code(selection: Selection, language: str) -> None:  # noqa: ARG001  # a code names its own version
    """A box for a code from paper, and the card of the figure that it stands for."""
    typed = st.text_input(say("code.ask", language), max_chars=20, key="kode", on_change=_write_code)
    if not typed.strip():
        return
    printed = codes.find(typed)
    if not printed:
        st.warning(say("code.unknown", language, code=codes.tidy(typed) or typed))
        return
    _card(printed, language)


def _write_code() -> None:
    """The code of the box goes into the URL, so that the card can be shared."""
    typed = st.session_state["kode"]
    if typed.strip():
        st.query_params["kode"] = codes.tidy(typed) or typed
    else:
        st.query_params.pop("kode", None)


def _card(printed: tuple[Printed, ...], language: str) -> None:
    """Numbers as printed, whether they still are what is computed, definition, SQL, sources with files and rows."""
    first = printed[0]
    version = built(first.version, language)
    with st.container(border=True, key="code-card"):
        words = say("code.printed", language, date=day(first.printed_on, language), version=version)
        st.html(f"<p class='ikm-picked'>{escape(first.code)}</p><p class='ikm-small'>{escape(words)}</p>")
        if first.version not in store.versions():
            st.warning(say("code.gone", language, version=version))
            return
        shown = _again(first, language)
        if shown is None:
            st.warning(say("code.unreadable", language, version=version))
            return
        _standing(printed, codes.numbers(shown.result), language)
        st.html(
            f"<h3>{escape(shown.title)}</h3><p class='ikm-small'>{figure.mark_html(shown.result, language)}"
            f"{escape(shown.subtitle)}</p>{figure.rows_html(shown.result, language)}"
            f"<p class='ikm-small'>{escape(shown.caption)}</p>"
        )
        _files(shown.result, language)
        figure.show_definition(st.container(), shown.result, language)


def _again(printed: Printed, language: str) -> Figure | None:
    """The figure that was printed; None where this program knows its metric, its chart or its tables no more."""
    if printed.metric not in metrics.names() or printed.chart not in charts.CHARTS:
        return None
    try:
        return printed.slide(language).figure
    except store.AskError:
        return None


def _standing(printed: tuple[Printed, ...], now: str, language: str) -> None:
    """Whether a newer version exists, and whether computing again gives what was printed."""
    current = str(store.current_version())
    if current > printed[0].version:
        st.info(say("code.newer", language, version=built(current, language)))
    elif current == printed[0].version:
        st.caption(say("code.newest", language))
    others = [each for each in printed if each.numbers != now]
    if others:
        st.warning(say("code.differs", language, date=day(others[0].printed_on, language)))
    else:
        st.caption(say("code.same", language))


def _files(result: metrics.Result, language: str) -> None:
    """The city's files that the figure was counted from, with what became of their rows."""
    rows = store.query(
        "select * from file where refused is null and list_contains($kinds, kind) order by kind, file",
        {"kinds": list(result.metric.kinds)},
        result.version,
    )
    if rows.empty:
        return
    heads = ["file", "kind", "as_of", "rows_read", "rows_loaded", "rows_quarantined"]
    words = [
        [row.file, say(f"kind.{row.kind}", language), short_day(row.as_of.date(), language)]
        + [number(getattr(row, name), language) for name in heads[3:]]
        for row in rows.itertuples()
    ]
    st.caption(say("code.files", language))
    numeric = [name.startswith("rows_") for name in heads]
    st.html(tables.table([say(f"quality_column.{name}", language) for name in heads], words, numeric))
