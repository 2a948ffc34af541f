/*---
title.id = "Uji klaim: IKM tumbuh di masa krisis"
title.en = "Claim check: small industry grew in the crises"
unit     = "percent"
grain    = ["claim", "evidence", "crisis"]
series   = ["ikm_register_units", "ikm_register_workers", "ikm_register_output", "imk_production_yoy", "imk_business_status", "umkm_units", "manufacturing_growth", "food_beverage_growth_yoy", "gdp_growth", "grdp_growth"]
areas    = ["ID", "74", "74.71"]
sources  = ["press_claims"]
note.id  = "Putusan hanya atas angka IKM atau IMK: naik sedikitnya 1 persen mendukung, turun sedikitnya 1 persen membantah, di antaranya tidak dapat dinilai; begitu pula melewati putus seri. Angka UMKM, semua skala usaha, dan seluruh ekonomi adalah konteks, tanpa putusan."
note.en  = "A verdict only on figures about IKM or IMK: a rise of at least 1 percent supports, a fall of at least 1 percent contradicts, anything between cannot tell, nor can a figure across a series break. Figures on UMKM, all firm sizes and the whole economy are context, without a verdict."
---*/
with figures as (
    select
        claim_evidence.claim,
        claim_evidence.position,
        claim_evidence.evidence,
        claim_evidence.universe,
        claim_evidence.crisis,
        claim_evidence.series,
        claim_evidence.measure,
        claim_evidence.from_period,
        claim_evidence.to_period,
        claim_evidence.direction,
        claim_evidence.metric,
        later.grade,
        case
            when claim_evidence.measure = 'rate' then later.value
            when claim_evidence.measure = 'change' then 100 * (later.value / earlier.value - 1)
            when claim_evidence.measure = 'points' then later.value - earlier.value
        end as figure,
        series_break.series is not null as is_broken
    from claim_evidence
    left join series as later
        on later.series = claim_evidence.series
        and later.indicator = claim_evidence.indicator
        and later.area_code = claim_evidence.area_code
        and later.period = claim_evidence.to_period
    left join series as earlier
        on earlier.series = claim_evidence.series
        and earlier.indicator = claim_evidence.indicator
        and earlier.area_code = claim_evidence.area_code
        and earlier.period = claim_evidence.from_period
    left join series_break
        on series_break.series = claim_evidence.series
        and series_break.area_code = claim_evidence.area_code
        and claim_evidence.from_period <= cast(series_break.last_before as varchar)
        and claim_evidence.to_period >= cast(series_break.first_after as varchar)
),
allowed as (
    select
        claim,
        position,
        evidence,
        universe,
        crisis,
        series,
        measure,
        from_period,
        to_period,
        direction,
        metric,
        grade,
        case when is_broken then null else figure end as figure,
        is_broken
    from figures
)
select
    claim,
    evidence,
    crisis,
    universe,
    measure,
    from_period,
    to_period,
    figure as figure_pct,
    grade,
    case
        when is_broken then 'cannot_tell'
        when figure is null then 'no_data'
        when universe not in ('IKM', 'IMK') then 'context'
        when abs(figure) < 1 then 'cannot_tell'
        when figure * direction > 0 then 'supports'
        else 'contradicts'
    end as verdict,
    case
        when series is null then 'no_series'
        when is_broken then 'break'
        when figure is null then 'not_published'
        when universe not in ('IKM', 'IMK') then 'other_universe'
        when abs(figure) < 1 then 'steady'
        else 'measured'
    end as why,
    metric
from allowed
order by
    claim,
    position,
    crisis desc
