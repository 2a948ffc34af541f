/*---
comment = "Outcomes measured before and after a training event, one row a participant, wave and measure"
reads = ["clean_training_outcome"]

[columns]
event_id = "training event"
business_id = "keyed pseudonym of the business"
wave = "wave of measurement: awal, 6 bulan, 12 bulan"
measure = "what was measured: omzet (rupiah per month), tenaga kerja (persons)"
value = "measured value, in the unit of the measure"
unit = "unit as written"
date = "day of measurement"
level = "level of evaluation after Kirkpatrick, 1 to 4"
instrument = "instrument as written"
---*/
select
    event_id,
    business_id,
    wave,
    measure,
    value,
    unit,
    measured_on as date,
    level,
    instrument
from clean_training_outcome
order by event_id, business_id, wave, measure
