/*---
title.id = "Berapa kali seorang peserta ikut pelatihan"
title.en = "How often a participant was trained"
unit     = "persons"
grain    = ["times"]
kinds    = ["training_event", "training_participant"]
empty    = "no_roster"
note.id  = "Peserta dikenali dari NIB atau NIK, maka orang yang sama dengan dua nomor terhitung dua kali. Peserta kegiatan dengan kurang dari tiga orang tidak dihitung. Bila satu golongan berisi satu atau dua orang, semuanya disembunyikan: jumlah kehadiran yang terbit akan membukanya."
note.en  = "Participants are recognised by NIB or NIK, so one person under two numbers counts twice. Participants of events with fewer than three are not counted. Where one group holds one or two persons all are hidden: the published attendance would tell it."

[protect]
participants = { n = "participants_fewest" }

[chart]
columns = ["participants"]
ours    = "participants"
---*/
with attended as (
    select
        coalesce(participation.business_id, participation.person_id) as participant,
        count(*) as events
    from participation
    inner join roster on roster.event_id = participation.event_id
    where roster.participants >= 3
    group by coalesce(participation.business_id, participation.person_id)
),
named as (
    select case when events = 1 then 'once' when events = 2 then 'twice' else 'more' end as times
    from attended
),
counted as (
    select
        times,
        cast(count(*) as bigint) as participants
    from named
    group by times
)
select
    times,
    participants,
    min(participants) over () as participants_fewest
from counted
order by case times when 'once' then 1 when 'twice' then 2 else 3 end
