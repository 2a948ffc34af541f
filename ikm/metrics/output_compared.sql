/*---
title.id = "Nilai produksi IKM: Kendari dan Sulawesi Tenggara"
title.en = "Production value of IKM: Kendari and Southeast Sulawesi"
unit     = "index"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk"]
kinds    = ["directory", "production"]
series   = ["ikm_register_output"]
areas    = ["74"]
reports  = "output"
note.id  = "Indeks, 2019 = 100, harga berlaku keduanya. Kendari dari berkas kota dan mengikuti saringan; provinsi dari register yang terbit dan tidak."
note.en  = "Index, 2019 = 100, both at current prices. Kendari from the city's files, following the filters; the province from the published register, not following them."

[protect]
output_idr      = { measure = "output" }
output_reported = { measure = "output" }
reported_pct    = { measure = ["output", "active"] }

[derive]
sultra_index  = { method = "index_to_base", of = "sultra_idr", base = 2019 }
kendari_index = { method = "index_to_base", of = "output_idr", n = "output_reported", base = 2019 }
kendari_growth_pct = { method = "growth", of = "output_idr", n = "output_reported" }
sultra_growth_pct  = { method = "growth", of = "sultra_idr" }

[chart]
columns = ["sultra_index", "kendari_index"]
ours    = "kendari_index"
base    = 100
own     = { kendari_index = "selected_index", kendari_growth_pct = "selected_growth_pct" }

[chart.views]
tingkat = ["sultra_idr", "output_idr"]
tumbuh  = ["sultra_growth_pct", "kendari_growth_pct"]
---*/
with province as (
    select
        cast(period as integer) as year,
        value
    from series
    where series = 'ikm_register_output' and area_code = '74' and freq = 'A'
)
select
    city_year.year,
    city_year.output_idr,
    city_year.output_reported,
    100.0 * city_year.output_reported / nullif(city_year.businesses_active, 0) as reported_pct,
    province.value as sultra_idr
from city_year
left join province on province.year = city_year.year
where city_year.year >= 2019
order by city_year.year
