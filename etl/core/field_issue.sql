/*---
comment = "Fields of loaded rows that could not be taken as written; the rows themselves count. No raw text is here"
reads = ["row_issue", "read_file", "closing", "business_year", "unplaced_row"]

[columns]
file = "name of the file"
row = "row number, counted from 1 as in the sheet or the CSV"
field = "field, by the name of the alias table"
reason = "unreadable (became NULL), zero_restored (a lost leading zero put back), months_unknown (a monthly value without months), conflict (another file of the same date says otherwise), closing_voided (evidence after an explicit closing), no_kbli (no row gives the business a KBLI of section C, so that it is not counted)"
---*/
with last_evidence as (
    select
        business_id,
        max(year) as last_year
    from business_year
    where active
    group by business_id
),
issue as (
    select file_no, row, field, reason from row_issue
    union
    select closing.file_no, closing.row, closing.field, 'closing_voided' as reason
    from closing
    inner join last_evidence on last_evidence.business_id = closing.business_id
    where last_evidence.last_year > closing.closed_year
    union
    select file_no, row, 'kbli' as field, 'no_kbli' as reason from unplaced_row
)
select
    read_file.file,
    issue.row,
    issue.field,
    issue.reason
from issue
inner join read_file on read_file.file_no = issue.file_no
order by read_file.file, issue.row, issue.field, issue.reason
