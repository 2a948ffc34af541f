/*---
comment = "Published figures of others, each with status, grade and source"
reads = ["ref_published"]

[columns]
series = "id of the series"
area_code = "ID for the nation, else the Kemendagri code of the area"
area = "name of the area"
indicator = "what is measured, in words"
unit = "unit of the value"
freq = "frequency: A year, H half-year, Q quarter, P another period"
period = "period, such as 1998, 2020Q2, 2011-02 or 1996-2000"
value = "published value, in the unit"
status = "published, rounded or derived"
grade = "A official and exact, B official as quoted, C secondary or rounded"
source_id = "source"
note = "note of the project"
---*/
select
    series,
    area_code,
    area,
    indicator,
    unit,
    freq,
    period,
    cast(value as double) as value,
    status,
    grade,
    source_id,
    note
from ref_published
order by series, area_code, indicator, freq, period
