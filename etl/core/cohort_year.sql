/*---
comment = "What survival curves read: businesses born in a year, followed to their last active year. A business that dies in year y was active in y, so that survival to y + 1 is survival to y times 1 - deaths / at_risk. Provisional deaths are censored: one silent year proves nothing"
reads = ["years", "business", "business_year", "demography"]

[columns]
birth_year = "year of birth of the cohort"
year = "calendar year, from the year of birth on"
kecamatan_code = "Kemendagri code of the kecamatan; NULL where unknown"
division = "KBLI division (two digits)"
branch = "branch of industry; NULL where the office has not decided"
owner_sex = "sex of the owner: L male, P female; NULL where unknown"
at_risk = "businesses of the cohort still followed in the year"
deaths = "businesses of the cohort whose last active year is this one, known to have ended"
censored = "businesses of the cohort that cannot be followed beyond this year"
---*/
with coverage as (
    select max(year) as last_year
    from years
),
large_year as (
    select
        business_id,
        year
    from business_year
    where size_ministry = 'besar'
),
born as (
    select
        demography.business_id,
        demography.year as birth_year
    from demography
    left join large_year
        on large_year.business_id = demography.business_id
        and large_year.year = demography.year
    where demography.event = 'birth' and large_year.business_id is null
),
last_active as (
    select
        business_id,
        max(year) as year
    from business_year
    where active
    group by business_id
),
final_death as (
    select
        demography.business_id,
        max(demography.year) as year
    from demography
    left join last_active on last_active.business_id = demography.business_id
    where demography.event = 'death'
        and not demography.provisional
        and (last_active.year is null or demography.year >= last_active.year)
    group by demography.business_id
),
followed as (
    select
        born.business_id,
        born.birth_year,
        case
            when final_death.year >= born.birth_year then final_death.year
            when last_active.year < born.birth_year or last_active.year is null then born.birth_year
            when last_active.year > coverage.last_year then coverage.last_year
            else last_active.year
        end as end_year,
        case when final_death.year >= born.birth_year then 1 else 0 end as died
    from born
    cross join coverage
    left join last_active on last_active.business_id = born.business_id
    left join final_death on final_death.business_id = born.business_id
)
select
    followed.birth_year,
    years.year,
    business.kecamatan_code,
    business.division,
    business.branch,
    business.owner_sex,
    cast(count(*) as integer) as at_risk,
    cast(sum(case when followed.end_year = years.year then followed.died else 0 end) as integer) as deaths,
    cast(sum(case when followed.end_year = years.year then 1 - followed.died else 0 end) as integer) as censored
from followed
inner join business on business.business_id = followed.business_id
inner join years
    on years.year >= followed.birth_year
    and years.year <= followed.end_year
group by
    followed.birth_year,
    years.year,
    business.kecamatan_code,
    business.division,
    business.branch,
    business.owner_sex
order by
    followed.birth_year,
    years.year,
    business.kecamatan_code,
    business.division,
    business.branch,
    business.owner_sex
