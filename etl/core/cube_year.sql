/*---
comment = "What every view reads: businesses summed by year, place, KBLI, size and owner's sex, for every year of coverage. Businesses that are large in a year are outside every count of that year"
reads = ["years", "business", "business_year", "demography"]

[columns]
year = "calendar year"
kecamatan_code = "Kemendagri code of the kecamatan; NULL where unknown"
kbli = "five-digit KBLI"
kbli_version = "KBLI version of the code"
division = "KBLI division (two digits)"
branch = "branch of industry; NULL where the office has not decided"
size_bps = "size by BPS (workers); NULL where unknown"
size_ministry = "size by Permenperin 64/2016; NULL where unknown"
size_oss = "size that OSS reported; NULL where unknown, and for a business without any row in the year"
owner_sex = "sex of the owner: L male, P female; NULL where unknown"
businesses_registered = "businesses first seen by the end of the year and not closed by then"
businesses_active = "businesses with evidence of activity in the year"
births = "businesses born in the year"
deaths = "businesses that died in the year, provisional ones included"
workers = "workers of active businesses, persons"
workers_reported = "active businesses that reported workers"
output_idr = "output of active businesses, rupiah"
output_reported = "active businesses that reported output"
output_largest_idr = "largest single contribution to output_idr, rupiah"
output_second_idr = "second largest single contribution to output_idr, rupiah"
materials_idr = "materials of active businesses, rupiah"
materials_reported = "active businesses that reported materials"
materials_largest_idr = "largest single contribution to materials_idr, rupiah"
materials_second_idr = "second largest single contribution to materials_idr, rupiah"
investment_idr = "investment of active businesses, rupiah"
investment_reported = "active businesses that reported investment"
investment_largest_idr = "largest single contribution to investment_idr, rupiah"
investment_second_idr = "second largest single contribution to investment_idr, rupiah"
---*/
with registered as (
    select
        business.business_id,
        years.year
    from business
    inner join years
        on extract(year from business.first_seen_date) <= years.year
        and (business.closed_date is null or extract(year from business.closed_date) > years.year)
),
mentioned as (
    select business_id, year from registered
    union
    select business_id, year from business_year
    union
    select business_id, year from demography
),
event_year as (
    select
        business_id,
        year,
        max(case when event = 'birth' then 1 else 0 end) as births,
        max(case when event = 'death' then 1 else 0 end) as deaths
    from demography
    group by business_id, year
),
contribution as (
    select
        mentioned.year,
        business.kecamatan_code,
        business.kbli,
        business.kbli_version,
        business.division,
        business.branch,
        business_year.size_bps,
        business_year.size_ministry,
        business_year.size_oss,
        business.owner_sex,
        case when registered.business_id is not null then 1 else 0 end as registered,
        case when business_year.active then 1 else 0 end as active,
        coalesce(event_year.births, 0) as births,
        coalesce(event_year.deaths, 0) as deaths,
        case when business_year.active then business_year.workers end as workers,
        case when business_year.active then business_year.output_idr end as output_idr,
        case when business_year.active then business_year.materials_idr end as materials_idr,
        case when business_year.active then business_year.investment_idr end as investment_idr
    from mentioned
    inner join years on years.year = mentioned.year
    inner join business on business.business_id = mentioned.business_id
    left join registered
        on registered.business_id = mentioned.business_id
        and registered.year = mentioned.year
    left join business_year
        on business_year.business_id = mentioned.business_id
        and business_year.year = mentioned.year
    left join event_year
        on event_year.business_id = mentioned.business_id
        and event_year.year = mentioned.year
    where business_year.size_ministry is null or business_year.size_ministry <> 'besar'
),
ranked as (
    select
        contribution.*,
        row_number() over (
            partition by year, kecamatan_code, kbli, kbli_version, branch, size_bps, size_ministry, size_oss, owner_sex
            order by coalesce(output_idr, -1) desc
        ) as output_place,
        row_number() over (
            partition by year, kecamatan_code, kbli, kbli_version, branch, size_bps, size_ministry, size_oss, owner_sex
            order by coalesce(materials_idr, -1) desc
        ) as materials_place,
        row_number() over (
            partition by year, kecamatan_code, kbli, kbli_version, branch, size_bps, size_ministry, size_oss, owner_sex
            order by coalesce(investment_idr, -1) desc
        ) as investment_place
    from contribution
)
select
    year,
    kecamatan_code,
    kbli,
    kbli_version,
    division,
    branch,
    size_bps,
    size_ministry,
    size_oss,
    owner_sex,
    cast(sum(registered) as integer) as businesses_registered,
    cast(sum(active) as integer) as businesses_active,
    cast(sum(births) as integer) as births,
    cast(sum(deaths) as integer) as deaths,
    cast(sum(workers) as integer) as workers,
    cast(count(workers) as integer) as workers_reported,
    cast(sum(output_idr) as bigint) as output_idr,
    cast(count(output_idr) as integer) as output_reported,
    max(case when output_place = 1 then output_idr end) as output_largest_idr,
    max(case when output_place = 2 then output_idr end) as output_second_idr,
    cast(sum(materials_idr) as bigint) as materials_idr,
    cast(count(materials_idr) as integer) as materials_reported,
    max(case when materials_place = 1 then materials_idr end) as materials_largest_idr,
    max(case when materials_place = 2 then materials_idr end) as materials_second_idr,
    cast(sum(investment_idr) as bigint) as investment_idr,
    cast(count(investment_idr) as integer) as investment_reported,
    max(case when investment_place = 1 then investment_idr end) as investment_largest_idr,
    max(case when investment_place = 2 then investment_idr end) as investment_second_idr
from ranked
group by
    year,
    kecamatan_code,
    kbli,
    kbli_version,
    division,
    branch,
    size_bps,
    size_ministry,
    size_oss,
    owner_sex
having sum(registered) + sum(active) + sum(births) + sum(deaths) > 0
order by
    year,
    kecamatan_code,
    kbli,
    kbli_version,
    branch,
    size_bps,
    size_ministry,
    size_oss,
    owner_sex
