/*---
rule = "No two businesses share a pseudonym"
---*/
select
    business_id,
    count(distinct business) as businesses
from business_key
group by business_id
having count(distinct business) > 1
