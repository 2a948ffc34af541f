/*---
title.id = "PDB Indonesia 1996–2000, harga berlaku dan harga konstan"
title.en = "GDP of Indonesia 1996–2000, current and constant prices"
unit     = "index"
grain    = ["year"]
series   = ["gdp_growth", "gdp_deflator_inflation"]
areas    = ["ID"]
note.id  = "Indeks, 1996 = 100, dirangkai dari laju yang terbit: riil dari pertumbuhan PDB, berlaku dari pertumbuhan dan deflator. Seluruh ekonomi: konteks, bukan angka IKM."
note.en  = "Index, 1996 = 100, chained from the published rates: real from GDP growth, current from growth and deflator. The whole economy: context, not a figure on IKM."

[chart]
columns = ["nominal_index", "real_index"]
ours    = "real_index"
base    = 100
---*/
with rates as (
    select
        cast(period as integer) as year,
        max(case when series = 'gdp_growth' then value end) as growth_pct,
        max(case when series = 'gdp_deflator_inflation' then value end) as deflator_pct
    from series
    where series in ('gdp_growth', 'gdp_deflator_inflation') and area_code = 'ID' and freq = 'A'
    group by period
),
steps as (
    select
        year,
        case when year = 1996 then 0 else ln(1 + growth_pct / 100) end as real_step,
        case when year = 1996 then 0 else ln((1 + growth_pct / 100) * (1 + deflator_pct / 100)) end as nominal_step
    from rates
    where year between 1996 and 2000
),
levels as (
    select
        year,
        100 * exp(sum(nominal_step) over (order by year)) as nominal_index,
        100 * exp(sum(real_step) over (order by year)) as real_index
    from steps
)
select
    year,
    nominal_index,
    real_index,
    100 * (nominal_index / lag(nominal_index) over (order by year) - 1) as nominal_growth_pct,
    100 * (real_index / lag(real_index) over (order by year) - 1) as real_growth_pct
from levels
order by year
