/*---
title.id = "Program pelatihan menurut tahun, cabang, penyelenggara, dan mitra atau sumber dana"
title.en = "Training programmes by year, branch, organiser and partner or source of funds"
unit     = "programmes"
grain    = ["breakdown", "part"]
sources  = ["press_training"]
note.id  = "Program yang sama dihitung sekali di setiap rincian. Penyelenggara bersama ditulis seperti tercetak dan tidak dihitung lagi sebagai mitra. Tanpa isian: terbitan tidak menyebutnya."
note.en  = "The same programme counts once in each breakdown. Joint organisers are written as printed and do not count again as partners. Without an entry: the publication does not say."

[chart]
columns = ["programmes"]
ours    = "programmes"
---*/
with parts as (
    select 1 as place, 'year' as breakdown, cast(extract(year from start_date) as varchar) as part, participants_precision
    from training_programme
    union all
    select 2 as place, 'branch' as breakdown, branch as part, participants_precision
    from training_programme
    union all
    select 3 as place, 'organiser' as breakdown, organiser as part, participants_precision
    from training_programme
    union all
    select 4 as place, 'partner' as breakdown, partner_or_funding as part, participants_precision
    from training_programme
)
select
    breakdown,
    part,
    cast(count(*) as bigint) as programmes,
    cast(sum(case when participants_precision = 'exact' then 1 else 0 end) as bigint) as programmes_exact
from parts
group by
    place,
    breakdown,
    part
order by
    place,
    case when place = 1 then part end,
    case when part is null then 1 else 0 end,
    programmes desc,
    part
