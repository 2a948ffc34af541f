/*---
title.id = "Pertumbuhan ekonomi Kendari, Sulawesi Tenggara, dan Indonesia"
title.en = "Economic growth of Kendari, Southeast Sulawesi and Indonesia"
unit     = "percent"
grain    = ["year"]
series   = ["grdp_growth", "gdp_growth"]
areas    = ["74", "74.71", "ID"]
note.id  = "PDRB dan PDB harga konstan, y-on-y. Angka Kendari 2017–2019 dan 2024 tidak ditemukan: celah, bukan nol. Seluruh ekonomi: konteks, bukan angka IKM."
note.en  = "GRDP and GDP at constant prices, year on year. Kendari's figures of 2017–2019 and 2024 were not found: a gap, not zero. The whole economy: context, not a figure on IKM."

[chart]
columns = ["indonesia_pct", "sultra_pct", "kendari_pct"]
ours    = "kendari_pct"
base    = 0
---*/
select
    cast(period as integer) as year,
    max(case when series = 'gdp_growth' then value end) as indonesia_pct,
    max(case when series = 'grdp_growth' and area_code = '74' then value end) as sultra_pct,
    max(case when series = 'grdp_growth' and area_code = '74.71' then value end) as kendari_pct
from series
where freq = 'A'
    and period between '2015' and '2024'
    and (series = 'grdp_growth' and area_code in ('74', '74.71') or series = 'gdp_growth' and area_code = 'ID')
group by period
order by year
