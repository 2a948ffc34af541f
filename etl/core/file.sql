/*---
comment = "Every data file of the build and what became of its rows: read = loaded + duplicate + out of scope + quarantined + skipped"
reads = ["read_file", "file_count"]

[columns]
file = "name of the file in the raw folder"
kind = "kind of file by its mapping; NULL where the mapping could not be read"
source_id = "source by its mapping"
as_of = "cut-off date of the file"
sha256 = "fingerprint of its bytes; a file with the fingerprint of an earlier one is a copy, all of whose rows are duplicates"
is_sample = "whether the mapping calls it synthetic sample data"
refused = "why the file was refused, a word of etl/messages.toml with details; NULL where it was taken"
rows_read = "rows of data met; title, header and blank rows are not counted"
rows_loaded = "rows that stand in the tables"
rows_duplicate = "rows whose natural key another row states as well, later or in the same words"
rows_out_of_scope = "rows of another sector or another place"
rows_quarantined = "rows set aside because a key field is missing, unreadable or contradicted"
rows_skipped = "rows that are no data: totals, repeated headers, numbering"
---*/
select
    read_file.file,
    read_file.kind,
    read_file.source_id,
    read_file.as_of,
    read_file.sha256,
    read_file.is_sample,
    read_file.refused,
    cast(coalesce(own.loaded + own.duplicate + own.out_of_scope + own.quarantined + own.skipped, 0) as integer) as rows_read,
    cast(case when read_file.copy_of_no is null then coalesce(own.loaded, 0) else 0 end as integer) as rows_loaded,
    cast(
        case
            when read_file.copy_of_no is null then coalesce(own.duplicate, 0)
            else coalesce(own.loaded + own.duplicate + own.out_of_scope + own.quarantined, 0)
        end as integer
    ) as rows_duplicate,
    cast(case when read_file.copy_of_no is null then coalesce(own.out_of_scope, 0) else 0 end as integer) as rows_out_of_scope,
    cast(case when read_file.copy_of_no is null then coalesce(own.quarantined, 0) else 0 end as integer) as rows_quarantined,
    cast(coalesce(own.skipped, 0) as integer) as rows_skipped
from read_file
left join file_count as own on own.file_no = coalesce(read_file.copy_of_no, read_file.file_no)
order by read_file.file
