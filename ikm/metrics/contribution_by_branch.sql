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
output_real_total_first_idr = { measure = "output", year = "year_compared", by = [] }

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
        branch_year.branch,
        compared.last_year,
        compared.first_year,
        max(case when branch_year.year = compared.last_year then branch_year.businesses_active end) as businesses,
        max(case when branch_year.year = compared.first_year then branch_year.businesses_active end) as businesses_first,
        max(case when branch_year.year = compared.last_year then branch_year.output_reported end) as reported,
        max(case when branch_year.year = compared.first_year then branch_year.output_reported end) as reported_first,
        max(case when branch_year.year = compared.last_year then branch_year.output_real_idr end) as output,
        max(case when branch_year.year = compared.first_year then branch_year.output_real_idr end) as output_first
    from branch_year
    cross join compared
    group by
        branch_year.branch,
        compared.last_year,
        compared.first_year
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
    cells.last_year as year_shown,
    cells.first_year as year_compared,
    cells.businesses as businesses_active,
    cells.businesses_first as businesses_active_first,
    totals.businesses_first as businesses_total_first,
    cells.reported as output_reported,
    cells.reported_first as output_reported_first,
    case when cells.reported = 0 then 0 else cells.output end as output_real_idr,
    case when cells.reported_first = 0 then 0 else cells.output_first end as output_real_first_idr,
    case
        when totals.reported_share_first >= 0.7 and totals.reported_share >= 0.7 then totals.output_first
    end as output_real_total_first_idr
from cells
cross join totals
where cells.businesses + coalesce(cells.businesses_first, 0) > 0
order by
    cells.businesses desc,
    cells.branch
