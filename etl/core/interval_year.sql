/*---
comment = "Ranges of yearly change when the active businesses are drawn again and again (500 seeded draws, 2.5th to 97.5th percentile), so that no view reads businesses"
reads = ["resampled"]
after = ["business", "business_year", "crisis", "price_index", "years"]

[columns]
year = "calendar year"
branch = "branch of industry; NULL is all branches together"
measure = "workers, or output_real_idr: output in prices of the base year of price_index"
statistic = "growth (percent against the year before) or depth (percent below the highest earlier year since the one before the latest crisis began)"
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
