"""The city's totals of each year, which the sample is fitted to."""

from dataclasses import dataclass

FIRST, LAST = 2014, 2024
YEARS = range(FIRST, LAST + 1)


@dataclass(frozen=True)
class Total:
    """`registered` at the end of the year, `closed` in it; `workers` and `output_idr` over the active that report."""

    registered: int
    closed: int
    workers: int
    output_idr: int


# Published for Kota Kendari: all of 2020 but `closed`, and the register of 2023. The rest is made up around them:
# units go on rising while a third of the output and a tenth of the workers are lost in 2020.
TOTALS = {
    2014: Total(905, 6, 3790, 322_400_000_000),
    2015: Total(968, 11, 3860, 341_900_000_000),
    2016: Total(1027, 12, 4070, 367_200_000_000),
    2017: Total(1086, 11, 4310, 398_500_000_000),
    2018: Total(1153, 13, 4730, 430_800_000_000),
    2019: Total(1228, 15, 5010, 465_700_000_000),
    2020: Total(1298, 32, 4466, 312_500_000_000),
    2021: Total(1389, 24, 4850, 361_300_000_000),
    2022: Total(1486, 17, 5070, 389_600_000_000),
    2023: Total(1575, 16, 5160, 408_200_000_000),
    2024: Total(1641, 18, 5290, 425_900_000_000),
}
