"""Databases that tests share: the tiny city of `tests/tiny/` and the sample city, each built once by the real ETL."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from etl import publish

TESTS = Path(__file__).parent
# How long one example takes says something of the machine, not of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
PATIENCE_SECONDS = 300


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time holds `lock`: the workers of one test run share a home."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink()


def _built(raw: Path, folders: pytest.TempPathFactory) -> Path:
    """A home with a database built from `raw`, made by the first worker that asks for it."""
    base = folders.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = shared / f"home-{raw.name}"
    with _alone(shared / f"home-{raw.name}.lock"):
        if not list(home.glob("published/ikm-*.duckdb")):
            publish.build(raw, home)
    return home


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home built from `tests/tiny/`, whose README says what is in it."""
    return _built(TESTS / "tiny", tmp_path_factory)


@pytest.fixture
def tiny(tiny_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny city as the current database of this test."""
    monkeypatch.setenv("IKM_HOME", str(tiny_home))
    return tiny_home


@pytest.fixture(scope="module")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home built from `data/sample/`, the current database of every test of the module."""
    home = _built(TESTS.parent / "data" / "sample", tmp_path_factory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IKM_HOME", str(home))
        yield home
