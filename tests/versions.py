"""Homes of one test alone, and one with two versions of the tiny city.

The older version knows no 2022, and says less of the bakery's 2020.
"""

from pathlib import Path

from etl import publish

TINY = Path(__file__).parent / "tiny"


def lent(home: Path, folder: Path) -> Path:
    """`folder` as a home that has the databases of `home`: what is noted or rolled back in it stays in it."""
    (folder / "published").mkdir()
    for file in (home / "published").glob("*.duckdb"):
        (folder / "published" / file.name).symlink_to(file)
    return folder


def built_twice(folder: Path) -> tuple[Path, str, str]:
    """The home, the older version and the newer one, built inside `folder`."""
    older = folder / "older"
    older.mkdir()
    for file in (each for each in TINY.iterdir() if each.suffix != ".md"):
        (older / file.name).write_bytes(_before(file))
    home = folder / "home"
    first = publish.build(older, home).version
    return home, first, publish.build(TINY, home).version


def _before(file: Path) -> bytes:
    """A file as it was: no rows of 2022 in directory and production, and 10 million instead of 70 for the bakery."""
    if file.name not in {"direktori.csv", "produksi.csv"}:
        return file.read_bytes()
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "2022" not in line.split(";")[:2]]
    earlier = [line.replace("roti tawar;70", "roti tawar;10") for line in kept]
    return ("\n".join(earlier) + "\n").encode()
