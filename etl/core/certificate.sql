/*---
comment = "Certificates of businesses"
reads = ["clean_certificate"]

[columns]
business_id = "keyed pseudonym of the business"
kind = "PIRT, halal, merek, SNI or BPOM"
issued_date = "day of issue; NULL where not stated"
valid_until = "last day of validity; NULL where not stated"
---*/
select
    business_id,
    certificate_kind as kind,
    issued_date,
    valid_until
from clean_certificate
order by business_id, certificate_kind, issued_date
