/*---
title.id = "Perubahan pada peserta, sebelum dan sesudah pelatihan"
title.en = "Change among participants, before and after training"
unit     = "several"
grain    = ["measure", "wave"]
kinds    = ["training_outcome", "training_participant"]
empty    = "no_followup"
note.id  = "Semua kegiatan bersama; selisih berpasangan dari usaha yang sama, selang kepercayaan 95 persen (t). Uang: perubahan rata-rata ukur dalam persen. Yang dapat terlihat: perubahan terkecil yang akan ditemukan 80 dari 100 kali dengan jumlah pasangan itu. Tingkat B: tanpa pembanding, maka asosiasi, bukan dampak. Berhenti: punya ukuran awal tetapi tidak diukur lagi; selisih awalnya menunjukkan ke arah mana yang tinggal berbeda."
note.en  = "All events together; paired differences of the same businesses, 95 percent confidence interval (t). Money: geometric mean change in percent. Detectable: the smallest change that this number of pairs would find 80 times in 100. Level B: no comparison, so an association, not an effect. Dropped out: has a first value but was not measured again; the difference at the start shows in which direction those who stayed differ."

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
    measure,
    wave,
    kirkpatrick,
    unit as effect_unit,
    n_start,
    n,
    dropped,
    dropped_difference as dropped_difference_units,
    mean_change as change_units,
    low as low_units,
    high as high_units,
    smallest_detectable as detectable_units
from training_effect
where event_id is null and method = 'paired'
order by
    kirkpatrick desc,
    measure,
    length(wave),
    wave
