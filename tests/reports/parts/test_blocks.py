import re

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from reportlab.lib.units import mm
from reportlab.platypus import Table

from peerdesk.domain.names import is_indic
from peerdesk.domain.papers.letterhead import Letterhead
from peerdesk.reports.parts.blocks import (
    PrintedColumn,
    Signatory,
    column_widths,
    facts,
    heading,
    legend,
    nothing,
    ruled_lines,
    signatures,
    table,
)
from peerdesk.reports.parts.charts import ChartSeries, Pattern, bar_chart
from peerdesk.reports.parts.register_grid import Roll, RollColumn
from peerdesk.reports.parts.type import paragraph

COLUMNS = [PrintedColumn("No.", 10), PrintedColumn("Member"), PrintedColumn("01", 8), PrintedColumn("%", 12, bold=True)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=80), min_size=4, max_size=4))
@example(["0000 000 00 000 00 000 00 000 @", "0", "", ""])  # a word on every line, under upright text as high as can be
def test_whatever_was_typed_can_stand_in_every_block(sheet, render, words):
    around = sheet(subject=words[0], landscape=True)
    room = around.body_width
    story = [
        facts([(words[0], words[1])], room),
        Roll([RollColumn(column.heading, column.width) for column in COLUMNS], [words], totals=[words]),
        table(COLUMNS, [words], room, words[0]),
        legend([(words[0], words[1])]),
        bar_chart(words, [ChartSeries(words[0], [1, 2, 3, None]), ChartSeries(words[1], [1, 2, 3, 4])], room, 80),
        signatures([Signatory(words[0], words[1])], room),
        Roll([RollColumn(word, 10, upright=words[0], band=words[1]) for word in words], [words], totals=[words]),
    ]
    assert render(around, story).data


def test_columns_fill_the_width_and_shrink_together_when_there_is_too_much():
    assert sum(column_widths(COLUMNS, 400)) == pytest.approx(400)
    crowded = column_widths([PrintedColumn("a", 200), PrintedColumn("b", 100), PrintedColumn("c")], 300)
    assert sum(crowded) == pytest.approx(300)
    assert crowded[0] == pytest.approx(2 * crowded[1])
    assert crowded[2] == pytest.approx(18 * mm)


def test_cells_of_a_table_wrap_and_nothing_of_a_long_note_is_lost(sheet, render):
    words = [f"word{at}" for at in range(1500)]
    around = sheet()
    block = table(
        [PrintedColumn("Group", 30), PrintedColumn("Note")],
        [["A", " ".join(words)], ["B", "x"]],
        around.body_width,
        "–",
    )
    rendered = render(around, [block])
    found = rendered.text().split()
    assert [word for word in found if word.startswith("word")] == words
    assert all("Group" in page for page in rendered.texts())


def test_a_short_row_of_a_table_is_never_torn_by_the_end_of_the_page(sheet, render):
    around = sheet()
    note = "first of the row and some more words that make it wrap onto a second line last of the row"
    pages = render(
        around, [table([PrintedColumn("Note", 50), PrintedColumn("n")], [[note, "1"]] * 60, around.body_width, "–")]
    ).texts()
    assert len(pages) > 1
    assert all(" ".join(page.split()).count("first of the row") == page.count("last") for page in pages)


def test_latin_cells_and_headings_of_an_english_table_do_not_grow_beside_indic_ones(sheet, render):
    around = sheet(letterhead=Letterhead(""), title="X")
    rows = [["0007 · Ramesh · रमेश", "joined"], ["ਜਸਪ੍ਰੀਤ ਸਿੰਘ", "left"], ["Anil", "left"]]
    letters = render(
        around, [table([PrintedColumn("Member"), PrintedColumn("What")], rows, around.body_width, "–")]
    ).letters()
    indic = {size for letter, size in letters if is_indic(letter)}
    latin = {size for letter, size in letters if letter.isalpha() and letter.isascii() and letter not in "X"}
    assert indic == {11}
    assert latin == {9, 9.5}  # the foot of the page, the table


def test_the_first_lines_of_a_row_stand_on_one_baseline_whatever_their_script(sheet, render):
    around = sheet()
    long = "Agree who calls whom on the festival days and welcome the newcomers who came this week " * 2
    rows = [["AAAA", "0007 AAAA · रमेश", "AAAA विठ्ठल AAAA", long.replace("Agree", "AAAA", 1)]]
    columns = [PrintedColumn(name) for name in ("one", "two", "three", "four")]
    with pypdfium2.PdfDocument(render(around, [table(columns, rows, around.body_width, "–")]).data) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        at = [found.start() for found in re.finditer("AAAA", text)]
        feet = [page.get_charbox(place)[1] for place in at]
    assert len(feet) == 5
    assert max(feet) - min(feet) < 0.2


def test_an_empty_table_says_so():
    block = table(COLUMNS, [], 400, "Nobody was absent.")
    assert not isinstance(block, Table)
    assert "Nobody was absent." in block.getPlainText()


def test_facts_print_labels_values_and_a_dash_for_what_is_not_known(sheet, render):
    around = sheet()
    text = render(around, [facts([("Village", "Risod"), ("Phone", ""), ("गाँव", "रिसोड")], around.body_width)]).text()
    for words in ("Village", "Risod", "Phone", "–", "गाँव", "रिसोड"):
        assert words in text


def test_no_facts_make_no_block_that_breaks_the_page(sheet, render):
    assert render(sheet(), [facts([], 400)]).data


def test_the_people_who_sign_are_named_under_their_lines(sheet, render):
    around = sheet()
    people = [Signatory("Counsellor", "सुनीता पाटील"), Signatory("Coordinator"), Signatory("Visitor")]
    text = render(around, [signatures(people, around.body_width)]).text()
    assert "सुनीता पाटील" in text
    assert text.count("Date:") == 3


def test_a_legend_explains_each_mark_and_typed_signs_are_no_markup(sheet, render):
    text = render(sheet(), [legend([("P", "present"), ("<b>", "a & b")])]).text()
    assert "P present · <b> a & b" in text


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page(sheet, render):
    around = sheet()
    for extra in range(8):
        filler = [paragraph("x") for _ in range(40)]
        story = [
            *filler,
            *(paragraph("y") for _ in range(extra)),
            heading("Contact needed"),
            nothing("Nobody, this week."),
        ]
        for page in render(around, story).texts():
            assert ("Contact needed" in page) == ("Nobody, this week." in page)


def test_lines_to_write_on_are_eight_millimetres_apart():
    assert ruled_lines(4, 400).wrap(400, 700)[1] == pytest.approx(32 * mm)


def chart(**options):
    series = [ChartSeries("Present", [82, None, 0]), ChartSeries("Absent", [18, None, 5], Pattern.SOLID)]
    return bar_chart(["02-11", "09-11", "16-11"], series, 400, 120, unit="%", top=100, **options)


def test_a_chart_prints_its_numbers_labels_and_a_dash_where_nothing_was_measured(sheet, render):
    text = render(sheet(), [chart()]).text()
    for words in ("82%", "18%", "0%", "5%", "02-11", "16-11", "Present", "Absent", "–"):
        assert words in text


def test_half_a_year_of_weeks_keeps_every_number_whole(sheet, render):
    weeks = range(26)
    series = [ChartSeries("Present", [100 - at for at in weeks]), ChartSeries("Absent", list(weeks), Pattern.EMPTY)]
    text = render(sheet(), [bar_chart([f"{at:02}-11" for at in weeks], series, 480, 150, unit="%", top=100)]).text()
    assert "…" not in text
    squeezed = "".join(text.split())
    assert all(f"{100 - at}%" in squeezed for at in weeks)


def test_bars_are_told_apart_without_colour(sheet, render):
    def ink(pattern):
        block = bar_chart(["a"], [ChartSeries("x", [100], pattern)], 400, 120, top=100)
        picture = render(sheet(), [block]).pictures(100)[0].convert("L")
        return sum(ImageChops.invert(picture).histogram()[128:])

    empty, stripes, solid = ink(Pattern.EMPTY), ink(Pattern.STRIPES), ink(Pattern.SOLID)
    assert empty + 200 < stripes < solid - 200


@pytest.mark.parametrize("values", [[], [None, None], [0, 0], [1e9, 5]])
def test_a_chart_of_little_or_nothing_is_still_drawn(sheet, render, values):
    labels = [f"week {at}" for at in range(len(values))]
    assert render(sheet(), [bar_chart(labels, [ChartSeries("Present", values)], 400, 100)]).data
