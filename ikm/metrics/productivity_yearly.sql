/*---
title.id = "Produksi riil per tenaga kerja"
title.en = "Real production per worker"
unit     = "index"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production"]
sources  = ["wb_wdi"]
reports  = "output"
note.id  = "Jumlah produksi dalam harga 2015 ÷ jumlah tenaga kerja, masing-masing dari usaha yang melaporkannya; kedua kelompok hampir sama, tetapi tidak persis: lihat berapa yang melapor. Indeks, 2019 (tahun sebelum Covid-19) = 100; bila 2019 di luar pilihan, tahun pertama = 100."
note.en  = "Sum of production in 2015 prices ÷ sum of workers, each over the businesses that reported it; the two groups are nearly but not quite the same: see how many reported. Index, 2019 (the year before Covid-19) = 100; the first year where 2019 is not chosen."

[protect]
output_real_idr  = { measure = "output" }
output_reported  = { measure = "output" }
workers          = { measure = "workers" }
workers_reported = { measure = "workers" }
reported_pct     = { measure = ["output", "workers", "active"] }

[derive]
output_per_worker_idr   = { method = "ratio", of = "output_real_idr", over = "workers", n = "workers_reported" }
productivity_index      = { method = "index_to_base", of = "output_per_worker_idr", n = "workers_reported", base = 2019 }
productivity_growth_pct = { method = "growth", of = "output_per_worker_idr", n = "workers_reported" }

[chart]
columns = ["productivity_index"]
ours    = "productivity_index"
base    = 100

[chart.views]
tingkat = ["output_per_worker_idr"]
tumbuh  = ["productivity_growth_pct"]
---*/
select
    year,
    output_real_idr,
    output_reported,
    workers,
    workers_reported,
    100.0 * least(output_reported, workers_reported) / nullif(businesses_active, 0) as reported_pct
from city_year
order by year
