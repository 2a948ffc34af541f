/*---
title.id = "Nilai produksi IKM aktif"
title.en = "Production value of active businesses"
unit     = "IDR"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production"]
sources  = ["wb_wdi"]
reports  = "output"
note.id  = "Nilai riil = nilai berlaku ÷ deflator PDB nasional (2015 = 100) × 100. Jumlah yang dilaporkan usaha aktif; yang tidak melapor tidak ditaksir."
note.en  = "Real value = current value ÷ national GDP deflator (2015 = 100) × 100. The sum that active businesses reported; those that did not are not estimated."

[protect]
output_idr      = { measure = "output" }
output_real_idr = { like = "output_idr" }
output_reported = { measure = "output" }
reported_pct    = { measure = ["output", "active"] }

[chart]
columns = ["output_idr", "output_real_idr"]
ours    = "output_real_idr"
---*/
select
    year,
    output_idr,
    output_real_idr,
    output_reported,
    100.0 * output_reported / nullif(businesses_active, 0) as reported_pct
from city_year
order by year
