/*---
comment = "Births and deaths of businesses (Eurostat-OECD manual, rules of the project). A silence of two or more covered years is a death in the last active year; coming back is no second birth"
reads = ["business", "business_year", "years"]

[columns]
business_id = "keyed pseudonym of the business"
year = "year of the event, inside coverage"
event = "birth or death"
provisional = "true for a death that only one silent year supports so far"
---*/
with coverage as (
    select
        min(year) as first_year,
        max(year) as last_year
    from years
),
active_year as (
    select
        business_id,
        year,
        lead(year) over (partition by business_id order by year) as next_year
    from business_year
    where active
),
first_active as (
    select
        business_id,
        min(year) as year
    from active_year
    group by business_id
),
born as (
    select
        business.business_id,
        case
            when business.founded_year is not null then business.founded_year
            when first_active.year >= coverage.first_year + 2 then first_active.year
        end as year
    from business
    cross join coverage
    left join first_active on first_active.business_id = business.business_id
),
covered_year as (
    select
        year,
        sum(1) over (order by year) as position
    from years
    where covered
),
silence as (
    select
        active_year.business_id,
        active_year.year,
        active_year.next_year,
        count(covered_year.year) as silent_years
    from active_year
    left join covered_year
        on covered_year.year > active_year.year
        and (active_year.next_year is null or covered_year.year < active_year.next_year)
    group by active_year.business_id, active_year.year, active_year.next_year
),
fell_silent as (
    select
        silence.business_id,
        silence.year,
        silence.next_year is null and silence.year = coverage.last_year - 1 as provisional
    from silence
    cross join coverage
    left join business on business.business_id = silence.business_id
    where silence.year <= coverage.last_year - 1
        and (
            silence.silent_years >= 2
            or (silence.next_year is null and silence.silent_years >= 1)
        )
        and (silence.next_year is not null or business.closed_date is null)
),
closed as (
    select
        business_id,
        cast(extract(year from closed_date) as integer) as year
    from business
    where closed_date is not null
),
event as (
    select business_id, year, 'birth' as event, false as provisional from born
    union all
    select business_id, year, 'death' as event, provisional from fell_silent
    union all
    select business_id, year, 'death' as event, false as provisional from closed
)
select
    event.business_id,
    cast(event.year as integer) as year,
    event.event,
    event.provisional
from event
cross join coverage
where event.year between coverage.first_year and coverage.last_year
order by event.business_id, event.year, event.event
