/*---
rule = "Per year, the cube has the active businesses, workers and money of the businesses that are not large"
---*/
with cube as (
    select
        year,
        sum(businesses_active) as businesses_active,
        coalesce(sum(workers), 0) as workers,
        sum(workers_reported) as workers_reported,
        coalesce(sum(output_idr), 0) as output_idr,
        coalesce(sum(materials_idr), 0) as materials_idr,
        coalesce(sum(investment_idr), 0) as investment_idr
    from cube_year
    group by year
),
single as (
    select
        business_year.year,
        count(*) as businesses_active,
        coalesce(sum(business_year.workers), 0) as workers,
        count(business_year.workers) as workers_reported,
        coalesce(sum(business_year.output_idr), 0) as output_idr,
        coalesce(sum(business_year.materials_idr), 0) as materials_idr,
        coalesce(sum(business_year.investment_idr), 0) as investment_idr
    from business_year
    inner join years on years.year = business_year.year
    where business_year.active
        and (business_year.size_ministry is null or business_year.size_ministry <> 'besar')
    group by business_year.year
)
select
    single.year,
    cube.businesses_active as cube_active,
    single.businesses_active as single_active,
    cube.workers as cube_workers,
    single.workers as single_workers,
    cube.output_idr as cube_output_idr,
    single.output_idr as single_output_idr
from single
left join cube on cube.year = single.year
where cube.year is null
    or cube.businesses_active <> single.businesses_active
    or cube.workers <> single.workers
    or cube.workers_reported <> single.workers_reported
    or cube.output_idr <> single.output_idr
    or cube.materials_idr <> single.materials_idr
    or cube.investment_idr <> single.investment_idr
