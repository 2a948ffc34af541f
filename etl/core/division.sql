/*---
comment = "KBLI divisions of section C, the same in KBLI 2020 and 2025, and the branch the office gives them"
reads = ["ref_kbli_divisions"]

[columns]
division = "two-digit code"
title_id = "title in Indonesian"
title_en = "title in English"
branch = "branch of industry; NULL where the office has not decided"
branch_status = "proposed, doubtful or undecided"
---*/
select
    division,
    title_id,
    title_en,
    branch,
    branch_status
from ref_kbli_divisions
order by division
