/*---
rule = "Every participation and outcome belongs to a training event, and a participant is a business or a person, not both"
---*/
select
    participation.event_id,
    participation.business_id,
    participation.person_id
from participation
left join training_event on training_event.event_id = participation.event_id
where training_event.event_id is null
    or (participation.business_id is null and participation.person_id is null)
    or (participation.business_id is not null and participation.person_id is not null)
union all
select
    outcome.event_id,
    outcome.business_id,
    null as person_id
from outcome
left join training_event on training_event.event_id = outcome.event_id
where training_event.event_id is null
