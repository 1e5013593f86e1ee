from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from reportlab.lib.units import mm

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.i18n import speaking
from peerdesk.reports.parts.blocks import PrintedColumn
from peerdesk.reports.parts.layout import snug
from peerdesk.reports.parts.page import write
from peerdesk.reports.parts.people import NameColumns, named
from peerdesk.reports.parts.register_grid import ROW, Roll, RollColumn
from peerdesk.reports.parts.type import Align

COLUMNS = [
    RollColumn("No.", 10, Align.RIGHT),
    RollColumn("Name"),
    RollColumn("01", 14, Align.CENTRE, upright="Mon 10:00", band="November 2026"),
    RollColumn("02", 14, Align.CENTRE, upright="Tue 10:00", band="November 2026"),
]


def rows(count):
    return [[str(at), f"Member-{at:03}", "P", "A"] for at in range(1, count + 1)]


def texts(around, story):
    out = BytesIO()
    write(around, story, out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_roll_repeats_its_heading_and_prints_every_row_once(sheet):
    pages = texts(sheet(landscape=True), [Roll(COLUMNS, rows(100))])
    assert len(pages) > 3
    for page in pages:
        for words in ("Name", "Mon 10:00", "Tue 10:00", "01", "02"):
            assert words in page
        assert page.count("November 2026") == 1
    together = "".join(pages)
    assert all(together.count(f"Member-{at:03}") == 1 for at in range(1, 101))


@pytest.mark.parametrize("count", range(14, 24))
def test_totals_print_once_after_the_last_row_and_never_alone(sheet, count):
    totals = [["", "Present of total", "28/30", "1/30"], ["", "Attendance %", "93 %", "3 %"]]
    pages = texts(sheet(landscape=True), [Roll(COLUMNS, rows(count), totals=totals)])
    for words in ("Present of total", "28/30", "Attendance %", "93 %"):
        assert sum(page.count(words) for page in pages) == 1
        assert words in pages[-1]
    assert f"Member-{count:03}" in pages[-1]


def test_a_roll_is_not_begun_where_no_row_fits_under_its_heading():
    assert Roll(COLUMNS, rows(3)).split(400, 60) == []


def test_a_row_of_a_roll_is_tall_enough_for_indic_letters():
    assert ROW >= 11 * 1.36


def test_a_name_too_long_for_its_cell_is_shortened_in_its_row(sheet):
    long_name = "ज्ञानेश्वर कुऱ्हाडे " * 20
    page = texts(sheet(), [Roll(COLUMNS, [["1", long_name, "P", "A"]])])[0]
    assert "ज्ञानेश्वर कुऱ्हाडे" in page
    assert "…" in page


def test_upright_totals_make_their_rows_as_tall_as_they_are_long():
    bare, totalled = Roll(COLUMNS, rows(3)), Roll(COLUMNS, rows(3), totals=[["", "", "128/130", ""]])
    level = Roll(COLUMNS, rows(3), totals=[["", "128/130", "", ""]])
    height = bare.wrap(400, 700)[1]
    assert totalled.wrap(400, 700)[1] - height > 12 * mm
    assert level.wrap(400, 700)[1] - height < 6 * mm


def test_a_day_stays_readable_in_the_narrow_column_of_an_indian_language(sheet):
    with speaking("hi"):
        narrow = [replace(column, width=4.8 if column.upright else column.width) for column in COLUMNS]
        page = texts(sheet(landscape=True), [Roll(narrow, rows(2))])[0]
    assert "01" in page
    assert "02" in page


LATIN, BOTH, OWN = PersonOnPaper(7, "Anil"), PersonOnPaper(8, "Ramesh", "रमेश"), PersonOnPaper(9, "", "विठ्ठल")


def test_a_member_is_named_latin_first_and_once_where_both_names_are_the_same():
    assert named(BOTH) == "0008 · Ramesh · रमेश"
    assert named(OWN) == "0009 · विठ्ठल"
    assert named(PersonOnPaper(5, "Anil", "Anil")) == "0005 · Anil"
    assert named(PersonOnPaper(5, "")) == "0005"


def test_the_second_script_has_its_column_only_where_somebody_has_two_names():
    assert NameColumns.of([LATIN, BOTH], 120).cells(1, BOTH) == ["1", "0008", "Ramesh", "रमेश"]
    assert NameColumns.of([LATIN, OWN], 120).cells(2, OWN) == ["2", "0009", "विठ्ठल"]


def test_a_sheet_by_numbers_alone_has_no_column_of_names():
    names = NameColumns.of([PersonOnPaper(7, ""), PersonOnPaper(8, "")], 120)
    assert [column.heading for column in names.columns()] == ["No.", "Member"]
    assert names.cells(1, PersonOnPaper(7, ""), "* ") == ["1", "* 0007"]
    assert names.label("Present") == ["", "Present"]


def test_names_keep_to_their_room_however_long_they_are():
    names = NameColumns.of([PersonOnPaper(7, "Ramesh " * 17, "रमेश " * 24)], 90)
    assert names.total == pytest.approx(90)
    assert sum(column.width for column in names.columns()) == pytest.approx(90)


def test_columns_of_numbers_are_no_wider_than_their_numbers_and_equals_stay_equal():
    columns = [PrintedColumn("Group"), PrintedColumn("P"), PrintedColumn("A"), PrintedColumn("Note", 40)]
    fitted = snug(columns, [["A long name of a group", "146", "3", "x"]], alike=(1, 2))
    assert [column.width is None for column in fitted] == [True, False, False, False]
    assert fitted[1].width == fitted[2].width < 10
    assert fitted[3].width == 40
