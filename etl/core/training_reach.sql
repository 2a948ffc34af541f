/*---
comment = "Businesses active in the last year of coverage by place, branch, size and owner's sex, and how many of them ever took part in a training event, so that no view reads businesses. Large businesses of that year are outside, and events with fewer than three participants on their roster reach nobody"
reads = ["years", "business", "business_year", "participation"]

[columns]
year = "last year of coverage"
kecamatan_code = "Kemendagri code of the kecamatan; NULL where unknown"
branch = "branch of industry; NULL where the office has not decided"
size_ministry = "size by Permenperin 64/2016; NULL where unknown"
owner_sex = "sex of the owner: L male, P female; NULL where unknown"
businesses_active = "businesses with evidence of activity in the year"
businesses_reached = "of them, those that took part in a training event of any year"
---*/
with last_year as (
    select max(year) as year
    from years
    where covered
),
roster as (
    select event_id
    from participation
    group by event_id
    having count(*) >= 3
),
reached as (
    select participation.business_id
    from participation
    inner join roster on roster.event_id = participation.event_id
    where participation.business_id is not null
    group by participation.business_id
),
active as (
    select
        business_year.business_id,
        business_year.year,
        business_year.size_ministry
    from business_year
    inner join last_year on last_year.year = business_year.year
    where business_year.active and coalesce(business_year.size_ministry, '') <> 'besar'
)
select
    active.year,
    business.kecamatan_code,
    business.branch,
    active.size_ministry,
    business.owner_sex,
    cast(count(*) as integer) as businesses_active,
    cast(count(reached.business_id) as integer) as businesses_reached
from active
inner join business on business.business_id = active.business_id
left join reached on reached.business_id = active.business_id
group by
    active.year,
    business.kecamatan_code,
    business.branch,
    active.size_ministry,
    business.owner_sex
order by
    business.kecamatan_code,
    business.branch,
    active.size_ministry,
    business.owner_sex
