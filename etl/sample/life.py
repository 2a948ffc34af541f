"""When each business is founded, first seen by an office, active, silent, and closed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.sample.chance import pick, stream
from etl.sample.totals import FIRST, LAST, TOTALS, YEARS
from etl.sample.trades import INDUSTRIES, Trade, weights

# Chance that an active year is the last one: a peak in the first year of the pandemic.
STOPPING = dict.fromkeys(YEARS, 0.043) | {2020: 0.10, 2021: 0.05, 2024: 0.02}
STOPPING_BY_INDUSTRY = {"Sandang": 1.25, "Kerajinan": 1.3, "Pangan": 0.85}
SILENT = dict.fromkeys(YEARS, 0.035) | {2020: 0.085, 2024: 0.01}
# Registered and never seen at work: a quarter of the inherited register, and later those who only took a number.
IDLE = dict.fromkeys(YEARS, 0.06) | {2014: 0.27, 2021: 0.10, 2022: 0.10}
LARGE = 3


@dataclass(frozen=True)
class Life:
    """One business in time. `founded` is None where nobody knows; `years` are the active ones, in order."""

    number: int
    trade: Trade
    founded: int | None
    seen: int
    years: tuple[int, ...]
    closed: int | None = None
    large: bool = False

    def registered(self, year: int) -> bool:
        return self.seen <= year and (self.closed is None or self.closed > year)


def newcomers(year: int) -> int:
    """How many are first seen in `year`, so that the register grows as it must, closings and all."""
    before = TOTALS[year - 1].registered if year > FIRST else 0
    return TOTALS[year].registered - before + TOTALS[year].closed


def founding(rng: random.Random, seen: int) -> int | None:
    """Founding year of a business first seen in `seen`; some are old, some do not say."""
    if rng.random() < 0.12:
        return None
    if seen == FIRST:
        span = pick(rng, {(1976, 1996): 0.09, (1997, 2005): 0.31, (2006, 2013): 0.53, (2014, 2014): 0.07})
    else:
        span = pick(rng, {(seen, seen): 0.60, (seen - 3, seen - 1): 0.27, (1998, seen - 4): 0.11, (1980, 1996): 0.02})
    return rng.randint(*span)


def stopping(year: int, age: int, industry: str) -> float:
    """Chance that `year` is the last active one; the young go more often than the old."""
    return STOPPING[year] * STOPPING_BY_INDUSTRY.get(industry, 1.0) * (1.5 if age < 3 else 0.9)


def active_years(rng: random.Random, trade: Trade, founded: int | None, seen: int) -> tuple[int, ...]:
    """Years of work from `seen` on, with a silent year here and there and a longer one for a few."""
    if rng.random() < IDLE[seen]:
        return ()
    years = [seen]
    for year in range(seen + 1, LAST + 1):
        if rng.random() < stopping(year - 1, year - 1 - (founded or seen - 5), trade.industry):
            break
        rested = year - years[-1] > 1
        if (rested and rng.random() > 0.15) or rng.random() >= SILENT[year]:
            years.append(year)
    return tuple(years)


def born(rng: random.Random, number: int, trade: Trade, seen: int) -> Life:
    founded = founding(rng, seen)
    return Life(number, trade, founded, seen, active_years(rng, trade, founded, seen))


def closers(rng: random.Random, lives: Sequence[Life], year: int) -> list[Life]:
    """Those who tell the office in `year` that they stopped, in it or in the year before. Most who stop tell nobody."""
    worked = [life for life in lives if life.years and life.closed is None]
    before = [life for life in worked if life.years[-1] == year - 1]
    this_year = [life for life in worked if life.years[-1] == year and (life.seen < year or year == FIRST)]
    late = rng.sample(before, min(len(before), TOTALS[year].closed // 3))
    return late + rng.sample(this_year, TOTALS[year].closed - len(late))


def with_closings(rng: random.Random, lives: list[Life]) -> list[Life]:
    """The same lives, the right number of them closed in each year. `number` is the place in the list."""
    closed = list(lives)
    for year in YEARS:
        for life in closers(rng, closed, year):
            closed[life.number] = replace(life, closed=year)
    return closed


def large(number: int, trade: Trade) -> Life:
    """A factory that is no IKM: on record in every year, so that no year counts it."""
    return Life(number, trade, 1999 + number % 7, FIRST, tuple(YEARS), large=True)


def lives() -> list[Life]:
    """Everyone the offices ever saw, first come first."""
    rng = stream("lives")
    chances = weights()
    seen = [year for year in YEARS for _ in range(newcomers(year))]
    everyone = with_closings(rng, [born(rng, number, pick(rng, chances), year) for number, year in enumerate(seen)])
    factories = [trade for trade in chances if trade.kbli in {"10213", "10793", "23953"}]
    return everyone + [large(len(everyone) + i, trade) for i, trade in enumerate(factories[:LARGE])]


def branch(life: Life) -> str:
    return INDUSTRIES[life.trade.industry].branch
