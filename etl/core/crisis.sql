/*---
comment = "The crises: bands of time and troughs"
reads = ["ref_crises"]

[columns]
crisis = "id of the crisis"
name_id = "name in Indonesian"
name_en = "name in English"
start_date = "first day of the band"
end_date = "last day of the band"
trough = "period of the trough"
evidence = "figures and dates behind the band"
note = "note of the project"
---*/
select
    crisis,
    name_id,
    name_en,
    cast(start as date) as start_date,
    cast("end" as date) as end_date,
    trough,
    evidence,
    note
from ref_crises
order by start_date
