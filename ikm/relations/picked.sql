/*---
comment = "The first and last covered year of the selection; NULL where it has none."
---*/
select
    min(year) as first_year,
    max(year) as last_year
from years
where
    covered
    and year between $first_year and $last_year
