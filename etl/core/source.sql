/*---
comment = "Who produced each source, how it is cited, and where it is weak"
reads = ["ref_source"]

[columns]
source_id = "id used by files, series and pages"
title_id = "title in Indonesian"
title_en = "title in English"
producer = "who produced it"
publication = "publication or export it comes from"
licence = "licence as the source states it"
citation = "how to cite it"
grade = "best grade of its figures: A official and exact, B official as quoted, C secondary or rounded, D doubtful"
owner = "who in the office keeps it up"
next_due = "date on which the next data can be expected; NULL where nobody can say"
universe = "what it counts: IKM, IMK, UMKM, all firm sizes, economy, population or reference"
scope_id = "scope in Indonesian"
scope_en = "scope in English"
weakness_id = "weaknesses in Indonesian"
weakness_en = "weaknesses in English"
is_sample = "whether it is synthetic sample data"
---*/
select
    source_id,
    title_id,
    title_en,
    producer,
    publication,
    licence,
    citation,
    grade,
    owner,
    cast(next_due as date) as next_due,
    universe,
    scope_id,
    scope_en,
    weakness_id,
    weakness_en,
    sample = 'true' as is_sample
from ref_source
order by source_id
