/*---
title.id = "Produksi riil menurut cabang industri"
title.en = "Real production by industrial branch"
unit     = "index"
grain    = ["branch", "year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production"]
sources  = ["wb_wdi"]
reports  = "output"
note.id  = "Indeks, 2019 (tahun sebelum Covid-19) = 100; bila 2019 di luar pilihan, tahun pertama = 100. Harga 2015. Garis abu-abu: semua cabang dalam pilihan. Jumlah yang dilaporkan; cakupan bukan pertumbuhan: lihat berapa yang melapor. Grafik memuat paling banyak enam cabang, tabel semuanya."
note.en  = "Index, 2019 (the year before Covid-19) = 100; the first year where 2019 is not chosen. 2015 prices. Grey line: all branches of the selection. Sums as reported; coverage is not growth: see how many reported. The chart holds six branches at most, the table all."

[protect]
output_real_idr       = { measure = "output" }
output_reported       = { measure = "output" }
output_real_total_idr = { measure = "output", by = [] }
output_reported_total = { measure = "output", by = [] }

[derive]
output_index = { method = "index_to_base", of = "output_real_idr", n = "output_reported", base = 2019, by = "branch" }
total_index  = { method = "index_to_base", of = "output_real_total_idr", n = "output_reported_total", base = 2019, by = "branch" }

[chart]
columns = ["output_index", "total_index"]
ours    = "output_index"
base    = 100
---*/
with total as (
    select
        branch_year.year,
        cast(sum(branch_year.output_idr) as bigint) / max(price_index.index) * 100 as output_real_total_idr,
        cast(sum(branch_year.output_reported) as bigint) as output_reported_total
    from branch_year
    left join price_index on price_index.year = branch_year.year
    group by branch_year.year
)
select
    branch_year.branch,
    branch_year.year,
    branch_year.output_real_idr,
    branch_year.output_reported,
    total.output_real_total_idr,
    total.output_reported_total
from branch_year
inner join total on total.year = branch_year.year
order by
    branch_year.branch nulls last,
    branch_year.year
