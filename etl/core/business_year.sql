/*---
comment = "What is known of a business in a year: workers, investment, output and materials of that year's directory and production rows, each completing the other; nothing is carried over between years"
reads = ["member", "size_reported", "clean_directory", "clean_production", "clean_activity", "clean_training_participant"]

[columns]
business_id = "keyed pseudonym of the business"
year = "calendar year"
active = "whether there is evidence of activity in the year: a directory row with workers or output above 0, a production row with output above 0, an activity report, or a training participation"
evidence = "kinds of evidence (activity, directory, production, training), sorted, joined by commas; NULL where there is none"
workers_male = "men working, persons"
workers_female = "women working, persons"
workers = "workers in all, persons"
investment_idr = "value of investment without land and building, rupiah"
output_idr = "value of production in the year, rupiah, summed over products"
materials_idr = "value of raw and auxiliary materials in the year, rupiah, summed over products"
months_active = "months of production in the year"
size_ministry = "size by Permenperin 64/2016 (kecil, menengah, besar); NULL where workers or investment are unknown"
size_bps = "size by BPS, workers 1-4 mikro, 5-19 kecil, 20-99 menengah, 100 and more besar; NULL where workers are unknown or 0"
size_oss = "size that OSS reported last for the business (PP 7/2021); the same in every year"
---*/
with worker_statement as (
    select
        business_id,
        year,
        workers,
        workers_male,
        workers_female,
        row_number() over (
            partition by business_id, year
            order by as_of desc, file_order desc, workers desc, workers_male desc, workers_female desc
        ) as place
    from (
        select business_id, year, workers, workers_male, workers_female, as_of, file_order
        from clean_directory
        where workers is not null
        union all
        select business_id, year, workers, workers_male, workers_female, as_of, file_order
        from clean_production
        where workers is not null
    ) as stated_workers
),
production_year as (
    select
        business_id,
        year,
        sum(output_idr) as output_idr,
        sum(materials_idr) as materials_idr,
        max(months_active) as months_active,
        max(case when output_positive then 1 else 0 end) as produced,
        max(case when output_idr is not null then as_of end) as output_as_of,
        max(case when output_idr is not null then file_order end) as output_order,
        max(case when materials_idr is not null then as_of end) as materials_as_of,
        max(case when materials_idr is not null then file_order end) as materials_order
    from clean_production
    group by business_id, year
),
activity_year as (
    select distinct
        business_id,
        year
    from clean_activity
),
training_year as (
    select distinct
        business_id,
        extract(year from start_date) as year
    from clean_training_participant
),
every_year as (
    select business_id, year from clean_directory
    union
    select business_id, year from production_year
    union
    select business_id, year from activity_year
    union
    select business_id, year from training_year
),
joined as (
    select
        every_year.business_id,
        every_year.year,
        worker_statement.workers,
        worker_statement.workers_male,
        worker_statement.workers_female,
        clean_directory.investment_idr,
        case
            when production_year.output_idr is null then clean_directory.output_idr
            when clean_directory.output_idr is null then production_year.output_idr
            when clean_directory.as_of > production_year.output_as_of then clean_directory.output_idr
            when clean_directory.as_of < production_year.output_as_of then production_year.output_idr
            when clean_directory.file_order > production_year.output_order then clean_directory.output_idr
            else production_year.output_idr
        end as output_idr,
        case
            when production_year.materials_idr is null then clean_directory.materials_idr
            when clean_directory.materials_idr is null then production_year.materials_idr
            when clean_directory.as_of > production_year.materials_as_of then clean_directory.materials_idr
            when clean_directory.as_of < production_year.materials_as_of then production_year.materials_idr
            when clean_directory.file_order > production_year.materials_order then clean_directory.materials_idr
            else production_year.materials_idr
        end as materials_idr,
        coalesce(production_year.months_active, clean_directory.months_active) as months_active,
        case when activity_year.business_id is not null then ',activity' else '' end as activity,
        case
            when clean_directory.workers > 0 or clean_directory.output_positive then ',directory' else ''
        end as directory,
        case when production_year.produced = 1 then ',production' else '' end as production,
        case when training_year.business_id is not null then ',training' else '' end as training
    from every_year
    left join clean_directory
        on clean_directory.business_id = every_year.business_id
        and clean_directory.year = every_year.year
    left join production_year
        on production_year.business_id = every_year.business_id
        and production_year.year = every_year.year
    left join worker_statement
        on worker_statement.business_id = every_year.business_id
        and worker_statement.year = every_year.year
        and worker_statement.place = 1
    left join activity_year
        on activity_year.business_id = every_year.business_id
        and activity_year.year = every_year.year
    left join training_year
        on training_year.business_id = every_year.business_id
        and training_year.year = every_year.year
)
select
    joined.business_id,
    cast(joined.year as integer) as year,
    concat(activity, directory, production, training) <> '' as active,
    nullif(substring(concat(activity, directory, production, training), 2), '') as evidence,
    joined.workers_male,
    joined.workers_female,
    joined.workers,
    joined.investment_idr,
    cast(joined.output_idr as bigint) as output_idr,
    cast(joined.materials_idr as bigint) as materials_idr,
    joined.months_active,
    case
        when joined.workers is null or joined.investment_idr is null then null
        when joined.workers <= 19 and joined.investment_idr < 1000000000 then 'kecil'
        when joined.workers <= 19 or joined.investment_idr <= 15000000000 then 'menengah'
        else 'besar'
    end as size_ministry,
    case
        when joined.workers between 1 and 4 then 'mikro'
        when joined.workers between 5 and 19 then 'kecil'
        when joined.workers between 20 and 99 then 'menengah'
        when joined.workers >= 100 then 'besar'
    end as size_bps,
    size_reported.size_oss
from joined
inner join member on member.business_id = joined.business_id
left join size_reported on size_reported.business_id = joined.business_id
order by joined.business_id, joined.year
