/*---
comment = "Kecamatan of Kota Kendari"
reads = ["ref_kecamatan"]

[columns]
code = "Kemendagri code"
name = "name"
bps_code = "code of BPS; NULL where older lists have none"
kelurahan_count = "number of kelurahan"
latitude = "latitude of the centre, degrees"
longitude = "longitude of the centre, degrees"
area_km2 = "area, square kilometres, computed from published borders"
---*/
select
    code,
    name,
    bps_code,
    cast(kelurahan_count as integer) as kelurahan_count,
    cast(lat as double) as latitude,
    cast(lng as double) as longitude,
    cast(area_km2_computed as double) as area_km2
from ref_kecamatan
order by code
