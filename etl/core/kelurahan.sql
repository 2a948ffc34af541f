/*---
comment = "Kelurahan of Kota Kendari; a name belongs to a place only together with its kecamatan"
reads = ["ref_kelurahan"]

[columns]
code = "Kemendagri code"
name = "name"
kecamatan_code = "kecamatan"
latitude = "latitude of the centre, degrees"
longitude = "longitude of the centre, degrees"
area_km2 = "area, square kilometres, computed from published borders"
---*/
select
    code,
    name,
    kecamatan_code,
    cast(lat as double) as latitude,
    cast(lng as double) as longitude,
    cast(area_km2_computed as double) as area_km2
from ref_kelurahan
order by code
