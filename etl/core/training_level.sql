/*---
comment = "How far the evidence of a measure carries: A comparison group, B before and after, C neither; and the condition that fails"
reads = ["judged", "training_effect", "outcome"]
after = ["business", "business_year", "participation", "training_event", "years"]

[columns]
measure = "output_idr and workers of the register, or a measure of training_effect"
level = "A, B or C"
reason = "first condition that fails: no_training, few_years, few_treated, few_untreated (for level A); no_comparison (only the trained were asked), few_pairs, no_followup; NULL at level A"
n_treated = "trained businesses with the outcome in every year of the window; participants with both values, of a measure of training_effect"
n_untreated = "never trained businesses of the same branches likewise; NULL for a measure of training_effect"
earlier_years = "years before the first training of the window; NULL for a measure of training_effect"
first_year = "first year of the window with most trained businesses"
last_year = "last year of it"
---*/
with asked as (
    select 'omzet' as measure
    union
    select 'tenaga kerja' as measure
    union
    select measure from training_effect
    union
    -- asked for once and never again
    select outcome.measure
    from outcome
    left join training_effect on lower(training_effect.measure) = lower(outcome.measure)
    where training_effect.measure is null
),
followed as (
    select
        asked.measure,
        coalesce(max(training_effect.n), 0) as n
    from asked
    left join training_effect on training_effect.measure = asked.measure
    group by asked.measure
)
select
    measure,
    level,
    reason,
    n_treated,
    n_untreated,
    earlier_years,
    first_year,
    last_year
from judged
union all
select
    measure,
    case when n >= 3 then 'B' else 'C' end as level,
    case when n >= 3 then 'no_comparison' when n > 0 then 'few_pairs' else 'no_followup' end as reason,
    n as n_treated,
    cast(null as integer) as n_untreated,
    cast(null as integer) as earlier_years,
    cast(null as integer) as first_year,
    cast(null as integer) as last_year
from followed
order by measure
