/*---
title.id = "Kegiatan pelatihan dalam berkas kota"
title.en = "Training events in the city's files"
unit     = "persons"
grain    = ["event_id"]
kinds    = ["training_event", "training_participant"]
parts    = true
within   = ["year"]
empty    = "no_events"
note.id  = "Jumlah peserta tepat bila ada daftar hadirnya; tercatat bila hanya daftar kegiatan yang menyebutnya. Tertaut: pesertanya dikenali sebagai usaha terdaftar. Berkas yang ada tidak memuat biaya. Disembunyikan bila kurang dari tiga peserta, atau bila yang selebihnya kurang dari tiga."
note.en  = "The number of participants is exact where there is a roster; stated where only the list of events gives it. Linked: the participant is recognised as a registered business. No file carries costs. Hidden where fewer than three participants, or fewer than three others, are behind a number."

[protect]
participants = {}
women        = { n = "women_fewest" }
linked       = { n = "linked_fewest" }
completed    = { n = "completed_fewest" }

[chart]
columns = ["participants"]
ours    = "participants"
---*/
select
    training_event.event_id,
    cast(extract(year from training_event.start_date) as integer) as year,
    training_event.start_date,
    training_event.end_date,
    training_event.topic,
    training_event.branch,
    training_event.organiser,
    training_event.partner,
    training_event.days,
    training_event.quota,
    cast(coalesce(roster.participants, training_event.participants_stated) as bigint) as participants,
    case
        when roster.participants is not null then 'exact'
        when training_event.participants_stated is not null then 'stated'
        else 'not given'
    end as participants_precision,
    cast(roster.women as bigint) as women,
    cast(roster.linked as bigint) as linked,
    cast(roster.completed as bigint) as completed,
    case
        when roster.women in (0, roster.participants) then roster.participants
        else least(roster.women, roster.participants - roster.women)
    end as women_fewest,
    case
        when roster.linked in (0, roster.participants) then roster.participants
        else least(roster.linked, roster.participants - roster.linked)
    end as linked_fewest,
    case
        when roster.completed in (0, roster.participants) then roster.participants
        else least(roster.completed, roster.participants - roster.completed)
    end as completed_fewest
from training_event
left join roster on roster.event_id = training_event.event_id
order by
    training_event.start_date,
    training_event.event_id
