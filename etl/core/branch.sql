/*---
comment = "Branches of industry (cabang industri) of the office's table"
reads = ["ref_branches"]

[columns]
branch = "name, the key"
name_en = "name in English"
position = "place in lists"
---*/
select
    branch,
    name_en,
    cast(position as integer) as position
from ref_branches
order by position
