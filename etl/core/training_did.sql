/*---
comment = "Trained businesses beside never trained ones of the same branches, each with its outcome in every year used: group-time difference-in-differences after Callaway and Sant'Anna (2021), only where the evidence is of level A"
reads = ["compared"]
after = ["business", "business_year", "participation", "training_event", "years"]

[columns]
measure = "output_idr or workers, compared in logarithms, so that prices fall out"
statistic = "simple (all cohorts and years since the training), event (by years since the training) or without_cohort (simple, one cohort left out)"
key = "years since the year of the training, negative before it (change against the year before); or the year of the cohort left out; NULL for simple"
att_pct = "difference to the comparison, percent"
low_pct = "lower end of its 95 % interval, percent; each interval holds for itself"
high_pct = "upper end of its 95 % interval, percent"
n_treated = "trained businesses in the estimate"
n_comparison = "never trained businesses beside them"
---*/
select
    measure,
    statistic,
    "key",
    att_pct,
    low_pct,
    high_pct,
    n_treated,
    n_comparison
from compared
order by measure, statistic, "key"
