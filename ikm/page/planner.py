"""The planner of the next class: four questions, and what could be told from the answer."""

from html import escape

import streamlit as st

from ikm import planning
from ikm.planning import Plan
from ikm.selection import Selection
from ikm.text import say

PARTICIPANTS, FOLLOWUPS, EFFECT_PCT = 30, 1, 10
MOST_FOLLOWUPS = 4


@st.fragment
def show(selection: Selection, language: str) -> None:
    """The questions side by side, the answer below them."""
    with st.container(border=True, key="planner"):
        plan = _asked(language)
        lines = planning.words(plan, planning.deviation(selection), language)
        head, *rest = [escape(line) for line in lines]
        st.html(f"<h3>{head}</h3>" + "".join(f"<p>{line}</p>" for line in rest))


def _asked(language: str) -> Plan:
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="planner-questions"):
        participants = st.number_input(
            say("planner.participants", language), min_value=2, max_value=5000, value=PARTICIPANTS, step=5, width=180
        )
        followups = st.number_input(
            say("planner.followups", language), min_value=1, max_value=MOST_FOLLOWUPS, value=FOLLOWUPS, width=180
        )
        effect = st.number_input(
            say("planner.effect", language), min_value=1, max_value=200, value=EFFECT_PCT, width=180
        )
        compared = st.toggle(say("planner.compared", language), help=say("planner.compared_help", language))
    return Plan(int(participants), int(followups), float(effect), compared)
