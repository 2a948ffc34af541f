-- What etl/outcome.py asks of parsed fields.
create or replace macro whole_rupiah(amount) as case when amount <= 10000000000000 then cast(round(amount) as bigint) end;
create or replace macro yearly(by_year, by_month, months, monthly) as case
    when by_year.value is not null and not monthly then cast(round(by_year.value) as bigint)
    else whole_rupiah(coalesce(by_month.value, by_year.value) * cast(months.value as decimal(6, 0)))
end;
create or replace macro months_unknown(by_year, by_month, months, monthly) as
    months.value is null and (by_month.value is not null or by_year.value is not null) and (monthly or by_year.value is null);
create or replace macro event_id(title, started) as left(md5(concat(words_only(title), '|', started)), 12);
create or replace macro period_month(period) as case period when 'S2' then 7 when 'Q2' then 4 when 'Q3' then 7 when 'Q4' then 10 else 1 end;
create or replace macro outcome_value(amount, measure) as case
    when measure <> 'tenaga kerja' or amount <= 100000 then cast(round(amount) as bigint)
end;
create or replace macro real_nik(digits) as regexp_full_match(digits, '\d{15,17}') and not starts_with(digits, '747199');
create or replace macro in_section_c(code) as left(code, 2) between '10' and '33';
-- A kabupaten Kendari is another place: only the city's own names are taken.
create or replace macro elsewhere(town) as letters_only(town) not in ('KOTAKENDARI', 'KENDARI', 'KENDARIKOTA', 'KOTAMADYAKENDARI', '7471');

create or replace table place_alias as
    select distinct place_key(written) as written, place_key(means) as means from ref_place_aliases;
create or replace table kecamatan_key as
    select place_key(name) as key, code from ref_kecamatan
    union
    select place_alias.written, code from ref_kecamatan join place_alias on place_alias.means = place_key(name);
create or replace table kelurahan_key as
    select kecamatan_code, place_key(name) as key, code from ref_kelurahan
    union
    select kecamatan_code, place_alias.written, code from ref_kelurahan join place_alias on place_alias.means = place_key(name);
create or replace table kbli_list as
    select '2020' as version, code from ref_kbli2020_section_c
    union
    select '2025', code from ref_kbli_2020_to_2025_changes where in_2025 = '1';
