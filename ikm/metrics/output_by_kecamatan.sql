/*---
title.id = "Produksi riil usaha aktif menurut kecamatan"
title.en = "Real production of active businesses by district (kecamatan)"
unit     = "IDR"
grain    = ["kecamatan_code"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production"]
sources  = ["wb_wdi"]
reports  = "output"
parts    = true
note.id  = "Harga 2015: nilai berlaku ÷ deflator PDB nasional × 100. Jumlah yang dilaporkan usaha aktif pada tahun terakhir dalam pilihan; yang tidak melapor tidak ditaksir. Rata-rata per usaha: dari usaha yang melapor. Tidak per 1.000 penduduk: jumlah penduduk menurut kecamatan belum ada dalam sumber mana pun di sini."
note.en  = "2015 prices: current value ÷ national GDP deflator × 100. The sum that active businesses reported in the last year of the selection; those that did not are not estimated. Average per business: of those that reported. Not per 1,000 people: no source here has the population of a district."

[protect]
output_real_idr = { measure = "output", year = "year_shown" }
output_reported = { measure = "output", year = "year_shown" }
reported_pct    = { measure = ["output", "active"], year = "year_shown" }

[derive]
output_per_business_idr = { method = "per_business", of = "output_real_idr", over = "output_reported" }

[chart]
columns = ["output_real_idr"]
ours    = "output_real_idr"
---*/
select
    kecamatan_code,
    (select last_year from picked) as year_shown,
    case
        when sum(output_reported) > 0
            then cast(sum(output_idr) as bigint) / (select index from price_index where year = (select last_year from picked)) * 100
    end as output_real_idr,
    cast(sum(output_reported) as bigint) as output_reported,
    100.0 * sum(output_reported) / sum(businesses_active) as reported_pct
from cell_year
where year = (select last_year from picked)
group by kecamatan_code
having sum(businesses_active) > 0
order by
    output_real_idr desc nulls last,
    kecamatan_code
