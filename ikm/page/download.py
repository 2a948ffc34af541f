"""The part of the quiet row that takes a figure along: CSV, workbook, picture, each made when it is asked for."""

from pathlib import Path
from urllib.parse import quote

import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

from ikm import codes
from ikm.export import csv, pack, png, xlsx
from ikm.figure import Figure
from ikm.text import say

# plotly's own folder: the server gives out its plotly.min.js, which a browser fetches when it draws its first picture.
PLOTLY = Path(plotly.__file__).parent / "package_data"
MARKUP = '<button type="button"><span class="icon" aria-hidden="true">image</span><span class="label"></span></button>'
DRAWING = st.components.v2.component(
    "ikm_png", html=MARKUP, css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"), js=png.SCRIPT
)


def button(shown: Figure, key: str) -> None:
    """A popover with the files; what is in it is sent only while it is open."""
    language = shown.language
    popover = st.popover(
        say("figure.download", language), icon=":material/download:", type="tertiary", on_change="rerun", key=f"u-{key}"
    )
    if popover.open:
        with popover:
            _files(shown, key)


def _files(shown: Figure, key: str) -> None:
    language = shown.language
    st.download_button(
        say("figure.csv", language), lambda: csv.content(shown), csv.file_name(shown), "text/csv",
        icon=":material/csv:", type="tertiary", on_click="ignore", key=f"csv-{key}",
    )  # fmt: skip
    st.download_button(
        say("figure.xlsx", language), lambda: xlsx.content(shown), xlsx.file_name(shown), pack.TYPES[".xlsx"],
        icon=":material/table_view:", type="tertiary", on_click="ignore", key=f"xlsx-{key}",
    )  # fmt: skip
    if png.drawable(shown):
        words = {"label": say("figure.png", language), "failed": say("figure.png_failed", language)}
        DRAWING(
            data=png.picture(shown) | words | {"plotly": _plotly()},
            on_taken_change=lambda: _printed(shown),
            key=f"png-{key}",
        )


def _printed(shown: Figure) -> None:
    codes.record(shown)


def _plotly() -> str:
    """The address of plotly.min.js on this server."""
    served = declare_component("plotly", path=str(PLOTLY))
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return quote("/".join(("", *filter(None, [base]), "component", served.name, "plotly.min.js")))
