/*---
comment = "The claim that the crisis page tests, each time it was made"
reads = ["ref_claims"]

[columns]
claim = "id of the claim"
words_id = "its words in Indonesian"
words_en = "its words in English"
said_by_id = "office of the speaker in Indonesian"
said_by_en = "office of the speaker in English"
said_on = "day"
source_id = "source"
---*/
select
    claim,
    words_id,
    words_en,
    said_by_id,
    said_by_en,
    cast(said_on as date) as said_on,
    source_id
from ref_claims
order by said_on
