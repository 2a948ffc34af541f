/*---
comment = "Every year of coverage, from the first to the last year with directory or production evidence, without gaps"
reads = ["calendar", "business_year"]

[columns]
year = "calendar year"
covered = "whether the year itself has evidence from a directory or production file; a year that has none is missing, not zero"
evidence = "kinds of evidence in the year, sorted, joined by commas; NULL where there is none"
---*/
with evidence_kind as (
    select
        year,
        max(case when evidence like '%activity%' then 1 else 0 end) as activity,
        max(case when evidence like '%directory%' then 1 else 0 end) as directory,
        max(case when evidence like '%production%' then 1 else 0 end) as production,
        max(case when evidence like '%training%' then 1 else 0 end) as training
    from business_year
    where active
    group by year
),
coverage as (
    select
        min(year) as first_year,
        max(year) as last_year
    from evidence_kind
    where directory + production > 0
)
select
    calendar.year,
    coalesce(evidence_kind.directory + evidence_kind.production, 0) > 0 as covered,
    nullif(
        substring(
            concat(
                case when evidence_kind.activity = 1 then ',activity' else '' end,
                case when evidence_kind.directory = 1 then ',directory' else '' end,
                case when evidence_kind.production = 1 then ',production' else '' end,
                case when evidence_kind.training = 1 then ',training' else '' end
            ),
            2
        ),
        ''
    ) as evidence
from calendar
cross join coverage
left join evidence_kind on evidence_kind.year = calendar.year
where calendar.year between coverage.first_year and coverage.last_year
order by calendar.year
