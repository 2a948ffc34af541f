/*---
comment = "Dated events of the crises"
reads = ["ref_crisis_events"]

[columns]
crisis = "id of the crisis"
date = "day of the event"
label_id = "label in Indonesian"
label_en = "label in English"
---*/
select
    crisis,
    cast(date as date) as date,
    label_id,
    label_en
from ref_crisis_events
order by date
