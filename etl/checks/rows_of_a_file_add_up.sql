/*---
rule = "Per file, loaded + duplicate + out of scope + quarantined + skipped rows are the rows read"
---*/
select
    file,
    rows_read,
    rows_loaded,
    rows_duplicate,
    rows_out_of_scope,
    rows_quarantined,
    rows_skipped
from file
where rows_read <> rows_loaded + rows_duplicate + rows_out_of_scope + rows_quarantined + rows_skipped
