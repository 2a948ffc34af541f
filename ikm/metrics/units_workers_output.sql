/*---
title.id = "Unit usaha, tenaga kerja, dan produksi riil"
title.en = "Businesses, workers and real production"
unit     = "index"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "oss_project", "oss_nib", "training_participant"]
sources  = ["wb_wdi"]
reports  = "output"
note.id  = "Indeks, 2019 (tahun sebelum Covid-19) = 100; bila 2019 di luar pilihan, tahun pertama = 100. Produksi dalam harga 2015."
note.en  = "Index, 2019 (the year before Covid-19) = 100; the first year where 2019 is not chosen. Production in 2015 prices."

[protect]
businesses_registered = { measure = "registered" }
workers               = { measure = "workers" }
workers_reported      = { measure = "workers" }
output_real_idr       = { measure = "output" }
output_reported       = { measure = "output" }

[derive]
units_index   = { method = "index_to_base", of = "businesses_registered", n = "businesses_registered", base = 2019 }
workers_index = { method = "index_to_base", of = "workers", n = "workers_reported", base = 2019 }
output_index  = { method = "index_to_base", of = "output_real_idr", n = "output_reported", base = 2019 }
units_growth_pct   = { method = "growth", of = "businesses_registered", n = "businesses_registered" }
workers_growth_pct = { method = "growth", of = "workers", n = "workers_reported" }
output_growth_pct  = { method = "growth", of = "output_real_idr", n = "output_reported" }

[chart]
columns = ["units_index", "workers_index", "output_index"]
ours    = "output_index"
base    = 100

[chart.views]
tingkat = ["businesses_registered", "workers", "output_real_idr"]
tumbuh  = ["units_growth_pct", "workers_growth_pct", "output_growth_pct"]
---*/
select
    year,
    businesses_registered,
    workers,
    output_real_idr,
    workers_reported,
    output_reported
from city_year
order by year
