"""`python -m etl`: build, check, versions, rollback, links. Exit codes: DONE … SOME_REFUSED below."""

import argparse
import csv
import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import duckdb
from tqdm import tqdm

from etl import candidates, identity, publish, report
from etl.errors import BuildStopped
from etl.messages import LANGUAGES, masked, say, stopped
from ikm import store

DONE, FAILED, USAGE, SOME_REFUSED = 0, 1, 2, 3
# How the system says that a file cannot grow, inside whatever the engine says around it.
NO_ROOM = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT))
COUNTS = ("read", "loaded", "duplicate", "out_of_scope", "quarantined", "skipped")


class Parser(argparse.ArgumentParser):
    """argparse speaks English only; what it refuses is said in the language asked for."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, say("say.usage", _language(sys.argv[1:]), detail=message) + "\n")


def _language(arguments: Sequence[str]) -> str:
    """The language before anything is parsed, for help and usage messages."""
    words = " ".join(arguments).replace("=", " ").split()
    after = [word for before, word in pairwise(words) if before == "--lang"]
    return after[-1] if after and after[-1] in LANGUAGES else "id"


def _parser(language: str) -> argparse.ArgumentParser:
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--raw", type=Path, metavar="DIR", help=say("help.raw", language))
    common.add_argument("--home", type=Path, metavar="DIR", help=say("help.home", language))
    common.add_argument("--trial-of", type=Path, metavar="DIR", help=say("help.trial_of", language))
    common.add_argument("--lang", choices=LANGUAGES, help=say("help.lang", language))
    common.add_argument("--progress", choices=("bar", "lines"), help=say("help.progress", language))
    parser = Parser(prog="python -m etl", description=say("help.description", language), parents=[common])
    commands = parser.add_subparsers(dest="command", parser_class=Parser)
    added = {
        name: commands.add_parser(name, parents=[common], help=say(f"help.{name}", language))
        for name in ("build", "check", "versions", "rollback", "links")
    }
    added["check"].add_argument("files", nargs="+", type=Path, metavar="FILE")
    added["check"].add_argument("--report", type=Path, metavar="FILE.xlsx", help=say("help.report", language))
    added["rollback"].add_argument("version", nargs="?", metavar="VERSION")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    given = _parser(_language(arguments)).parse_args(arguments)
    language = getattr(given, "lang", "id")
    try:
        return _run(given, getattr(given, "home", store.home()), language)
    except BuildStopped as error:
        _tell_stop(error, language)
    except (OSError, duckdb.Error, MemoryError) as error:
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        stop = "stop.no_room" if any(words in detail for words in NO_ROOM) else "stop.system"
        _complain(say(stop, language, detail=detail))
    except KeyboardInterrupt:
        _complain(say("stop.interrupted", language))
    return FAILED


def _run(given: argparse.Namespace, home: Path, language: str) -> int:
    if given.command == "check":
        return report.check(given.files, getattr(given, "report", None), language)
    if given.command == "versions":
        return _versions(home, language)
    if given.command == "rollback":
        print(say("say.rolled_back", language, version=publish.roll_back(home, given.version)))
        return DONE
    if given.command == "links":
        return _links(home, language)
    if hasattr(given, "trial_of"):
        identity.lend(given.trial_of / "private", home / "private")
    steps = _lines if getattr(given, "progress", "bar") == "lines" else _bar
    return _build(getattr(given, "raw", None), home, language, steps)


def _build(raw: Path | None, home: Path, language: str, steps: Callable[[list[Path], str], Iterable[Path]]) -> int:
    folder = raw or publish.raw_folder()
    if raw is None and folder.name == "sample":
        print(say("say.from_sample", language))
    built = publish.build(folder, home, progress=lambda files, stage: steps(files, say(f"say.{stage}", language)))
    _print_table(built, language)
    for name, refusal in built.refusals.items():
        print(say("say.refused", language, file=name, reason=stopped(refusal, language)))
    if built.rolled_back:
        print(say("say.rollback_ended", language))
    print(say("say.published", language, version=built.version))
    return SOME_REFUSED if built.refusals else DONE


def _bar(files: list[Path], words: str) -> Iterable[Path]:
    """A progress bar on a terminal, nothing in a pipe."""
    return tqdm(files, desc=words, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)


def _lines(files: list[Path], words: str) -> Iterable[Path]:
    """Each step as a line `progress <done> <total> <words>`, for a program that draws a bar of its own."""
    for done, file in enumerate(files):
        print(f"progress {done} {len(files)} {words}", file=sys.stderr, flush=True)
        yield file


def _print_table(built: publish.Built, language: str) -> None:
    rows: list[tuple[Any, ...]] = [
        (str(file["file"]), *(file[f"rows_{count}"] for count in COUNTS)) for file in built.files if not file["refused"]
    ]
    total = (say("table.total", language), *(sum(row[at + 1] for row in rows) for at in range(len(COUNTS))))
    header = (say("table.file", language), *(say(f"table.{count}", language) for count in COUNTS))
    lines = [tuple(map(str, row)) for row in (header, *rows, total)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(header))]
    for line in lines:
        print(
            "  ".join(
                [
                    line[0].ljust(widths[0]),
                    *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
                ]
            )
        )


def _versions(home: Path, language: str) -> int:
    current = store.current_version(home)
    for version in store.versions(home):
        print(f"{version}  ({say('say.current', language)})" if version == current else version)
    return DONE


def _links(home: Path, language: str) -> int:
    found = candidates.candidates(home)
    if not found:
        _complain(say("say.no_links", language))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows([candidates.COLUMNS, *found])
    return DONE


def _tell_stop(error: BuildStopped, language: str) -> None:
    if isinstance(error, publish.ChecksFailed):
        for failure in error.failures:
            _complain(say("say.broken_check", language, check=failure.check, count=failure.count))
            for row in failure.rows:
                cells = (f"{name}={masked(str(cell))}" for name, cell in zip(failure.columns, row, strict=True))
                _complain("  " + ", ".join(cells))
    if isinstance(error, publish.NothingReadable):
        for name, refusal in error.refusals.items():
            _complain(say("say.refused", language, file=name, reason=stopped(refusal, language)))
    _complain(stopped(error, language))


def _complain(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    # A Windows console may not speak UTF-8; a name with an accent must not stop a build.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.exit(code)
