/*---
title.id = "Ketahanan deret terbit: dalamnya penurunan dan pemulihan"
title.en = "Resilience of published series: depth and recovery"
unit     = "percent"
grain    = ["item"]
series   = ["ikm_register_units", "ikm_register_output", "imk_production_index", "gdp_growth", "manufacturing_growth", "grdp_growth"]
areas    = ["ID", "74", "74.71"]
note.id  = "Dalamnya = terendah ÷ puncak − 1, puncak dan terendah milik deret itu sendiri, dari setahun sebelum krisis. Pulih = periode pertama di atas puncak; selain itu belum pulih per periode terakhir. Kembali = bagian penurunan yang sudah ditutup. Laju dirangkai menjadi tingkat. IKM dan IMK diperiksa; yang lain konteks."
note.en  = "Depth = lowest ÷ peak − 1, peak and lowest being the series' own, from the year before the crisis on. Recovered = first period at or above the peak; else not yet at the last period. Regained = share of the fall made good. Rates are chained into levels. IKM and IMK are what is examined; the others are context."

[collapse]
method = "falls"
time   = "period"
of     = "level"

[chart]
columns = ["depth_pct"]
ours    = "depth_pct"
---*/
with published as (
    select 'units_sultra' as item, period, value as level
    from series
    where series = 'ikm_register_units' and area_code = '74'
    union all
    select 'output_sultra' as item, period, value as level
    from series
    where series = 'ikm_register_output' and area_code = '74'
    union all
    select 'production_imk' as item, period, value as level
    from series
    where series = 'imk_production_index' and area_code = 'ID'
),
rates as (
    select 'gdp_krismon' as item, period, value as growth_pct
    from series
    where series = 'gdp_growth' and area_code = 'ID' and period between '1997' and '2003'
    union all
    select 'manufacturing_krismon' as item, period, value as growth_pct
    from series
    where series = 'manufacturing_growth' and area_code = 'ID' and period between '1997' and '2003'
    union all
    select 'gdp_covid' as item, period, value as growth_pct
    from series
    where series = 'gdp_growth' and area_code = 'ID' and period between '2019' and '2024'
    union all
    select 'manufacturing_covid' as item, period, value as growth_pct
    from series
    where series = 'manufacturing_growth' and area_code = 'ID' and period between '2019' and '2024'
    union all
    select 'grdp_sultra' as item, period, value as growth_pct
    from series
    where series = 'grdp_growth' and area_code = '74' and period between '2019' and '2024'
    union all
    select 'grdp_kendari' as item, period, value as growth_pct
    from series
    where series = 'grdp_growth' and area_code = '74.71' and period between '2020' and '2023'
),
bases as (
    select
        item,
        case when item = 'grdp_kendari' then '2019' else min(period) end as period
    from rates
    group by item
),
chained as (
    select
        rates.item,
        rates.period,
        100 * exp(
            sum(case when rates.period = bases.period then 0 else ln(1 + rates.growth_pct / 100) end)
            over (partition by rates.item order by rates.period)
        ) as level
    from rates
    inner join bases on bases.item = rates.item
    union all
    select
        item,
        period,
        100.0 as level
    from bases
    where item = 'grdp_kendari'
)
select item, period, level from published
union all
select item, period, level from chained
order by
    item,
    period
