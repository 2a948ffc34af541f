/*---
rule = "Births and deaths lie in years of coverage; a death in the last of them is an explicit closing"
---*/
select
    demography.business_id,
    demography.year,
    demography.event
from demography
left join years on years.year = demography.year
left join business on business.business_id = demography.business_id
where years.year is null
    or (
        demography.event = 'death'
        and demography.year = (select max(year) from years)
        and business.closed_date is null
    )
