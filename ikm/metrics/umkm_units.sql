/*---
title.id = "Unit usaha UMKM semua sektor, Indonesia"
title.en = "UMKM of every sector, Indonesia"
unit     = "businesses"
grain    = ["year"]
series   = ["umkm_units"]
areas    = ["ID"]
note.id  = "UMKM mencakup pertanian dan perdagangan; industri hanya sekitar 6,5 persennya. Konteks, bukan angka IKM. Dibulatkan, dari kutipan tangan kedua; batas kelas berubah pada 2008/2009, dan 1999–2004 serta beberapa tahun lain tidak ditemukan."
note.en  = "UMKM include farming and trade; manufacturing is about 6.5 percent of them. Context, not a figure on IKM. Rounded, from second-hand quotations; the classes change at 2008/2009, and 1999–2004 and some other years were not found."

[chart]
columns = ["umkm"]
ours    = "umkm"
breaks  = ["umkm_units"]
---*/
with published as (
    select
        cast(period as integer) as year,
        value
    from series
    where series = 'umkm_units' and area_code = 'ID' and freq = 'A'
),
spine as (
    select cast(period as integer) as year
    from series
    where series = 'gdp_growth' and area_code = 'ID' and freq = 'A'
)
select
    spine.year,
    cast(published.value as bigint) as umkm
from spine
left join published on published.year = spine.year
where spine.year between 1996 and 2019
order by spine.year
