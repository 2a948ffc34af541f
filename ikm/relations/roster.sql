/*---
comment = "Training events that have a roster: how many are on it, how many of them are women, are linked to a business and completed (NULL where nobody's completion is known)."
---*/
select
    event_id,
    count(*) as participants,
    sum(case when sex = 'P' then 1 else 0 end) as women,
    sum(case when business_id is not null then 1 else 0 end) as linked,
    sum(case when completed then 1 when not completed then 0 end) as completed
from participation
group by event_id
