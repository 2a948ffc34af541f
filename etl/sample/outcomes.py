"""What became of those who were trained: turnover and workers at the start, after six months, after twelve."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from etl.sample.chance import bell, pick, stream
from etl.sample.sheets import Row, Sheet
from etl.sample.training import COURSES, Participant, mapping
from etl.sample.years import TRAINED_EFFECT, Year

# Days after the start, and the share of the first wave that still answers.
WAVES = {"awal": (0, 1.0), "6 bulan": (182, 0.82), "12 bulan": (365, 0.72)}


def answers(
    rng: random.Random, who: Participant, impatience: float, told_first: tuple[int, int]
) -> Iterator[tuple[str, int, int]]:
    """Wave, turnover a month (rupiah) and workers, as the participant tells them; the impatient stop answering."""
    turnover, workers = told_first
    for wave, (days, staying) in WAVES.items():
        if impatience < staying:
            effect = TRAINED_EFFECT if days and who.completed else 1.0
            told = turnover * effect * max(0.3, 1 + (0.3 if days else 0.12) * bell(rng))
            hired = workers + (pick(rng, {-1: 0.1, 0: 0.74, 1: 0.13, 2: 0.03}) if days else 0)
            yield wave, max(1, int(told / 50_000 + 0.5)) * 50_000, max(1, hired)


def rows_of(participant: Participant, wave: str, turnover: int, workers: int) -> list[Row]:
    course, days = participant.course, WAVES[wave][0]
    who: Row = {
        "Nama Kegiatan": course.title,
        "Tgl Mulai": course.start,
        "NIB": participant.nib or "-",
        "NIK": participant.nik,
        "Nama Pemilik": participant.name,
        "Gelombang": wave,
    }
    how: Row = {"Tanggal Ukur": course.start + timedelta(days=days), "Tingkat": 4, "Instrumen": "Kuesioner"}
    return [
        who | {"Ukuran": "omzet", "Nilai": turnover, "Satuan": "Rp"} | how,
        who | {"Ukuran": "tenaga kerja", "Nilai": workers, "Satuan": "orang"} | how,
    ]


def at_first(entry: Year) -> tuple[int, int]:
    """Turnover a month and workers in the year of the course; a modest guess where nobody was told."""
    return (entry.output or 180_000_000) // 12, entry.workers or 2


def of_course(
    rng: random.Random, owners: Sequence[Participant], known: Mapping[tuple[int, int], Year]
) -> Iterator[Row]:
    """The answers of one course, in the order of its roster."""
    order = rng.sample(range(len(owners)), len(owners))
    for place, participant in zip(order, owners, strict=True):
        assert participant.business
        entry = known[participant.business.life.number, participant.course.start.year]
        for wave, turnover, workers in answers(rng, participant, place / len(owners), at_first(entry)):
            yield from rows_of(participant, wave, turnover, workers)


def sheet(participants: Sequence[Participant], history: Sequence[Year]) -> Sheet:
    """The answers of the courses that were followed up."""
    rng = stream("outcomes")
    known = {(entry.business.life.number, entry.year): entry for entry in history}
    owners = [[p for p in participants if p.course is course and p.business] for course in COURSES if course.followed]
    rows = [row for group in owners for row in of_course(rng, group, known)]
    return Sheet(
        name="hasil_pelatihan.xlsx",
        mapping=mapping("training_outcome", date(2024, 10, 31)),
        columns=list(rows[0]),
        rows=rows,
        titles=("HASIL PELATIHAN, TIGA GELOMBANG (DATA CONTOH)",),
        aliases={
            "nama_kegiatan": "Nama Kegiatan",
            "gelombang": "Gelombang",
            "ukuran": "Ukuran",
            "nilai": "Nilai",
            "tanggal_ukur": "Tanggal Ukur",
            "tingkat": "Tingkat",
            "instrumen": "Instrumen",
        },
    )
