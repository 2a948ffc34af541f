-- The parsers of etl/parse.py: `t` is a cell's text, `m` its mark (0 text, 1 number, 2 date), `p` what the parser's
-- `prepare` macro made of the text, `f` what its `finds` macro found in that. Each gives {value, reason}. Money is decimal throughout: 100,0005 thousand rupiah
-- must round half up, which binary fractions cannot promise.
create or replace macro blank(t) as coalesce(lower(t) in ('', '-', '--', '–', '—', 'n/a', '#n/a', 'null', 'nan', 'tidak ada', '00/00/0000', '00-00-0000', '0000-00-00'), true);

create or replace macro number_text(n) as case
    when regexp_full_match(n, '\d+') then n
    when regexp_full_match(n, '[1-9]\d{0,2}([. ]\d{3})+(,\d+)?') then
        replace(replace(replace(n, '.', ''), ' ', ''), ',', '.')
    when regexp_full_match(n, '[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?|[1-9]\d{0,2},\d{3}\.\d+') then replace(n, ',', '')
    when regexp_full_match(n, '[1-9]\d{0,2},\d{3}') then null
    when regexp_full_match(n, '\d+,\d+') then replace(n, ',', '.')
end;
create or replace macro number_reason(n) as case
    when regexp_full_match(n, '\d+\.\d{1,2}|[1-9]\d{0,2},\d{3}') then 'ambiguous'
    when regexp_full_match(n, '-.*\d.*|\(.*\d.*\)') then 'range'
    else 'unreadable'
end;

-- Most amounts are digits and dots alone, and a test is several times faster than taking a text apart.
create or replace macro money_words(t) as case
    when regexp_full_match(t, '\d+|\d{1,3}(\.\d{3})+') then {'number': t, 'word': ''}
    else regexp_extract(
        lower(t), '^(?:rp|idr)?\.?\s*(.*?)\s*(?:,\s*-+)?\s*(ribu|rb|juta|jt|miliar|milyar|m|triliun|trilyun|t)?\.?$', ['number', 'word']
    )
end;
create or replace macro money_scale(word, factor) as case
    when word = '' then factor
    when word in ('ribu', 'rb') then 1000
    when word in ('juta', 'jt') then 1000000
    when word in ('miliar', 'milyar', 'm') then 1000000000
    else 1000000000000
end;
create or replace macro money_of(t, m, words, factor) as case
    when m = 1 then try_cast(t as decimal(24, 8)) * cast(factor as decimal(14, 0))
    else try_cast(number_text(words.number) as decimal(24, 8)) * cast(money_scale(words.word, factor) as decimal(14, 0))
end;
create or replace macro parse_money(t, m, p, f, factor) as case
    when blank(t) then {'value': cast(null as decimal(24, 8)), 'reason': 'missing'}
    when f between 0 and 10000000000000 then {'value': cast(f as decimal(24, 8)), 'reason': null}
    when f is not null then {'value': null, 'reason': 'range'}
    else {'value': null, 'reason': number_reason(p.number)}
end;

create or replace macro count_digits(t) as case
    when regexp_full_match(t, '\d+') then t
    else regexp_extract(lower(t), '^((?:\d+|[1-9]\d{0,2}(?:\.\d{3})+))(?:,0+)?\s*(?:orang|org|hari|bulan)?$', 1)
end;
create or replace macro count_number(t) as try_cast(replace(count_digits(t), '.', '') as double);
create or replace macro parse_count(t, m, p) as case
    when blank(t) then {'value': cast(null as integer), 'reason': 'missing'}
    when p <= 100000 then {'value': cast(p as integer), 'reason': null}
    when p is not null then {'value': null, 'reason': 'range'}
    else {'value': null, 'reason': number_reason(t)}
end;

create or replace macro year_struct(t, y, last_year) as {
    'value': case when y between 1945 and last_year then y end,
    'reason': case
        when y between 1945 and last_year then null
        when y is not null then 'range'
        when regexp_full_match(t, '\W?\d\d') then 'ambiguous'
        else 'unreadable'
    end
};
create or replace macro year_digits(t) as nullif(regexp_extract(lower(t), '^(?:tahun|thn|th)?\.?\s*(\d{4})$', 1), '');
create or replace macro parse_year(t, m, p, last_year) as case
    when blank(t) then {'value': cast(null as integer), 'reason': 'missing'}
    else year_struct(t, try_cast(case when m = 2 then left(t, 4) else p end as integer), last_year)
end;

create or replace macro month_number(name) as case left(name, 3)
    when 'jan' then 1 when 'feb' then 2 when 'peb' then 2 when 'mar' then 3 when 'apr' then 4 when 'mei' then 5
    when 'may' then 5 when 'jun' then 6 when 'jul' then 7 when 'agu' then 8 when 'ags' then 8 when 'agt' then 8
    when 'aug' then 8 when 'sep' then 9 when 'okt' then 10 when 'oct' then 10 when 'nov' then 11 when 'nop' then 11
    when 'des' then 12 when 'dec' then 12
end;
create or replace macro full_year(y) as case
    when length(y) = 4 then y
    when y < '45' then concat('20', y)
    else concat('19', y)
end;
create or replace macro date_words(t) as regexp_extract(
    lower(t),
    '^(?:[a-z'']+, *)?(?:(\d{1,2})(?:[-/. ](\d{1,2})[-/. ]|[-/. ]*([a-z]+)\.?[-/. ]*)(\d{4}|\d{2})|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2}))(?:[ t]+\d.*)?$',
    ['day', 'month', 'name', 'year', 'iso_year', 'iso_month', 'iso_day']
);
create or replace macro date_of(t, m, words, last_year) as case
    when regexp_full_match(t, '\d{5}(\.\d+)?') then date '1899-12-30' + cast(left(t, 5) as integer)
    when words.iso_year <> '' then try_cast(concat_ws('-', words.iso_year, words.iso_month, words.iso_day) as date)
    when words.name <> '' then try_cast(concat_ws('-', full_year(words.year), cast(month_number(words.name) as varchar), words.day) as date)
    else try_cast(concat_ws('-', full_year(words.year), words.month, words.day) as date)
end;
create or replace macro parse_date(t, m, p, f, last_year) as case
    when blank(t) then {'value': cast(null as date), 'reason': 'missing'}
    when year(f) between 1945 and last_year then {'value': f, 'reason': null}
    when f is not null then {'value': null, 'reason': 'range'}
    else {'value': null, 'reason': 'unreadable'}
end;

create or replace macro code_digits(t) as regexp_replace(regexp_replace(t, '\.0$', ''), '[ .''’-]', '', 'g');
create or replace macro parse_nib(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when regexp_full_match(p, '\d{13}') and not regexp_full_match(p, '0+') then
        {'value': p, 'reason': null}
    when regexp_full_match(p, '\d{12}') and not regexp_full_match(p, '0+') then
        {'value': concat('0', p), 'reason': 'zero_restored'}
    else {'value': null, 'reason': 'unreadable'}
end;
create or replace macro parse_nik(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when not regexp_full_match(p, '\d{16}') or regexp_full_match(p, '0+') then
        {'value': null, 'reason': 'unreadable'}
    when (m = 1 or ends_with(t, '.0')) and ends_with(p, '0') then {'value': null, 'reason': 'damaged'}
    else {'value': p, 'reason': null}
end;
create or replace macro kbli_digits(t) as
    coalesce(nullif(regexp_extract(t, '^(?:[Cc][. ]?)?(\d{4,5})(?:\.0|\s*[-–:]\s*\pL.*)?$', 1), ''), t);
create or replace macro parse_kbli(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when regexp_full_match(p, '\d{5}') then {'value': p, 'reason': null}
    when regexp_full_match(p, '[1-9]\d{3}') then {
        'value': case when p in (select class from kbli_class) then p else concat('0', p) end,
        'reason': null
    }
    else {'value': null, 'reason': 'unreadable'}
end;

create or replace macro plain_words(t) as trim(regexp_replace(upper(t), '[^A-Z0-9]+', ' ', 'g'));
create or replace macro words_only(t) as trim(regexp_replace(upper(t), '[^\p{L}\p{M}\p{N}]+', ' ', 'g'));
create or replace macro without_form(t) as
    trim(regexp_replace(regexp_replace(t, '^(?:(?:PT|CV|UD|FA|KOP|KOPERASI|TB|PD|PERUM|YAYASAN) +)+', ''), '(?: +(?:PT|CV|UD|FA|KOP|KOPERASI|TB|PD|PERUM|YAYASAN))+$', ''));
create or replace macro form_in(t) as coalesce(
    nullif(regexp_extract(t, '^(PT|CV|UD|FA|KOP|KOPERASI|TB|PD|PERUM|YAYASAN) ', 1), ''), nullif(regexp_extract(t, ' (PT|CV|UD|FA|KOP|KOPERASI|TB|PD|PERUM|YAYASAN)$', 1), '')
);
create or replace macro name_key(t, m, words) as nullif(without_form(words), '');
create or replace macro parse_name(t, m, p, f) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when f is null then {'value': null, 'reason': 'unreadable'}
    else {'value': f, 'reason': null}
end;
create or replace macro form_of(w) as map {
    'PT': 'PT', '01': 'PT', 'PERSEROAN TERBATAS': 'PT',
    'CV': 'CV', '02': 'CV', 'PERSEKUTUAN KOMANDITER': 'CV',
    'FA': 'Firma', 'FIRMA': 'Firma', '05': 'Firma',
    'KOP': 'Koperasi', 'KOPERASI': 'Koperasi', '07': 'Koperasi',
    'YAYASAN': 'Yayasan', '10': 'Yayasan',
    'PERORANGAN': 'Perseorangan', 'PERSEORANGAN': 'Perseorangan', 'ORANG PERSEORANGAN': 'Perseorangan',
    'USAHA PERORANGAN': 'Perseorangan', '17': 'Perseorangan',
    'PT PERORANGAN': 'PT Perorangan', 'PT PERSEORANGAN': 'PT Perorangan', '26': 'PT Perorangan',
    'BUM DESA': 'BUM Desa', 'BUMDES': 'BUM Desa', 'BUMDESA': 'BUM Desa', '28': 'BUM Desa',
    'UD': 'UD', 'TB': 'TB', 'PD': 'PD', 'PERUM': 'Perum'
}[w];
create or replace macro parse_legal_form(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when form_of(p) is null then {'value': null, 'reason': 'unreadable'}
    else {'value': form_of(p), 'reason': null}
end;

create or replace macro parse_sex(t, m, p, letters) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when p in ('L', 'LK', 'LAKI LAKI', 'LAKI', 'LELAKI', 'PRIA', 'MALE') then {'value': 'L', 'reason': null}
    when p in ('W', 'PR', 'PEREMPUAN', 'WANITA', 'FEMALE') then {'value': 'P', 'reason': null}
    when p = 'P' and letters = 'LP' then {'value': 'P', 'reason': null}
    when p = 'P' and letters = 'PW' then {'value': 'L', 'reason': null}
    when p = 'P' then {'value': null, 'reason': 'ambiguous'}
    else {'value': null, 'reason': 'unreadable'}
end;
create or replace macro parse_yes_no(t, m, p) as case
    when blank(t) then {'value': cast(null as boolean), 'reason': 'missing'}
    when p in ('YA', 'Y', 'YES', 'LULUS', 'SELESAI', '1', 'TRUE', 'V') then {'value': true, 'reason': null}
    when p in ('TIDAK', 'T', 'NO', 'N', 'BELUM', 'TIDAK LULUS', '0', 'FALSE') then {'value': false, 'reason': null}
    else {'value': null, 'reason': 'unreadable'}
end;
create or replace macro scale_of(w) as case
    when w in ('MIKRO', 'USAHA MIKRO', '01') then 'mikro'
    when w in ('KECIL', 'USAHA KECIL', '02') then 'kecil'
    when w in ('MENENGAH', 'USAHA MENENGAH', '03') then 'menengah'
    when w in ('BESAR', 'USAHA BESAR', '04') then 'besar'
end;
create or replace macro parse_scale(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when scale_of(p) is null then {'value': null, 'reason': 'unreadable'}
    else {'value': scale_of(p), 'reason': null}
end;
create or replace macro parse_closing(t, m, p) as case
    when blank(t) then {'value': cast(null as boolean), 'reason': 'missing'}
    else {'value': p in ('TUTUP', 'TUTUP PERMANEN', 'DICABUT', '06', '06 DICABUT'), 'reason': null}
end;
create or replace macro period_words(t) as regexp_extract(
    upper(t), '^(SEMESTER|SMT|SEM|S|TRIWULAN|TRIW|TW|Q)[ .-]*(IV|III|II|I|[1-4])$', ['span', 'ordinal']
);
create or replace macro period_of(words) as concat(
    case when left(words.span, 1) = 'S' then 'S' else 'Q' end,
    case words.ordinal when 'I' then '1' when 'II' then '2' when 'III' then '3' when 'IV' then '4' else words.ordinal end
);
create or replace macro parse_period(t, m, p) as case
    when blank(t) or lower(t) in ('tahunan', 'tahun') then {'value': 'Y', 'reason': cast(null as varchar)}
    when p.span = '' or period_of(p) in ('S3', 'S4') then {'value': null, 'reason': 'unreadable'}
    else {'value': period_of(p), 'reason': null}
end;
create or replace macro wave_months(w) as regexp_extract(w, '^(\d{1,2})(?: ?(?:BULAN|BLN|MONTHS?))?$', 1);
create or replace macro parse_wave(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when p in ('AWAL', 'BASELINE', 'SEBELUM', '0') then {'value': 'awal', 'reason': null}
    when wave_months(p) = '' then {'value': null, 'reason': 'unreadable'}
    else {'value': concat(cast(cast(wave_months(p) as integer) as varchar), ' bulan'), 'reason': null}
end;
-- Words of these fields are published. A NIK, NIB or telephone number among them means that columns have changed places.
create or replace macro holds_number(t) as regexp_matches(t, '\d{9}');
create or replace macro parse_words(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when holds_number(t) then {'value': null, 'reason': 'unreadable'}
    else {'value': t, 'reason': null}
end;
create or replace macro parse_measure(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when p in ('OMZET', 'OMSET', 'OMZET BULANAN', 'OMZET PER BULAN') then {'value': 'omzet', 'reason': null}
    when p in ('TENAGA KERJA', 'JUMLAH TENAGA KERJA', 'PEKERJA') then {'value': 'tenaga kerja', 'reason': null}
    when length(t) > 40 or holds_number(t) then {'value': null, 'reason': 'unreadable'}
    else {'value': lower(t), 'reason': null}
end;
create or replace macro certificate_of(w) as case
    when w in ('PIRT', 'P IRT', 'SPP IRT', 'SPPIRT', 'SPP PIRT') then 'PIRT'
    when w in ('HALAL', 'SERTIFIKAT HALAL') then 'halal'
    when w in ('MEREK', 'MERK', 'HAKI MEREK', 'MEREK DAGANG') then 'merek'
    when w in ('SNI', 'SPPT SNI') then 'SNI'
    when w in ('BPOM', 'BPOM MD', 'MD', 'IZIN EDAR BPOM') then 'BPOM'
end;
create or replace macro parse_certificate(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    when certificate_of(p) is null then {'value': null, 'reason': 'unreadable'}
    else {'value': certificate_of(p), 'reason': null}
end;
create or replace macro parse_text(t, m, p) as case
    when blank(t) then {'value': cast(null as varchar), 'reason': 'missing'}
    else {'value': t, 'reason': cast(null as varchar)}
end;

create or replace macro as_written(t) as t;
create or replace macro letters_only(t) as regexp_replace(upper(t), '[^A-Z0-9]+', '', 'g');
create or replace macro place_key(t) as letters_only(regexp_replace(lower(t), '^(kecamatan|kec|kelurahan|kel|desa)[. ]+', ''));

create or replace macro clean(t) as case
    when strlen(t) = length(t) and not regexp_matches(t, '[\x00-\x1f\x7f]') then trim(t)
    else plain_text(t)
end;
