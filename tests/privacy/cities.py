"""Small invented cities for attacks, one row a business, and the cube they add up to."""

import numpy as np
import pandas as pd

from ikm.privacy import lattice
from ikm.privacy.lattice import Cube, Measure

MEASURES = {"businesses": Measure("n"), "output": Measure("n", "output_idr", "largest", "second")}
SECTORS = (
    ("Pangan", "10", "10710"),
    ("Pangan", "10", "10794"),
    ("Pangan", "11", "11040"),
    ("Sandang", "13", "13131"),
    ("Sandang", "14", "14111"),
    ("Kerajinan", "16", "16291"),
    ("Kimia", "16", "16101"),
)
COLUMNS = ("branch", "division", "kbli", "kecamatan_code", "size_bps", "size_ministry", "owner_sex")


def cube(businesses: pd.DataFrame) -> Cube:
    """The cube of businesses with the columns COLUMNS and output_idr, all in one year."""
    rows = businesses.assign(year=2020).groupby(["year", *COLUMNS], dropna=False)["output_idr"]
    cells = rows.agg(
        n="count", output_idr="sum", largest="max", second=lambda values: np.sort([0, *values])[-2]
    ).reset_index()
    return lattice.cube(cells, ["year"], MEASURES)


def chance(seed: int) -> pd.DataFrame:
    """20 to 160 businesses spread unevenly over sectors, places, sizes and sexes; the two rulers of size disagree on
    one in ten."""
    random = np.random.default_rng(seed)
    count = int(random.integers(20, 160))

    def drawn(values: list[str | None]) -> list[str | None]:
        weights = random.dirichlet(np.full(len(values), 1.2))
        return [values[place] for place in random.choice(len(values), count, p=weights)]

    places = random.choice(len(SECTORS), count, p=random.dirichlet(np.full(len(SECTORS), 1.2)))
    branch, division, kbli = zip(*(SECTORS[place] for place in places), strict=True)
    size = np.array(drawn(["mikro", "kecil", "menengah"]))
    other = np.array(drawn(["mikro", "kecil", "menengah"]))
    return pd.DataFrame(
        {
            "branch": branch,
            "division": division,
            "kbli": kbli,
            "kecamatan_code": drawn(["74.71.01", "74.71.02", "74.71.03", "74.71.04"]),
            "size_bps": size,
            "size_ministry": np.where(random.random(count) < 0.9, size, other),
            "owner_sex": drawn(["L", "P", None]),
            "output_idr": np.exp(random.normal(3, 1.3, count)).round() + 1,
        }
    )


def built() -> pd.DataFrame:
    """A city made to be attacked: singletons in one branch (Sandang) and in one kecamatan (04), a branch of exactly two
    (Kimia), one dominant producer (Kerajinan in 01), and a business that alone is kecil for one ruler and menengah for
    the other, so that the sum of two sizes by one ruler less one by the other would be that business."""
    rows: list[tuple[str, str, str, str, str, str, str | None, float]] = []

    def add(sector: int, kecamatan: str, size: str, ministry: str, sex: str | None, *output: float) -> None:
        rows.extend((*SECTORS[sector], f"74.71.{kecamatan}", size, ministry, sex, each) for each in output)

    add(0, "01", "mikro", "mikro", "P", 40, 42, 44, 46, 48, 50)
    add(0, "02", "mikro", "mikro", "L", 30, 33, 35, 38)
    add(1, "01", "kecil", "kecil", "P", 120, 140, 150, 160)
    add(1, "02", "kecil", "kecil", "L", 110, 130, 155)
    add(2, "03", "kecil", "kecil", "L", 90, 95, 99, 105)
    add(2, "03", "menengah", "menengah", "P", 400, 420, 450)
    add(1, "03", "kecil", "menengah", "P", 260)
    for kecamatan, output in (("01", 61), ("02", 67), ("03", 71), ("04", 73)):
        add(3, kecamatan, "mikro", "mikro", "P", output)
        add(4, kecamatan, "mikro", "mikro", "P", output + 5)
    add(5, "01", "menengah", "menengah", "L", 9000, 30, 31, 32)
    add(5, "02", "mikro", "mikro", "L", 34, 36, 37, 39)
    add(6, "02", "kecil", "kecil", "L", 81)
    add(6, "03", "kecil", "kecil", "P", 83)
    add(0, "04", "mikro", "mikro", None, 45)
    return pd.DataFrame(rows, columns=[*COLUMNS, "output_idr"])
