/*---
comment = "What is held against a claim: one published figure, or none, for each indicator and crisis"
reads = ["ref_evidence"]

[columns]
claim = "id of the claim"
position = "order of the rows"
evidence = "id of the row: an indicator of an area and a universe"
name_id = "indicator in Indonesian"
name_en = "indicator in English"
area_id = "area in Indonesian"
area_en = "area in English"
universe = "whom the figure counts; only figures on IKM and IMK give a verdict"
crisis = "id of the crisis"
series = "published series; NULL where none exists"
indicator = "indicator of the series"
area_code = "area of the series"
measure = "change (percent between two periods), rate (a published growth rate, percent) or points (difference in percentage points)"
from_period = "first period, for change and points"
to_period = "last period"
direction = "1 where a rise supports the claim, -1 where it contradicts it"
metric = "figure that shows the series"
---*/
select
    claim,
    cast(position as integer) as position,
    evidence,
    name_id,
    name_en,
    area_id,
    area_en,
    universe,
    crisis,
    series,
    indicator,
    area_code,
    measure,
    from_period,
    to_period,
    cast(direction as integer) as direction,
    metric
from ref_evidence
