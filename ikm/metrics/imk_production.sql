/*---
title.id = "Produksi industri mikro dan kecil (IMK) Indonesia"
title.en = "Production of micro and small industry (IMK), Indonesia"
unit     = "index"
grain    = ["quarter"]
series   = ["imk_production_index"]
areas    = ["ID"]
note.id  = "Indeks, triwulan IV 2019 = 100, dirangkai dari laju q-to-q yang terbit."
note.en  = "Index, 2019 Q4 = 100, chained from the published quarterly rates."

[chart]
columns = ["production_index"]
ours    = "production_index"
base    = 100
---*/
select
    period as quarter,
    value as production_index
from series
where series = 'imk_production_index' and area_code = 'ID'
order by quarter
