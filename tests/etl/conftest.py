"""What the ETL's tests share: one build of the corpus, and a way to write small raw folders by hand."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pytest

from etl import __main__, parse

CORPUS = Path(__file__).parent / "corpus"
DIRECTORY = {
    "kind": "directory",
    "source": "dinas_direktori",
    "as_of": "2024-01-31",
    "kbli_version": "2020",
    "year": 2023,
}
PRODUCTION = {"kind": "production", "source": "dinas_produksi", "as_of": "2024-02-28", "year": 2023}


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home built from the corpus of invented office files; `printed.txt` is what the command line said of it."""
    home = tmp_path_factory.mktemp("corpus")
    given = ["--raw", str(CORPUS / "files"), "--home", str(home), "--progress", "lines"]
    with (
        (home / "printed.txt").open("w", encoding="utf-8") as printed,
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        assert __main__.main(given) == __main__.SOME_REFUSED
    return home


@pytest.fixture(scope="session")
def corpus(corpus_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database of the corpus."""
    with duckdb.connect(str(published(corpus_home)), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def parsers() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows the parsers, and one KBLI class of four digits."""
    with duckdb.connect() as connection:
        parse.install(connection, ["1071"])
        yield connection


def published(home: Path) -> Path:
    """The newest published database of a home."""
    return max((home / "published").glob("ikm-*.duckdb"))


def write(folder: Path, name: str, lines: Sequence[str], mapping: Mapping[str, object], sample: bool = True) -> Path:
    """A text file with its mapping; every mapping is a sample's unless said otherwise. Returns the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes("\n".join([*lines, ""]).encode("utf-8"))
    (folder / f"{name}.toml").write_text(toml(dict(mapping) | {"sample": sample}), encoding="utf-8")
    return file


def toml(mapping: Mapping[str, object]) -> str:
    plain = {key: value for key, value in mapping.items() if not isinstance(value, dict)}
    lines = [f"{key} = {_literal(key, value)}" for key, value in plain.items()]
    for key, value in mapping.items():
        if isinstance(value, dict):
            lines += [f"[{key}]", *(f'{field} = "{header}"' for field, header in value.items())]
    return "\n".join(lines) + "\n"


def _literal(key: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) and key != "as_of" else str(value)


def query(home: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of a SELECT on the newest published database of a home."""
    with duckdb.connect(str(published(home)), read_only=True) as connection:
        connection.execute("set search_path = 'core'")
        return connection.execute(sql).fetchall()
