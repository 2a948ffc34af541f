"""The forms of a training class, one download each."""

from datetime import date

import streamlit as st

from ikm.export import forms
from ikm.export.forms import FORMS, Form
from ikm.selection import Selection
from ikm.text import say


def show(_: Selection, language: str) -> None:
    """What the forms are, and a button for each; a form is made when it is asked for."""
    st.markdown(say("form.lead", language))
    with st.container(horizontal=True, gap="small", key="forms"):
        for each in FORMS:
            _button(each, language)


def _button(chosen: Form, language: str) -> None:
    st.download_button(
        say(f"form.{chosen.name}", language),
        lambda: forms.package(chosen, language, date.today()),
        f"formulir-{chosen.name}.zip",
        "application/zip",
        icon=":material/download:",
        help=say(f"form.{chosen.name}_use", language),
        on_click="ignore",
        key=f"form-{chosen.name}",
    )
