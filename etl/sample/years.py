"""What each business does in each year, and which offices hear of it. Totals meet the published figures."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from etl.sample.chance import around, bell, fit, pick, stream
from etl.sample.life import branch
from etl.sample.people import Business
from etl.sample.totals import FIRST, TOTALS, YEARS
from etl.sample.trades import INDUSTRIES, TRADES

HUNDRED_THOUSAND = 100_000
MILIAR = 1_000_000_000

# What a business makes in each year of the crisis against its normal: food falls least and comes back.
OUTPUT_PATH = {
    "Pangan": {2020: 0.78, 2021: 0.94, 2022: 1.03, 2023: 1.10, 2024: 1.14},
    "Sandang dan Kulit": {2020: 0.52, 2021: 0.59, 2022: 0.63, 2023: 0.64, 2024: 0.66},
    "Kerajinan": {2020: 0.46, 2021: 0.53, 2022: 0.59, 2023: 0.62, 2024: 0.64},
    "Logam dan Elektronika": {2020: 0.63, 2021: 0.70, 2022: 0.72, 2023: 0.71, 2024: 0.72},
    "Kimia dan Bahan Bangunan": {2020: 0.70, 2021: 0.77, 2022: 0.80, 2023: 0.78, 2024: 0.81},
    "": {2020: 0.60, 2021: 0.66, 2022: 0.71, 2023: 0.73, 2024: 0.74},
}
# Owners part with people later than with output: workers of 2020 against the normal.
WORKERS_2020 = {
    "Pangan": 0.94,
    "Sandang dan Kulit": 0.86,
    "Kerajinan": 0.84,
    "Logam dan Elektronika": 0.89,
    "Kimia dan Bahan Bangunan": 0.91,
    "": 0.9,
}
# What a course truly adds to output: about what the literature finds, and far less than a roster of thirty can show.
TRAINED_EFFECT = 1.05
MONTHLY_YEARS = (2017, 2021)
# Which offices hear of an active business, and how often it tells them what; bigger ones always do.
EVIDENCE = {"directory production": 0.60, "directory": 0.24, "production": 0.12, "lkpm": 0.04}
REPORTS_WORKERS, REPORTS_OUTPUT, REPORTS_MATERIALS, REPORTS_INVESTMENT = 0.93, 0.88, 0.85, 0.90
LKPM_FROM = 2021
ALSO_LKPM = 0.22
KNOWN_FROM = 15
SECOND_PRODUCT = 0.12
MONTHS = {12: 0.8, 11: 0.06, 10: 0.06, 8: 0.05, 6: 0.03}
# Range of workers → share of businesses.
SIZES = {(1.0, 2.6): 0.38, (2.0, 4.4): 0.30, (5.0, 11.0): 0.18, (9.0, 19.0): 0.08, (20.0, 55.0): 0.06}


@dataclass(frozen=True)
class Draft:
    """An active year as it was lived, before it is fitted to the totals. None where nobody was told."""

    business: Business
    year: int
    directory: bool
    production: bool
    lkpm: bool
    workers: float | None
    output: float | None
    materials_share: float | None
    investment: int | None
    second_product: str


@dataclass(frozen=True)
class Year:
    """One active year of one business. Amounts in rupiah a year; None where nobody was told."""

    business: Business
    year: int
    directory: bool
    production: bool
    lkpm: bool
    workers: int | None
    women: int
    output: int | None
    materials: int | None
    investment: int | None
    months: int
    second_product: str


@dataclass(frozen=True)
class Nature:
    """How big a business is by itself: workers, output a worker against its trade, materials against output."""

    workers: float
    productivity: float
    materials: float
    investment: float
    second_product: str


def by_nature(rng: random.Random, business: Business) -> Nature:
    life = business.life
    low, high = pick(rng, SIZES)
    workers = (low + (high - low) * rng.random()) * (0.85 if life.seen > 2018 else 1.0)
    capital = (12 + 60 * rng.random() * rng.random()) * 1_000_000 * workers
    others = [trade.product for trade in TRADES if trade.industry == life.trade.industry and trade != life.trade]
    second = rng.choice(others) if others and rng.random() < SECOND_PRODUCT else ""
    if life.large:
        return Nature(120 + 10 * rng.random(), 1.5, 0.6, 21 * MILIAR * (1 + 0.2 * rng.random()), second)
    return Nature(workers, around(rng, 1.0, 0.4), 0.35 + 0.25 * rng.random(), min(capital, 9 * MILIAR), second)


def walk(rng: random.Random, years: Sequence[int], step: float) -> dict[int, float]:
    """Ups and downs of one business: each year within a few steps of the one before."""
    factor, path = 1.0, {}
    for year in years:
        factor = min(2.2, max(0.45, factor * (1 + step * bell(rng))))
        path[year] = factor
    return path


def sources(rng: random.Random, business: Business, year: int) -> tuple[bool, bool, bool]:
    """Heard of by the directory, the production statistics, the activity reports (LKPM)."""
    heard = "directory production" if business.life.large else pick(rng, EVIDENCE)
    can_report = bool(business.nib_in(year)) and year >= LKPM_FROM and year != business.life.closed
    must_list = business.must_be_listed(year) or (heard == "lkpm" and not can_report)
    lkpm = can_report and (heard == "lkpm" or rng.random() < ALSO_LKPM)
    return "directory" in heard or must_list, "production" in heard, lkpm


def told(rng: random.Random, directory: bool, production: bool, known: bool) -> tuple[bool, bool]:
    """Workers told, output told; a known (bigger) business always tells. Production statistics alone hold an output."""
    workers, output = known or rng.random() < REPORTS_WORKERS, known or rng.random() < REPORTS_OUTPUT
    if not directory:
        return workers and production, production
    return workers or not output, output


def lived(rng: random.Random, business: Business, trained: int | None) -> Iterator[Draft]:
    """The active years of one business. `trained`: the year of its training."""
    life, nature = business.life, by_nature(rng, business)
    path, normal = OUTPUT_PATH[branch(life)], nature.productivity * INDUSTRIES[life.trade.industry].output_idr
    size, luck = walk(rng, life.years, 0.04), walk(rng, life.years, 0.09)
    for year in life.years:
        directory, production, lkpm = sources(rng, business, year)
        tells_workers, tells_output = told(rng, directory, production, nature.workers > KNOWN_FROM)
        workers = nature.workers * size[year]
        effect = TRAINED_EFFECT if trained and year > trained else 1.0
        tells_materials, tells_investment = rng.random() < REPORTS_MATERIALS, rng.random() < REPORTS_INVESTMENT
        yield Draft(
            business=business,
            year=year,
            directory=directory,
            production=production,
            lkpm=lkpm,
            workers=workers * (WORKERS_2020[branch(life)] if year == 2020 else 1.0) if tells_workers else None,
            output=workers * normal * luck[year] * path.get(year, 1.0) * effect if tells_output else None,
            materials_share=around(rng, nature.materials, 0.06) if tells_materials else None,
            investment=rupiah(nature.investment * (1 + 0.03 * (year - FIRST)))
            if tells_investment or life.large
            else None,
            second_product=nature.second_product,
        )


def rupiah(amount: float) -> int:
    """To the nearest Rp 100,000, and not nothing."""
    return max(1, int(amount / HUNDRED_THOUSAND + 0.5)) * HUNDRED_THOUSAND


def fitted(drafts: Sequence[Draft], values: Sequence[float | None], total: int) -> list[int | None]:
    """Whole numbers for the values, in order: those of the IKM add up to `total`, the large only follow the scale."""
    small = [value for draft, value in zip(drafts, values, strict=True) if value and not draft.business.life.large]
    scale, numbers = total / fsum(small), iter(fit(small, total))
    return [
        None if value is None else int(value * scale) if draft.business.life.large else next(numbers)
        for draft, value in zip(drafts, values, strict=True)
    ]


def by_month(amount: int, months: int) -> int:
    """Rupiah a month, to the nearest Rp 10,000."""
    return max(1, (amount + 5_000 * months) // (10_000 * months)) * 10_000


def finished(rng: random.Random, draft: Draft, workers: int | None, output: int | None) -> Year:
    """Women among the workers, materials; in a year counted by the month, money is months times a round sum."""
    women = INDUSTRIES[draft.business.life.trade.industry].women
    materials = rupiah(output * draft.materials_share) if output and draft.materials_share else None
    monthly = draft.year in MONTHLY_YEARS
    months = pick(rng, MONTHS) if monthly else 12
    return Year(
        business=draft.business,
        year=draft.year,
        directory=draft.directory,
        production=draft.production,
        lkpm=draft.lkpm,
        workers=workers,
        women=sum(rng.random() < women for _ in range(workers or 0)),
        output=by_month(output, months) * months if monthly and output else output,
        materials=by_month(materials, months) * months if monthly and materials else materials,
        investment=draft.investment,
        months=months,
        second_product=draft.second_product,
    )


def one_year(rng: random.Random, year: int, drafts: Sequence[Draft]) -> list[Year]:
    """All who were active in `year`, with totals as published."""
    total = TOTALS[year]
    workers = fitted(drafts, [draft.workers for draft in drafts], total.workers)
    units = fitted(drafts, [draft.output for draft in drafts], total.output_idr // HUNDRED_THOUSAND)
    output = [unit and unit * HUNDRED_THOUSAND for unit in units]
    return [finished(rng, *row) for row in zip(drafts, workers, output, strict=True)]


def history(businesses: Sequence[Business], trained: Mapping[int, int]) -> list[Year]:
    """All active years, by year and business. `trained`: number of a business → year of its training."""
    rng = stream("years")
    drafts = [draft for business in businesses for draft in lived(rng, business, trained.get(business.life.number))]
    return [entry for year in YEARS for entry in one_year(rng, year, [draft for draft in drafts if draft.year == year])]
