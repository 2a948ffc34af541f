"""The command line for a scheduled job: a ready-made set as one ZIP with PowerPoint, slides, workbook and README.

    python -m ikm.export --set wali-kota --out DIR [--lang en] [--branch Pangan]

Exits with 0 when the file is written, 1 when there is no database or no figure to show, 2 on bad usage.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ikm import deck as decks
from ikm import ledger, store
from ikm.export import pack
from ikm.text import LANGUAGES, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the archive and print its path."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    version = store.current_version()
    if version is None:
        print(say("state.no_database", asked.lang), file=sys.stderr)
        return 1
    branches = ledger.names("branch", asked.lang, version)
    if decks.sets()[asked.set].get("by_branch") and asked.branch not in branches:
        parser.error(f"--set {asked.set} --branch {{{', '.join(branches)}}}")
    deck = decks.pinned(decks.ready(asked.set, asked.lang, asked.branch), version)
    if not deck.slides:
        print(f"{deck.title}: {say('figure.hidden', asked.lang)}", file=sys.stderr)
        return 1
    print(_written(asked.out, pack.file_name(deck, ".zip"), pack.made(deck, ".zip")))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ikm.export", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", required=True, choices=sorted(decks.sets()), help="ready-made set of figures")
    parser.add_argument("--out", required=True, type=Path, help="folder to write into; made where it is not there")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of the files")
    parser.add_argument("--branch", help="branch of industry, for a set of one branch")
    return parser


def _written(folder: Path, name: str, data: bytes) -> Path:
    """The file, whole or not at all: whoever fetches it meanwhile gets no half."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{name}.new"
    draft.write_bytes(data)
    return draft.replace(folder / name)


if __name__ == "__main__":
    sys.exit(main())
