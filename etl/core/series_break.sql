/*---
comment = "Breaks that cut a published series: no line and no growth goes across"
reads = ["ref_series_breaks"]

[columns]
series = "id of the series"
area_code = "area of the series"
last_before = "last period before the break"
first_after = "first period after the break"
reason_id = "why, in Indonesian"
reason_en = "why, in English"
---*/
select
    series,
    area_code,
    last_before,
    first_after,
    reason_id,
    reason_en
from ref_series_breaks
order by series, area_code, first_after
