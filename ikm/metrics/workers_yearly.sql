/*---
title.id = "Tenaga kerja IKM aktif"
title.en = "Workers of active businesses"
unit     = "persons"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production"]
reports  = "workers"
note.id  = "Jumlah yang dilaporkan usaha aktif; yang tidak melapor tidak ditaksir. Cakupan bukan pertumbuhan: lihat bagian yang melapor."
note.en  = "The sum that active businesses reported; those that did not are not estimated. Coverage is not growth: see the share that reported."

[protect]
workers          = { measure = "workers" }
workers_reported = { measure = "workers" }
reported_pct     = { measure = ["workers", "active"] }

[chart]
columns = ["workers"]
ours    = "workers"
---*/
select
    year,
    workers,
    workers_reported,
    100.0 * workers_reported / nullif(businesses_active, 0) as reported_pct
from city_year
order by year
