/*---
title.id = "Unit usaha aktif menurut skala dengan tiga kriteria"
title.en = "Active businesses by size, by three criteria"
unit     = "percent"
grain    = ["ruler", "size"]
follows  = ["cabang", "divisi", "kbli", "kec", "penggaris", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
note.id  = "Tahun terakhir dalam pilihan. Permenperin 64/2016: tenaga kerja dan nilai investasi; BPS: tenaga kerja; OSS: skala yang dilaporkan saat perizinan (PP 7/2021). Ketiganya tidak sepakat, maka tidak pernah dicampur. Tidak diketahui: tenaga kerja atau investasinya tidak dilaporkan. Grafik memakai kriteria yang dipilih, tabel ketiganya."
note.en  = "The last year of the selection. Permenperin 64/2016: workers and investment; BPS: workers; OSS: the scale stated when licensed (PP 7/2021). The three disagree and are never mixed. Unknown: workers or investment were not reported. The chart uses the criterion picked, the table all three."

[protect]
businesses_active = { measure = "active", year = "year_shown" }
businesses_total  = { measure = "active", year = "year_shown", by = [] }

[derive]
share_pct = { method = "share", of = "businesses_active", total = "businesses_total" }

[chart]
columns = ["share_pct"]
ours    = "share_pct"
---*/
with cells as (
    select
        case
            when grouping(cube_year.size_ministry) = 0 then 'permenperin'
            when grouping(cube_year.size_bps) = 0 then 'bps'
            else 'oss'
        end as ruler,
        coalesce(cube_year.size_ministry, cube_year.size_bps, cube_year.size_oss, 'unknown') as size,
        picked.last_year as year_shown,
        -- A case and no join on the year: after that join DuckDB 2.0 may pack a sum into too few bytes.
        cast(sum(case when cube_year.year = picked.last_year then cube_year.businesses_active else 0 end) as bigint) as businesses_active
    from cube_year
    cross join picked
    group by
        grouping sets (
            (picked.last_year, cube_year.size_ministry),
            (picked.last_year, cube_year.size_bps),
            (picked.last_year, cube_year.size_oss)
        )
)
select
    ruler,
    size,
    year_shown,
    businesses_active,
    cast(sum(businesses_active) over (partition by ruler) as bigint) as businesses_total
from cells
where businesses_active > 0
order by
    case ruler when 'permenperin' then 1 when 'bps' then 2 else 3 end,
    case size when 'mikro' then 1 when 'kecil' then 2 when 'menengah' then 3 when 'besar' then 4 else 5 end
