/*---
comment = "Who took part in a training event: a business of this database, or a person whose NIK belongs to none"
reads = ["clean_training_participant", "business"]

[columns]
event_id = "training event"
business_id = "keyed pseudonym of the business; NULL for a person without one"
person_id = "keyed pseudonym of a person without a business; NULL for a business"
sex = "sex of the participant: L male, P female"
completed = "whether the participant completed the training"
score_before = "score of the test before the training"
score_after = "score of the test after the training"
---*/
select
    clean_training_participant.event_id,
    business.business_id,
    case when business.business_id is null then clean_training_participant.business_id end as person_id,
    clean_training_participant.sex,
    clean_training_participant.completed,
    clean_training_participant.score_before,
    clean_training_participant.score_after
from clean_training_participant
left join business on business.business_id = clean_training_participant.business_id
order by clean_training_participant.event_id, clean_training_participant.business_id
