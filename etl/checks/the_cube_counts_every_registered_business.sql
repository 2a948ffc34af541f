/*---
rule = "Per year of coverage, the cube's registered businesses, births and deaths are those of the single businesses that are not large"
---*/
with large as (
    select
        business_id,
        year
    from business_year
    where size_ministry = 'besar'
),
single as (
    select
        years.year,
        count(*) as registered
    from years
    inner join business
        on extract(year from business.first_seen_date) <= years.year
        and (business.closed_date is null or extract(year from business.closed_date) > years.year)
    left join large
        on large.business_id = business.business_id
        and large.year = years.year
    where large.business_id is null
    group by years.year
),
event as (
    select
        demography.year,
        sum(case when demography.event = 'birth' then 1 else 0 end) as births,
        sum(case when demography.event = 'death' then 1 else 0 end) as deaths
    from demography
    left join large
        on large.business_id = demography.business_id
        and large.year = demography.year
    where large.business_id is null
    group by demography.year
),
cube as (
    select
        year,
        sum(businesses_registered) as registered,
        sum(births) as births,
        sum(deaths) as deaths
    from cube_year
    group by year
)
select
    years.year,
    cube.registered as cube_registered,
    single.registered as single_registered,
    cube.births as cube_births,
    event.births as single_births,
    cube.deaths as cube_deaths,
    event.deaths as single_deaths
from years
left join cube on cube.year = years.year
left join single on single.year = years.year
left join event on event.year = years.year
where coalesce(cube.registered, 0) <> coalesce(single.registered, 0)
    or coalesce(cube.births, 0) <> coalesce(event.births, 0)
    or coalesce(cube.deaths, 0) <> coalesce(event.deaths, 0)
