/*---
title.id = "Usaha aktif yang pernah ikut pelatihan, menurut skala"
title.en = "Active businesses ever reached by training, by size"
unit     = "percent"
grain    = ["size"]
kinds    = ["training_participant", "directory", "production", "activity"]
parts    = true
empty    = "nobody_reached"
note.id  = "Usaha aktif pada tahun terakhir yang tercakup, dan berapa di antaranya pernah tercatat dalam daftar hadir pelatihan dengan tiga peserta atau lebih. Peserta dikenali dari NIB, NIK, atau nama dan kelurahan; yang tidak dikenali tidak terhitung di sini. Skala menurut Permenperin 64/2016; tidak diketahui: tenaga kerja atau investasinya tidak dilaporkan. Disembunyikan bila yang terjangkau, atau yang belum, kurang dari tiga; tanpa persentase bila yang aktif kurang dari 10."
note.en  = "Businesses active in the last covered year, and how many of them are on the roster of a training with three participants or more. Participants are recognised by NIB, NIK, or name and kelurahan; those not recognised are not counted here. Size by Permenperin 64/2016; unknown: workers or investment were not reported. Hidden where fewer than three were reached, or not reached; no percentage where fewer than 10 are active."

[protect]
businesses_active  = { measure = "active", year = "year_shown" }
businesses_reached = { of = "businesses_active" }

[derive]
businesses_unreached = { method = "difference", of = "businesses_active", less = "businesses_reached" }
reached_pct          = { method = "share", of = "businesses_reached", total = "businesses_active" }

[chart]
columns = ["reached_pct"]
ours    = "reached_pct"
---*/
select
    coalesce(size_ministry, 'unknown') as size,
    year as year_shown,
    cast(sum(businesses_active) as bigint) as businesses_active,
    cast(sum(businesses_reached) as bigint) as businesses_reached
from training_reach
group by
    coalesce(size_ministry, 'unknown'),
    year
order by
    case size when 'mikro' then 1 when 'kecil' then 2 when 'menengah' then 3 else 4 end
