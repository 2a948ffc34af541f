/*---
title.id = "Ketahanan produksi riil menurut cabang sejak 2019"
title.en = "Resilience of real production by branch since 2019"
unit     = "percent"
grain    = ["branch"]
named    = true
follows  = ["cabang"]
kinds    = ["directory", "production"]
sources  = ["wb_wdi"]
reports  = "output"
note.id  = "Dalamnya = terendah ÷ puncak − 1 sejak 2019, harga 2015. Selang 95 persen dari menarik ulang usaha (500 kali); cabang dengan kurang dari 10 usaha yang melapor tidak dinilai. Urutan menurut dalamnya bukan peringkat: selangnya bertumpang tindih. Mengikuti saringan cabang saja."
note.en  = "Depth = lowest ÷ peak − 1 since 2019, in 2015 prices. 95 percent interval from drawing the businesses again (500 times); a branch of under 10 reporting businesses is not judged. The order by depth is no ranking: the intervals overlap. It follows the branch filter only."

[protect]
level           = { measure = "output" }
output_reported = { measure = "output" }

[collapse]
method = "falls"
time   = "year"
of     = "level"
n      = "output_reported"
low    = "depth_low_pct"
high   = "depth_high_pct"

[chart]
columns = ["depth_pct"]
ours    = "depth_pct"
---*/
select
    branch_year.branch,
    branch_year.year,
    branch_year.output_reported,
    branch_year.output_real_idr as level,
    interval_year.low as depth_low_pct,
    interval_year.high as depth_high_pct
from branch_year
left join interval_year
    on interval_year.branch = branch_year.branch
    and interval_year.year = branch_year.year
    and interval_year.measure = 'output_real_idr'
    and interval_year.statistic = 'depth'
where branch_year.year >= 2019 and branch_year.branch is not null
order by
    branch_year.branch,
    branch_year.year
