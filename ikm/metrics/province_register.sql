/*---
title.id = "Register IKM Sulawesi Tenggara: unit usaha dan produksi (harga berlaku)"
title.en = "IKM register of Southeast Sulawesi: businesses and production (current prices)"
unit     = "index"
grain    = ["year"]
series   = ["ikm_register_units", "ikm_register_workers", "ikm_register_output"]
areas    = ["74"]
note.id  = "Indeks, 2019 = 100. Nilai produksi harga berlaku; titik 2021 diturunkan. Tenaga kerja 2019 dan 2021 ke atas adalah dua deret: tidak disambung dan tidak diindeks."
note.en  = "Index, 2019 = 100. Production at current prices; the point of 2021 is derived. Workers of 2019 and of 2021 onwards are two series: neither joined nor indexed."

[derive]
units_index       = { method = "index_to_base", of = "units", base = 2019 }
output_index      = { method = "index_to_base", of = "output_idr", base = 2019 }
units_growth_pct  = { method = "growth", of = "units" }
output_growth_pct = { method = "growth", of = "output_idr" }

[chart]
columns = ["units_index", "output_index"]
ours    = "output_index"
base    = 100

[chart.views]
tingkat = ["units", "output_idr"]
tumbuh  = ["units_growth_pct", "output_growth_pct"]
---*/
select
    cast(period as integer) as year,
    cast(max(case when series = 'ikm_register_units' then value end) as bigint) as units,
    cast(max(case when series = 'ikm_register_workers' then value end) as bigint) as workers,
    cast(max(case when series = 'ikm_register_output' then value end) as bigint) as output_idr
from series
where series in ('ikm_register_units', 'ikm_register_workers', 'ikm_register_output')
    and area_code = '74'
    and freq = 'A'
group by period
order by year
