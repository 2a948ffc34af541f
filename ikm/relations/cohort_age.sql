/*---
comment = "Births of the selection by cohort (before, in or after the pandemic) and age: who is still followed, and who died. The last two covered years are left out, since their deaths are not settled."
---*/
select
    case
        when birth_year < (select first_year from pandemic) then 'before'
        when birth_year <= (select last_year from pandemic) then 'covid'
        else 'after'
    end as cohort,
    cast(year - birth_year + 1 as integer) as age,
    birth_year,
    kecamatan_code,
    division,
    branch,
    owner_sex,
    at_risk - censored as at_risk,
    deaths
from cohort_year
where year <= (select year from last_covered) - 2
