"""A deck opened again: native charts with the metric's numbers, captions with their code, nothing lost or outside."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageStat
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

from ikm import claims, codes, ledger, metrics, store
from ikm import deck as decks
from ikm.charts import CHARTS
from ikm.deck import Deck, Slide
from ikm.export import pptx
from ikm.export.pptx import answers, forms, over_time, plots
from ikm.export.pptx.words import height_of, lines_of, shortened, unbroken, width_of
from ikm.selection import Selection
from ikm.text import HIDDEN, LANGUAGES, say

PAIRS = (
    ("units_workers_output", "lines"),
    ("province_workers", "lines"),
    ("quarterly_growth", "lines"),
    ("city_published", "columns"),
    ("births_and_deaths", "columns"),
    ("businesses_by_kecamatan", "bars"),
    ("businesses_by_division", "bars"),
    ("businesses_by_kecamatan", "kecamatan_bars"),
    ("businesses_by_kecamatan", "kecamatan_map"),
    ("contribution_by_branch", "contributions"),
    ("contribution_by_branch", "sector_contributions"),
    ("claim_check", "claims"),
    ("resilience_by_branch", "falls"),
    ("resilience_published", "falls"),
    ("output_by_branch", "multiples"),
    ("survival_by_cohort", "steps"),
    ("survival_by_cohort", "sector_curves"),
    ("training_programmes", "programmes"),
    ("training_programmes_by", "programmes_by"),
    ("training_yearly", "attendance"),
    ("training_reach_by_branch", "reach"),
    ("training_level", "ladder"),
    ("training_effects", "effects"),
    ("training_effects_by_event", "effects_by_event"),
    ("training_certificates", "before_after"),
    ("training_did", "event_study"),
    ("units_workers_output", "sector_panels"),
    ("businesses_by_size", "size_mix"),
    ("location_quotient", "quotients"),
    ("output_growth_ranks", "ranges"),
)
PLAIN = ("lines", "columns", "bars")
CHANGES = ("Unit usaha: periode baru 2024.",)
POINT = 12700


def deck_of(pairs: tuple[tuple[str, str], ...], language: str = "id") -> Deck:
    slides = tuple(Slide(metric, chart, Selection(), language) for metric, chart in pairs)
    return decks.pinned(Deck("Rapat uji", slides, language), str(store.current_version()))


def opened(deck: Deck, changes: tuple[str, ...] = CHANGES) -> list[Any]:
    return list(Presentation(BytesIO(pptx.content(deck, changes))).slides)


@pytest.fixture(scope="module")
def deck(sample_home: Path) -> Deck:  # noqa: ARG001  # makes the sample current
    return deck_of(PAIRS)


@pytest.fixture(scope="module")
def slides(deck: Deck) -> list[Any]:
    return opened(deck)


def figures(slides: list[Any], deck: Deck) -> Iterator[tuple[Slide, Any]]:
    """Each slide of the deck with the slide of the file that shows it, after the opening and the changes."""
    yield from zip(deck.slides, slides[2:], strict=False)


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def words_of(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_opening_changes_figures_sources_and_answers_come_in_this_order(slides: list[Any], deck: Deck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    count = len(deck.slides)
    assert titles[0] == "Rapat uji"
    assert titles[1] == "Berubah sejak paparan terakhir"
    assert CHANGES[0] in words_of(slides[1])
    assert titles[2 + count] == "Sumber"
    assert len(titles) == 2 + count + 1 + count
    assert all(title.startswith("Jika ditanya: ") for title in titles[3 + count :])
    assert not any(slide._element.get("show") == "0" for slide in slides)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_names_the_office_and_no_person(sample_home: Path, language: str) -> None:  # noqa: ARG001
    content = pptx.content(deck_of((("city_published", "columns"),), language), CHANGES)
    told = Presentation(BytesIO(content)).core_properties
    assert told.author == told.last_modified_by == say("brand.office", language)
    assert told.comments == ""


def test_the_pairs_show_every_kind_of_chart_that_has_a_form() -> None:
    assert {chart for _, chart in PAIRS} | {"panels"} == set(forms.FORMS) | set(forms.TABLES)
    assert set(forms.FORMS) | set(forms.TABLES) <= set(CHARTS)


def test_every_figure_is_native_charts_or_a_table_and_never_a_picture(slides: list[Any], deck: Deck) -> None:
    for each, slide in figures(slides, deck):
        tables = [shape for shape in slide.shapes if shape.has_table]
        native = len(tables) if each.chart in forms.TABLES else len(charts_of(slide))
        assert native == (1 if each.chart in forms.TABLES else len(forms.plots(each.figure))), each
        assert native >= 1, each
    for slide in slides:
        assert not any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes)


def test_plain_charts_hold_the_rows_of_the_metric(slides: list[Any], deck: Deck) -> None:
    for each, slide in figures(slides, deck):
        result = each.figure.result
        if each.chart not in PLAIN:
            continue
        drawn = result.metric.chart["columns"]
        series = [list(one.values) for chart in charts_of(slide) for one in chart.plots[0].series]
        held = [[value for value in values if value is not None] for values in series]
        rows = [list(result.rows[column].dropna().astype(float)) for column in drawn]
        # A long list of bars stands in two charts.
        joined = held if len(held) == len(rows) else [[value for values in held for value in values]]
        assert joined == [pytest.approx(values) for values in rows], each


def test_a_missing_year_has_its_place_and_no_value(slides: list[Any], deck: Deck) -> None:
    slide = next(slide for each, slide in figures(slides, deck) if each.metric == "city_published")
    (chart,) = charts_of(slide)
    assert list(chart.plots[0].categories) == ["2020", "2021", "2022", "2023"]
    # Published: 1,298 in 2020 and 1,575 in 2023, nothing between.
    assert list(chart.plots[0].series[0].values) == [1298, None, None, 1575]
    assert chart._chartSpace.find(".//{*}dispBlanksAs").get("val") == "gap"


def test_bars_begin_at_zero_and_rows_come_from_above(slides: list[Any], deck: Deck) -> None:
    slide = next(slide for each, slide in figures(slides, deck) if each.metric == "businesses_by_kecamatan")
    (chart,) = charts_of(slide)
    assert chart.value_axis.minimum_scale == 0
    assert chart.category_axis.reverse_order


def test_the_sheet_inside_a_chart_holds_its_numbers_and_those_of_its_whiskers(slides: list[Any], deck: Deck) -> None:
    each, slide = next(pair for pair in figures(slides, deck) if pair[0].metric == "resilience_by_branch")
    (chart,) = charts_of(slide)
    rows = each.figure.result.rows
    sheet = CalamineWorkbook.from_filelike(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).get_sheet_by_index(0)
    table = sheet.to_python()
    assert [row[1] for row in table[1:]] == pytest.approx(list(-rows["depth_pct"].astype(float)))
    assert [row[2] for row in table[1:]] == pytest.approx(list(rows["depth_pct"] - rows["low_pct"]))
    assert [row[3] for row in table[1:]] == pytest.approx(list(rows["high_pct"] - rows["depth_pct"]))


def test_crisis_bands_lie_behind_their_years(slides: list[Any], deck: Deck) -> None:
    slide = next(slide for each, slide in figures(slides, deck) if each.metric == "city_published")
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    band = next(shape for shape in slide.shapes if shape.name == "Pita krisis Pandemi Covid-19" and not shape.text)
    order = [shape.shape_id for shape in slide.shapes]
    assert order.index(band.shape_id) < order.index(chart.shape_id)
    # Three of the four years shown lie in the pandemic of 2020 to 2022.
    layout = {name: float(chart.chart._chartSpace.find(f".//{{*}}plotArea/{{*}}layout//{{*}}{name}").get("val"))
              for name in "xw"}  # fmt: skip
    assert band.left == pytest.approx(chart.left + layout["x"] * chart.width, abs=POINT)
    assert band.width == pytest.approx(0.75 * layout["w"] * chart.width, abs=POINT)


def test_a_break_is_a_line_with_its_name(slides: list[Any], deck: Deck) -> None:
    slide = next(slide for each, slide in figures(slides, deck) if each.metric == "province_workers")
    names = [shape.name for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
    assert names == [say("caption.break", "id")]


def test_a_map_is_a_named_freeform_a_kecamatan_beside_bars_of_the_same_numbers(slides: list[Any], deck: Deck) -> None:
    each, slide = next(pair for pair in figures(slides, deck) if pair[0].chart == "kecamatan_map")
    areas = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    result = each.figure.result
    rows = result.rows.dropna(subset=["kecamatan_code"])
    assert len(areas) == 11
    alts = {area._element.xpath(".//p:cNvPr")[0].get("descr") for area in areas}
    names = [ledger.name("kecamatan_code", code, "id", result.version) for code in rows["kecamatan_code"]]
    assert alts == {f"{name}: {count}" for name, count in zip(names, rows["businesses_active"], strict=True)}
    assert len(charts_of(slide)) == 1


def test_provisional_bars_are_hatched_and_the_key_says_so(slides: list[Any], deck: Deck) -> None:
    each, slide = next(pair for pair in figures(slides, deck) if pair[0].metric == "births_and_deaths")
    (chart,) = charts_of(slide)
    rows = each.figure.result.rows
    hatched = [int(point.find("{*}idx").get("val")) for point in chart._chartSpace.iter("{*}dPt")
               if point.find(".//{*}pattFill") is not None]  # fmt: skip
    assert hatched == [place for place, flag in enumerate(rows["provisional"]) if flag is True or flag == 1]
    assert "▨ sementara" in words_of(slide)


def test_a_hidden_value_is_an_x_and_no_number(tiny: Path) -> None:  # noqa: ARG001  # makes the tiny city current
    deck = deck_of((("businesses_by_branch", "bars"),))
    result = deck.slides[0].figure.result
    hidden = list(result.masked["businesses_active"])
    assert any(hidden)
    slide = opened(deck)[2]
    (chart,) = charts_of(slide)
    assert [value is None for value in chart.plots[0].series[0].values] == hidden
    marks = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == HIDDEN]
    assert len(marks) == sum(hidden)


def test_titles_and_captions_are_those_of_the_figure_with_its_code(slides: list[Any], deck: Deck) -> None:
    for each, slide in figures(slides, deck):
        figure = each.figure
        assert slide.shapes.title.text_frame.text == figure.title
        words = words_of(slide)
        assert figure.caption in words
        assert unbroken(codes.code(figure)) in words
        assert figure.subtitle.split(" · ")[0] in words


def test_own_title_and_note_of_a_presenter_are_on_the_slide(sample_home: Path) -> None:  # noqa: ARG001
    deck = decks.with_words(deck_of((("city_published", "columns"),)), 0, "Judul sendiri", "Catatan untuk rapat")
    slide = opened(deck)[2]
    assert slide.shapes.title.text_frame.text == "Judul sendiri"
    assert "Catatan untuk rapat" in words_of(slide)
    assert "Catatan untuk rapat" in slide.notes_slide.notes_text_frame.text


def test_characters_that_no_file_can_hold_do_not_break_a_deck(sample_home: Path) -> None:  # noqa: ARG001
    deck = decks.with_words(deck_of((("city_published", "columns"),)), 0, "A\x0bB & <C>", "D\ud800\nE")
    slides = opened(replace(deck, title="F\x00G & <H>"))
    assert slides[0].shapes.title.text_frame.text == "F G & <H>"
    assert slides[2].shapes.title.text_frame.text == "A B & <C>"


def test_invented_numbers_are_marked_and_published_ones_are_not(slides: list[Any], deck: Deck) -> None:
    backups = slides[3 + len(deck.slides) :]
    for each, pair in zip(deck.slides, zip(slides[2:], backups, strict=False), strict=False):
        for slide in pair:
            marks = {shape.text_frame.text for shape in slide.shapes if shape.name == say("deck.mark", "id")}
            assert marks == {say("sample.mark" if each.figure.result.is_sample else "sample.published", "id")}, each


def test_every_shape_has_a_name_and_an_alternative_text(slides: list[Any]) -> None:
    for slide in slides:
        for properties in slide.shapes._spTree.iter("{*}cNvPr"):
            if properties.getparent().tag.endswith("nvGrpSpPr"):
                continue
            assert properties.get("name"), slide.shapes.title.text_frame.text
            assert properties.get("descr"), (slide.shapes.title.text_frame.text, properties.get("name"))


def test_nothing_reaches_out_of_the_slide(slides: list[Any]) -> None:
    width, height = (int(inches * 914400) for inches in (13.333, 7.5))
    for slide in slides:
        for shape in slide.shapes:
            place = (slide.shapes.title.text_frame.text, shape.name)
            assert shape.left >= 0 and shape.top >= 0, place
            assert shape.left + shape.width <= width + POINT, place
            assert shape.top + shape.height <= height + POINT, place


def test_words_fit_into_their_boxes(slides: list[Any]) -> None:
    for slide in slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or shape.text_frame._txBody.find(".//{*}bodyPr").get("vert") == "vert270":
                continue
            sizes = [run.font.size for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            if not all(sizes) or not sizes:
                continue
            points = max(size.pt for size in sizes)
            needed = height_of(shape.text_frame.text, shape.width / 914400, points)
            assert needed <= shape.height / 914400 + 0.12, (slide.shapes.title.text_frame.text, shape.name)


def test_a_table_ends_above_the_small_print(slides: list[Any]) -> None:
    for slide in slides:
        prints = [shape.top for shape in slide.shapes if shape.is_placeholder and shape.placeholder_format.idx == 12]
        for shape in slide.shapes:
            if shape.has_table:
                bottom = shape.top + sum(row.height for row in shape.table.rows)
                assert bottom <= prints[0], slide.shapes.title.text_frame.text


def test_the_notes_carry_source_code_and_likely_questions(slides: list[Any], deck: Deck) -> None:
    for each, slide in figures(slides, deck):
        notes = slide.notes_slide.notes_text_frame.text
        assert each.figure.caption in notes
        assert unbroken(codes.code(each.figure)) in notes
        assert say("deck.ask.method", "id") in notes
        sample = each.figure.result.is_sample
        assert (say("deck.ask.sample", "id") in notes) == sample


def test_the_notes_of_a_published_figure_name_who_published_it(slides: list[Any], deck: Deck) -> None:
    question = say("deck.ask.published", "id")
    for each, slide in figures(slides, deck):
        result, notes = each.figure.result, slide.notes_slide.notes_text_frame.text
        assert (question in notes) == (not result.metric.kinds)
        answer = notes.partition(question)[2].strip().partition("\n")[0]
        assert result.metric.kinds or all(source.producer in answer for source in result.sources)


def test_verdicts_stand_below_the_claim_with_who_made_it_and_when(slides: list[Any], deck: Deck) -> None:
    slide = next(slide for each, slide in figures(slides, deck) if each.chart == "claims")
    for quote in claims.quotes("id", str(deck.version)):
        assert quote in words_of(slide)
        assert quote in slide.notes_slide.notes_text_frame.text


def test_a_weakness_is_that_of_a_named_source() -> None:
    result = metrics.run("resilience_published")
    told = answers.weaknesses(result, "id")
    assert len(told) == len({words for _, words in told}) > 1
    assert {title for titles, _ in told for title in titles.split("; ")} <= {
        each.title["id"] for each in result.sources
    }


def test_slide_numbers_are_fields_and_titles_are_placeholders(slides: list[Any]) -> None:
    for slide in slides[1:]:
        assert slide.shapes.title.is_placeholder
        assert slide.shapes._spTree.find(".//{*}fld[@type='slidenum']") is not None


def test_the_numbers_of_a_back_up_table_are_those_of_the_figure(slides: list[Any], deck: Deck) -> None:
    place = next(place for place, each in enumerate(deck.slides) if each.metric == "businesses_by_kecamatan")
    slide = slides[3 + len(deck.slides) + place]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = deck.slides[place].figure.result.rows
    heads = [cell.text for cell in table.rows[0].cells]
    column = heads.index("Aktif")
    shown = [row.cells[column].text for row in list(table.rows)[1:]]
    assert shown == [str(count) for count in rows["businesses_active"]]


def test_a_kind_without_a_form_is_drawn_by_what_its_rows_are(sample_home: Path) -> None:  # noqa: ARG001
    yearly = replace(deck_of((("businesses_yearly", "lines"),)).slides[0].figure, drawn_as="something new")
    places = replace(deck_of((("businesses_by_kecamatan", "bars"),)).slides[0].figure, drawn_as="something new")
    assert forms.kind(yearly) == "lines"
    assert forms.kind(places) == "bars"


def test_an_empty_deck_has_an_opening_changes_and_sources(sample_home: Path) -> None:  # noqa: ARG001
    slides = opened(Deck("Kosong", (), "id"))
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "Kosong", "Berubah sejak paparan terakhir", "Sumber",
    ]  # fmt: skip


def test_without_an_earlier_version_there_is_no_slide_of_changes(sample_home: Path) -> None:  # noqa: ARG001
    titles = [slide.shapes.title.text_frame.text for slide in opened(Deck("Kosong", (), "id"), ())]
    assert titles == ["Kosong", "Sumber"]


def test_a_figure_that_refuses_says_why_instead_of_a_chart(tiny: Path) -> None:  # noqa: ARG001
    selection = Selection(years=(2015, 2015))
    slide = Slide("contribution_by_branch", "contributions", selection, "id")
    deck = decks.pinned(Deck("Uji", (slide,), "id"), str(store.current_version()))
    figure = deck.slides[0].figure
    assert figure.chart is None
    page = opened(deck)[2]
    assert not charts_of(page)
    assert figure.empty in words_of(page)


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        ("output_idr", 2.78e12, '"Rp"#,##0.00,,,," triliun"'),
        ("output_idr", 312.5e9, '"Rp"#,##0.0,,," miliar"'),
        ("output_idr", 5000, '"Rp"#,##0'),
        ("growth_pct", 3.4, '#,##0.0"%"'),
        ("units_index", 116.3, "#,##0.0"),
        ("quotient_ratio", 1.17, "#,##0.00"),
        ("workers", 4466, "#,##0"),
    ],
)
def test_numbers_are_formatted_as_on_the_screen_in_the_separators_of_the_reader(
    column: str, value: float, written: str
) -> None:
    assert plots.number_format(column, value, "id").split(";")[0] == written


def test_a_minus_is_a_true_one_and_a_zero_has_none() -> None:
    assert plots.number_format("growth_pct", -33.5, "id").split(";")[1] == '−#,##0.0"%"'
    assert plots.number_format("growth_pct", -0.04, "id").split(";")[1] == '#,##0.0"%"'
    assert plots.number_format("output_points", 4.3, "id").split(";")[0] == "+#,##0.0"


def test_axes_end_at_gridlines() -> None:
    # 86.8 to 111.8 spans 25: steps of 5 would do, but the range out to them asks for 10.
    assert plots.rounded(86.8, 111.8) == (80, 120, 10)
    assert plots.rounded(0, 1641) == (0, 2000, 500)


def test_gridlines_are_at_round_numbers_from_the_lower_end_to_the_upper() -> None:
    # 55 to 145: in steps of 20 from 40 to 160 there would be six, so the range is the one that steps of 50 ask for.
    assert plots.rounded(55, 145) == (50, 150, 50)


def test_the_last_step_of_a_curve_can_be_seen(sample_home: Path) -> None:  # noqa: ARG001
    (plot,) = over_time.curves(metrics.run("survival_by_cohort", Selection(branches=("Pangan",))), "id")
    assert plot.series
    for each in plot.series:
        assert each.values[-1] == each.values[-2] < 100
        assert each.ages[-1] > each.ages[-2] == round(each.ages[-2])
    assert plot.last_age == max(each.ages[-1] for each in plot.series)


def test_labels_that_would_overlap_are_moved_apart_by_half_each() -> None:
    assert plots.spread([0.5, 0.52], [0.1, 0.1]) == pytest.approx([0.46, 0.56])
    assert plots.spread([0.2, 0.8], [0.1, 0.1]) == [0.2, 0.8]


def test_words_are_measured_and_broken_between_words() -> None:
    # Ten digits of 0.52 at 72 points are 5.2 inches.
    assert width_of("0123456789", 72) == pytest.approx(5.2)
    assert lines_of("0123456789 0123456789", 6, 72) == 2
    assert shortened("satu dua tiga empat", width_of("satu dua …", 12) + 0.05, 12, 1) == "satu dua …"


OFFICE, RENDERER = shutil.which("soffice"), shutil.which("pdftoppm")


@pytest.mark.skipif(not (OFFICE and RENDERER), reason="LibreOffice or pdftoppm is not installed")
def test_every_slide_renders_and_no_figure_is_blank(deck: Deck, tmp_path: Path) -> None:
    """Rendered at 20 dots an inch: each figure slide has ink in the middle, where its chart or table is."""
    (tmp_path / "deck.pptx").write_bytes(pptx.content(deck, CHANGES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "deck.pptx")], check=True, capture_output=True, timeout=240)
    subprocess.run([str(RENDERER), "-r", "20", "-png", str(tmp_path / "deck.pdf"), str(tmp_path / "page")], check=True)
    pages = sorted(tmp_path.glob("page-*.png"), key=lambda file: int(re.sub(r"\D", "", file.stem)))
    assert len(pages) == 2 * len(deck.slides) + 3
    for each, page in zip(deck.slides, pages[2:], strict=False):
        image = Image.open(page).convert("L")
        wide, high = image.size
        middle = image.crop((int(0.05 * wide), int(0.32 * high), int(0.95 * wide), int(0.8 * high)))
        assert ImageStat.Stat(middle).stddev[0] > 4, each


def test_metrics_of_the_pairs_exist() -> None:
    assert {metric for metric, _ in PAIRS} <= set(metrics.names())
