/*---
rule = "The spine of years goes from the first to the last without a gap, and both ends have evidence"
---*/
select
    count(*) as years,
    min(year) as first_year,
    max(year) as last_year
from years
having count(*) > 0
    and (
        count(*) <> max(year) - min(year) + 1
        or min(case when covered then year end) <> min(year)
        or max(case when covered then year end) <> max(year)
    )
