"""Training: what is said of reach and outcomes and what is not, the planner, the cards; no person in any of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from math import exp
from pathlib import Path

import duckdb
import pandas as pd
import plotly.graph_objects as go
import pytest
from python_calamine import CalamineWorkbook

from etl import comparison
from ikm import charts, figure, findings, ledger, metrics, planning, programmes, training_charts
from ikm.export import card
from ikm.findings import training as rules
from ikm.methods import minimum_detectable_effect
from ikm.metrics import Result
from ikm.planning import Deviation, Plan
from ikm.selection import Selection
from ikm.text import LANGUAGES, has, say, strings
from tests.page.test_pages import opened, words

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
CHARTS = {
    "training_programmes": "programmes",
    "training_events": "programmes",
    "training_programmes_by": "programmes_by",
    "training_yearly": "attendance",
    "training_by_branch": "bars",
    "training_repeats": "bars",
    "training_reach_by_branch": "reach",
    "training_reach_by_kecamatan": "reach",
    "training_reach_by_size": "reach",
    "training_reach_by_owner": "reach",
    "training_level": "ladder",
    "training_effects": "effects",
    "training_effects_by_event": "effects_by_event",
    "training_certificates": "before_after",
    "training_did": "event_study",
}
EVERYTHING = Deviation(0.5, 0, is_sample=False)
pytestmark = pytest.mark.usefixtures("sample_home")


def with_rows(metric: str, rows: pd.DataFrame) -> Result:
    """The sample's result of a metric with other rows, nothing hidden."""
    masked = pd.DataFrame(False, index=rows.index, columns=rows.columns)
    return replace(metrics.run(metric), rows=rows, masked=masked, status="ok", sources=())


def put(monkeypatch: pytest.MonkeyPatch, other: Result) -> None:
    """Let a metric have another result."""
    run = metrics.run
    monkeypatch.setattr(metrics, "run", lambda name, *asked: other if name == other.metric.name else run(name, *asked))


# -- outcomes


def effect(change: float, low: float, high: float, language: str = "id", unit: str = "percent") -> str:
    row = {"measure": "omzet", "wave": "12 bulan", "effect_unit": unit, "n": 30, "detectable_units": 15.0}
    rows = pd.DataFrame([row | {"change_units": change, "low_units": low, "high_units": high}])
    return findings.finding(with_rows("training_effects", rows), language).text


def test_a_change_whose_interval_spans_zero_is_told_from_nothing_by_nobody() -> None:
    assert effect(4, -6, 15) == (
        "Omzet per bulan pada 30 peserta, 12 bulan kemudian: belum dapat dibedakan dari nol (−6,0% … +15,0%); "
        "hanya perubahan 15,0% ke atas yang dapat terlihat"
    )
    assert "cannot be told apart from zero" in effect(4, 0, 15, "en")


def test_a_change_beside_zero_is_an_association_and_never_an_effect() -> None:
    for low, high, told in ((2, 20, "lebih tinggi"), (-20, -2, "lebih rendah")):
        assert told in effect((low + high) / 2, low, high)
        assert "asosiasi" in effect((low + high) / 2, low, high)


def test_below_level_a_no_sentence_of_outcomes_has_a_causal_word() -> None:
    keys = [key for key in strings() if key.startswith(("effect.", "certificates.", "card_of.", "finding.training"))]
    causal = re.compile(r"\b(pengaruh|menaikkan|meningkatkan|menyebabkan|berkat|caused|thanks to|raised|improved)\b")
    assert keys
    for key in keys:
        for language in LANGUAGES:
            assert not causal.search(strings()[key][language]), key
    negated = re.compile(r"bukan dampak|not an effect")
    for key in keys:
        assert "dampak" not in negated.sub("", strings()[key]["id"]), key


def test_one_measure_speaks_and_the_others_are_only_shown() -> None:
    rows = pd.DataFrame(
        {
            "measure": ["tenaga kerja", "omzet", "omzet"],
            "wave": ["12 bulan", "6 bulan", "12 bulan"],
            "effect_unit": ["persons", "percent", "percent"],
            "n": [30, 30, 30],
            "change_units": [3.0, 9.0, 1.0],
            "low_units": [1.0, 5.0, -4.0],
            "high_units": [5.0, 13.0, 6.0],
            "detectable_units": [2.0, 4.0, 5.0],
        }
    )
    sentence = findings.finding(with_rows("training_effects", rows), "id").text
    assert sentence.startswith("Omzet per bulan pada 30 peserta, 12 bulan kemudian: belum dapat dibedakan dari nol")


def test_the_sample_of_thirty_a_class_says_what_it_cannot_tell_and_the_smallest_it_could_have_seen() -> None:
    result = metrics.run("training_effects_by_event")
    turnover = result.rows[(result.rows["measure"] == "omzet") & (result.rows["wave"] == "12 bulan")]
    clear = turnover[(turnover["low_units"] > 0) | (turnover["high_units"] < 0)]
    sentence = findings.finding(result, "id").text
    assert f"{len(turnover) - len(clear)} dari {len(turnover)} kegiatan belum dapat dibedakan dari nol" in sentence
    for row in turnover.index:
        lines = " ".join(training_charts.effect_lines(result, row, "id"))
        assert "n = 19 dari 26" in lines
    drawn = figure.figure("training_effects_by_event", "effects_by_event", Selection(), "id").chart
    assert isinstance(drawn, go.Figure)
    assert "terkecil yang dapat terlihat" in drawn.to_json().encode().decode("unicode_escape")


@pytest.mark.parametrize(
    ("unit", "difference", "language", "told"),
    [
        ("percent", -6.12, "id", "ukuran awal yang berhenti 6,1% lebih rendah"),
        ("persons", -2.11, "id", "ukuran awal yang berhenti 2,1 orang lebih rendah"),
        ("persons", 2.11, "en", "first value of those who dropped out 2.1 persons higher"),
    ],
)
def test_where_those_who_dropped_out_began_is_told_with_its_unit(
    unit: str, difference: float, language: str, told: str
) -> None:
    row = {"measure": "omzet", "wave": "12 bulan", "effect_unit": unit, "n": 66, "n_start": 78, "dropped": 12}
    row |= {"change_units": 1.0, "low_units": -1.0, "high_units": 3.0, "dropped_difference_units": difference}
    rows = pd.DataFrame([row | {"detectable_units": 4.0}])
    lines = training_charts.effect_lines(with_rows("training_effects", rows), 0, language)
    assert f">{told}<" in lines[1]


@pytest.mark.parametrize("name", ["training_effects", "training_effects_by_event"])
def test_zero_is_marked_at_the_bands_and_runs_through_no_words(name: str) -> None:
    chart = figure.figure(name, CHARTS[name], Selection(), "id").chart
    assert isinstance(chart, go.Figure)
    zeros = [trace for trace in chart.data if trace.type == "scatter" and set(trace.x) == {0}]
    assert zeros
    for zero in zeros:
        notes = sorted(note.y for note in chart.layout.annotations if note.yref == zero.yaxis)
        assert all(place + zero.error_y.value <= note for place, note in zip(zero.y, notes, strict=True))
    assert not any(chart.layout[axis].zeroline for axis in chart.layout if axis.startswith("xaxis"))


def did(simple: tuple[float, float], earlier: tuple[float, float]) -> str:
    rows = pd.DataFrame(
        {
            "measure": ["output_idr", "output_idr"],
            "statistic": ["simple", "event"],
            "key": [None, -1],
            "att_pct": [sum(simple) / 2, sum(earlier) / 2],
            "low_pct": [simple[0], earlier[0]],
            "high_pct": [simple[1], earlier[1]],
            "n_treated": [40, 40],
        }
    )
    return findings.finding(with_rows("training_did", rows), "id").text


def test_trends_that_parted_before_the_training_make_an_association_of_an_effect() -> None:
    assert did((2, 10), (-3, 3)).endswith("lebih tinggi +6,0% (+2,0% … +10,0%)")
    assert did((2, 10), (1, 5)).endswith("sebelum pelatihan: asosiasi")
    assert "belum dapat dibedakan dari nol" in did((-2, 10), (1, 5))


def test_certificates_are_more_only_where_the_intervals_do_not_meet() -> None:
    rows = pd.DataFrame(
        {
            "measure": ["PIRT", "halal"],
            "wave": ["12 bulan", "12 bulan"],
            "before_high_pct": [20.0, 20.0],
            "after_low_pct": [25.0, 15.0],
        }
    )
    told = findings.finding(with_rows("training_certificates", rows), "id").text
    assert told.startswith("Sertifikat dan praktik usaha terlatih, 12 bulan kemudian: lebih banyak yang memiliki PIRT")
    assert "halal" not in told
    assert "belum dapat dibedakan" in findings.finding(with_rows("training_certificates", rows[1:]), "id").text


def test_every_reason_for_a_level_has_words() -> None:
    code = Path(comparison.__file__)
    source = code.read_text() + (code.parent / "core" / "training_level.sql").read_text()
    reasons = {"no_training", "few_years", "few_treated", "few_untreated", "no_comparison", "no_followup", "few_pairs"}
    assert reasons == {reason for reason in reasons if f'"{reason}"' in source or f"'{reason}'" in source}
    for reason in reasons:
        assert has(f"level_reason.{reason}")
        assert has(f"ladder.{reason}")


def test_a_condition_that_fails_is_named_with_what_is_there_and_what_is_needed() -> None:
    row = {"measure": "output_idr", "kirkpatrick": 4, "level": "C", "level_reason": "few_treated", "n_treated": 12}
    rows = pd.DataFrame([row | {"n_untreated": 200, "first_year": None, "last_year": None}])
    table = training_charts.ladder(with_rows("training_level", rows), "id")
    assert "Baru 12 usaha terlatih tercatat di setiap tahun yang diperlukan; perlu 30." in table


# -- programmes


def organisers(held: dict[str, int]) -> findings.Finding:
    rows = pd.DataFrame({"breakdown": "organiser", "part": list(held), "programmes": list(held.values())})
    partner = pd.DataFrame({"breakdown": ["partner"], "part": [None], "programmes": [sum(held.values())]})
    return findings.finding(with_rows("training_programmes_by", pd.concat([rows, partner], ignore_index=True)), "id")


def test_a_joint_programme_counts_for_each_of_its_organisers() -> None:
    assert organisers({"Dinas": 5, "Dinas; Dekranasda": 3, "Provinsi": 6}).text == (
        "Dinas menyelenggarakan terbanyak, 8 dari 14 program, 3 di antaranya bersama Dekranasda; "
        "14 tanpa mitra atau sumber dana yang disebut"
    )
    assert "Dinas menyelenggarakan terbanyak, 5 dari 8 program; " in organisers({"Dinas": 5, "Provinsi": 3}).text
    assert organisers({"Dinas": 5, "Provinsi": 5}).refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_title_counts_by_organiser_is_named_in_full_beside_its_bar(language: str) -> None:
    shown = figure.figure("training_programmes_by", "programmes_by", Selection(), language)
    assert isinstance(shown.chart, go.Figure)
    axis, bars = shown.chart.layout.yaxis, zip(*(bar.x for bar in shown.chart.data), strict=True)
    names = [name.replace("<br>", " ") for name in axis.ticktext]
    counts = dict(zip(names, map(sum, bars), strict=True))
    assert not any("…" in name for name in names)
    own, joint = (counts[f"Disnakerperin Kota Kendari{others}"] for others in ("", "; Dekranasda"))
    assert (own, joint) == (5, 3)
    assert str(own + joint) in shown.title
    assert axis.ticklabelstandoff > 0


def lines_of(note: str) -> list[str]:
    """The lines of a note as they are read."""
    return [re.sub("<[^>]*>", "", line).replace("\N{NO-BREAK SPACE}", " ") for line in note.split("<br>")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("long", ["", " dengan nama yang sangat panjang sehingga tidak muat di satu baris"])
def test_a_programme_is_named_in_full_in_lines_that_fit_on_a_phone(long: str, language: str) -> None:
    rows = metrics.run("training_programmes").rows
    rows = rows.assign(title=rows["title"] + long, title_en=rows["title_en"] + long)
    chart = training_charts.programmes(with_rows("training_programmes", rows), language)
    notes = [note for note in chart.layout.annotations if note.yref != "paper"]
    pixels = (chart.layout.height - 60) / (chart.layout.yaxis.range[1] - chart.layout.yaxis.range[0])
    above = [after.y for after in notes[1:]] + [chart.layout.yaxis.range[1] + 0.14]
    for note, next_y, (_, row) in zip(notes, above, rows.iloc[::-1].iterrows(), strict=True):
        lines = lines_of(note.text)
        told = " ".join(lines)
        assert max(map(len, lines)) <= 60
        assert told.startswith(f"{row['title' if language == 'id' else 'title_en']} {row['start_date'].year} ")
        assert all(str(row[name]) in told for name in ("organiser", "partner") if not pd.isna(row[name]))
        assert pd.isna(row["days"]) or re.search(rf" {row['days']:.0f} (hari|days?)$", told)
        assert 15 * len(lines) < pixels * (next_y - note.y), "the words reach into the row above"


# -- reach


def reach(reached: list[float | None], active: list[int]) -> findings.Finding:
    columns = {"branch": ["Pangan", "Kerajinan"], "businesses_active": active, "businesses_reached": reached}
    rows = pd.DataFrame(columns).assign(year_shown=2024)
    rows["reached_pct"] = 100 * rows["businesses_reached"].astype(float) / rows["businesses_active"]
    result = with_rows("training_reach_by_branch", rows)
    hidden = rows.isna()
    return findings.finding(replace(result, masked=hidden), "id")


def test_the_share_reached_is_said_of_all_and_an_order_only_beyond_the_intervals() -> None:
    far = reach([60, 10], [200, 200]).text
    assert far.startswith("17,5 persen dari 400 usaha aktif 2024 pernah dilatih")
    assert far.endswith("paling banyak di Pangan (30,0 persen), paling sedikit di Kerajinan (5,0 persen)")
    assert reach([24, 20], [200, 200]).text.endswith("belum dapat dibedakan")


def test_nothing_is_said_of_reach_where_a_part_is_hidden() -> None:
    assert reach([60, None], [200, 200]).refused


@pytest.mark.parametrize("name", [name for name in CHARTS if name.startswith("training_reach")])
def test_neither_those_reached_nor_those_left_are_one_or_two(name: str) -> None:
    rows = metrics.run(name).rows
    for column in ("businesses_active", "businesses_reached", "businesses_unreached"):
        assert not rows[column].isin([1, 2]).any()
    shown = rows.dropna(subset=["businesses_unreached"])
    assert (shown["businesses_reached"] + shown["businesses_unreached"] == shown["businesses_active"]).all()


@pytest.mark.parametrize("name", ["training_events", "training_yearly"])
def test_no_group_of_participants_and_no_rest_of_one_is_under_three(name: str) -> None:
    rows = metrics.run(name).rows
    for column in ("women", "linked", "completed"):
        rest = (rows["participants"] - rows[column]).dropna()
        assert not rows[column].isin([1, 2]).any()
        assert not rest.isin([1, 2]).any()


def test_a_completion_that_nobody_noted_is_no_zero() -> None:
    # 2021: three whose completion is unknown; 2022: no event; 2023: two on the roster, who do not count.
    connection = duckdb.connect()
    connection.execute("""
        create table years as select * from (values (2021), (2022), (2023)) as years(year);
        create table training_event as
            select event_id, cast(begun as date) as start_date
            from (values ('first', '2021-03-01'), ('third', '2023-03-01')) as held(event_id, begun);
        create table participation as
            select event_id, 'P' as sex, cast(null as varchar) as business_id, cast(null as boolean) as completed
            from (values ('first'), ('first'), ('first'), ('third'), ('third')) as came(event_id);
    """)
    sql, values = metrics.statement(metrics.metric("training_yearly"), Selection())
    rows = connection.execute(f"select year, events, participants, women, completed from ({sql})", values).fetchall()
    assert rows == [(2021, 1, 3, 3, None), (2022, 0, 0, 0, 0), (2023, 1, 0, 0, 0)]


def test_certificates_and_pairs_of_one_or_two_are_hidden() -> None:
    rows = metrics.run("training_certificates").rows
    changed = (rows["with_after"] - rows["with_before"]).abs()
    for values in (rows["n"], rows["with_before"], rows["with_after"], rows["n"] - rows["with_after"], changed):
        assert not values.isin([1, 2]).any()
    for name in ("training_effects", "training_effects_by_event"):
        pairs = metrics.run(name).rows
        assert not pairs[["n", "n_start", "dropped"]].isin([1, 2]).any(axis=None)


# -- no person


def names_of_people() -> set[str]:
    """Names and numbers on the sample's rosters, as they stand in its files."""
    found: set[str] = set()
    for file in sorted(SAMPLE.glob("peserta_*.xlsx")):
        rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
        found |= {str(cell).strip() for row in rows for cell in row[3:6]}
    for line in (SAMPLE / "peserta_2024.csv").read_text(encoding="utf-8-sig").splitlines():
        found |= {cell.strip() for cell in line.split(";")[3:6]}
    return {each for each in found if len(each) > 6 and each not in {"Nama Lengkap"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_hover_table_or_card_names_a_person(language: str) -> None:
    people = names_of_people()
    assert len(people) > 200
    shown = [figure.figure(name, chart, Selection(), language) for name, chart in CHARTS.items()]
    texts = [each.chart if isinstance(each.chart, str) else each.chart.to_json() for each in shown if each.chart]
    texts += [str(figure.cells(each.result, language)) for each in shown]
    texts.append(card.content(programmes.cards(Selection(), language), language).decode())
    everything = "\n".join(texts)
    assert [name for name in people if name in everything] == []
    assert not re.search(r"\d{13}", re.sub(r"\d+\.\d+", "", everything))


@pytest.mark.parametrize(("name", "chart"), CHARTS.items())
def test_every_figure_is_drawn_in_both_languages(name: str, chart: str) -> None:
    assert chart in charts.CHARTS
    for language in LANGUAGES:
        shown = figure.figure(name, chart, Selection(), language)
        # Of the repeats one group is of one or two people.
        assert shown.chart is not None or (
            name == "training_repeats" and shown.empty == say("figure.hidden_people", language)
        )


# -- the planner


def test_thirty_pairs_see_half_a_deviation_and_the_planner_says_it_in_percent() -> None:
    # d = 0.53 (domain tables); a deviation of 0.5 of the logarithm makes exp(0.5295 × 0.5) − 1 = 30 percent.
    assert planning.detectable_pct(Plan(30, 1, 10, compared=False), EVERYTHING) == pytest.approx(30.3, abs=0.2)
    # d = 0.74 for thirty against thirty: exp(0.736 × 0.5) − 1 = 44 percent.
    assert planning.detectable_pct(Plan(30, 1, 10, compared=True), EVERYTHING) == pytest.approx(44.5, abs=0.3)


def test_more_people_and_more_follow_ups_see_smaller_changes() -> None:
    seen = [planning.detectable_pct(Plan(n, 1, 10, compared=False), EVERYTHING) for n in (10, 30, 100, 1000)]
    assert seen == sorted(seen, reverse=True)
    waves = [planning.detectable_pct(Plan(30, m, 10, compared=False), EVERYTHING) for m in (1, 2, 3)]
    assert waves == sorted(waves, reverse=True)


def test_the_number_needed_is_the_fewest_that_see_the_effect() -> None:
    plan = Plan(30, 1, 10, compared=False)
    needed = planning.needed(plan, EVERYTHING)
    assert needed is not None
    assert planning.detectable_pct(replace(plan, participants=needed), EVERYTHING) <= 10
    assert planning.detectable_pct(replace(plan, participants=needed - 1), EVERYTHING) > 10
    assert planning.needed(replace(plan, effect_pct=0.001), EVERYTHING) is None


def test_the_deviation_is_read_from_the_follow_ups_and_marked_where_they_are_invented() -> None:
    found = planning.deviation(Selection())
    row = metrics.run("training_effects").rows.query("measure == 'omzet'").nlargest(1, "n").iloc[0]
    assert (found.pairs, found.is_sample) == (row["n"], True)
    smallest = 100 * (exp(found.value * minimum_detectable_effect(found.pairs)) - 1)
    assert smallest == pytest.approx(row["detectable_units"])
    assert say("sample.mark", "id") in planning.words(Plan(30, 1, 10, compared=False), found, "id")[3]


def test_without_follow_ups_the_deviation_is_assumed_and_called_so(tiny: Path) -> None:  # noqa: ARG001
    found = planning.deviation(Selection())
    assert found == Deviation(planning.ASSUMED_DEVIATION, 0, is_sample=False)
    assert "assumed" in planning.words(Plan(30, 1, 10, compared=False), found, "en")[3]


def test_the_page_answers_the_planner_s_questions() -> None:
    app = opened("training")
    assert not app.exception
    assert "30 peserta, sekali ukuran ulang, tanpa pembanding" in words(app)
    app.number_input[0].set_value(500).run()
    assert not app.exception
    assert "500 peserta" in words(app)


# -- the cards


@pytest.fixture
def published_too(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The day of an invented event that was followed up, and that an invented publication tells of as well."""
    told = {"title": "Contoh: produksi  dan Standar pangan olahan", "title_en": "Sample: food", "branch": "Pangan"}
    begun = {"start_date": pd.Timestamp("2023-08-21"), "participants": 30, "participants_precision": "exact"}
    rows = metrics.run("training_programmes").rows.iloc[:1].assign(**told, **begun)
    put(monkeypatch, with_rows("training_programmes", rows))
    programmes._cards.cache_clear()
    yield "2023-08-21"
    programmes._cards.cache_clear()


@pytest.mark.parametrize(("language", "title"), [("id", "Contoh: produksi dan standar"), ("en", "Sample: food")])
def test_a_programme_that_is_published_and_in_the_files_is_one_card(
    language: str, title: str, published_too: str
) -> None:
    known = programmes.cards(Selection(), language)
    first = [each for each in known if each.start.isoformat() == published_too]
    assert len(first) == 1
    assert first[0].title.startswith(title)
    told = dict(first[0].sections)
    reach = told[say("card_of.reach", language)]
    assert reach[0].startswith({"id": "Menurut terbitan: 30 (tepat).", "en": "As published: 30 (exact)."}[language])
    assert "30" in reach[1]
    assert first[0].is_sample
    assert first[0].evidence == "B"
    outcomes = [say("sample.sentence", language, sentence="")] * len(told[say("card_of.outcomes", language)])
    assert all(
        line.startswith(mark) for mark, line in zip(outcomes, told[say("card_of.outcomes", language)], strict=True)
    )
    assert len(known) == len(metrics.run("training_events").rows)


def test_an_event_has_the_english_name_of_the_programme_of_the_same_name_where_it_is_known() -> None:
    connection = duckdb.connect()
    connection.execute("""
        create table training_programme as
            select * from (values ('Tenun', 'Hand weaving'), ('Tenun', 'Hand weaving')) as known(title, title_en);
        create table training_event as
            select * from (values ('a', 'TENUN'), ('b', 'Contoh: tenun')) as held(event_id, title);
    """)
    rows = connection.execute(ledger.TABLED["event_id"] + " order by code").fetchall()
    assert rows == [("a", "TENUN", "Hand weaving"), ("b", "Contoh: tenun", "Contoh: tenun")]


def test_an_event_for_all_branches_is_not_one_whose_branch_is_still_to_be_found() -> None:
    # Two of the sample's events are for all branches: 25 learn to sell online, 30 to keep books.
    shown = [row[:3] for row in figure.cells(metrics.run("training_by_branch"), "id")]
    assert ["Lintas cabang / tidak disebut", "2", "55"] in shown
    assert say("word.unassigned", "id") not in {branch for branch, *_ in shown}


def test_no_published_programme_has_an_invented_result() -> None:
    published = metrics.run("training_programmes").rows
    known = programmes.cards(Selection(), "id")
    assert len(known) == len(published) + len(metrics.run("training_events").rows)
    assert all(each.title.startswith("Contoh: ") == each.is_sample for each in known)
    assert {each.evidence for each in known if not each.is_sample} == {"C"}


def test_the_first_lines_say_how_many_events_the_city_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    followed = metrics.run("training_effects_by_event").rows
    put(monkeypatch, with_rows("training_effects_by_event", followed))
    assert "**Hasil 3 kegiatan sudah diukur, lihat di bawah**" in findings.lead("training", Selection(), "id")
    put(monkeypatch, with_rows("training_effects_by_event", followed.iloc[:0]))
    told = findings.lead("training", Selection(), "id")
    assert told.endswith(
        "**Belum satu pun program itu punya hasil terukur**: jumlah peserta adalah keluaran, bukan hasil."
    )


def test_the_first_lines_of_the_sample_count_its_invented_results() -> None:
    # Of the eleven invented events three were followed up.
    assert findings.lead("training", Selection(), "id").endswith("hanya dari 3 kegiatan contoh yang dikarang.")
    assert findings.lead("training", Selection(), "en").endswith("of 3 invented sample events only.")


def test_a_published_programme_has_no_outcome_and_says_what_is_missing() -> None:
    study_visit = next(each for each in programmes.cards(Selection(), "en") if "Makassar" in each.title)
    told = dict(study_visit.sections)
    assert study_visit.evidence == "C"
    assert not study_visit.is_sample
    assert told["Outcomes"] == (say("card_of.no_outcome", "en"),)
    assert say("card_of.lacks_roster", "en") in told["What is missing"]


def test_dates_are_said_no_more_exactly_than_they_are_known() -> None:
    subtitles = " | ".join(each.subtitle for each in programmes.cards(Selection(), "id"))
    for told in ("tahun 2020 ·", "Juni 2020 – Juli 2020 ·", "sampai 2 Oktober 2021 ·", "sekitar 12 Juni 2024 ·"):
        assert told in subtitles


def test_what_is_hidden_in_the_table_is_hidden_on_the_card() -> None:
    events = metrics.run("training_events")
    hidden = int(events.masked["completed"].sum())
    told = [line for each in programmes.cards(Selection(), "id") for _, lines in each.sections for line in lines]
    assert hidden > 0
    assert sum(" x lulus" in line for line in told) == hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_are_a_file_of_their_own_that_prints_one_a_sheet(language: str) -> None:
    known = programmes.cards(Selection(), language)
    page = card.content(known, language).decode()
    assert page.count("<article") == len(known)
    assert "@page" in page
    assert "break-after: page" in page
    assert not re.search(r"https?://|<script", page)
    assert page.count(say("sample.mark", language)) == sum(each.is_sample for each in known)
    assert "DATA-CONTOH" in card.file_name(known)
    published = [each for each in known if not each.is_sample]
    assert card.file_name(published[:1]) == f"ikm-kendari-kartu-{published[0].start}.html"


def test_words_from_a_file_are_escaped_on_a_card() -> None:
    one = replace(programmes.cards(Selection(), "id")[0], title="<b>tebal</b>")
    assert "&lt;b&gt;tebal" in card.article(one, "id")


def test_every_rule_has_a_figure_on_the_page() -> None:
    assert set(rules.RULES) == set(CHARTS)
