/*---
title.id = "Usaha terlatih dibanding usaha yang belum, menurut tahun sejak pelatihan"
title.en = "Trained businesses against those not trained, by years since the training"
unit     = "percent"
grain    = ["measure", "statistic", "key"]
kinds    = ["training_participant", "directory", "production"]
empty    = "no_level_a"
note.id  = "Selisih dalam selisih menurut angkatan dan tahun (Callaway dan Sant'Anna), pembanding: IKM cabang yang sama yang tidak pernah dilatih. Titik sebelum tahun 0 seharusnya di sekitar nol; bila tidak, kedua kelompok sudah berbeda arah sebelum pelatihan. Selang 95 persen, masing-masing. Peserta memilih sendiri ikut, maka beda yang tidak tercatat tetap mungkin. Kepekaan: hasil yang sama dengan satu angkatan dikeluarkan."
note.en  = "Difference-in-differences by cohort and year (Callaway and Sant'Anna), comparison: IKM of the same branches never trained. Points before year 0 should lie around zero; where they do not, the two groups moved apart before the training. 95 percent intervals, each for itself. Participants choose to take part, so unrecorded differences remain possible. Sensitivity: the same result with one cohort left out."

[needs]
att_pct = "no_level_a"

[protect]
n_treated    = {}
n_comparison = {}
att_pct      = { like = "n_treated" }
low_pct      = { like = "n_treated" }
high_pct     = { like = "n_treated" }

[chart]
columns = ["att_pct"]
ours    = "att_pct"
---*/
select
    training_level.measure,
    training_did.statistic,
    training_did.key,
    training_did.att_pct,
    training_did.low_pct,
    training_did.high_pct,
    coalesce(training_did.n_treated, training_level.n_treated) as n_treated,
    coalesce(training_did.n_comparison, training_level.n_untreated) as n_comparison
from training_level
left join training_did on training_did.measure = training_level.measure
where training_level.measure in ('output_idr', 'workers')
order by
    training_level.measure,
    case training_did.statistic when 'simple' then 1 when 'event' then 2 else 3 end,
    training_did.key
