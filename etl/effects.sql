-- A participant's first value and that of a later wave (NULL: not measured again). A wave that nobody of an event
-- answered has no row. The register knows of every certificate up to its cut-off: nobody drops out of it, and a
-- measure of the same name that participants were asked for gives way to it.
with scale as (
    select
        measure,
        max(level) as kirkpatrick,
        case
            when measure = 'omzet' or bool_or(lower(unit) in ('rp', 'rupiah', 'idr')) then 'money'
            when measure = 'tenaga kerja' then 'persons'
            when bool_and(value in (0, 1)) then 'share'
            else 'units'
        end as scale
    from outcome
    where lower(measure) not in (select lower(kind) from certificate)
    group by measure
),
wave_of as (
    select distinct event_id, measure, wave from outcome where wave <> 'awal' and value is not null
),
asked as (
    select
        first.event_id,
        first.business_id as who,
        first.measure,
        wave_of.wave,
        cast(split_part(wave_of.wave, ' ', 1) as integer) as months,
        scale.scale,
        scale.kirkpatrick,
        cast(first.value as double) as before,
        cast(later.value as double) as after
    from outcome as first
    join scale using (measure)
    join wave_of using (event_id, measure)
    left join outcome as later
        on later.event_id = first.event_id
        and later.business_id = first.business_id
        and later.measure = first.measure
        and later.wave = wave_of.wave
    where first.wave = 'awal' and first.value is not null
),
scored as (
    select
        event_id,
        coalesce(business_id, person_id) as who,
        'nilai tes' as measure,
        'akhir pelatihan' as wave,
        0 as months,
        'points' as scale,
        2 as kirkpatrick,
        cast(score_before as double) as before,
        cast(score_after as double) as after
    from participation
    where score_before is not null
        and event_id in (select event_id from participation where score_after is not null)
),
looked_at as (
    select
        event_id,
        business_id as who,
        kinds.kind,
        months,
        start_date,
        cast(start_date + to_months(months) as date) as later_date
    from participation
    join training_event using (event_id)
    cross join (select distinct kind from certificate) as kinds
    cross join (values (6), (12)) as later(months)
    where business_id is not null
        and start_date + to_months(months) <= (
            select max(as_of) from file where kind = 'certificate' and refused is null
        )
),
held as (
    select
        looked_at.event_id,
        looked_at.who,
        looked_at.kind as measure,
        concat(months, ' bulan') as wave,
        months,
        'share' as scale,
        3 as kirkpatrick,
        cast(coalesce(bool_or(start_date between issued_date and coalesce(valid_until, start_date)), false) as double)
            as before,
        cast(coalesce(bool_or(later_date between issued_date and coalesce(valid_until, later_date)), false) as double)
            as after
    from looked_at
    left join certificate on certificate.business_id = looked_at.who and certificate.kind = looked_at.kind
    group by all
)
select answer.*
from (from asked union all from scored union all from held) as answer
left join training_event using (event_id)
order by measure, months, start_date, event_id, who
