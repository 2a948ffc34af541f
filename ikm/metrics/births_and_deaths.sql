/*---
title.id = "Kelahiran dan kematian usaha"
title.en = "Births and deaths of businesses"
unit     = "businesses"
grain    = ["year"]
follows  = ["cabang", "divisi", "kbli", "kec", "skala", "jk", "tahun"]
kinds    = ["directory", "production", "activity", "oss_nib", "training_participant"]
note.id  = "Lahir: berdiri pada tahun itu. Mati: tahun terakhir dengan bukti kegiatan. Angka kematian tahun kedua terakhir masih sementara dan tahun terakhir belum dapat dihitung: diperlukan dua tahun tanpa bukti. Lahir kurang mati bukan perubahan usaha aktif: usaha yang kembali setelah diam, atau yang tahun berdirinya tidak diketahui, menjadi aktif tanpa terhitung lahir. Di bawah 10 usaha aktif tidak ada angka persen."
note.en  = "Birth: founded in the year. Death: the last year with evidence of activity. Deaths of the last year but one are provisional and those of the last cannot be counted yet: two silent years are needed. Births less deaths are not the change of active businesses: one that comes back after a silence, or whose founding year is not known, becomes active without counting as born. No percentage under 10 active businesses."

[protect]
births            = { measure = "births" }
deaths            = { measure = "deaths" }
businesses_active = { measure = "active" }
birth_rate_pct    = { measure = ["births", "active"] }
death_rate_pct    = { measure = ["deaths", "active"] }

[derive]
churn_pct = { method = "sum", of = "birth_rate_pct", and = "death_rate_pct" }

[chart]
columns     = ["births", "deaths"]
ours        = "births"
provisional = { deaths = "provisional" }

[chart.beside]
unit    = "percent"
columns = ["birth_rate_pct", "death_rate_pct"]
---*/
select
    year,
    births,
    case when year < (select year from last_covered) then deaths end as deaths,
    businesses_active,
    case when businesses_active >= 10 then 100.0 * births / businesses_active end as birth_rate_pct,
    case
        when businesses_active >= 10 and year < (select year from last_covered)
            then 100.0 * deaths / businesses_active
    end as death_rate_pct,
    year = (select year from last_covered) - 1 as provisional
from city_year
order by year
