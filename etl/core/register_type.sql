/*---
comment = "The nine types of the province's register and the branch proposed for each"
reads = ["ref_register_types"]

[columns]
register_type = "type of the register"
branch = "branch of industry; NULL where the office has not decided"
status = "proposed, doubtful or undecided"
---*/
select
    register_type,
    branch,
    status
from ref_register_types
order by register_type
