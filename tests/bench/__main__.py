"""Speed, as ratios to the bare engine measured in the same run. Absolute figures are printed, never asserted.

`make bench` runs all of it on a database that it builds for itself. With `--large` the intake reads a file of a million
rows too.
"""

import argparse
import tempfile
from pathlib import Path

from etl import publish
from ikm import store
from tests.bench import intake, queries

if __name__ == "__main__":
    given = argparse.ArgumentParser(prog="python -m tests.bench")
    given.add_argument("--large", action="store_true", help="read a file of a million rows too")
    large = given.parse_args().large
    intake.report((10_000, 100_000, 1_000_000) if large else (10_000, 100_000))
    with tempfile.TemporaryDirectory() as home, store.at(Path(home)):
        publish.build(publish.raw_folder(), Path(home))
        queries.report()
