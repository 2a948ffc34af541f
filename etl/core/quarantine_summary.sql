/*---
comment = "Rows set aside, by file, field and reason; the rows themselves are in the private database"
reads = ["quarantine", "read_file"]

[columns]
file = "name of the file"
field = "key field that is missing, unreadable or contradicted"
reason = "missing, unreadable or contradiction"
rows = "number of rows"
---*/
select
    read_file.file,
    quarantine.field,
    quarantine.reason,
    cast(count(*) as integer) as rows
from quarantine
inner join read_file on read_file.file_no = quarantine.file_no
group by read_file.file, quarantine.field, quarantine.reason
order by read_file.file, quarantine.field, quarantine.reason
