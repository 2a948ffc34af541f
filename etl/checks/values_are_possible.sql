/*---
rule = "Workers, money and months of a business lie in the ranges of the contract"
---*/
select
    business_id,
    year,
    workers,
    output_idr,
    materials_idr,
    investment_idr,
    months_active
from business_year
where workers < 0
    or workers > 200000
    or output_idr < 0
    or materials_idr < 0
    or investment_idr < 0
    or investment_idr > 10000000000000
    or months_active < 0
