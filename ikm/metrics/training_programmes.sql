/*---
title.id = "Program pelatihan IKM yang diketahui"
title.en = "Known training programmes for IKM"
unit     = "persons"
grain    = ["programme_id"]
sources  = ["press_training"]
note.id  = "Program kota dan provinsi 2019–2025 yang disebut dalam berita dan terbitan; jumlah peserta tepat, kira-kira, paling sedikit, atau tidak disebut. Tidak satu pun terbitan menyebut hasil terukur."
note.en  = "Programmes of city and province 2019–2025 named in news and publications; participants exact, about, at least or not given. No publication gives a measured outcome."

[chart]
columns = ["participants"]
ours    = "participants"
---*/
select
    programme_id,
    start_date,
    end_date,
    date_precision,
    title,
    title_en,
    organiser,
    branch,
    partner_or_funding as partner,
    days_stated as days,
    participants,
    participants_precision
from training_programme
order by
    start_date,
    programme_id
