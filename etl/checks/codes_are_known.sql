/*---
rule = "Every branch, division, kecamatan and kelurahan of a business is in its reference table, and every size is one of the ruler's"
---*/
with used as (
    select 'branch' as code_of, branch as code from business
    union
    select 'division' as code_of, division as code from business
    union
    select 'kecamatan' as code_of, kecamatan_code as code from business
    union
    select 'kelurahan' as code_of, kelurahan_code as code from business
    union
    select 'size' as code_of, size_bps as code from business_year
    union
    select 'size' as code_of, size_ministry as code from business_year
    union
    select 'size' as code_of, size_oss as code from business_year
    union
    select 'sex' as code_of, owner_sex as code from business
    union
    select 'branch' as code_of, branch as code from training_event
),
known as (
    select 'branch' as code_of, branch as code from branch
    union all
    select 'division' as code_of, division as code from division
    union all
    select 'kecamatan' as code_of, code from kecamatan
    union all
    select 'kelurahan' as code_of, code from kelurahan
    union all
    select 'size' as code_of, 'mikro' as code
    union all
    select 'size' as code_of, 'kecil' as code
    union all
    select 'size' as code_of, 'menengah' as code
    union all
    select 'size' as code_of, 'besar' as code
    union all
    select 'sex' as code_of, 'L' as code
    union all
    select 'sex' as code_of, 'P' as code
)
select
    used.code_of,
    used.code
from used
left join known
    on known.code_of = used.code_of
    and known.code = used.code
where used.code is not null and known.code is null
