/*---
comment = "The last year that any file covers."
---*/
select max(year) as year
from years
where covered
