/*---
comment = "The selection by year: one row for each year of the spine, 0 where a covered year has none, NULL where no file covers the year."
---*/
with sums as (
    select
        year,
        cast(sum(businesses_registered) as bigint) as businesses_registered,
        cast(sum(businesses_active) as bigint) as businesses_active,
        cast(sum(births) as bigint) as births,
        cast(sum(deaths) as bigint) as deaths,
        cast(sum(workers) as bigint) as workers,
        cast(sum(workers_reported) as bigint) as workers_reported,
        cast(sum(output_idr) as bigint) as output_idr,
        cast(sum(output_reported) as bigint) as output_reported
    from cell_year
    group by year
)
select
    years.year,
    years.covered,
    case when years.covered then coalesce(sums.businesses_registered, 0) end as businesses_registered,
    case when years.covered then coalesce(sums.businesses_active, 0) end as businesses_active,
    case when years.covered then coalesce(sums.births, 0) end as births,
    case when years.covered then coalesce(sums.deaths, 0) end as deaths,
    case when sums.workers_reported > 0 then sums.workers end as workers,
    case when years.covered then coalesce(sums.workers_reported, 0) end as workers_reported,
    case when sums.output_reported > 0 then sums.output_idr end as output_idr,
    case when sums.output_reported > 0 then sums.output_idr / price_index.index * 100 end as output_real_idr,
    case when years.covered then coalesce(sums.output_reported, 0) end as output_reported
from years
left join sums on sums.year = years.year
left join price_index on price_index.year = years.year
