"""A build that is killed, or finds no room, at any moment: the version before stays whole and current.

Most moments are looked at in a build that is stopped and sent on: what a stopped process shows of its files is what a
killed one leaves. At a few the build is killed indeed, and the next one has to clean up behind it.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from etl import publish
from ikm import store
from tests.conftest import TESTS

if os.name == "nt":
    pytest.skip("Windows has no signals and no resource limits", allow_module_level=True)

import resource

TINY = TESTS / "tiny"
MOMENTS = 50
SEED = 19980521
Sums = dict[str, int]
Process = subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one version of the tiny city; tests work on copies."""
    home = tmp_path_factory.mktemp("once")
    publish.build(TINY, home)
    return home


@pytest.fixture
def home(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "home"))


@contextmanager
def building(home: Path) -> Iterator[Process]:
    """A build that tells its steps on standard error; whatever happens, it is gone afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "--raw", str(TINY), "--home", str(home), "--progress", "lines"],
        cwd=store.PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def steps(process: Process) -> Iterator[str]:
    assert process.stderr is not None
    return (line.decode() for line in process.stderr if line.startswith(b"progress "))


@contextmanager
def stopped(process: Process) -> Iterator[bool]:
    """The process stands still inside; False where it has ended before."""
    if process.poll() is not None:
        yield False
        return
    process.send_signal(signal.SIGSTOP)
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    alive = os.WIFSTOPPED(status)
    if not alive:
        process.returncode = os.waitstatus_to_exitcode(status)
    yield alive
    if alive:
        process.send_signal(signal.SIGCONT)


def sums(home: Path, version: str) -> Sums:
    """A sum over every cell of every table of a version."""
    with duckdb.connect(str(store.path_of(version, home)), read_only=True) as connection:
        names = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
        parts = (f"select '{name}', sum(cast(hash(t) as hugeint)) from core.\"{name}\" as t" for name in names)
        return dict(connection.execute(" union all ".join(parts)).fetchall())


def assert_whole(home: Path, old: str, expected: Sums) -> None:
    """The current version and every other can be read to the last row; at most one is new."""
    versions = store.versions(home)
    assert versions[0] == old
    assert store.current_version(home) == versions[-1]
    assert [sums(home, version) for version in versions[:2]] == [expected] * len(versions)


def leftovers(home: Path) -> frozenset[str]:
    """What a build has in hand, by name; versions by their number."""
    names = {file.relative_to(home).as_posix() for file in home.rglob("*") if file.is_file()}
    return frozenset({name for name in names if "/ikm-" not in name} | {f"{len(store.versions(home))} versions"})


def test_at_each_step_the_old_version_is_whole_and_what_is_left_lying_is_cleaned_up(home: Path, tmp_path: Path) -> None:
    (old,) = store.versions(home)
    expected = sums(home, old)
    left: dict[frozenset[str], Path] = {}
    seen = 0
    with building(home) as process:
        for seen, _ in enumerate(steps(process), start=1):
            with stopped(process):
                assert_whole(home, old, expected)
                if (shape := leftovers(home)) not in left:
                    left[shape] = Path(shutil.copytree(home, tmp_path / f"left-{seen}"))
    assert seen > len(list(TINY.glob("*.csv"))) + 20
    assert_whole(home, old, expected)
    for lying in left.values():
        publish.build(TINY, lying)
        assert_whole(lying, old, expected)
        assert sorted(file.name for file in (lying / "private").iterdir()) == ["ikm.duckdb", "key", "lock.duckdb"]
        assert {file.stem for file in (lying / "published").iterdir()} == {
            f"ikm-{each}" for each in store.versions(lying)
        }


def test_at_any_moment_the_current_version_is_whole(home: Path) -> None:
    """Half of the moments lie anywhere, half in the last fifth, where files change their names."""
    (old,) = store.versions(home)
    expected = sums(home, old)
    chance = random.Random(SEED)
    with building(home) as process:
        next(steps(process))
        started = time.monotonic()
        process.wait()
        lasted = time.monotonic() - started
    (_, newer) = store.versions(home)
    store.path_of(newer, home).unlink()
    moments = [chance.random() for _ in range(MOMENTS // 2)] + [chance.uniform(0.8, 1) for _ in range(MOMENTS // 2)]
    with building(home) as process:
        next(steps(process))
        running = 0.0
        for moment in sorted(moments):
            time.sleep(max(0.0, moment * lasted - running))
            running = moment * lasted
            with stopped(process) as alive:
                assert_whole(home, old, expected)
            if not alive:
                break
    assert_whole(home, old, expected)


@pytest.mark.parametrize("share", [0.0, 0.95])
def test_a_killed_build_leaves_the_old_version_and_the_next_build_succeeds(home: Path, share: float) -> None:
    (old,) = store.versions(home)
    expected = sums(home, old)
    with building(home) as process:
        for step in steps(process):
            done, total = map(int, step.split()[1:3])
            if "tabel" in step and done >= share * total:
                process.kill()
                break
        process.wait()
        assert process.returncode == -signal.SIGKILL
    assert store.versions(home) == [old]
    assert_whole(home, old, expected)
    new = publish.build(TINY, home).version
    assert store.versions(home) == [old, new]
    assert_whole(home, old, expected)


@pytest.mark.parametrize(
    ("room_bytes", "language", "words"),
    [(10_000, "id", "Tidak ada ruang"), (100_000, "en", "no room"), (2_000_000, "id", "Kosongkan ruang")],
)
def test_without_room_for_a_new_version_the_old_one_stays_and_the_message_says_so(
    home: Path, room_bytes: int, language: str, words: str
) -> None:
    """A limit on the size of a file stands for a full disk: the same calls fail, in the same places."""
    (old,) = store.versions(home)
    ran = subprocess.run(
        [sys.executable, "-m", "etl", "--raw", str(TINY), "--home", str(home), "--lang", language],
        cwd=store.PROJECT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, room_bytes)),
    )
    assert ran.returncode == 1
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert store.versions(home) == [old]
    assert sorted(file.name for file in (home / "private").iterdir()) == ["ikm.duckdb", "key", "lock.duckdb"]
    assert [file.name for file in (home / "published").iterdir()] == [f"ikm-{old}.duckdb"]
