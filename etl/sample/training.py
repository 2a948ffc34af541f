"""Courses, who came, and what they scored."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.sample.chance import bell, stream
from etl.sample.life import branch
from etl.sample.people import Business, nik, owner
from etl.sample.sheets import Row, Sheet
from etl.sample.trades import TRADES

OFFICE = "Disnakerperin Kota Kendari"

Who = tuple[str, str, str, str]  # name, NIK, sex, product


@dataclass(frozen=True)
class Course:
    start: date
    end: date
    title: str
    branch: str
    days: int
    places: int
    partner: str = "-"
    followed: bool = False


@dataclass(frozen=True)
class Participant:
    """Someone on a roster. `business` is None for a person without one, who then has a NIK of its own."""

    course: Course
    business: Business | None
    name: str
    nik: str
    sex: str
    product: str
    before: int
    after: int
    completed: bool

    @property
    def nib(self) -> str:
        return self.business.nib_in(self.course.start.year) if self.business else ""


# Made up whole, and so called: a result on a course that was really held would be a false statement about it.
COURSES = (
    Course(date(2018, 8, 6), date(2018, 8, 10), "Contoh: kemasan dan label produk pangan", "Pangan", 5, 25),
    Course(date(2019, 3, 18), date(2019, 3, 22), "Contoh: pola dasar untuk penjahit", "Sandang dan Kulit", 5, 20),
    Course(date(2019, 7, 8), date(2019, 7, 11), "Contoh: perawatan mesin produksi", "Logam dan Elektronika", 4, 20),
    Course(date(2020, 10, 5), date(2020, 10, 7), "Contoh: pemasaran daring", "", 3, 25),
    Course(
        date(2021, 6, 14), date(2021, 6, 18), "Contoh: keamanan pangan dan izin PIRT", "Pangan", 5, 30, followed=True
    ),
    Course(date(2021, 10, 4), date(2021, 10, 8), "Contoh: anyaman nentu", "Kerajinan", 5, 20),
    Course(date(2022, 3, 14), date(2022, 3, 18), "Contoh: manajemen usaha dan pembukuan", "", 5, 30, followed=True),
    Course(date(2022, 9, 26), date(2022, 9, 30), "Contoh: desain kerajinan perak", "Kerajinan", 5, 20),
    Course(
        date(2023, 8, 21),
        date(2023, 8, 25),
        "Contoh: produksi dan standar pangan olahan",
        "Pangan",
        5,
        30,
        "Universitas Contoh",
        followed=True,
    ),
    Course(date(2024, 3, 4), date(2024, 3, 8), "Contoh: tenun ikat", "Sandang dan Kulit", 5, 20),
    Course(date(2024, 5, 13), date(2024, 5, 17), "Contoh: las dan teralis", "Logam dan Elektronika", 5, 20),
)
WITHOUT_BUSINESS = 0.13


def may_come(business: Business, course: Course) -> bool:
    """At work in the year, not closing in it, known by a number, of the branch where the course has one."""
    life, year = business.life, course.start.year
    at_work = year in life.years and life.closed != year and not life.large
    return at_work and bool(business.nik) and course.branch in ("", branch(life))


def half_women(candidates: Sequence[Business], places: int) -> list[Business]:
    """The first of the candidates, women and men by turns as long as there are both."""
    women = [business for business in candidates if business.sex == "P"]
    men = [business for business in candidates if business.sex == "L"]
    few = min(len(women), len(men), places // 2)
    longer = women if len(women) > len(men) else men
    return women[:few] + men[:few] + longer[few : few + places - 2 * few]


def guests(rng: random.Random, course: Course, number: int, taken: Sequence[str]) -> list[Who]:
    """People who have no business yet: name, NIK, sex, and the product they have in mind."""
    free = [trade.product for trade in TRADES if trade.industry == "Pangan" and trade.product not in taken]
    ideas = rng.sample(free, number) if course.branch == "Pangan" else ["-"] * number
    sexes = ["PL"[i % 2] for i in range(number)]
    niks = [nik(rng, 9000 + COURSES.index(course) * 20 + i, sex) for i, sex in enumerate(sexes)]
    return [(owner(rng, sex), own, sex, idea) for sex, own, idea in zip(sexes, niks, ideas, strict=True)]


def scored(
    rng: random.Random, course: Course, business: Business | None, who: tuple[str, str, str, str]
) -> Participant:
    before = min(85, max(20, int(52 + 12 * bell(rng))))
    after = min(100, max(before - 3, int(before + 15 + 7 * bell(rng))))
    name, own_nik, sex, product = who
    return Participant(course, business, name, own_nik, sex, product, before, after, rng.random() < 0.9)


def roster(course: Course, businesses: Sequence[Business]) -> list[Participant]:
    """The participants of one course: mostly businesses, some persons without one."""
    rng = stream(f"course {course.start}")
    candidates = [business for business in businesses if may_come(business, course)]
    candidates = rng.sample(candidates, len(candidates))
    persons = int(course.places * WITHOUT_BUSINESS + 0.5)
    chosen = half_women(candidates, course.places - persons)
    owners = [(b.owner, b.nik, b.sex, b.life.trade.product) for b in chosen]
    people = guests(rng, course, course.places - len(chosen), [product for *_, product in owners])
    with_business = [scored(rng, course, b, who) for b, who in zip(chosen, owners, strict=True)]
    return with_business + [scored(rng, course, None, who) for who in people]


def rosters(businesses: Sequence[Business]) -> list[Participant]:
    return [participant for course in COURSES for participant in roster(course, businesses)]


def trained(participants: Sequence[Participant]) -> dict[int, int]:
    """Number of each business that completed a course → year of its first."""
    years: dict[int, int] = {}
    for participant in participants:
        if participant.business and participant.completed:
            years.setdefault(participant.business.life.number, participant.course.start.year)
    return years


def mapping(kind: str, as_of: date) -> dict[str, str | bool | int | date]:
    return {"kind": kind, "source": "dinas_pelatihan", "as_of": as_of}


def event_sheet(participants: Sequence[Participant]) -> Sheet:
    rows: list[Row] = [
        {
            "No": number,
            "Nama Kegiatan": course.title,
            "Sub Pelaksana": OFFICE,
            "Mitra": course.partner,
            "Cabang": course.branch or "-",
            "Tgl Mulai": course.start,
            "Tgl Selesai": course.end,
            "Jumlah Hari": course.days,
            "Tempat Kegiatan": "Aula Contoh",
            "Jumlah Peserta": sum(participant.course is course for participant in participants),
            "Kuota Peserta": course.places,
        }
        for number, course in enumerate(COURSES, start=1)
    ]
    return Sheet(
        name="kegiatan_pelatihan.xlsx",
        mapping=mapping("training_event", date(2024, 6, 30)),
        columns=list(rows[0]),
        rows=rows,
        titles=("DAFTAR KEGIATAN PELATIHAN (DATA CONTOH)",),
        aliases={
            "nama_kegiatan": "Nama Kegiatan",
            "penyelenggara": "Sub Pelaksana",
            "mitra": "Mitra",
            "jumlah_hari": "Jumlah Hari",
        },
    )


def roster_sheet(first: int, last: int, suffix: str, participants: Sequence[Participant]) -> Sheet:
    rows: list[Row] = [
        {
            "No": number,
            "Nama Kegiatan": participant.course.title,
            "Tgl Mulai": participant.course.start,
            "Nama Lengkap": participant.name,
            "NIK": participant.nik,
            "NIB": participant.nib or "-",
            "L/P": participant.sex,
            "Jenis Produk": participant.product,
            "WhatsApp": "0000",
            "Pre Test": participant.before,
            "Post Test": participant.after,
            "Lulus": "Ya" if participant.completed else "Tidak",
        }
        for number, participant in enumerate((p for p in participants if first <= p.course.start.year <= last), start=1)
    ]
    return Sheet(
        name=f"peserta_{first}_{last}.{suffix}" if first < last else f"peserta_{first}.{suffix}",
        mapping=mapping("training_participant", date(last, 12, 31)) | {"sex_letters": "LP"},
        columns=list(rows[0]),
        rows=rows,
        aliases={
            "nama_kegiatan": "Nama Kegiatan",
            "nilai_pre": "Pre Test",
            "nilai_post": "Post Test",
            "lulus": "Lulus",
        },
    )


def sheets(participants: Sequence[Participant]) -> list[Sheet]:
    return [
        event_sheet(participants),
        roster_sheet(2018, 2021, "xlsx", participants),
        roster_sheet(2022, 2023, "xlsx", participants),
        roster_sheet(2024, 2024, "csv", participants),
    ]
