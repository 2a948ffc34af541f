/*---
comment = "Price index by which output is deflated: the national GDP deflator, 2015 = 100, until a local one is given"
reads = ["ref_price_index"]

[columns]
year = "calendar year"
index = "index, 2015 = 100"
source_id = "source of the published rates"
status = "published or derived"
note = "how it was chained"
---*/
select
    cast(year as integer) as year,
    cast("index" as double) as "index",
    source_id,
    status,
    note
from ref_price_index
order by year
