/*---
title.id = "Peserta pelatihan menurut cabang industri"
title.en = "Training participants by industrial branch"
unit     = "persons"
grain    = ["branch"]
kinds    = ["training_event", "training_participant"]
parts    = true
note.id  = "Cabang dari kegiatannya; semua tahun yang ada berkasnya."
note.en  = "Branch of the event; every year that has a file."

[protect]
participants = {}

[chart]
columns = ["participants"]
ours    = "participants"
---*/
select
    training_event.branch,
    cast(count(distinct training_event.event_id) as bigint) as events,
    cast(count(participation.event_id) as bigint) as participants
from training_event
left join participation on participation.event_id = training_event.event_id
group by training_event.branch
order by
    participants desc,
    training_event.branch
