/*---
comment = "Training events, from the office's event lists and from the rosters and outcome files that name one"
reads = ["clean_training_event", "named_event", "read_file", "ref_branches"]

[columns]
event_id = "id of the event, made from its title and start date"
title = "title as written"
topic = "topic as written"
branch = "branch of industry, where it is one of the office's table"
organiser = "organiser as written"
partner = "partner as written"
start_date = "first day"
end_date = "last day"
days = "days of training, as stated"
participants_stated = "participants as stated by the event list; the roster is in participation"
quota = "places offered"
source_id = "source of the event list"
---*/
select
    named_event.event_id,
    named_event.title,
    clean_training_event.topic,
    ref_branches.branch,
    clean_training_event.organiser,
    clean_training_event.partner,
    named_event.start_date,
    clean_training_event.end_date,
    clean_training_event.days,
    clean_training_event.participants_stated,
    clean_training_event.quota,
    read_file.source_id
from named_event
left join clean_training_event on clean_training_event.event_id = named_event.event_id
left join read_file on read_file.file_no = clean_training_event.file_no
left join ref_branches on lower(ref_branches.branch) = lower(clean_training_event.branch)
order by named_event.start_date, named_event.event_id
