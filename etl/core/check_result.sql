/*---
comment = "Checks that the build ran before publishing: a check counts the rows that break its rule"
reads = ["checked"]

[columns]
check = "name of the check"
rows = "rows that break the rule"
passed = "whether there are none"
---*/
select
    "check",
    rows,
    rows = 0 as passed
from checked
order by "check"
