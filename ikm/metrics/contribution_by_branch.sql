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
with latest as (
    select
        branch,
        businesses_active,
        output_reported,
        case when output_reported = 0 then 0 else output_real_idr end as output_real_idr
    from branch_year
    where year = (select last_year from compared)
),
earliest as (
    select
        branch,
        businesses_active,
        output_reported,
        case when output_reported = 0 then 0 else output_real_idr end as output_real_idr
    from branch_year
    where year = (select first_year from compared)
),
total_first as (
    select
        cast(sum(businesses_active) as bigint) as businesses,
        sum(output_real_idr) as output_real_idr,
        1.0 * sum(output_reported) / nullif(sum(businesses_active), 0) as reported_share
    from earliest
),
total_last as (
    select 1.0 * sum(output_reported) / nullif(sum(businesses_active), 0) as reported_share
    from latest
)
select
    latest.branch,
    (select last_year from compared) as year_shown,
    (select first_year from compared) as year_compared,
    latest.businesses_active,
    earliest.businesses_active as businesses_active_first,
    total_first.businesses as businesses_total_first,
    latest.output_reported,
    earliest.output_reported as output_reported_first,
    latest.output_real_idr,
    earliest.output_real_idr as output_real_first_idr,
    case
        when total_first.reported_share >= 0.7 and total_last.reported_share >= 0.7 then total_first.output_real_idr
    end as output_real_total_first_idr
from latest
left join earliest on earliest.branch is not distinct from latest.branch
cross join total_first
cross join total_last
where latest.businesses_active + coalesce(earliest.businesses_active, 0) > 0
order by
    latest.businesses_active desc,
    latest.branch
