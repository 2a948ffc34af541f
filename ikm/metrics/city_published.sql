/*---
title.id = "IKM Kota Kendari dalam register provinsi"
title.en = "IKM of Kota Kendari in the province's register"
unit     = "businesses"
grain    = ["year"]
series   = ["ikm_register_units", "ikm_register_workers", "ikm_register_output"]
areas    = ["74.71"]
note.id  = "Semua angka IKM Kota Kendari yang pernah terbit. Dua titik bukan deret: 2021 dan 2022 tidak terbit."
note.en  = "Every figure on the IKM of Kota Kendari that has been published. Two points are no series: 2021 and 2022 were not published."

[chart]
columns = ["units"]
ours    = "units"
---*/
select
    cast(period as integer) as year,
    cast(max(case when series = 'ikm_register_units' then value end) as bigint) as units,
    cast(max(case when series = 'ikm_register_workers' then value end) as bigint) as workers,
    cast(max(case when series = 'ikm_register_output' then value end) as bigint) as output_idr
from series
where series in ('ikm_register_units', 'ikm_register_workers', 'ikm_register_output')
    and area_code = '74.71'
    and freq = 'A'
group by period
order by year
