"""What one kind of file means: the fields it is read for, its key fields, its natural key, its contradictions.

Pure data. SQL expressions speak of parsed fields (`nib.value`, `nib.reason`) and of what intake adds to a row:
`kecamatan_code`, `kelurahan_code`, `kbli_code` (five digits of section C that its version has), `monthly`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

IDENTITY = {
    "nib": "nib",
    "nik": "nik",
    "nama_perusahaan": "name_key",
    "badan_usaha": "legal_form",
    "kecamatan": "text",
    "kelurahan": "text",
    "kab_kota": "text",
}
# What any kind may say of a business: stored column → expression, where the kind reads the field.
ATTRIBUTES = {
    "owner_sex": ("varchar", "jenis_kelamin"),
    "founded_year": ("integer", "tahun_berdiri"),
    "exports": ("boolean", "ekspor"),
    "size_oss": ("varchar", "skala_usaha_oss"),
}
MONEY_FIELDS = {
    "nilai_produksi": "money_idr",
    "nilai_produksi_bulan": "money_idr",
    "nilai_bahan_baku": "money_idr",
    "nilai_bahan_baku_bulan": "money_idr",
    "bulan_aktif": "count",
}
WORKER_FIELDS = {"tk_total": "count", "tk_l": "count", "tk_p": "count"}
PRODUCTION_COLUMNS = {
    "workers_male": "tk_l.value",
    "workers_female": "tk_p.value",
    "workers": "coalesce(tk_total.value, tk_l.value + tk_p.value)",
    "output_idr": "yearly(nilai_produksi, nilai_produksi_bulan, bulan_aktif, monthly)",
    "output_positive": "coalesce(nilai_produksi.value, nilai_produksi_bulan.value) > 0",
    "materials_idr": "yearly(nilai_bahan_baku, nilai_bahan_baku_bulan, bulan_aktif, monthly)",
    "months_active": "bulan_aktif.value",
}
SUM_OF_PARTS = ("tk_total", "tk_total.value <> tk_l.value + tk_p.value")


@dataclass(frozen=True)
class Kind:
    """`reads` field → parser; `keys` in the order in which a missing one is reported; `columns` what is stored."""

    reads: Mapping[str, str]
    keys: tuple[str, ...]
    natural_key: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    contradictions: tuple[tuple[str, str], ...] = ()
    seen_on: str | None = None
    describes: bool = True


EVENT_FIELDS = {"nama_kegiatan": "words", "tgl_mulai": "later_date"}
EVENT_COLUMNS = {
    "event_id": "event_id(nama_kegiatan.value, tgl_mulai.value)",
    "title": "nama_kegiatan.value",
    "start_date": "tgl_mulai.value",
}

KINDS = {
    "oss_project": Kind(
        reads=IDENTITY | {"id_proyek": "text", "kbli": "kbli", "tanggal_proyek": "date", "skala_usaha_oss": "scale"},
        keys=("id_proyek", "nib", "kbli", "tanggal_proyek"),
        natural_key=("project",),
        columns={"project": "upper(id_proyek.value)"},
        seen_on="tanggal_proyek.value",
    ),
    "oss_nib": Kind(
        reads=IDENTITY
        | {"tanggal_terbit": "date", "skala_usaha_oss": "scale", "status_nib": "closing", "tanggal_tutup": "date"},
        keys=("nib", "tanggal_terbit"),
        natural_key=("nib",),
        columns={"closed": "status_nib.value", "closed_date": "tanggal_tutup.value"},
        seen_on="tanggal_terbit.value",
    ),
    "oss_licence": Kind(
        reads=IDENTITY
        | {"id_proyek": "text", "tanggal_izin": "date", "id_permohonan": "text", "jenis_izin": "text", "kbli": "kbli"},
        keys=("nib", "id_proyek", "tanggal_izin"),
        natural_key=("licence",),
        columns={
            "licence": """upper(coalesce(
                id_permohonan.value, concat_ws('|', id_proyek.value, words_only(jenis_izin.value))
            ))"""
        },
        seen_on="tanggal_izin.value",
    ),
    "directory": Kind(
        reads=IDENTITY
        | MONEY_FIELDS
        | WORKER_FIELDS
        | {
            "kbli": "kbli",
            "tahun_data": "year",
            "tahun_berdiri": "year",
            "jenis_kelamin": "sex",
            "investasi": "money_idr",
            "ekspor": "yes_no",
            "status_usaha": "closing",
        },
        keys=("identity", "tahun_data", "kbli"),
        natural_key=("business_id", "year"),
        columns={"year": "tahun_data.value"}
        | PRODUCTION_COLUMNS
        | {"investment_idr": "cast(round(investasi.value) as bigint)", "closed": "status_usaha.value"},
        contradictions=(SUM_OF_PARTS,),
        seen_on="make_date(tahun_data.value, 1, 1)",
    ),
    "production": Kind(
        reads=IDENTITY | MONEY_FIELDS | WORKER_FIELDS | {"tahun_data": "year", "jenis_produk": "text"},
        keys=("identity", "tahun_data", "output"),
        natural_key=("business_id", "year", "product"),
        columns={"year": "tahun_data.value", "product": "coalesce(words_only(jenis_produk.value), '')"}
        | PRODUCTION_COLUMNS,
        contradictions=(SUM_OF_PARTS,),
        seen_on="make_date(tahun_data.value, 1, 1)",
    ),
    "activity": Kind(
        reads=IDENTITY | {"tahun_data": "year", "periode": "period", "kbli": "kbli"},
        keys=("nib", "tahun_data", "periode"),
        natural_key=("nib", "year", "period"),
        columns={"year": "tahun_data.value", "period": "periode.value"},
        seen_on="make_date(tahun_data.value, period_month(periode.value), 1)",
    ),
    "training_event": Kind(
        reads=EVENT_FIELDS
        | {
            "tgl_selesai": "later_date",
            "topik": "words",
            "cabang_industri": "words",
            "penyelenggara": "words",
            "mitra": "words",
            "jumlah_hari": "count",
            "jumlah_peserta": "count",
            "kuota": "count",
        },
        keys=("nama_kegiatan", "tgl_mulai"),
        natural_key=("event_id",),
        columns=EVENT_COLUMNS
        | {
            "end_date": "tgl_selesai.value",
            "topic": "topik.value",
            "branch": "cabang_industri.value",
            "organiser": "penyelenggara.value",
            "partner": "mitra.value",
            "days": "jumlah_hari.value",
            "participants_stated": "jumlah_peserta.value",
            "quota": "kuota.value",
        },
        contradictions=(("tgl_selesai", "tgl_selesai.value < tgl_mulai.value"),),
        describes=False,
    ),
    "training_participant": Kind(
        reads=IDENTITY
        | EVENT_FIELDS
        | {"jenis_kelamin": "sex", "lulus": "yes_no", "nilai_pre": "count", "nilai_post": "count"},
        keys=("nama_kegiatan", "tgl_mulai", "identity"),
        natural_key=("event_id", "business_id"),
        columns=EVENT_COLUMNS
        | {
            "sex": "jenis_kelamin.value",
            "completed": "lulus.value",
            "score_before": "nilai_pre.value",
            "score_after": "nilai_post.value",
        },
        describes=False,
    ),
    "training_outcome": Kind(
        reads=IDENTITY
        | EVENT_FIELDS
        | {
            "gelombang": "wave",
            "ukuran": "measure",
            "nilai": "money_idr",
            "satuan": "words",
            "tanggal_ukur": "date",
            "tingkat": "count",
            "instrumen": "words",
        },
        keys=("nama_kegiatan", "tgl_mulai", "identity", "gelombang", "ukuran", "nilai"),
        natural_key=("event_id", "business_id", "wave", "measure"),
        columns=EVENT_COLUMNS
        | {
            "wave": "gelombang.value",
            "measure": "ukuran.value",
            "value": "outcome_value(nilai.value, ukuran.value)",
            "unit": "satuan.value",
            "measured_on": "tanggal_ukur.value",
            "level": "tingkat.value",
            "instrument": "instrumen.value",
        },
        describes=False,
    ),
    "certificate": Kind(
        reads=IDENTITY
        | {
            "jenis_sertifikat": "certificate",
            "tanggal_terbit": "date",
            "berlaku_sampai": "later_date",
            "nomor_sertifikat": "text",
        },
        keys=("identity", "jenis_sertifikat"),
        natural_key=("business_id", "certificate_kind", "issued_date"),
        columns={
            "certificate_kind": "jenis_sertifikat.value",
            "issued_date": "tanggal_terbit.value",
            "valid_until": "berlaku_sampai.value",
            "number": "nomor_sertifikat.value",
        },
        describes=False,
    ),
}
