/*---
comment = "Short names of the published series in both languages"
reads = ["ref_series_labels"]

[columns]
series = "id of the series"
indicator = "what is measured, as in series"
name_id = "short name in Indonesian"
name_en = "short name in English"
unit_id = "unit in Indonesian"
unit_en = "unit in English"
universe = "what it counts"
---*/
select
    series,
    indicator,
    name_id,
    name_en,
    unit_id,
    unit_en,
    universe
from ref_series_labels
order by series, indicator
