"""Speed, as ratios to the bare engine measured in the same run. Absolute figures are printed, never asserted.

`make bench` runs all of it, in about a minute, on files and a database that it makes for itself.
"""

import tempfile
from pathlib import Path

from etl import publish
from ikm import store
from tests.bench import intake, queries

if __name__ == "__main__":
    intake.report((10_000, 100_000, 1_000_000))
    with tempfile.TemporaryDirectory() as home, store.at(Path(home)):
        publish.build(publish.raw_folder(), Path(home))
        queries.report()
