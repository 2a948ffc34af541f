"""The operator's part of the data page: bring in a file, see what it would change, accept it or not; go back a version.

Shown only where the server was started with `IKM_OPERATOR=1`, to whoever types the token printed in its terminal, and
never to a request that came through a proxy. Everything is done by the ETL's own command line in another process; the
app itself opens no private file.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from ikm import changes, ledger, metrics, store
from ikm.page import tables
from ikm.selection import Selection
from ikm.text import HIDDEN, NO_DATA, cell, period, say

RAW = store.PROJECT / "data" / "raw"
KINDS = (
    "directory", "production", "activity", "oss_project", "oss_nib", "oss_licence",
    "training_event", "training_participant", "training_outcome", "certificate",
)  # fmt: skip
CHOICES = {
    "kbli_version": ("", "2015", "2017", "2020", "2025"),
    "money_unit": ("rupiah", "thousand", "million"),
    "money_period": ("year", "month"),
    "sex_letters": ("", "LP", "PW"),
}
TEXTS = ("sheet", "encoding", "delimiter")
EXTENSIONS = ("xlsx", "xls", "csv", "txt")
MAX_MEGABYTES = 50
SHOWN_CHANGES = 300
REPORT = "laporan.xlsx"
ABANDONED_SECONDS = 24 * 3600
UNREADABLE = 2  # exit code of a check of a file of which nothing can be loaded
BUILT = (0, 3)  # exit codes of a build that published, with or without refused files
PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True)
class Incoming:
    """A file on trial: its folder, the file, what the check says of it, whether anything of it can be loaded."""

    folder: Path
    file: Path
    report: str
    usable: bool


def enabled() -> bool:
    """Whether this server has operators, and this request may be one."""
    asked = os.environ.get("IKM_OPERATOR") == "1"
    return asked and not any(header.lower() in PROXY_HEADERS for header in _headers())


def _headers() -> Mapping[str, str]:
    return st.context.headers


@st.cache_resource(show_spinner=False)
def _token() -> dict[str, str]:
    """The token in force, printed where the server was started; a new one after each use."""
    return {"token": _printed_token()}


def _printed_token() -> str:
    token = secrets.token_urlsafe(12)
    print(f"IKM Kendari, operator: {token}", flush=True)
    return token


def announce() -> None:
    """Print the first token when the server has operators."""
    if os.environ.get("IKM_OPERATOR") == "1":
        _token()


def panel(_: Selection, language: str) -> None:
    """The sign-in, then what an operator can do."""
    if not st.session_state.get("operator"):
        _sign_in(language)
        return
    st.subheader(say("operator.bring_in", language), anchor=False)
    incoming: Incoming | None = st.session_state.get("incoming")
    if incoming is None:
        _upload(language)
    else:
        _judge(incoming, language)
    st.subheader(say("operator.go_back", language), anchor=False)
    _roll_back(language)


def _sign_in(language: str) -> None:
    with st.form("operator-sign-in", border=False):
        given = st.text_input(say("operator.token", language), type="password")
        if st.form_submit_button(say("operator.enter", language)):
            if secrets.compare_digest(given.encode(), _token()["token"].encode()):
                _token()["token"] = _printed_token()
                st.session_state["operator"] = True
                st.rerun()
            st.error(say("operator.wrong_token", language))


def _upload(language: str) -> None:
    """A file and its mapping, filled by hand or like that of a file already here."""
    uploaded = st.file_uploader(say("operator.file", language), type=list(EXTENSIONS), max_upload_size=MAX_MEGABYTES)
    known = _mappings()
    like = st.selectbox(
        say("operator.like", language),
        ["", *known],
        format_func=lambda name: name or say("operator.blank", language),
        key="like",
    )
    mapping = _form(known.get(like, {}), language, like)
    if uploaded is not None and mapping is not None:
        st.session_state["incoming"] = _staged(uploaded.name, uploaded.getvalue(), mapping, language)
        st.rerun()


def _mappings() -> dict[str, dict[str, Any]]:
    folders = [folder for folder in (RAW, store.PROJECT / "data" / "sample") if folder.is_dir()]
    files = sorted(file for folder in folders for file in folder.glob("*.toml") if file.name != "sources.toml")
    known = {}
    for file in files:
        # A mapping that cannot be read is nothing to copy from; the build says what is wrong with it.
        with contextlib.suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
            known[file.name] = tomllib.loads(file.read_text(encoding="utf-8"))
    return known


def _form(like: dict[str, Any], language: str, key: str) -> str | None:
    """The mapping as TOML once the form is sent, else None."""
    version = store.current_version()
    sources = [
        str(each)
        for each in store.query("select source_id from source order by source_id", version=version)["source_id"]
    ]
    with st.form(f"mapping-{key}"):
        left, right = st.columns(2)
        values: dict[str, Any] = {
            "kind": left.selectbox(say("mapping.kind", language), KINDS, _place(KINDS, like.get("kind")),
                                   format_func=lambda kind: say(f"kind.{kind}", language)),
            "source": right.selectbox(say("mapping.source", language), sources, _place(sources, like.get("source"))),
            "as_of": left.date_input(say("mapping.as_of", language), date.today(), format="DD/MM/YYYY"),
            "year": int(right.number_input(say("mapping.year", language), 0, 2100, int(like.get("year", 0)))),
        }  # fmt: skip
        for place, (name, options) in enumerate(CHOICES.items()):
            side = left if place % 2 == 0 else right
            values[name] = side.selectbox(say(f"mapping.{name}", language), options, _place(options, like.get(name)))
        for place, name in enumerate(TEXTS):
            values[name] = (left, right)[place % 2].text_input(say(f"mapping.{name}", language), like.get(name, ""))
        columns = st.text_area(
            say("mapping.columns", language),
            "\n".join(f"{field} = {head}" for field, head in like.get("columns", {}).items()),
        )
        return _toml(values, columns) if st.form_submit_button(say("operator.check", language)) else None


def _place(options: Sequence[str], value: Any) -> int:
    return list(options).index(value) if value in options else 0


def _toml(values: dict[str, Any], columns: str) -> str:
    """The mapping file: only what says something."""
    lines = [f"{name} = {_literal(value)}" for name, value in values.items() if value not in ("", 0)]
    pairs = [line.split("=", 1) for line in columns.splitlines() if "=" in line]
    if pairs:
        lines += ["", "[columns]", *(f"{field.strip()} = {_literal(head.strip())}" for field, head in pairs)]
    return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return json.dumps("".join(letter if letter.isprintable() else " " for letter in str(value)), ensure_ascii=False)


def stored_name(name: str) -> str:
    """A file name of our own, made of the safe letters of the one given: it is never used as a path."""
    stem, _, extension = name.rpartition(".")
    letters = re.sub(r"[^A-Za-z0-9 _()-]+", "_", stem).strip(" ._")[:80]
    kind = extension.lower() if extension.lower() in EXTENSIONS else "txt"
    return f"{letters or 'berkas'}.{kind}"


def _staged(name: str, content: bytes, mapping: str, language: str) -> Incoming:
    incoming = store.home() / "incoming"
    _clear_abandoned(incoming)
    folder = incoming / secrets.token_hex(8)
    folder.mkdir(parents=True, mode=0o700)
    file = folder / stored_name(name)
    file.write_bytes(content)
    file.with_name(f"{file.name}.toml").write_text(mapping, encoding="utf-8")
    done = _etl("check", str(file), "--report", str(folder / REPORT), "--lang", language)
    return Incoming(folder, file, (done.stdout + done.stderr).strip(), usable=done.returncode != UNREADABLE)


def _clear_abandoned(incoming: Path) -> None:
    """Uploads hold names and numbers of persons: one that nobody accepted or discarded goes after a day."""
    for folder in incoming.glob("*"):
        if time.time() - folder.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _judge(incoming: Incoming, language: str) -> None:
    """The check report, the figures that would change, and the two buttons."""
    st.markdown(f"**{incoming.file.name}**")
    st.code(incoming.report, language=None, height=260)
    report = incoming.folder / REPORT
    if report.exists():
        st.download_button(say("operator.report", language), report.read_bytes(), f"laporan-{incoming.file.name}.xlsx")
    trial = incoming.folder / "home"
    if incoming.usable and not store.versions(trial):
        raw, home = str(_trial_raw(incoming)), str(store.home())
        failed = _build(["--raw", raw, "--home", str(trial), "--trial-of", home], language)
        if failed:
            st.error(failed)
    if store.versions(trial):
        _show_changes(trial, language)
    accept, discard = st.columns(2)
    if store.versions(trial) and accept.button(say("operator.accept", language), type="primary"):
        _accept(incoming, language)
    if discard.button(say("operator.discard", language)):
        _forget(incoming)


def _trial_raw(incoming: Incoming) -> Path:
    """The raw folder as it would be with the new file in it; the sample is gone once a real file is there."""
    raw = incoming.folder / "raw"
    if not raw.exists():
        shutil.copytree(RAW, raw) if RAW.is_dir() else raw.mkdir()
        for file in (incoming.file, incoming.file.with_name(f"{incoming.file.name}.toml")):
            shutil.copy(file, raw / file.name)
    return raw


def _show_changes(trial: Path, language: str) -> None:
    """Which published figures would change, and by how much."""
    new = store.versions(trial)[-1]
    old = str(store.current_version())
    found = changes.between(store.home(), old, trial, new)
    st.markdown(f"**{say('operator.changes', language, count=len(found))}**")
    if not found:
        return
    rows = [
        [
            metrics.metric(each.metric).title[language],
            _row_name(each, language, old),
            say(f"column.{each.column}", language),
            _figure(each.column, each.before, language),
            _figure(each.column, each.after, language),
            _difference(each, language),
        ]
        for each in found[:SHOWN_CHANGES]
    ]
    heads = [
        say(f"quality_column.{name}", language) for name in ("metric", "row", "column", "before", "after", "difference")
    ]
    st.html(tables.table(heads, rows, [False, False, False, True, True, True]))
    if len(found) > SHOWN_CHANGES:
        st.caption(say("operator.more", language, count=len(found) - SHOWN_CHANGES))


def _row_name(change: changes.Change, language: str, version: str) -> str:
    grain = metrics.metric(change.metric).grain
    keys = change.key if len(grain) > 1 else (change.key,)
    return ", ".join(
        period(key, language) if column in ledger.PERIODS else ledger.name(column, key or None, language, version)
        for column, key in zip(grain, keys, strict=True)
    )


def _figure(column: str, value: object, language: str) -> str:
    return f"{NO_DATA} / {HIDDEN}" if value is None else cell(column, value, language)


def _difference(change: changes.Change, language: str) -> str:
    numbers = [value for value in (change.before, change.after) if isinstance(value, (int, float))]
    if len(numbers) < 2:
        return ""
    return cell(change.column, float(numbers[1]) - float(numbers[0]), language)


def _accept(incoming: Incoming, language: str) -> None:
    """Put the file beside the others, build and publish; take it back when that fails."""
    RAW.mkdir(parents=True, exist_ok=True)
    placed = [RAW / incoming.file.name, RAW / f"{incoming.file.name}.toml"]
    if any(file.exists() for file in placed):
        st.error(say("operator.exists", language, file=incoming.file.name))
        return
    shutil.copy(incoming.file, placed[0])
    shutil.copy(incoming.file.with_name(f"{incoming.file.name}.toml"), placed[1])
    failed = _build(["--home", str(store.home())], language)
    if failed:
        for file in placed:
            file.unlink()
        st.error(failed)
        return
    st.session_state["held_version"] = store.current_version()
    _forget(incoming)


def _forget(incoming: Incoming) -> None:
    shutil.rmtree(incoming.folder, ignore_errors=True)
    st.session_state.pop("incoming", None)
    st.rerun()


def _build(folders: list[str], language: str) -> str:
    """Run a build with a progress bar; returns what went wrong, empty when a database was published."""
    bar = st.progress(0.0, say("operator.building", language))
    command = [sys.executable, "-m", "etl", *folders, "--lang", language, "--progress", "lines"]
    process = subprocess.Popen(
        command, cwd=store.PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    said = list(_followed(process.stderr or (), lambda share, words: bar.progress(share, words)))
    bar.empty()
    return "" if process.wait() in BUILT else "\n".join(said)


def _followed(lines: Iterable[str], show: Callable[[float, str], object]) -> Iterator[str]:
    """Lines `progress <done> <total> <words>` move the bar; any other is passed on."""
    for line in lines:
        step = re.match(r"progress (\d+) (\d+) (.*)", line)
        if step:
            show(min(1.0, int(step[1]) / max(1, int(step[2]))), step[3])
        else:
            yield line.strip()


def _roll_back(language: str) -> None:
    current = store.current_version()
    others = [version for version in reversed(store.versions()) if version != current]
    if not others:
        st.caption(say("operator.no_other", language))
        return
    chosen = st.selectbox(say("operator.version", language), others)
    sure = st.checkbox(say("operator.sure", language, version=chosen))
    if st.button(say("operator.roll_back", language), disabled=not sure):
        done = _etl("rollback", str(chosen), "--home", str(store.home()), "--lang", language)
        if done.returncode == 0:
            st.session_state["held_version"] = store.current_version()
            st.rerun()
        st.error(done.stderr.strip())


def _etl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", *arguments],
        cwd=store.PROJECT, check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
