/*---
comment = "Five-digit KBLI codes of section C, versions 2020 and 2025"
reads = ["ref_kbli2020_section_c", "ref_kbli_2020_to_2025_changes", "branch_of"]

[columns]
kbli = "five-digit code"
kbli_version = "2020 or 2025"
title = "title; NULL for codes of 2025 whose title is new and not in the project"
division = "division (two digits)"
branch = "branch of industry; NULL where the office has not decided"
change = "what became of the code between 2020 and 2025: same, wording, narrowed_or_widened, different_product, code_dropped, new"
---*/
with listed as (
    select
        ref_kbli2020_section_c.code as kbli,
        '2020' as kbli_version,
        ref_kbli2020_section_c.title,
        ref_kbli_2020_to_2025_changes.meaning as change
    from ref_kbli2020_section_c
    left join ref_kbli_2020_to_2025_changes on ref_kbli_2020_to_2025_changes.code = ref_kbli2020_section_c.code
    union all
    select
        ref_kbli_2020_to_2025_changes.code as kbli,
        '2025' as kbli_version,
        case when ref_kbli_2020_to_2025_changes.meaning = 'same' then ref_kbli2020_section_c.title end as title,
        ref_kbli_2020_to_2025_changes.meaning as change
    from ref_kbli_2020_to_2025_changes
    left join ref_kbli2020_section_c on ref_kbli2020_section_c.code = ref_kbli_2020_to_2025_changes.code
    where ref_kbli_2020_to_2025_changes.in_2025 = '1'
)
select
    listed.kbli,
    listed.kbli_version,
    listed.title,
    substring(listed.kbli, 1, 2) as division,
    branch_of.branch,
    listed.change
from listed
left join branch_of on branch_of.kbli = listed.kbli
order by listed.kbli_version, listed.kbli
