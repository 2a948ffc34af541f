/*---
comment = "The selection by year, district and division (with its branch): one row for each of which there is anything. The register knows no size, all else is of the sizes chosen."
---*/
select
    year,
    kecamatan_code,
    division,
    branch,
    sum(businesses_registered) as businesses_registered,
    sum(case when in_size then businesses_active end) as businesses_active,
    sum(case when in_size then births end) as births,
    sum(case when in_size then deaths end) as deaths,
    sum(case when in_size then workers end) as workers,
    sum(case when in_size then workers_reported end) as workers_reported,
    sum(case when in_size then output_idr end) as output_idr,
    sum(case when in_size then output_reported end) as output_reported
from cube_year_any_size
group by
    year,
    kecamatan_code,
    division,
    branch
