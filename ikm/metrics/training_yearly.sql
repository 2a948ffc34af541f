/*---
title.id = "Kegiatan dan peserta pelatihan"
title.en = "Training events and participants"
unit     = "persons"
grain    = ["year"]
follows  = ["tahun"]
kinds    = ["training_event", "training_participant"]
note.id  = "Dari daftar hadir. Satu orang dapat ikut lebih dari satu kegiatan. Tertaut: pesertanya dikenali sebagai pemilik usaha terdaftar; tidak tertaut: tidak dikenali, atau belum punya usaha. Kegiatan dengan kurang dari tiga peserta dihitung sebagai kegiatan, pesertanya tidak. Disembunyikan bila kurang dari tiga peserta, atau bila yang selebihnya kurang dari tiga."
note.en  = "From the rosters. One person can attend more than one event. Linked: the participant is recognised as the owner of a registered business; not linked: not recognised, or without a business yet. An event with fewer than three participants counts as an event, its participants do not. Hidden where fewer than three participants, or fewer than three others, are behind a number."

[protect]
participants = {}
linked       = { of = "participants" }
women        = { of = "participants" }
completed    = { of = "participants" }

[derive]
unlinked = { method = "difference", of = "participants", less = "linked" }

[chart]
columns = ["linked", "unlinked"]
ours    = "linked"
---*/
with events as (
    select
        event_id,
        cast(extract(year from start_date) as integer) as year
    from training_event
),
yearly as (
    select
        events.year,
        count(*) as events,
        coalesce(sum(roster.participants), 0) as participants,
        coalesce(sum(roster.women), 0) as women,
        coalesce(sum(roster.linked), 0) as linked,
        sum(roster.completed) as completed
    from events
    left join roster
        on roster.event_id = events.event_id
        and roster.participants >= 3
    group by events.year
)
select
    years.year,
    cast(coalesce(yearly.events, 0) as bigint) as events,
    cast(coalesce(yearly.participants, 0) as bigint) as participants,
    cast(coalesce(yearly.linked, 0) as bigint) as linked,
    cast(coalesce(yearly.women, 0) as bigint) as women,
    cast(case when yearly.participants > 0 then yearly.completed else 0 end as bigint) as completed
from years
left join yearly on yearly.year = years.year
where years.year >= (select min(year) from events)
order by years.year
