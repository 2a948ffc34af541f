"""The sources page, generated: rules, every metric's definition and SELECT, every source with its weakness."""

import streamlit as st

from ikm import metrics as metric_files
from ikm import store
from ikm.page import figure, tables
from ikm.selection import Selection
from ikm.text import say, strings

SOURCE_FIELDS = ("producer", "universe", "scope", "grade", "licence", "citation", "weakness")


def rules(_: Selection, language: str) -> None:
    words = [say(key, language) for key in strings() if key.startswith("rule.")]
    st.markdown("\n".join(f"* {each}" for each in words))


def metrics(selection: Selection, language: str) -> None:
    for name in metric_files.names():
        result = metric_files.run(name, selection)
        with st.expander(result.metric.title[language]):
            st.html(figure.definition_html(result, language))
            st.code(result.metric.sql, language="sql")


def sources(selection: Selection, language: str) -> None:
    rows = store.query("select * from source order by source_id", version=selection.version)
    for row in rows.to_dict("records"):
        with st.expander(f"{row[f'title_{language}']} — {row['producer']}"):
            words = [(field, row.get(field) or row.get(f"{field}_{language}") or "") for field in SOURCE_FIELDS]
            st.html(tables.pairs([(say(f"definition.{field}", language), str(text)) for field, text in words if text]))
