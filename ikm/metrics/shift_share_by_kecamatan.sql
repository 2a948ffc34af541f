/*---
title.id = "Dari mana perubahan usaha aktif tiap kecamatan (shift-share)"
title.en = "Where each district's change of active businesses came from (shift-share)"
unit     = "points"
grain    = ["kecamatan_code"]
follows  = ["skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
note.id  = "Persen perubahan usaha aktif = pertumbuhan seluruh pilihan + susunan cabang (kecamatan dengan lebih banyak cabang yang tumbuh) + faktor setempat (cabangnya tumbuh lebih dari cabang yang sama di seluruh pilihan); ketiganya berjumlah tepat. Pembandingnya kota sendiri, dari sumber yang sama: provinsi dan negara menghitung semesta lain. Unit usaha, bukan tenaga kerja atau produksi, sebab bagian yang melapor berubah dan akan terbaca sebagai pertumbuhan. Tahun pembanding: tahun paling awal dalam pilihan dengan jenis bukti yang sama. Cabang yang disembunyikan dihitung sebagai satu; bila lebih dari seperempat usaha kecamatan, susunan dan faktor setempat disembunyikan. Dasar di bawah 10 usaha tidak diberi persentase. Ini uraian hitungan, bukan sebab."
note.en  = "Percent change of active businesses = growth of the whole selection + mix of branches (a district with more of the growing branches) + local (its branches grew more than the same branches in the whole selection); the three add up exactly. Compared with the city itself, from one source: province and nation count other universes. Businesses, not workers or production, because the share that reports changes and would read as growth. Year compared: the earliest of the selection with the same kinds of evidence. Hidden branches count as one; where they are over a quarter of the district's businesses, mix and local are hidden. A base under 10 businesses gets no percentage. This is arithmetic, not a cause."

[needs]
year_compared = "no_comparable_year"

[protect]
businesses_active          = { measure = "active", year = "year_shown" }
businesses_active_first    = { measure = "active", year = "year_compared" }
businesses_kecamatan       = { measure = "active", year = "year_shown", by = ["kecamatan_code"] }
businesses_kecamatan_first = { measure = "active", year = "year_compared", by = ["kecamatan_code"] }
businesses_branch          = { measure = "active", year = "year_shown", by = ["branch"] }
businesses_branch_first    = { measure = "active", year = "year_compared", by = ["branch"] }
businesses_total           = { measure = "active", year = "year_shown", by = [] }
businesses_total_first     = { measure = "active", year = "year_compared", by = [] }

[collapse]
method = "shift_share"
pooled = 0.25

[chart]
columns = ["regional_points", "mix_points"]
ours    = "regional_points"
---*/
with cells as (
    select
        kecamatan_code,
        branch,
        cast(sum(case when year = (select last_year from compared) then businesses_active else 0 end) as bigint) as businesses,
        cast(sum(case when year = (select first_year from compared) then businesses_active else 0 end) as bigint) as businesses_first
    from cell_year
    where year in ((select first_year from compared), (select last_year from compared))
    group by kecamatan_code, branch
    having sum(businesses_active) > 0
)
select
    kecamatan_code,
    branch,
    (select last_year from compared) as year_shown,
    (select first_year from compared) as year_compared,
    businesses as businesses_active,
    businesses_first as businesses_active_first,
    cast(sum(businesses) over (partition by kecamatan_code) as bigint) as businesses_kecamatan,
    cast(sum(businesses_first) over (partition by kecamatan_code) as bigint) as businesses_kecamatan_first,
    cast(sum(businesses) over (partition by branch) as bigint) as businesses_branch,
    cast(sum(businesses_first) over (partition by branch) as bigint) as businesses_branch_first,
    cast(sum(businesses) over () as bigint) as businesses_total,
    cast(sum(businesses_first) over () as bigint) as businesses_total_first
from cells
order by
    kecamatan_code nulls last,
    branch nulls last
