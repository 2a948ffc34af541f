/*---
title.id = "Tenaga kerja usaha aktif menurut kecamatan"
title.en = "Workers of active businesses by district (kecamatan)"
unit     = "persons"
grain    = ["kecamatan_code"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production"]
reports  = "workers"
parts    = true
note.id  = "Jumlah yang dilaporkan usaha aktif pada tahun terakhir dalam pilihan; yang tidak melapor tidak ditaksir. Rata-rata per usaha: dari usaha yang melapor. Tidak per 1.000 penduduk: jumlah penduduk menurut kecamatan belum ada dalam sumber mana pun di sini."
note.en  = "The sum that active businesses reported in the last year of the selection; those that did not are not estimated. Average per business: of those that reported. Not per 1,000 people: no source here has the population of a district."

[protect]
workers          = { measure = "workers", year = "year_shown" }
workers_reported = { measure = "workers", year = "year_shown" }
reported_pct     = { measure = ["workers", "active"], year = "year_shown" }

[derive]
workers_per_business_units = { method = "per_business", of = "workers", over = "workers_reported" }

[chart]
columns = ["workers"]
ours    = "workers"
---*/
select
    kecamatan_code,
    (select last_year from picked) as year_shown,
    case when sum(workers_reported) > 0 then cast(sum(workers) as bigint) end as workers,
    cast(sum(workers_reported) as bigint) as workers_reported,
    100.0 * sum(workers_reported) / sum(businesses_active) as reported_pct
from cell_year
where year = (select last_year from picked)
group by kecamatan_code
having sum(businesses_active) > 0
order by
    workers desc nulls last,
    kecamatan_code
