/*---
comment = "One row a business of KBLI section C in Kota Kendari; no name, number, address or coordinate of it is here"
reads = ["member", "described", "seen", "sampled", "closing", "business_year", "branch_of", "business_identity"]

[columns]
business_id = "keyed pseudonym: the first 12 hex digits of an HMAC-SHA256 whose key is kept outside this file"
identity = "best identity the business has: nib, nik or name"
legal_form = "legal form, as stated last"
owner_sex = "sex of the owner: L male, P female"
founded_year = "year in which the business was founded, as stated last"
first_seen_date = "earliest date in any project, NIB, licence, directory, production or activity row; a year counts from its first of January"
closed_date = "date of an explicit closing after which there is no evidence of activity; a directory's closing counts at the end of its year"
kecamatan_code = "Kemendagri code of the kecamatan"
kelurahan_code = "Kemendagri code of the kelurahan"
kbli = "five-digit KBLI, as stated last"
kbli_version = "KBLI version of that code"
division = "KBLI division (two digits), the same in all versions"
branch = "branch of industry by the office's table; NULL where the office has not decided"
exports = "whether the business exports"
is_sample = "whether any row of it is synthetic sample data"
---*/
with last_evidence as (
    select
        business_id,
        max(year) as last_year
    from business_year
    where active
    group by business_id
),
valid_closing as (
    select
        closing.business_id,
        min(closing.closed_date) as closed_date
    from closing
    left join last_evidence on last_evidence.business_id = closing.business_id
    where last_evidence.last_year is null or last_evidence.last_year <= closing.closed_year
    group by closing.business_id
)
select
    member.business_id,
    business_identity.identity,
    described.legal_form,
    described.owner_sex,
    described.founded_year,
    seen.first_seen_date,
    valid_closing.closed_date,
    described.kecamatan_code,
    described.kelurahan_code,
    described.kbli,
    described.kbli_version,
    substring(described.kbli, 1, 2) as division,
    branch_of.branch,
    described.exports,
    sampled.is_sample
from member
inner join described on described.business_id = member.business_id
inner join business_identity on business_identity.business_id = member.business_id
left join seen on seen.business_id = member.business_id
left join sampled on sampled.business_id = member.business_id
left join valid_closing on valid_closing.business_id = member.business_id
left join branch_of on branch_of.kbli = described.kbli
order by member.business_id
