/*---
title.id = "Peserta pelatihan menurut cabang industri kegiatan"
title.en = "Training participants by branch of the event"
unit     = "persons"
grain    = ["branch"]
kinds    = ["training_event", "training_participant"]
parts    = true
note.id  = "Cabang dari kegiatannya, bukan dari pesertanya; semua tahun yang ada berkasnya. Peserta kegiatan dengan kurang dari tiga orang tidak dihitung."
note.en  = "Branch of the event, not of the participant; every year that has a file. Participants of events with fewer than three are not counted."

[protect]
participants = {}

[chart]
columns = ["participants"]
ours    = "participants"
---*/
select
    coalesce(training_event.branch, 'across') as branch,
    cast(count(*) as bigint) as events,
    cast(coalesce(sum(roster.participants), 0) as bigint) as participants
from training_event
left join roster
    on roster.event_id = training_event.event_id
    and roster.participants >= 3
group by coalesce(training_event.branch, 'across')
order by
    participants desc,
    branch
