/*---
title.id = "Pertumbuhan produksi riil menurut cabang, dengan selang dan kisaran peringkat"
title.en = "Growth of real production by branch, with intervals and ranges of rank"
unit     = "percent"
grain    = ["branch"]
named    = true
follows  = ["cabang", "tahun"]
kinds    = ["directory", "production"]
sources  = ["wb_wdi"]
reports  = "output"
note.id  = "Tahun terakhir dalam pilihan terhadap tahun sebelumnya, harga 2015, bila direktori dan data produksi sama-sama ada atau tidak ada pada keduanya. Selang 95 persen dari menarik ulang usaha (500 kali). Kisaran peringkat: peringkat terbaik = 1 + banyaknya cabang yang seluruh selangnya di atas; terburuk = banyaknya cabang yang dinilai dikurangi yang seluruh selangnya di bawah. Cabang yang selangnya bertumpang tindih tidak dapat diurutkan. Kurang dari 10 usaha yang melapor pada salah satu tahun: tidak dinilai."
note.en  = "The last year of the selection against the year before, in 2015 prices, where directory and production data are there, or not, for both. 95 percent interval from drawing the businesses again (500 times). Range of rank: the best is 1 + the number of branches whose whole interval lies above; the worst is the number judged less those whose whole interval lies below. Branches whose intervals overlap cannot be ordered. Under 10 businesses reporting in either year: not judged."

[needs]
year_compared = "no_comparable_year"

[protect]
output_reported       = { measure = "output", year = "year_shown" }
output_reported_first = { measure = "output", year = "year_compared" }
output_real_idr       = { measure = "output", year = "year_shown" }
output_real_first_idr = { measure = "output", year = "year_compared" }

[derive]
growth_pct = { method = "change", of = "output_real_idr", first = "output_real_first_idr", n = ["output_reported", "output_reported_first"] }
low_pct    = { method = "where", of = "growth_pct", take = "low_raw_pct" }
high_pct   = { method = "where", of = "growth_pct", take = "high_raw_pct" }
rank_best  = { method = "rank_range", of = "growth_pct", low = "low_pct", high = "high_pct", part = "best" }
rank_worst = { method = "rank_range", of = "growth_pct", low = "low_pct", high = "high_pct", part = "worst" }

[chart]
columns = ["growth_pct"]
ours    = "growth_pct"
---*/
select
    latest.branch,
    latest.year as year_shown,
    before.year as year_compared,
    latest.output_reported,
    earlier.output_reported as output_reported_first,
    latest.output_real_idr,
    earlier.output_real_idr as output_real_first_idr,
    interval_year.low as low_raw_pct,
    interval_year.high as high_raw_pct
from branch_year as latest
inner join years as shown on shown.year = latest.year
left join years as before
    on before.year = latest.year - 1
    and contains(before.evidence, 'directory') = contains(shown.evidence, 'directory')
    and contains(before.evidence, 'production') = contains(shown.evidence, 'production')
left join branch_year as earlier
    on earlier.branch = latest.branch
    and earlier.year = before.year
left join interval_year
    on interval_year.branch = latest.branch
    and interval_year.year = latest.year
    and interval_year.measure = 'output_real_idr'
    and interval_year.statistic = 'growth'
where
    latest.year = (select last_year from picked)
    and latest.branch is not null
order by latest.branch
