/*---
title.id = "Pertumbuhan produksi IMK Indonesia, y-on-y"
title.en = "Growth of IMK production, Indonesia, year on year"
unit     = "percent"
grain    = ["quarter"]
series   = ["imk_production_yoy"]
areas    = ["ID"]
as_published = true
note.id  = "Triwulan III 2020 (sekitar −18,9) diturunkan dari laju q-to-q yang terbit; rangkaian yang sama menghasilkan kembali −17,5 triwulan IV."
note.en  = "2020 Q3 (about −18.9) is derived from the published quarterly rates; the same chain gives back the −17.5 of Q4."

[chart]
columns     = ["production_yoy_pct"]
ours        = "production_yoy_pct"
provisional = { production_yoy_pct = "is_derived" }
---*/
select
    period as quarter,
    max(value) as production_yoy_pct,
    max(case when status = 'derived' then 1 else 0 end) = 1 as is_derived
from series
where series = 'imk_production_yoy'
    and area_code = 'ID'
    and freq = 'Q'
    and period between '2019Q4' and '2020Q4'
group by period
order by quarter
