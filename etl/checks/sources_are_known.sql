/*---
rule = "Every file, published series, price index, claim and programme names a source that is described"
---*/
with used as (
    select 'file' as used_by, file as item, source_id from file where refused is null
    union all
    select 'series' as used_by, series as item, source_id from series
    union all
    select 'price_index' as used_by, cast(year as varchar) as item, source_id from price_index
    union all
    select 'claim' as used_by, claim as item, source_id from claim
    union all
    select 'training_programme' as used_by, programme_id as item, source_id from training_programme
)
select distinct
    used.used_by,
    used.item,
    used.source_id
from used
left join source on source.source_id = used.source_id
where source.source_id is null
