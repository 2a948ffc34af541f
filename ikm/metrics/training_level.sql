/*---
title.id = "Tangga bukti: seberapa kuat yang dapat dikatakan tentang hasil pelatihan"
title.en = "Ladder of evidence: how much can be said of what training achieved"
unit     = "several"
grain    = ["measure"]
kinds    = ["training_participant", "training_outcome", "certificate", "directory", "production"]
empty    = "no_roster"
note.id  = "A: ada kelompok pembanding, paling sedikit 30 usaha terlatih, 30 usaha pembanding, dan 2 tahun sebelum pelatihan. B: sebelum dan sesudah, hanya pada peserta: asosiasi, bukan dampak. C: keluaran saja. Kirkpatrick: 1 reaksi, 2 belajar, 3 perilaku, 4 hasil."
note.en  = "A: there is a comparison group, at least 30 trained businesses, 30 others and 2 years before the training. B: before and after, of participants only: an association, not an effect. C: outputs only. Kirkpatrick: 1 reaction, 2 learning, 3 behaviour, 4 results."

[protect]
n_treated   = { n = "treated_fewest" }
n_untreated = {}

[chart]
columns = ["n_treated"]
ours    = "n_treated"
---*/
with asked as (
    select
        measure,
        max(kirkpatrick) as kirkpatrick,
        min(case when n = 0 or dropped = 0 then n_start else least(n, dropped) end) as pairs_fewest
    from training_effect
    where event_id is null
    group by measure
)
select
    training_level.measure,
    coalesce(
        asked.kirkpatrick,
        case when training_level.measure in ('output_idr', 'workers', 'omzet', 'tenaga kerja') then 4 end
    ) as kirkpatrick,
    training_level.level,
    training_level.reason as level_reason,
    training_level.n_treated,
    training_level.n_untreated,
    training_level.earlier_years,
    training_level.first_year,
    training_level.last_year,
    least(training_level.n_treated, coalesce(asked.pairs_fewest, training_level.n_treated)) as treated_fewest
from training_level
left join asked on asked.measure = training_level.measure
order by
    training_level.level,
    kirkpatrick desc,
    training_level.measure
