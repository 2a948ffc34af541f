/*---
title.id = "Unit usaha terdaftar dan aktif"
title.en = "Registered and active businesses"
unit     = "businesses"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "oss_project", "oss_nib", "training_participant"]
note.id  = "Terdaftar: pertama kali tercatat sampai 31 Desember dan belum ditutup; tidak mengikuti saringan skala. Aktif: ada bukti kegiatan pada tahun itu."
note.en  = "Registered: first seen by 31 December and not closed; it does not follow the size filter. Active: there is evidence of activity in the year."

[protect]
businesses_registered = { measure = "registered" }
businesses_active     = { measure = "active" }

[chart]
columns = ["businesses_registered", "businesses_active"]
ours    = "businesses_active"
---*/
select
    year,
    businesses_registered,
    businesses_active
from city_year
order by year
