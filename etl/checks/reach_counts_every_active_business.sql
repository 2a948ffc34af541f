/*---
rule = "The businesses that training could have reached are the active ones of the cube's last covered year, and never fewer than it did reach"
---*/
with last_year as (
    select max(year) as year
    from years
    where covered
),
active as (
    select coalesce(sum(cube_year.businesses_active), 0) as businesses
    from cube_year
    inner join last_year on last_year.year = cube_year.year
),
reach as (
    select
        coalesce(sum(businesses_active), 0) as businesses,
        coalesce(sum(businesses_reached), 0) as reached
    from training_reach
)
select
    active.businesses as in_the_cube,
    reach.businesses as in_reach,
    reach.reached
from active
cross join reach
where active.businesses <> reach.businesses or reach.reached > reach.businesses
