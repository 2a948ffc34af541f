/*---
title.id = "Kenaikan harga di Indonesia, 1996–2000"
title.en = "Rise of prices in Indonesia, 1996–2000"
unit     = "percent"
grain    = ["year"]
series   = ["cpi_inflation", "gdp_deflator_inflation", "idr_per_usd"]
areas    = ["ID"]
note.id  = "Harga konsumen rata-rata tahunan dan deflator PDB. Kurs rupiah per dolar AS rata-rata tahunan ada di tabel. Seluruh ekonomi: konteks."
note.en  = "Consumer prices, annual average, and the GDP deflator. The rupiah rate per US dollar, annual average, is in the table. The whole economy: context."

[chart]
columns = ["cpi_pct", "deflator_pct"]
ours    = "deflator_pct"
---*/
select
    cast(period as integer) as year,
    max(case when series = 'cpi_inflation' then value end) as cpi_pct,
    max(case when series = 'gdp_deflator_inflation' then value end) as deflator_pct,
    max(case when series = 'idr_per_usd' then value end) as idr_per_usd
from series
where series in ('cpi_inflation', 'gdp_deflator_inflation', 'idr_per_usd')
    and area_code = 'ID'
    and freq = 'A'
    and period between '1996' and '2000'
group by period
order by year
