/*---
comment = "Births of the selection by cohort (before, in or after the pandemic) and age: who is still followed, and who died. The last two covered years are left out, since their deaths are not settled."
---*/
select
    case
        when cohort_year.birth_year < pandemic.first_year then 'before'
        when cohort_year.birth_year <= pandemic.last_year then 'covid'
        else 'after'
    end as cohort,
    cast(cohort_year.year - cohort_year.birth_year + 1 as integer) as age,
    cohort_year.birth_year,
    cohort_year.kecamatan_code,
    cohort_year.division,
    cohort_year.branch,
    cohort_year.owner_sex,
    cohort_year.at_risk - cohort_year.censored as at_risk,
    cohort_year.deaths
from cohort_year
cross join last_covered
cross join pandemic
where cohort_year.year <= last_covered.year - 2
