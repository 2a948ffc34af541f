/*---
title.id = "Kegiatan dan peserta pelatihan"
title.en = "Training events and participants"
unit     = "persons"
grain    = ["year"]
follows  = ["tahun"]
kinds    = ["training_event", "training_participant"]
note.id  = "Dari daftar hadir. Satu orang dapat ikut lebih dari satu kegiatan. Tertaut: pesertanya dikenali sebagai pemilik usaha terdaftar."
note.en  = "From the rosters. One person can attend more than one event. Linked: the participant is recognised as the owner of a registered business."

[protect]
participants = {}
women        = {}
linked       = {}
completed    = {}

[chart]
columns = ["participants"]
ours    = "participants"
---*/
with events as (
    select
        event_id,
        cast(extract(year from start_date) as integer) as year
    from training_event
),
people as (
    select
        events.year,
        count(*) as participants,
        sum(case when participation.sex = 'P' then 1 else 0 end) as women,
        sum(case when participation.business_id is not null then 1 else 0 end) as linked,
        sum(case when participation.completed then 1 else 0 end) as completed
    from participation
    join events on events.event_id = participation.event_id
    group by events.year
),
programmes as (
    select
        year,
        count(*) as events
    from events
    group by year
)
select
    years.year,
    cast(coalesce(programmes.events, 0) as bigint) as events,
    cast(coalesce(people.participants, 0) as bigint) as participants,
    cast(coalesce(people.women, 0) as bigint) as women,
    cast(coalesce(people.linked, 0) as bigint) as linked,
    cast(coalesce(people.completed, 0) as bigint) as completed
from years
left join programmes on programmes.year = years.year
left join people on people.year = years.year
where years.year >= (select min(year) from programmes)
order by years.year
