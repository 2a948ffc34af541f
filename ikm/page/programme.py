"""The card of one programme, picked from all, and its downloads."""

import streamlit as st

from ikm import programmes
from ikm.export import card
from ikm.programmes import Card
from ikm.selection import Selection
from ikm.text import say


@st.fragment
def show(selection: Selection, language: str) -> None:
    """Pick a programme, read its card, take it along."""
    known = {each.key: each for each in programmes.cards(selection, language)}
    keys = list(known)
    picked = st.selectbox(
        say("card_of.pick", language),
        keys,
        index=keys.index(min(keys, key=lambda key: known[key].evidence)) if keys else None,
        format_func=lambda key: _label(known[key]),
        key="programme",
    )
    if picked is None:
        return
    with st.container(border=True, key="programme-card"):
        st.html(card.article(known[picked], language))
    with st.container(horizontal=True, gap="small"):
        _button([known[picked]], "one", language)
        _button(list(known.values()), "all", language)


def _label(each: Card) -> str:
    return f"{each.start.year} · {each.title}"


def _button(cards: list[Card], which: str, language: str) -> None:
    st.download_button(
        say(f"card_of.download_{which}", language),
        lambda: card.content(cards, language),
        card.file_name(cards),
        "text/html",
        icon=":material/print:",
        on_click="ignore",
        key=f"card-{which}",
    )
