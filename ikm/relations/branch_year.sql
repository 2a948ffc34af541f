/*---
comment = "The selection by branch and year: one row for each branch that is in it and each year of the spine, 0 where a covered year has none, NULL where no file covers the year."
---*/
with sums as (
    select
        branch,
        year,
        cast(sum(businesses_active) as bigint) as businesses_active,
        cast(sum(output_idr) as bigint) as output_idr,
        cast(sum(output_reported) as bigint) as output_reported
    from cell_year
    group by branch, year
),
branches as (
    select branch
    from sums
    group by branch
    having sum(businesses_active) > 0
)
select
    branches.branch,
    years.year,
    case when years.covered then coalesce(sums.businesses_active, 0) end as businesses_active,
    case when years.covered then coalesce(sums.output_reported, 0) end as output_reported,
    case when sums.output_reported > 0 then sums.output_idr end as output_idr,
    case when sums.output_reported > 0 then sums.output_idr / price_index.index * 100 end as output_real_idr
from branches
cross join years
left join sums
    on sums.branch is not distinct from branches.branch
    and sums.year = years.year
left join price_index on price_index.year = years.year
