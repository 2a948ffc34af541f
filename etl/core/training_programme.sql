/*---
comment = "Training programmes of the city and the province that are known from published sources"
reads = ["ref_training_programmes"]

[columns]
programme_id = "id of the programme"
start_date = "first day, as precise as date_precision says"
end_date = "last day, as precise as date_precision says"
date_precision = "day, month, year or end only"
organiser = "organiser"
title = "title in Indonesian"
title_en = "title in English"
branch = "branch of industry"
participants = "participants; NULL where not given"
participants_precision = "exact, at least, about, or not given"
days_stated = "days of training as stated"
partner_or_funding = "partner or funding"
source_id = "source"
---*/
select
    programme_id,
    cast(start as date) as start_date,
    cast("end" as date) as end_date,
    date_precision,
    organiser,
    title,
    title_en,
    branch,
    cast(participants as integer) as participants,
    participants_precision,
    cast(days_stated as integer) as days_stated,
    partner_or_funding,
    source_id
from ref_training_programmes
order by start_date, programme_id
