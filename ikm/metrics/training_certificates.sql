/*---
title.id = "Sertifikat dan praktik usaha terlatih, sebelum dan sesudah pelatihan"
title.en = "Certificates and practices of trained businesses, before and after training"
unit     = "percent"
grain    = ["measure", "wave"]
kinds    = ["certificate", "training_outcome", "training_participant"]
empty    = "no_certificates"
note.id  = "Dari usaha terlatih yang tertaut, berapa yang memilikinya saat pelatihan dimulai dan berapa sesudahnya; selang Wilson 95 persen. Yang punya sertifikat sebelum pelatihan tidak dihitung sebagai hasilnya. Tingkat B: asosiasi, bukan dampak. Disembunyikan bila yang punya, yang tidak, atau yang berubah kurang dari tiga."
note.en  = "Of the trained businesses that could be linked, how many had it when the training began and how many afterwards; 95 percent Wilson interval. Those certified before the training are not counted as its result. Level B: an association, not an effect. Hidden where those with it, those without, or those that changed are fewer than three."

[protect]
n               = {}
with_before     = { of = "n" }
before_low_pct  = { like = "with_before" }
before_high_pct = { like = "with_before" }
with_after      = { n = "after_fewest" }
after_low_pct   = { like = "with_after" }
after_high_pct  = { like = "with_after" }

[derive]
before_pct = { method = "share", of = "with_before", total = "n" }
after_pct  = { method = "share", of = "with_after", total = "n" }

[chart]
columns = ["before_pct", "after_pct"]
ours    = "after_pct"
---*/
with counted as (
    select
        measure,
        wave,
        kirkpatrick,
        n,
        with_before,
        with_after,
        before_low_pct,
        before_high_pct,
        after_low_pct,
        after_high_pct,
        case when with_after in (0, n) then n else least(with_after, n - with_after) end as after_alone,
        abs(with_after - with_before) as changed
    from training_effect
    where event_id is null and method = 'share' and n > 0
)
select
    measure,
    wave,
    kirkpatrick,
    n,
    with_before,
    before_low_pct,
    before_high_pct,
    with_after,
    after_low_pct,
    after_high_pct,
    case when changed = 0 then after_alone else least(after_alone, changed) end as after_fewest
from counted
order by
    measure,
    length(wave),
    wave
