/*---
rule = "Each table has one row for each key of its grain"
---*/
with keys as (
    select 'business' as table_name, business_id as key from business
    union all
    select 'business_year' as table_name, concat(business_id, ' ', year) as key from business_year
    union all
    select 'demography' as table_name, concat(business_id, ' ', year, ' ', event) as key from demography
    union all
    select 'training_event' as table_name, event_id as key from training_event
    union all
    select 'participation' as table_name, concat(event_id, ' ', coalesce(business_id, person_id)) as key from participation
    union all
    select 'outcome' as table_name, concat(event_id, ' ', business_id, ' ', wave, ' ', measure) as key from outcome
    union all
    select
        'certificate' as table_name,
        concat(business_id, ' ', kind, ' ', coalesce(cast(issued_date as varchar), '-')) as key
    from certificate
    union all
    select
        'training_effect' as table_name,
        concat(coalesce(event_id, '-'), ' ', measure, ' ', wave) as key
    from training_effect
    union all
    select
        'training_did' as table_name,
        concat(measure, ' ', statistic, ' ', coalesce(cast("key" as varchar), '-')) as key
    from training_did
    union all
    select 'training_level' as table_name, measure as key from training_level
    union all
    select 'years' as table_name, cast(year as varchar) as key from years
    union all
    select 'file' as table_name, file as key from file
    union all
    select
        'cube_year' as table_name,
        concat(
            year,
            ' ', coalesce(kecamatan_code, '-'),
            ' ', kbli,
            ' ', kbli_version,
            ' ', coalesce(size_bps, '-'),
            ' ', coalesce(size_ministry, '-'),
            ' ', coalesce(size_oss, '-'),
            ' ', coalesce(owner_sex, '-')
        ) as key
    from cube_year
)
select
    table_name,
    key,
    count(*) as times
from keys
group by table_name, key
having count(*) > 1
order by table_name, key
