/*---
title.id = "Tingkat PDB dan industri pengolahan Indonesia, 1996–2003"
title.en = "Level of GDP and manufacturing, Indonesia, 1996–2003"
unit     = "index"
grain    = ["year"]
series   = ["gdp_growth", "manufacturing_growth"]
areas    = ["ID"]
note.id  = "Indeks, 1997 = 100, dirangkai dari laju harga konstan yang terbit. Semua skala usaha: konteks, bukan angka IKM."
note.en  = "Index, 1997 = 100, chained from the published rates at constant prices. All firm sizes: context, not a figure on IKM."

[derive]
gdp_index           = { method = "index_to_base", of = "gdp_level", base = 1997 }
manufacturing_index = { method = "index_to_base", of = "manufacturing_level", base = 1997 }

[chart]
columns = ["gdp_index", "manufacturing_index"]
ours    = "manufacturing_index"
base    = 100
---*/
with rates as (
    select
        cast(period as integer) as year,
        max(case when series = 'gdp_growth' then value end) as gdp_pct,
        max(case when series = 'manufacturing_growth' then value end) as manufacturing_pct
    from series
    where series in ('gdp_growth', 'manufacturing_growth') and area_code = 'ID' and freq = 'A'
    group by period
)
select
    year,
    100 * exp(sum(case when year = 1996 then 0 else ln(1 + gdp_pct / 100) end) over (order by year)) as gdp_level,
    100 * exp(sum(case when year = 1996 then 0 else ln(1 + manufacturing_pct / 100) end) over (order by year)) as manufacturing_level
from rates
where year between 1996 and 2003
order by year
