/*---
rule = "Of a cohort, those at risk in a year are those at risk the year before less its deaths and censored"
---*/
with cohort as (
    select
        birth_year,
        year,
        sum(at_risk) as at_risk,
        sum(deaths) as deaths,
        sum(censored) as censored
    from cohort_year
    group by birth_year, year
),
followed as (
    select
        birth_year,
        year,
        at_risk,
        deaths,
        censored,
        lag(at_risk - deaths - censored) over (partition by birth_year order by year) as expected
    from cohort
)
select
    birth_year,
    year,
    at_risk,
    expected
from followed
where (expected is not null and at_risk <> expected)
    or deaths + censored > at_risk
