/*---
rule = "Every business has a date at which it was first seen, and a two-digit division of section C"
---*/
select
    business_id,
    first_seen_date,
    division
from business
where first_seen_date is null or division not between '10' and '33'
