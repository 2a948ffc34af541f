/*---
title.id = "Sumbangan cabang industri pada perubahan usaha aktif dan produksi riil"
title.en = "Contribution of branches to the change of active businesses and real production"
unit     = "points"
grain    = ["branch"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
sources  = ["wb_wdi"]
reports  = "output"
parts    = true
note.id  = "Sumbangan = (nilai tahun terakhir − nilai tahun pembanding) ÷ jumlah semua cabang pada tahun pembanding × 100; sumbangan semua cabang berjumlah perubahan seluruhnya. Tahun pembanding adalah tahun paling awal dalam pilihan dengan jenis bukti yang sama seperti tahun terakhir. Produksi dalam harga 2015, hanya bila paling sedikit 70 persen usaha aktif melapor pada kedua tahun. Dasar di bawah 10 usaha tidak diberi persentase."
note.en  = "Contribution = (value of the last year − value of the year compared) ÷ sum of all branches in the year compared × 100; the contributions add up to the whole change. The year compared is the earliest of the selection with the same kinds of evidence as the last. Production in 2015 prices, only where at least 70 percent of the active businesses reported in both years. A base under 10 businesses gets no percentage."

[needs]
year_compared = "no_comparable_year"

[protect]
businesses_active           = { measure = "active", year = "year_shown" }
businesses_active_first     = { measure = "active", year = "year_compared" }
businesses_total_first      = { measure = "active", year = "year_compared", by = [] }
output_reported             = { measure = "output", year = "year_shown" }
output_reported_first       = { measure = "output", year = "year_compared" }
output_real_idr             = { measure = "output", year = "year_shown", none = 0.0 }
output_real_first_idr       = { measure = "output", year = "year_compared", none = 0.0 }
# There only where enough reported in both years.
output_real_total_first_idr = { measure = "output", year = ["year_compared", "year_shown"], by = [] }

[derive.businesses_points]
method = "contribution"
of     = "businesses_active"
first  = "businesses_active_first"
total  = "businesses_total_first"
base   = "businesses_total_first"

[derive.output_points]
method = "contribution"
of     = "output_real_idr"
first  = "output_real_first_idr"
total  = "output_real_total_first_idr"
base   = "businesses_total_first"

[chart]
columns = ["businesses_points", "output_points"]
ours    = "output_points"
---*/
with cells as (
    select
        branch,
        cast(sum(case when year = (select last_year from compared) then businesses_active else 0 end) as bigint) as businesses,
        cast(sum(case when year = (select first_year from compared) then businesses_active else 0 end) as bigint) as businesses_first,
        cast(sum(case when year = (select last_year from compared) then output_reported else 0 end) as bigint) as reported,
        cast(sum(case when year = (select first_year from compared) then output_reported else 0 end) as bigint) as reported_first,
        cast(sum(case when year = (select last_year from compared) then output_idr else 0 end) as bigint)
        / (select index from price_index where year = (select last_year from compared)) * 100 as output,
        cast(sum(case when year = (select first_year from compared) then output_idr else 0 end) as bigint)
        / (select index from price_index where year = (select first_year from compared)) * 100 as output_first
    from cell_year
    where year in ((select first_year from compared), (select last_year from compared))
    group by branch
    having sum(businesses_active) > 0
),
totals as (
    select
        cast(sum(businesses_first) as bigint) as businesses_first,
        sum(output_first) as output_first,
        1.0 * sum(reported) / nullif(sum(businesses), 0) as reported_share,
        1.0 * sum(reported_first) / nullif(sum(businesses_first), 0) as reported_share_first
    from cells
)
select
    cells.branch,
    (select last_year from compared) as year_shown,
    (select first_year from compared) as year_compared,
    cells.businesses as businesses_active,
    cells.businesses_first as businesses_active_first,
    totals.businesses_first as businesses_total_first,
    cells.reported as output_reported,
    cells.reported_first as output_reported_first,
    cells.output as output_real_idr,
    cells.output_first as output_real_first_idr,
    case
        when totals.reported_share >= 0.7 and totals.reported_share_first >= 0.7 then totals.output_first
    end as output_real_total_first_idr
from cells
cross join totals
order by
    cells.businesses desc,
    cells.branch
