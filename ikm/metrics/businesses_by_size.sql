/*---
title.id = "Unit usaha aktif menurut skala, dengan tiga penggaris"
title.en = "Active businesses by size, on three rulers"
unit     = "percent"
grain    = ["ruler", "size"]
follows  = ["cabang", "divisi", "kbli", "kec", "penggaris", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
note.id  = "Tahun terakhir dalam pilihan. Permenperin 64/2016: tenaga kerja dan nilai investasi; BPS: tenaga kerja; OSS: skala yang dilaporkan saat perizinan (PP 7/2021). Ketiganya tidak sepakat, maka tidak pernah dicampur. Tidak diketahui: tenaga kerja atau investasinya tidak dilaporkan. Grafik memakai penggaris yang dipilih, tabel ketiganya."
note.en  = "The last year of the selection. Permenperin 64/2016: workers and investment; BPS: workers; OSS: the scale stated when licensed (PP 7/2021). The three disagree and are never mixed. Unknown: workers or investment were not reported. The chart uses the ruler picked, the table all three."

[protect]
businesses_active = { measure = "active", year = "year_shown" }
businesses_total  = { measure = "active", year = "year_shown", by = [] }

[derive]
share_pct = { method = "share", of = "businesses_active", total = "businesses_total" }

[chart]
columns = ["share_pct"]
ours    = "share_pct"
---*/
with rulers as (
    select 1 as place, 'permenperin' as ruler
    union all
    select 2 as place, 'bps' as ruler
    union all
    select 3 as place, 'oss' as ruler
),
cells as (
    select
        rulers.place,
        rulers.ruler,
        coalesce(
            case rulers.ruler
                when 'permenperin' then cube_year.size_ministry
                when 'bps' then cube_year.size_bps
                else cube_year.size_oss
            end,
            'unknown'
        ) as size,
        picked.last_year as year_shown,
        case when cube_year.year = picked.last_year then cube_year.businesses_active else 0 end as businesses
    from cube_year
    cross join picked
    cross join rulers
),
total as (
    select
        ruler,
        cast(sum(businesses) as bigint) as businesses
    from cells
    group by ruler
)
select
    cells.ruler,
    cells.size,
    cells.year_shown,
    cast(sum(cells.businesses) as bigint) as businesses_active,
    total.businesses as businesses_total
from cells
inner join total on total.ruler = cells.ruler
group by
    cells.place,
    cells.ruler,
    cells.size,
    cells.year_shown,
    total.businesses
having sum(cells.businesses) > 0
order by
    cells.place,
    case cells.size when 'mikro' then 1 when 'kecil' then 2 when 'menengah' then 3 when 'besar' then 4 else 5 end
