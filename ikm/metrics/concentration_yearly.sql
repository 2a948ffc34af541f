/*---
title.id = "Pemusatan produksi dan usaha aktif"
title.en = "Concentration of production and active businesses"
unit     = "concentration"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "training_participant"]
reports  = "output"
note.id  = "Indeks Herfindahl atas golongan pokok KBLI: jumlah kuadrat bagian; 1 = semuanya di satu golongan pokok. Bagian cabang terbesar: persen dari jumlah semua cabang. Dihitung dari jumlah golongan, tidak pernah dari usaha satu per satu; golongan yang disembunyikan dihitung sebagai satu, dan angkanya disembunyikan bila semua itu lebih dari sepersepuluh jumlah."
note.en  = "Herfindahl index over KBLI divisions: the sum of squared shares; 1 = everything in one division. Share of the largest branch: percent of the sum of all branches. Made from sums of divisions, never from single businesses; hidden divisions count as one, and the figure is hidden where they are over a tenth of the total."

[protect]
businesses_active = { measure = "active" }
output_idr        = { measure = "output" }

[summary]
output_hhi             = { method = "herfindahl", of = "output_idr", ruler = "division" }
businesses_hhi         = { method = "herfindahl", of = "businesses_active", ruler = "division" }
output_largest_pct     = { method = "largest_share", of = "output_idr", ruler = "branch" }
businesses_largest_pct = { method = "largest_share", of = "businesses_active", ruler = "branch" }

[chart]
columns = ["output_hhi", "businesses_hhi"]
ours    = "output_hhi"
---*/
with cells as (
    select year, 'division' as ruler, division as part, businesses_active, output_idr, output_reported
    from cell_year
    union all
    select year, 'branch' as ruler, branch as part, businesses_active, output_idr, output_reported
    from cell_year
),
sums as (
    select
        year,
        ruler,
        part,
        cast(sum(businesses_active) as bigint) as businesses_active,
        cast(sum(output_idr) as bigint) as output_idr,
        cast(sum(output_reported) as bigint) as output_reported
    from cells
    group by year, ruler, part
    having sum(businesses_active) > 0
)
select
    years.year,
    sums.ruler,
    sums.part,
    sums.businesses_active,
    sums.output_idr,
    sums.output_reported
from years
left join sums
    on sums.year = years.year
    and years.covered
order by
    years.year,
    sums.ruler,
    sums.businesses_active desc,
    sums.part
