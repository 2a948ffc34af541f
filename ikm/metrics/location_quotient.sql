/*---
title.id = "Pemusatan cabang di kecamatan (location quotient)"
title.en = "Concentration of branches in districts (location quotient)"
unit     = "ratio"
grain    = ["branch", "kecamatan_code"]
follows  = ["cabang", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
note.id  = "Bagian cabang di antara usaha aktif satu kecamatan ÷ bagian cabang itu di antara usaha aktif seluruh pilihan; 1 = sama dengan seluruhnya, 2 = dua kali lipat. Pembilang dan penyebut dari sumber yang sama, tahun terakhir dalam pilihan. Selang 95 persen menurut Wilson atas bagian di kecamatan: selang yang memuat 1 tidak membedakan kecamatan itu. Kecamatan atau cabang di bawah 10 usaha aktif tidak dinilai."
note.en  = "The branch's share of the active businesses of one district ÷ its share of the active businesses of the whole selection; 1 = as everywhere, 2 = twice that. Numerator and denominator from one source, the last year of the selection. 95 percent interval by Wilson on the share in the district: one that holds 1 does not tell the district apart. A district or branch of under 10 active businesses is not judged."

[protect]
businesses_active    = { measure = "active", year = "year_shown" }
businesses_kecamatan = { measure = "active", year = "year_shown", by = ["kecamatan_code"] }
businesses_branch    = { measure = "active", year = "year_shown", by = ["branch"] }
businesses_total     = { measure = "active", year = "year_shown", by = [] }

[derive]
quotient_ratio = { method = "location_quotient", of = "businesses_active", part = "value" }
low_ratio      = { method = "location_quotient", of = "businesses_active", part = "low" }
high_ratio     = { method = "location_quotient", of = "businesses_active", part = "high" }

[chart]
columns = ["quotient_ratio"]
ours    = "quotient_ratio"
---*/
with latest as (
    select
        branch,
        kecamatan_code,
        cast(sum(businesses_active) as bigint) as businesses
    from cell_year
    where year = (select last_year from picked)
    group by branch, kecamatan_code
    having sum(businesses_active) > 0
),
places as (
    select
        kecamatan_code,
        cast(sum(businesses) as bigint) as businesses
    from latest
    group by kecamatan_code
),
branches as (
    select
        branch,
        cast(sum(businesses) as bigint) as businesses
    from latest
    group by branch
),
total as (
    select cast(sum(businesses) as bigint) as businesses
    from latest
)
select
    branches.branch,
    places.kecamatan_code,
    (select last_year from picked) as year_shown,
    coalesce(latest.businesses, 0) as businesses_active,
    places.businesses as businesses_kecamatan,
    branches.businesses as businesses_branch,
    total.businesses as businesses_total
from branches
cross join places
cross join total
left join latest
    on latest.branch is not distinct from branches.branch
    and latest.kecamatan_code is not distinct from places.kecamatan_code
order by
    branches.branch nulls last,
    places.kecamatan_code nulls last
