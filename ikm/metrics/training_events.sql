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
women        = { of = "participants" }
linked       = { of = "participants" }
completed    = { of = "participants" }

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
    cast(roster.completed as bigint) as completed
from training_event
left join roster on roster.event_id = training_event.event_id
order by
    training_event.start_date,
    training_event.event_id
