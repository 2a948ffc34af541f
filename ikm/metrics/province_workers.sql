/*---
title.id = "Tenaga kerja IKM dalam register Sulawesi Tenggara"
title.en = "Workers of IKM in the register of Southeast Sulawesi"
unit     = "persons"
grain    = ["year"]
series   = ["ikm_register_workers"]
areas    = ["74"]
note.id  = "Deret terputus antara 2020 dan 2021: 64.503 orang (2019) dan 47.466 orang (2021) tidak dapat dibandingkan. Angka 2020 tidak ditemukan."
note.en  = "The series breaks between 2020 and 2021: 64,503 persons (2019) and 47,466 persons (2021) cannot be compared. No figure for 2020 was found."

[chart]
columns = ["workers"]
ours    = "workers"
breaks  = ["ikm_register_workers"]
---*/
select
    cast(period as integer) as year,
    cast(max(case when series = 'ikm_register_workers' then value end) as bigint) as workers
from series
where series in ('ikm_register_units', 'ikm_register_workers')
    and area_code = '74'
    and freq = 'A'
group by period
order by year
