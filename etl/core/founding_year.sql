/*---
comment = "Active businesses of a year by the year in which they were founded; no large business"
reads = ["business", "business_year"]

[columns]
founded_year = "year of founding; NULL where unknown"
year = "calendar year"
businesses_active = "businesses active in the year"
---*/
select
    business.founded_year,
    business_year.year,
    cast(count(*) as integer) as businesses_active
from business_year
inner join business on business.business_id = business_year.business_id
where business_year.active
    and (business_year.size_ministry is null or business_year.size_ministry <> 'besar')
group by
    business.founded_year,
    business_year.year
order by
    business_year.year,
    business.founded_year
