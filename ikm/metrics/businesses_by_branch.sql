/*---
title.id = "Unit usaha aktif menurut cabang industri"
title.en = "Active businesses by industrial branch"
unit     = "businesses"
grain    = ["branch"]
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
    branch,
    (select last_year from picked) as year_shown,
    (select first_year from picked) as year_compared,
    cast(sum(case when year = (select last_year from picked) then businesses_active else 0 end) as bigint) as businesses_active,
    cast(sum(case when year = (select first_year from picked) then businesses_active else 0 end) as bigint) as businesses_active_first
from cell_year
where year in ((select first_year from picked), (select last_year from picked))
group by branch
having sum(businesses_active) > 0
order by
    businesses_active desc,
    branch
