/*---
title.id = "Kelangsungan usaha menurut masa lahir"
title.en = "Survival of businesses by time of birth"
unit     = "percent"
grain    = ["cohort", "age"]
follows  = ["cabang", "divisi", "kec", "jk"]
kinds    = ["directory", "production", "activity", "oss_nib", "training_participant"]
counted  = "born"
onward   = "cohort"
note.id  = "Kaplan–Meier atas usaha yang lahir dalam cakupan: bagian yang masih hidup pada setiap umur, dengan pita kepercayaan 95 persen (log-log, varians Greenwood). Dua tahun terakhir tidak dipakai: kematiannya belum dapat dipastikan. Usaha yang tidak pernah terlihat aktif tidak dihitung. Kurva berhenti bila yang diamati kurang dari 10, sebab satu kematian lalu menggeser kurva lebih dari 10 poin persen, dan mulai umur dengan sel yang disembunyikan, sebab langkah berikutnya akan membukanya."
note.en  = "Kaplan–Meier over businesses born inside coverage: the share still alive at each age, with a 95 percent band (log-log, Greenwood variance). The last two years are not used: their deaths are not settled. Businesses never seen active are not counted. A curve stops where fewer than 10 are followed, since one death would then move it by over 10 percentage points, and from the age of a hidden cell on, since the next step would tell it."

[protect]
at_risk = {}
deaths  = {}

[derive]
survival_pct = { method = "survival", of = "at_risk", deaths = "deaths", by = "cohort", part = "survival" }
lower_pct    = { method = "survival", of = "at_risk", deaths = "deaths", by = "cohort", part = "lower" }
upper_pct    = { method = "survival", of = "at_risk", deaths = "deaths", by = "cohort", part = "upper" }

[chart]
columns = ["survival_pct"]
ours    = "survival_pct"
strong  = "covid"
range   = [0, 100]
---*/
with last_covered as (
    select max(year) as year
    from years
    where covered
),
pandemic as (
    select
        extract(year from start_date) as first_year,
        extract(year from end_date) as last_year
    from crisis
    where crisis = 'covid'
),
followed as (
    select
        case
            when cohort_year.birth_year < pandemic.first_year then 1
            when cohort_year.birth_year <= pandemic.last_year then 2
            else 3
        end as place,
        cohort_year.year - cohort_year.birth_year + 1 as age,
        cohort_year.at_risk - cohort_year.censored as at_risk,
        cohort_year.deaths
    from cohort_year
    cross join last_covered
    cross join pandemic
    where cohort_year.year <= last_covered.year - 2
),
sums as (
    select
        place,
        age,
        cast(sum(at_risk) as bigint) as at_risk,
        cast(sum(deaths) as bigint) as deaths
    from followed
    group by place, age
)
select
    case place when 1 then 'before' when 2 then 'covid' else 'after' end as cohort,
    cast(age as integer) as age,
    at_risk,
    deaths
from sums
where at_risk > 0
order by
    place,
    age
