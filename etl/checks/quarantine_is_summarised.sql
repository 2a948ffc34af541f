/*---
rule = "Per file, the summary of the quarantine has as many rows as the file has rows set aside"
---*/
with summarised as (
    select
        file,
        sum(rows) as rows
    from quarantine_summary
    group by file
)
select
    file.file,
    file.rows_quarantined,
    summarised.rows
from file
left join summarised on summarised.file = file.file
where file.rows_quarantined <> coalesce(summarised.rows, 0)
