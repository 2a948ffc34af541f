"""The briefing of this session: what a reader has collected, from whichever page."""

import streamlit as st

from ikm import deck as decks
from ikm.deck import Deck, Slide
from ikm.figure import Figure
from ikm.text import say

KEY = "briefing"
# What a reader finds who has collected nothing yet.
FIRST_SET = "wali-kota"


def current(language: str, version: str | None) -> Deck:
    """The deck of this session in a language and on a version; a ready-made one until something is collected."""
    return decks.pinned(_kept(language) or decks.ready(FIRST_SET, language), version)


def keep(deck: Deck) -> None:
    """Hold a deck for this session without the version it is shown on: a later session shows the later numbers."""
    st.session_state[KEY] = decks.pinned(deck, None)


def _kept(language: str) -> Deck | None:
    kept = st.session_state.get(KEY)
    return decks.in_language(kept, language) if kept else None


def button(shown: Figure, key: str) -> None:
    """Below a figure: add it to the briefing, or say that it is in there."""
    language = shown.language
    slide = decks.slide_of(shown)
    there = decks.holds(_started(language), slide)
    st.button(
        say("figure.collected" if there else "figure.collect", language),
        icon=":material/check:" if there else ":material/playlist_add:",
        type="tertiary",
        disabled=there,
        on_click=_add,
        args=(slide,),
        key=f"b-{key}",
    )


def _started(language: str) -> Deck:
    """What has been collected so far, in one language."""
    return _kept(language) or Deck(say("briefing.untitled", language), (), language)


def _add(slide: Slide) -> None:
    """Read at the click, not when the button was drawn: another figure may have been added meanwhile."""
    keep(decks.with_slide(_started(slide.language), slide))
