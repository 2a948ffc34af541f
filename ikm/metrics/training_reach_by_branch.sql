/*---
title.id = "Usaha aktif yang pernah ikut pelatihan, menurut cabang"
title.en = "Active businesses ever reached by training, by branch"
unit     = "percent"
grain    = ["branch"]
kinds    = ["training_participant", "directory", "production", "activity"]
parts    = true
empty    = "nobody_reached"
note.id  = "Usaha aktif pada tahun terakhir yang tercakup, dan berapa di antaranya pernah tercatat dalam daftar hadir pelatihan dengan tiga peserta atau lebih. Peserta dikenali dari NIB, NIK, atau nama dan kelurahan; yang tidak dikenali tidak terhitung di sini. Disembunyikan bila yang terjangkau, atau yang belum, kurang dari tiga; tanpa persentase bila yang aktif kurang dari 10."
note.en  = "Businesses active in the last covered year, and how many of them are on the roster of a training with three participants or more. Participants are recognised by NIB, NIK, or name and kelurahan; those not recognised are not counted here. Hidden where fewer than three were reached, or not reached; no percentage where fewer than 10 are active."

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
    branch,
    year as year_shown,
    cast(sum(businesses_active) as bigint) as businesses_active,
    cast(sum(businesses_reached) as bigint) as businesses_reached
from training_reach
group by
    branch,
    year
order by
    businesses_active desc,
    branch
