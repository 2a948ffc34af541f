/*---
comment = "Ranges of yearly change when the active businesses are drawn again and again (500 seeded draws, 2.5th to 97.5th percentile), so that no view reads businesses"
reads = ["resampled"]
after = ["business", "business_year", "years"]

[columns]
year = "calendar year"
branch = "branch of industry; NULL is all branches together"
measure = "workers or output_idr"
statistic = "growth (percent against the year before) or depth (percent below the highest earlier year of coverage)"
low = "lower end of the range, percent"
high = "upper end of the range, percent"
---*/
select
    year,
    branch,
    measure,
    statistic,
    low,
    high
from resampled
order by measure, statistic, branch, year
