"""Who each business is and where it stands: name, owner, numbers, place. All invented."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from etl.sample.chance import pick, stream
from etl.sample.life import Life
from etl.sample.totals import LAST
from etl.sample.trades import INDUSTRIES

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"

NIB_YEARS = {2018: 3.0, 2019: 8.0, 2020: 10.0, 2021: 20.0, 2022: 24.0, 2023: 18.0, 2024: 9.0}
WITHOUT_NIB, NAME_ONLY = 0.03, 0.12

# Where industry sits, in the sample's own weights; the order is that of the codes 74.71.01 to 74.71.11.
KECAMATAN = dict(
    zip(
        (f"74.71.{number:02}" for number in range(1, 12)),
        (11.0, 8.5, 9.0, 10.5, 13.0, 5.5, 9.5, 10.5, 12.0, 7.0, 3.5),
        strict=True,
    )
)

THINGS = (
    "Mawar Melati Anggrek Teratai Kenanga Cempaka Dahlia Seroja Seruni Bugenvil Kamboja Flamboyan Alamanda Tanjung "
    "Wijaya Kusuma Cendana Jati Meranti Beringin Cemara Akasia Pinus Damar Nipah Lontar Rotan Pandan Serai Kayumanis "
    "Cengkeh Pala Vanili Kemiri Lada Jambu Manggis Langsat Rambai Kelapa Sagu Jagung Mutiara Karang Teluk Ombak "
    "Samudra Bahari Pesisir Layar Pelangi Fajar Bintang Purnama Embun Awan Mentari Lembayung Rimba Telaga"
)
GIVEN = {
    "P": "Aminah Wati Nurhayati Rahma Siti Hasnah Marlina Yuliana Fitri Ratna Dewi Suriani Halimah Rosmini",
    "L": "Amir Rahman Syarif Yusuf Hasan Budi Darwis Laode Arman Ridwan Ilham Samsul Iwan Rusdi",
}
SECOND = "Lestari Puspita Jaya Saputra Pratama Utama Sentosa Makmur Setia Abadi Permata Cahaya"


@dataclass(frozen=True)
class Place:
    kelurahan: str
    kecamatan: str
    kecamatan_code: str
    latitude: str
    longitude: str


@dataclass(frozen=True)
class Business:
    """A life with a name. `nik` and `nib` are empty where there is none; `nib_date` goes with `nib`."""

    life: Life
    name: str
    form: str
    owner: str
    sex: str
    nik: str
    nib: str
    nib_date: date | None
    place: Place
    address: str

    def nib_in(self, year: int) -> str:
        """The NIB as known at the end of `year`."""
        return self.nib if self.nib_date and self.nib_date.year <= year else ""

    def must_be_listed(self, year: int) -> bool:
        """A directory row of `year` is due: when the business is first seen without OSS, when it takes its NIB later
        (the row that bears NIK and NIB), and when it closes without giving a NIB back."""
        first = year == self.life.seen and not self.nib_in(year)
        numbered = year > self.life.seen and self.nib_in(year) != self.nib_in(year - 1)
        return first or numbered or (year == self.life.closed and self.withdrawn is None)

    @property
    def withdrawn(self) -> date | None:
        """The day on which a closing business gave its NIB back; the others say 'Tutup' in the directory."""
        closed, number = self.life.closed, self.life.number
        if closed is None or number % 5 > 2 or not self.nib_in(closed - 1):
            return None
        return date(closed, number % 12 + 1, number % 28 + 1)


def places() -> list[Place]:
    """The kelurahan of the reference table, by code."""
    with (REFERENCE / "kelurahan.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["code"])
    return [Place(row["name"], row["kecamatan"], row["kecamatan_code"], row["lat"], row["lng"]) for row in rows]


def place(rng: random.Random, everywhere: Sequence[Place]) -> Place:
    kecamatan = pick(rng, KECAMATAN)
    return rng.choice([place for place in everywhere if place.kecamatan_code == kecamatan])


def day_in(rng: random.Random, year: int, month: int = 1) -> date:
    """A day of `year`, not before `month`."""
    first = date(year, month, 1)
    return first + timedelta(days=rng.randrange((date(year, 12, 28) - first).days))


def owner(rng: random.Random, sex: str) -> str:
    return f"Contoh {rng.choice(GIVEN[sex].split())} {rng.choice(SECOND.split())}"


def nik(rng: random.Random, number: int, sex: str) -> str:
    """A NIK of the region 747199, which does not exist: birth date (women day + 40) and a running number."""
    day = rng.randint(1, 28) + (40 if sex == "P" else 0)
    return f"747199{day:02}{rng.randint(1, 12):02}{rng.randint(50, 98):02}{number:04}"


def nib(number: int) -> str:
    """Thirteen digits; one in eight begins with the zero that a spreadsheet loses."""
    return f"{'099' if number % 8 == 0 else '999'}5{number:05}{number * 37 % 9000 + 1000}"


def legal_form(rng: random.Random, is_large: bool) -> str:
    chances = {"Perorangan": 46, "UD": 40, "CV": 7, "PT Perorangan": 5, "Koperasi": 2}
    return "PT" if is_large else pick(rng, chances)


def trade_name(number: int, form: str) -> str:
    prefix = {"PT Perorangan": "PT", "Perorangan": ""}.get(form, form)
    things = THINGS.split()
    return f"{prefix} Contoh {things[number % len(things)]} {number // len(things) + 1}".strip()


def nib_year(rng: random.Random, life: Life) -> int | None:
    """Newcomers come through OSS; the others take a NIB in one of their active years, a few never.

    Those who never worked may take one at any time; those who stopped before OSS began have none.
    """
    years = [year for year in life.years or range(life.seen, LAST + 1) if year in NIB_YEARS]
    if not years or (rng.random() < WITHOUT_NIB and not life.large):
        return None
    if life.seen in years and rng.random() < 0.88:
        return life.seen
    return pick(rng, {year: NIB_YEARS[year] for year in years})


def named(rng: random.Random, life: Life, name_number: int, everywhere: Sequence[Place]) -> Business:
    industry = INDUSTRIES[life.trade.industry]
    sex = "P" if rng.random() < industry.women else "L"
    form = legal_form(rng, life.large)
    year = nib_year(rng, life)
    own_nik = nik(rng, life.number, sex)
    nameless = year is None and life.seen >= 2016 and rng.random() < NAME_ONLY
    return Business(
        life=life,
        name=trade_name(name_number, form),
        form=form,
        owner=owner(rng, sex),
        sex=sex,
        nik="" if nameless else own_nik,
        nib=nib(life.number) if year else "",
        nib_date=day_in(rng, year, 8 if year == min(NIB_YEARS) else 1) if year else None,
        place=place(rng, everywhere),
        address=f"Jl. Contoh No. {rng.randint(1, 99)}",
    )


def with_namesake(businesses: list[Business]) -> list[Business]:
    """One business without a NIB bears the name of one with a NIB next door: a question for a person, not a merge."""
    model = next(business for business in businesses if business.nib)
    twin = next(business for business in businesses if business.nik and not business.nib and business.life.seen > 2018)
    return [
        replace(business, name=model.name, form=model.form, place=model.place) if business is twin else business
        for business in businesses
    ]


def businesses(lives: Sequence[Life]) -> list[Business]:
    rng = stream("people")
    everywhere = places()
    numbers = rng.sample(range(len(lives)), len(lives))
    return with_namesake([named(rng, life, number, everywhere) for life, number in zip(lives, numbers, strict=True)])
