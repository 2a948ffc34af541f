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
with sums as (
    select
        year,
        size_ministry,
        size_bps,
        size_oss,
        sum(businesses_active) as businesses
    from cube_year_any_size
    group by
        year,
        size_ministry,
        size_bps,
        size_oss
),
cells as (
    select
        unnest(['permenperin', 'bps', 'oss']) as ruler,
        unnest([size_ministry, size_bps, size_oss]) as size,
        year,
        businesses
    from sums
)
select
    cells.ruler,
    coalesce(cells.size, 'unknown') as size,
    picked.last_year as year_shown,
    cast(sum(cells.businesses) as bigint) as businesses_active,
    cast(sum(sum(cells.businesses)) over (partition by cells.ruler) as bigint) as businesses_total
from cells
inner join picked on picked.last_year = cells.year
group by
    cells.ruler,
    cells.size,
    picked.last_year
having sum(cells.businesses) > 0
order by
    case cells.ruler when 'permenperin' then 1 when 'bps' then 2 else 3 end,
    case cells.size when 'mikro' then 1 when 'kecil' then 2 when 'menengah' then 3 when 'besar' then 4 else 5 end
