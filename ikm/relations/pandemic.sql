/*---
comment = "The first and last year of the Covid-19 crisis."
---*/
select
    extract(year from start_date) as first_year,
    extract(year from end_date) as last_year
from crisis
where crisis = 'covid'
