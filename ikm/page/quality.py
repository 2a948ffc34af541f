"""What the build was made of: files and their rows, coverage, freshness, rows set aside, checks, versions."""

from datetime import date

import pandas as pd
import streamlit as st

from ikm import metrics, store
from ikm.page import frame, tables
from ikm.selection import Selection
from ikm.text import HIDDEN, NO_DATA, has, number, percent, say, short_day
from ikm.text import version as built

COUNTS = ("read", "loaded", "duplicate", "out_of_scope", "quarantined", "skipped")
EVIDENCE = ("directory", "production", "activity", "training")


def files(selection: Selection, language: str) -> None:
    """Every file with what became of its rows, and the refused ones with the reason."""
    _mark(selection, language)
    rows = store.query("select * from file order by kind, file", version=selection.version)
    taken, refused = rows[rows["refused"].isna()], rows[rows["refused"].notna()]
    words = [
        [row.file, say(f"kind.{row.kind}", language), _day(row.as_of, language)]
        + [number(getattr(row, f"rows_{count}"), language) for count in COUNTS]
        for row in taken.itertuples()
    ]
    total = [number(taken[f"rows_{count}"].sum(), language) for count in COUNTS]
    heads = ["file", "kind", "as_of", *(f"rows_{count}" for count in COUNTS)]
    _table(heads, [*words, [say("quality.total", language), "", "", *total]], language, text=3)
    if len(refused):
        st.warning("\n".join(f"* **{row.file}** — {_refusal(row.refused, language)}" for row in refused.itertuples()))


def _mark(selection: Selection, language: str) -> None:
    """Invented files are no files of the city."""
    if frame.files(str(selection.version))[1]:
        st.html(f'<span class="ikm-mark">{say("sample.mark", language)}</span>')


def _refusal(reason: str, language: str) -> str:
    """The words for `code: detail` of a refused file."""
    code, _, detail = reason.partition(":")
    words = say(f"refusal.{code}" if has(f"refusal.{code}") else "refusal.other", language)
    return f"{words} ({detail.strip()})" if detail.strip() else words


def coverage(selection: Selection, language: str) -> None:
    """Year by year which kinds of file speak, and which share of the active businesses reported."""
    _mark(selection, language)
    rows = store.query("select year, evidence from years order by year", version=selection.version)
    workers, output = (_reported(name, selection, language) for name in ("workers_yearly", "output_yearly"))
    words = [
        [str(row.year)]
        + [
            say("quality.there" if kind in str(row.evidence).split(",") else "quality.absent", language)
            for kind in EVIDENCE
        ]
        + [each.get(row.year, NO_DATA) for each in (workers, output)]
        for row in rows.itertuples()
    ]
    _table(["year", *EVIDENCE, "workers_share", "output_share"], words, language, text=5)


def freshness(selection: Selection, language: str) -> None:
    """The newest file of each of the city's sources against the day on which the next one is due."""
    _mark(selection, language)
    rows = store.query(
        """select source.source_id, source.title_id, source.title_en, source.owner, source.next_due,
            max(file.as_of) as as_of
        from source join file on file.source_id = source.source_id and file.refused is null
        group by all order by source.next_due nulls last, source.source_id""",
        version=selection.version,
    )
    for row in rows.itertuples():
        _due(getattr(row, f"title_{language}"), row.owner, row.as_of, row.next_due, language)


def _due(title: str, owner: str, as_of: pd.Timestamp, next_due: pd.Timestamp, language: str) -> None:
    days = None if pd.isna(next_due) else (next_due.date() - date.today()).days
    if days is None:
        state, colour = say("quality.no_due", language), "gray"
    elif days < 0:
        state, colour = say("quality.overdue", language, days=-days), "red"
    else:
        state, colour = say("quality.due_in", language, days=days, date=_day(next_due, language)), "green"
    newest = say("quality.newest", language, date=_day(as_of, language))
    st.markdown(f"**{title}** · {newest} · {owner} :{colour}-badge[{state}]")


def set_aside(selection: Selection, language: str) -> None:
    """How many rows were set aside and why, and how many fields of loaded rows could not be read."""
    _mark(selection, language)
    rows = store.query("select * from quarantine_summary order by file, field, reason", version=selection.version)
    issues = store.query(
        """select file, field, reason, count(*) as rows from field_issue
        group by file, field, reason order by file, field, reason""",
        version=selection.version,
    )
    for name, found in (("quarantine", rows), ("issues", issues)):
        st.markdown(f"**{say(f'quality.{name}', language)}**")
        words = [
            [row.file, _field(row.field, language), say(f"reason.{row.reason}", language), number(row.rows, language)]
            for row in found.itertuples()
        ]
        if words:
            _table(["file", "field", "reason", "rows"], words, language, text=3)
        else:
            st.caption(say("quality.none", language))


def _field(name: str, language: str) -> str:
    """A field as a mapping names it; in words where any of several fields would do."""
    return say(f"key_field.{name}", language) if has(f"key_field.{name}") else name


def checks(selection: Selection, language: str) -> None:
    """The checks that the build passed."""
    rows = store.query('select "check", rows, passed from check_result order by "check"', version=selection.version)
    words = [
        [say(f"check.{row.check}", language), say("quality.passed" if row.passed else "quality.failed", language)]
        for row in rows.itertuples()
    ]
    _table(["check", "result"], words, language, text=2)


def versions(selection: Selection, language: str) -> None:
    """The kept versions, newest first: which is current, which is shown."""
    current = store.current_version()
    words = [
        [
            built(version, language),
            version,
            ", ".join(
                say(f"quality.{word}", language)
                for word, holds in (("current", version == current), ("shown", version == selection.version))
                if holds
            ),
        ]
        for version in reversed(store.versions())
    ]
    _table(["built", "version", "state"], words, language, text=3)


def _table(heads: list[str], rows: list[list[str]], language: str, text: int) -> None:
    numeric = [place >= text for place in range(len(heads))]
    st.html(tables.table([say(f"quality_column.{head}", language) for head in heads], rows, numeric))


def _day(value: pd.Timestamp, language: str) -> str:
    return "" if pd.isna(value) else short_day(value.date(), language)


def _reported(name: str, selection: Selection, language: str) -> dict[int, str]:
    """By year the share of the active businesses that a metric heard from, where that may be shown."""
    result = metrics.run(name, Selection(version=selection.version))
    shares = result.rows.set_index("year")["reported_pct"].mask(result.masked["reported_pct"].to_numpy())
    words = {int(year): percent(share, language, 0) for year, share in shares.dropna().items()}
    return dict.fromkeys(result.rows.loc[result.masked["reported_pct"], "year"], HIDDEN) | words
