/*---
comment = "The claim that the crisis page tests, each time it was made"
reads = ["ref_claims"]

[columns]
claim = "id of the claim"
words_id = "its words in Indonesian"
words_en = "its words in English"
said_by = "office of the speaker"
said_on = "day"
source_id = "source"
---*/
select
    claim,
    words_id,
    words_en,
    said_by,
    cast(said_on as date) as said_on,
    source_id
from ref_claims
order by said_on
