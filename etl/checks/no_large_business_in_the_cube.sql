/*---
rule = "A business that is large in a year is outside every count of that year"
---*/
select
    year,
    kbli,
    businesses_active,
    businesses_registered
from cube_year
where size_ministry = 'besar'
