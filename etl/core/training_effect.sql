/*---
comment = "Before and after a training: one row an event (or all), measure and later wave. The same participants both times, so an association and no effect (level B); nothing is derived from fewer than three"
reads = ["paired"]
after = ["outcome", "participation", "training_event", "certificate", "file"]

[columns]
event_id = "training event; NULL is all events together, each participant by the first of them"
measure = "omzet, tenaga kerja or another measure of an outcome file; nilai tes: the score of the roster; PIRT, halal, merek, SNI, BPOM: certificates valid on the first day and so many months later"
wave = "later wave: 6 bulan, 12 bulan, or akhir pelatihan for nilai tes"
kirkpatrick = "level of evaluation after Kirkpatrick, 1 to 4; NULL where not stated"
method = "paired (mean change) or share (how many have it, before and after)"
level = "evidence level: B, before and after without a comparison group"
unit = "unit of the change: percent (of money, by logarithms), persons, points, units, percentage_points"
level_unit = "unit of the level: rupiah, persons, points, units, percent"
n_start = "participants with a first value (above zero, of money)"
n = "participants with both values: what the other columns speak of"
mean_before = "mean before (of money the geometric one); NULL below three, by the p % rule, or where another wave has all but one or two of the same participants"
mean_after = "mean after, likewise"
mean_change = "mean paired change, in unit"
low = "lower end of its 95 % interval (paired t)"
high = "upper end of its 95 % interval"
p_value = "two-sided p value of no change"
smallest_detectable = "smallest change that as many pairs find in 80 of 100 cases at 5 %, in unit"
with_before = "participants who had it before, of a share"
with_after = "participants who had it after, of a share"
before_low_pct = "lower end of the 95 % Wilson interval of the share before, percent"
before_high_pct = "upper end of it"
after_low_pct = "lower end of the 95 % Wilson interval of the share after, percent"
after_high_pct = "upper end of it"
dropped = "participants with a first value and none in this wave"
dropped_difference = "first value of those who dropped out compared with the others, in unit; NULL below three on a side"
---*/
select
    event_id,
    measure,
    wave,
    kirkpatrick,
    method,
    level,
    unit,
    level_unit,
    n_start,
    n,
    mean_before,
    mean_after,
    mean_change,
    low,
    high,
    p_value,
    smallest_detectable,
    with_before,
    with_after,
    before_low_pct,
    before_high_pct,
    after_low_pct,
    after_high_pct,
    dropped,
    dropped_difference
from paired
order by measure, event_id, wave
