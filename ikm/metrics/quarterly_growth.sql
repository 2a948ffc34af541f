/*---
title.id = "Pertumbuhan triwulanan PDB dan industri, Indonesia"
title.en = "Quarterly growth of GDP and industry, Indonesia"
unit     = "percent"
grain    = ["quarter"]
series   = ["gdp_growth_yoy", "manufacturing_growth_yoy", "food_beverage_growth_yoy"]
areas    = ["ID"]
as_published = true
note.id  = "Harga konstan 2010, y-on-y, semua skala usaha: konteks, bukan angka IKM. Industri makanan dan minuman hanya dikutip untuk beberapa triwulan: celah, bukan nol."
note.en  = "Constant 2010 prices, year on year, all firm sizes: context, not a figure on IKM. The food and beverage industry is quoted for some quarters only: a gap, not zero."

[chart]
columns = ["gdp_growth_pct", "manufacturing_growth_pct", "food_growth_pct"]
ours    = "food_growth_pct"
base    = 0
---*/
select
    period as quarter,
    max(case when series = 'gdp_growth_yoy' then value end) as gdp_growth_pct,
    max(case when series = 'manufacturing_growth_yoy' then value end) as manufacturing_growth_pct,
    max(case when series = 'food_beverage_growth_yoy' then value end) as food_growth_pct
from series
where series in ('gdp_growth_yoy', 'manufacturing_growth_yoy', 'food_beverage_growth_yoy')
    and area_code = 'ID'
    and freq = 'Q'
    and period between '2019Q1' and '2021Q4'
group by period
order by quarter
