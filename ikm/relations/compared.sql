/*---
comment = "The last covered year of the selection, and the earliest of it with the same kinds of evidence; NULL where there is none."
---*/
select
    picked.last_year,
    min(earlier.year) as first_year
from picked
inner join years as latest on latest.year = picked.last_year
left join years as earlier
    on earlier.covered
    and earlier.evidence = latest.evidence
    and earlier.year >= picked.first_year
    and earlier.year < picked.last_year
group by picked.last_year
