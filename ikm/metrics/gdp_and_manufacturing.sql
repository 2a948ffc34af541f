/*---
title.id = "Pertumbuhan PDB dan industri pengolahan Indonesia"
title.en = "Growth of GDP and manufacturing, Indonesia"
unit     = "percent"
grain    = ["year"]
series   = ["gdp_growth", "manufacturing_growth"]
areas    = ["ID"]
note.id  = "Harga konstan, y-on-y. Industri pengolahan semua skala usaha: konteks, bukan angka IKM."
note.en  = "Constant prices, year on year. Manufacturing of all firm sizes: context, not a figure on IKM."

[chart]
columns = ["gdp_growth_pct", "manufacturing_growth_pct"]
ours    = "manufacturing_growth_pct"
base    = 0
---*/
select
    cast(period as integer) as year,
    max(case when series = 'gdp_growth' then value end) as gdp_growth_pct,
    max(case when series = 'manufacturing_growth' then value end) as manufacturing_growth_pct
from series
where series in ('gdp_growth', 'manufacturing_growth') and area_code = 'ID' and freq = 'A'
group by period
order by year
