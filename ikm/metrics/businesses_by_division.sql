/*---
title.id = "Unit usaha aktif menurut golongan pokok KBLI"
title.en = "Active businesses by KBLI division"
unit     = "businesses"
grain    = ["division"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
parts    = true
note.id  = "Tahun terakhir dalam pilihan, dibandingkan dengan tahun pertamanya."
note.en  = "The last year of the selection, compared with its first."

[protect]
businesses_active       = { measure = "active", year = "year_shown" }
businesses_active_first = { measure = "active", year = "year_compared" }

[chart]
columns = ["businesses_active"]
ours    = "businesses_active"
---*/
select
    cell_year.division,
    picked.last_year as year_shown,
    picked.first_year as year_compared,
    cast(sum(case when cell_year.year = picked.last_year then cell_year.businesses_active else 0 end) as bigint) as businesses_active,
    cast(sum(case when cell_year.year = picked.first_year then cell_year.businesses_active else 0 end) as bigint) as businesses_active_first
from cell_year
cross join picked
group by
    cell_year.division,
    picked.last_year,
    picked.first_year
having sum(case when cell_year.year in (picked.first_year, picked.last_year) then cell_year.businesses_active else 0 end) > 0
order by
    businesses_active desc,
    cell_year.division
