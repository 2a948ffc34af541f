/*---
title.id = "Usaha IMK yang tutup dan berhenti sementara pada 2020, Indonesia"
title.en = "IMK businesses closed and paused in 2020, Indonesia"
unit     = "percent"
grain    = ["quarter"]
series   = ["imk_business_status"]
areas    = ["ID"]
as_published = true
note.id  = "Bagian dari usaha IMK yang dipantau survei; keadaan lain tidak dikutip sehingga tidak berjumlah 100."
note.en  = "Share of the IMK businesses that the survey follows; other states are not quoted, so they do not add to 100."

[chart]
columns = ["closed_pct", "paused_pct"]
ours    = "closed_pct"
---*/
select
    period as quarter,
    max(case when indicator = 'IMK businesses closed for good' then value end) as closed_pct,
    max(case when indicator = 'IMK businesses temporarily not producing' then value end) as paused_pct
from series
where series = 'imk_business_status' and area_code = 'ID'
group by period
order by quarter
