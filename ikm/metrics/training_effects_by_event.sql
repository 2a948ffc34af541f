/*---
title.id = "Perubahan pada peserta menurut kegiatan"
title.en = "Change among participants by event"
unit     = "several"
grain    = ["event_id", "measure", "wave"]
kinds    = ["training_outcome", "training_participant"]
parts    = true
within   = ["measure", "wave"]
empty    = "no_followup"
note.id  = "Selisih berpasangan dari usaha yang sama, selang kepercayaan 95 persen (t), untuk setiap kegiatan yang diukur ulang. Kelas sekitar 30 orang hanya dapat menunjukkan perubahan besar; urutan kegiatan tidak boleh dibaca dari gambar ini. Tingkat B: asosiasi, bukan dampak."
note.en  = "Paired differences of the same businesses, 95 percent confidence interval (t), for each event that was followed up. A class of about 30 can show large changes only; no order of events may be read from this figure. Level B: an association, not an effect."

[protect]
n                        = { of = "n_start" }
n_start                  = { like = "n" }
dropped                  = { like = "n" }
dropped_difference_units = { like = "n" }
change_units             = { like = "n" }
low_units                = { like = "n" }
high_units               = { like = "n" }
detectable_units         = { like = "n" }

[chart]
columns = ["change_units"]
ours    = "change_units"
---*/
select
    training_effect.event_id,
    training_effect.measure,
    training_effect.wave,
    training_effect.kirkpatrick,
    training_effect.unit as effect_unit,
    training_effect.n_start,
    training_effect.n,
    training_effect.dropped,
    training_effect.dropped_difference as dropped_difference_units,
    training_effect.mean_change as change_units,
    training_effect.low as low_units,
    training_effect.high as high_units,
    training_effect.smallest_detectable as detectable_units
from training_effect
inner join training_event on training_event.event_id = training_effect.event_id
where training_effect.method = 'paired'
order by
    training_event.start_date,
    training_event.event_id,
    training_effect.kirkpatrick desc,
    training_effect.measure,
    length(training_effect.wave),
    training_effect.wave
