"""Reading a CSV with a reason for every cell that cannot be read, beside DuckDB's own reader on the same file.

Each side runs in a process of its own, so that its peak memory is its own. The files are invented, the same each time.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from etl import identity, intake, reference
from etl.publish import DATA
from ikm import store

SEED = 20230919
TRIES = 3
MEGABYTE = 1_000_000
MAPPING = 'kind = "production"\nsource = "dinas_produksi"\nas_of = 2024-02-28\nsample = true\n'
PLACES = (("Bende", "Kadia"), ("Kadia", "Kadia"), ("Poasia", "Abeli"), ("Wua-Wua", "Wua-Wua"), ("Lepo-Lepo", "Baruga"))
PRODUCTS = ("Roti", "Abon ikan", "Mebel kayu", "Tenun", "Kue kering", "Keripik pisang")
HEADS = (
    "nik",
    "nama_perusahaan",
    "kelurahan",
    "kecamatan",
    "jenis_produk",
    "tahun_data",
    "tk_l",
    "tk_p",
    "tk_total",
    "nilai_produksi",
    "nilai_bahan_baku",
    "bulan_aktif",
)


# -- the file


def write_file(folder: Path, rows: int) -> Path:
    """A production file of so many rows with its mapping: three years of each business, some money unreadable."""
    chance = np.random.default_rng(SEED)
    business = np.arange(rows) // 3
    place = chance.integers(0, len(PLACES), rows // 3 + 1)[business]
    men, women = chance.integers(0, 9, rows), chance.integers(0, 9, rows)
    cells = (
        _joined("747199", _digits(business, 10)),
        _joined("UD Contoh ", pa.array(business).cast(pa.string())),
        pa.array([kelurahan for kelurahan, _ in PLACES]).take(pa.array(place)),
        pa.array([kecamatan for _, kecamatan in PLACES]).take(pa.array(place)),
        pa.array(PRODUCTS).take(pa.array(chance.integers(0, len(PRODUCTS), rows))),
        pa.array(2021 + np.arange(rows) % 3).cast(pa.string()),
        pa.array(men).cast(pa.string()),
        pa.array(women).cast(pa.string()),
        pa.array(men + women).cast(pa.string()),
        _money(chance, rows),
        _money(chance, rows),
        pa.array(chance.integers(1, 13, rows)).cast(pa.string()),
    )
    file = folder / f"produksi_{rows}.csv"
    layout = csv.WriteOptions(delimiter=";", quoting_style="none")
    csv.write_csv(pa.table(dict(zip(HEADS, cells, strict=True))), file, layout)
    file.with_name(f"{file.name}.toml").write_text(MAPPING, encoding="utf-8")
    return file


def _digits(numbers: np.ndarray, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _joined(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _money(chance: np.random.Generator, rows: int) -> pa.Array:
    """Amounts as offices write them: digits, dots, rupiah and cents, words; one in fifty ambiguous or no number."""
    millions, thousands = chance.integers(1, 900, rows), chance.integers(0, 1000, rows)
    head, tail = pa.array(millions).cast(pa.string()), _digits(thousands, 3)
    dotted = _joined(head, ".", tail, ".000")
    ways = [
        dotted,
        _joined(head, tail, "000"),
        _joined("Rp", dotted, ",00"),
        _joined(head, ",5 juta"),
        _joined(head, ".25"),
    ]
    way = chance.choice(6, rows, p=(0.4, 0.3, 0.2, 0.08, 0.01, 0.01))
    return pc.choose(pa.array(way), *ways, pa.array(["belum lapor"]).take(pa.array(np.zeros(rows, dtype=int))))


# -- one side in a process of its own


def engine_alone(file: Path, database: Path) -> dict[str, float]:
    with duckdb.connect(str(database)) as connection:
        reading = f"create or replace table plain as select * from read_csv('{file}', all_varchar = true)"
        return {"reading": _seconds(lambda: connection.execute(reading).fetchall())}


def ours(file: Path, database: Path) -> dict[str, float]:
    sources = reference.sources(DATA / "sources.toml", file.parent / "sources.toml")
    tables = reference.read(DATA / "reference", list(sources))
    with duckdb.connect(str(database)) as connection:
        reference.load(connection, tables, sources)
        intake.prepare(connection, tables)
        reading = _seconds(lambda: intake.take(connection, file.parent, tables, sources, list))
        resolving = _seconds(lambda: identity.resolve(connection, database.parent, all_sample=True))
    return {"reading": reading, "resolving": resolving}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


SIDES = {"engine": engine_alone, "ours": ours}


def _measured(side: str, file: Path) -> dict[str, float]:
    """Seconds of the best of some tries, and the peak memory of the last in megabytes."""
    tries = [_one_try(side, file) for _ in range(TRIES)]
    return {name: min(each[name] for each in tries) for name in tries[0]}


def _one_try(side: str, file: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.bench.intake", side, str(file), folder],
            cwd=store.PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    return json.loads(ran.stdout)


def _peak_megabytes() -> float:
    if os.name == "nt":
        return float("nan")
    import resource

    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / MEGABYTE


def report(sizes: Sequence[int]) -> None:
    """Print for each size: rows a second of both, the share of the engine's speed, peak memory, identity apart."""
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = write_file(Path(folder), rows)
            megabytes = file.stat().st_size / MEGABYTE
            engine, own = _measured("engine", file), _measured("ours", file)
        print(
            f"{rows:9,} rows ({megabytes:6.1f} MB): {rows / own['reading']:9,.0f} rows/s with reasons, "
            f"{rows / engine['reading']:9,.0f} rows/s read_csv: ratio {engine['reading'] / own['reading']:.2f}; "
            f"identity {own['resolving']:.2f} s; peak {own['peak']:.0f} MB, read_csv {engine['peak']:.0f} MB"
        )


if __name__ == "__main__":
    side, file, folder = sys.argv[1:]
    print(json.dumps(SIDES[side](Path(file), Path(folder) / "bench.duckdb") | {"peak": _peak_megabytes()}))
