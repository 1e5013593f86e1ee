import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from reportlab.lib.units import mm
from reportlab.platypus import Table

from peerdesk.reports.blocks import Signatory, facts, heading, legend, nothing, ruled_lines, signatures, table
from peerdesk.reports.charts import Pattern, Series, bar_chart
from peerdesk.reports.grid import ROW, SIGNING_ROW, Column, Register, column_widths
from peerdesk.reports.type import paragraph

COLUMNS = [Column("No.", 10), Column("Member"), Column("01", 8), Column("%", 12, bold=True)]


def rows(count):
    return [[str(at), f"Member-{at:03}", "P", "100"] for at in range(1, count + 1)]


def test_a_register_repeats_its_heading_and_prints_every_member_once(sheet, render):
    around = sheet(landscape=True)
    pages = render(around, [Register(COLUMNS, rows(100))]).texts()
    assert len(pages) > 3
    assert all("Member\r\n" in page or "Member " in page for page in pages)
    together = "".join(pages)
    assert all(together.count(f"Member-{at:03}") == 1 for at in range(1, 101))


@pytest.mark.parametrize("count", range(17, 26))
def test_totals_print_once_after_the_last_member_and_never_alone(sheet, render, count):
    pages = render(sheet(landscape=True), [Register(COLUMNS, rows(count), totals=[["", "Totals", "9", ""]])]).texts()
    assert sum(page.count("Totals") for page in pages) == 1
    assert "Totals" in pages[-1]
    assert f"Member-{count:03}" in pages[-1]


def test_rows_where_people_sign_are_at_least_eight_millimetres_high():
    block = Register(COLUMNS, rows(3), row_height=SIGNING_ROW)
    longer = Register(COLUMNS, rows(4), row_height=SIGNING_ROW)
    assert longer.wrap(400, 700)[1] - block.wrap(400, 700)[1] >= 8 * mm


def test_a_row_of_a_register_is_tall_enough_for_indic_letters():
    assert ROW >= 11 * 1.36


def test_a_register_is_not_begun_where_no_member_fits_under_its_heading():
    assert Register(COLUMNS, rows(3)).split(400, 30) == []


def test_a_name_too_long_for_the_register_is_shortened_in_its_row(sheet, render):
    long_name = "ज्ञानेश्वर कुऱ्हाडे " * 20
    text = render(sheet(), [Register(COLUMNS, [["1", long_name, "P", "50"]])]).text()
    assert "ज्ञानेश्वर कुऱ्हाडे" in text
    assert "…" in text


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=80), min_size=4, max_size=4))
def test_whatever_was_typed_can_stand_in_every_block(sheet, render, words):
    around = sheet(subject=words[0], landscape=True)
    room = around.body_width
    story = [
        facts([(words[0], words[1])], room),
        Register(COLUMNS, [words], totals=[words]),
        table(COLUMNS, [words], room, words[0]),
        legend([(words[0], words[1])]),
        bar_chart(words, [Series(words[0], [1, 2, 3, None]), Series(words[1], [1, 2, 3, 4])], room, 80),
        signatures([Signatory(words[0], words[1])], room),
        Register([Column(word, 10) for word in words], [words]),
    ]
    assert render(around, story).data


def test_columns_fill_the_width_and_shrink_together_when_there_is_too_much():
    assert sum(column_widths(COLUMNS, 400)) == pytest.approx(400)
    crowded = column_widths([Column("a", 200), Column("b", 100), Column("c")], 300)
    assert sum(crowded) == pytest.approx(300)
    assert crowded[0] == pytest.approx(2 * crowded[1])
    assert crowded[2] == pytest.approx(18 * mm)


def test_cells_of_a_table_wrap_and_nothing_of_a_long_note_is_lost(sheet, render):
    words = [f"word{at}" for at in range(1500)]
    around = sheet()
    block = table([Column("Group", 30), Column("Note")], [["A", " ".join(words)], ["B", "x"]], around.body_width, "–")
    rendered = render(around, [block])
    found = rendered.text().split()
    assert [word for word in found if word.startswith("word")] == words
    assert all("Group" in page for page in rendered.texts())


def test_a_short_row_of_a_table_is_never_torn_by_the_end_of_the_page(sheet, render):
    around = sheet()
    note = "first of the row and some more words that make it wrap onto a second line last of the row"
    pages = render(
        around, [table([Column("Note", 50), Column("n")], [[note, "1"]] * 60, around.body_width, "–")]
    ).texts()
    assert len(pages) > 1
    assert all(" ".join(page.split()).count("first of the row") == page.count("last") for page in pages)


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
    series = [Series("Present", [82, None, 0]), Series("Absent", [18, None, 5], Pattern.SOLID)]
    return bar_chart(["02-11", "09-11", "16-11"], series, 400, 120, unit="%", top=100, **options)


def test_a_chart_prints_its_numbers_labels_and_a_dash_where_nothing_was_measured(sheet, render):
    text = render(sheet(), [chart()]).text()
    for words in ("82%", "18%", "0%", "5%", "02-11", "16-11", "Present", "Absent", "–"):
        assert words in text


def test_half_a_year_of_weeks_keeps_every_number_whole(sheet, render):
    weeks = range(26)
    series = [Series("Present", [100 - at for at in weeks]), Series("Absent", list(weeks), Pattern.EMPTY)]
    text = render(sheet(), [bar_chart([f"{at:02}-11" for at in weeks], series, 480, 150, unit="%", top=100)]).text()
    assert "…" not in text
    squeezed = "".join(text.split())
    assert all(f"{100 - at}%" in squeezed for at in weeks)


def test_bars_are_told_apart_without_colour(sheet, render):
    def ink(pattern):
        block = bar_chart(["a"], [Series("x", [100], pattern)], 400, 120, top=100)
        picture = render(sheet(), [block]).pictures(100)[0].convert("L")
        return sum(ImageChops.invert(picture).histogram()[128:])

    empty, stripes, solid = ink(Pattern.EMPTY), ink(Pattern.STRIPES), ink(Pattern.SOLID)
    assert empty + 200 < stripes < solid - 200


@pytest.mark.parametrize("values", [[], [None, None], [0, 0], [1e9, 5]])
def test_a_chart_of_little_or_nothing_is_still_drawn(sheet, render, values):
    labels = [f"week {at}" for at in range(len(values))]
    assert render(sheet(), [bar_chart(labels, [Series("Present", values)], 400, 100)]).data
