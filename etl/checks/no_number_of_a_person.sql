/*---
rule = "No text of a published table holds a number that looks like a NIK or a NIB"
---*/
with written as (
    select 'business' as table_name, concat_ws(' ', business_id, identity, legal_form, owner_sex) as words from business
    union all
    select 'training_event' as table_name, concat_ws(' ', title, topic, organiser, partner) as words from training_event
    union all
    select 'participation' as table_name, concat_ws(' ', event_id, business_id, person_id) as words from participation
    union all
    select 'outcome' as table_name, concat_ws(' ', wave, measure, unit, instrument) as words from outcome
    union all
    select 'certificate' as table_name, concat_ws(' ', business_id, kind) as words from certificate
    union all
    select 'field_issue' as table_name, concat_ws(' ', file, field, reason) as words from field_issue
    union all
    select 'quarantine_summary' as table_name, concat_ws(' ', file, field, reason) as words from quarantine_summary
    union all
    select 'file' as table_name, concat_ws(' ', file, kind, source_id, refused) as words from file
)
select
    table_name,
    words
from written
where regexp_matches(words, '(^|[^0-9a-f])[0-9]{13}([0-9]{3})?([^0-9a-f]|$)')
