/*---
title.id = "Kelangsungan usaha menurut masa lahir"
title.en = "Survival of businesses by time of birth"
unit     = "percent"
grain    = ["cohort", "age"]
follows  = ["cabang", "divisi", "kec", "jk"]
kinds    = ["directory", "production", "activity", "oss_nib", "training_participant"]
counted  = "born"
note.id  = "Kaplan–Meier atas usaha yang lahir dalam cakupan: bagian yang masih hidup pada setiap umur, dengan pita kepercayaan 95 persen (log-log, varians Greenwood). Dua tahun terakhir tidak dipakai: kematiannya belum dapat dipastikan. Usaha yang tidak pernah terlihat aktif tidak dihitung. Kurva berhenti bila yang diamati kurang dari 10, sebab satu kematian lalu menggeser kurva lebih dari 10 poin persen, dan mulai umur dengan sel yang disembunyikan, sebab langkah berikutnya akan membukanya."
note.en  = "Kaplan–Meier over businesses born inside coverage: the share still alive at each age, with a 95 percent band (log-log, Greenwood variance). The last two years are not used: their deaths are not settled. Businesses never seen active are not counted. A curve stops where fewer than 10 are followed, since one death would then move it by over 10 percentage points, and from the age of a hidden cell on, since the next step would tell it."

[protect]
at_risk = { measure = "followed", period = ["cohort", "age"] }
deaths  = { measure = "deaths_by_age", period = ["cohort", "age"] }

[derive]
survival_pct = { method = "survival", of = "at_risk", deaths = "deaths", by = "cohort", part = "survival" }
lower_pct    = { method = "survival", of = "at_risk", deaths = "deaths", by = "cohort", part = "lower" }
upper_pct    = { method = "survival", of = "at_risk", deaths = "deaths", by = "cohort", part = "upper" }

[chart]
columns = ["survival_pct"]
ours    = "survival_pct"
strong  = "covid"
range   = [0, 100]

[chart.beside]
where = { cohort = "before" }
---*/
with sums as (
    select
        cohort,
        age,
        cast(sum(at_risk) as bigint) as at_risk,
        cast(sum(deaths) as bigint) as deaths
    from cohort_age
    group by cohort, age
)
select
    cohort,
    age,
    at_risk,
    deaths
from sums
where at_risk > 0
order by
    case cohort when 'before' then 1 when 'covid' then 2 else 3 end,
    age
