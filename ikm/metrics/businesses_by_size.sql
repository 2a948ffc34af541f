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
with latest as (
    select
        unnest(['permenperin', 'bps', 'oss']) as ruler,
        unnest([size_ministry, size_bps, size_oss]) as size,
        businesses_active
    from cube_year_any_size
    where year = (select last_year from picked)
)
select
    ruler,
    coalesce(size, 'unknown') as size,
    (select last_year from picked) as year_shown,
    cast(sum(businesses_active) as bigint) as businesses_active,
    cast(sum(sum(businesses_active)) over (partition by ruler) as bigint) as businesses_total
from latest
group by
    ruler,
    latest.size
having sum(businesses_active) > 0
order by
    case ruler when 'permenperin' then 1 when 'bps' then 2 else 3 end,
    case latest.size when 'mikro' then 1 when 'kecil' then 2 when 'menengah' then 3 when 'besar' then 4 else 5 end
