/*---
title.id = "IKM aktif menurut tahun berdiri"
title.en = "Active businesses by founding year"
unit     = "businesses"
grain    = ["founded"]
follows  = ["tahun"]
kinds    = ["directory", "production"]
parts    = true
note.id  = "Hanya yang bertahan sampai hari ini yang tercatat: usaha yang tutup pada 1998 tidak ada di register mana pun. Karena itu angka ini tidak dapat menjawab apakah IKM tumbuh pada 1998."
note.en  = "Only those that lasted are recorded: businesses that closed in 1998 are in no register. This number can therefore not answer whether small industry grew in 1998."

[protect]
businesses_active = {}

[chart]
columns = ["businesses_active"]
ours    = "businesses_active"
---*/
select
    case
        when founded_year is null then 'unknown'
        when founded_year <= 1997 then 'by_1997'
        when founded_year <= 1999 then 'in_krismon'
        when founded_year <= 2019 then 'before_covid'
        else 'since_covid'
    end as founded,
    (select last_year from picked) as year_shown,
    cast(sum(businesses_active) as bigint) as businesses_active
from founding_year
where year = (select last_year from picked)
group by founded
order by
    min(coalesce(founded_year, 9999))
