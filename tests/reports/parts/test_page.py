import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.platypus import PageBreak

from peerdesk.domain.names.script import is_indic
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.reports.parts.blocks import Signatory, facts, signatures
from peerdesk.reports.parts.charts import ChartSeries, Pattern, bar_chart
from peerdesk.reports.parts.letterhead import bilingual
from peerdesk.reports.parts.page import period_line, write
from peerdesk.reports.parts.register_grid import Roll, RollColumn
from peerdesk.reports.parts.type import paragraph

MIXED = ["ज्ञानेश्वर कुऱ्हाडे", "Ramesh Kumar", "ਜਸਪ੍ਰੀਤ ਸਿੰਘ"]

ONE_OF_EACH = """
import hashlib, sys
from datetime import date, datetime
from io import BytesIO
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.reports.parts.register_grid import Roll, RollColumn
from peerdesk.reports.parts.page import Sheet, write
from peerdesk.reports.parts.type import paragraph
day = date(2026, 11, 21)
def make(words):
    out = BytesIO()
    head = Letterhead("नवजीवन", "Washim", "42")
    printed = Printed("Sunita", datetime(2026, 11, 21, 10, 5))
    sheet = Sheet(letterhead=head, title="Attendance register", printed=printed, data_as_on=day)
    write(sheet, [paragraph(words), Roll([RollColumn("A"), RollColumn("B")], [[words, "1"]] * 90)], out)
    return hashlib.sha256(out.getvalue()).hexdigest()
"""


def red_logo():
    picture = Image.new("RGBA", (200, 120), (0, 0, 0, 0))
    picture.paste((210, 20, 20, 255), (20, 20, 180, 100))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def busy_story(width):
    rows = [[str(at), MIXED[at % 3], *"PTELA"] for at in range(1, 60)]
    marks = [RollColumn(f"{day:02}", 8) for day in range(1, 6)]
    return [
        facts([("नाम", MIXED[0]), ("Phone", "9876543210")], width),
        bar_chart(
            ["02-11", "09-11"], [ChartSeries("Present", [80, None]), ChartSeries("A", [9, 1], Pattern.SOLID)], width, 90
        ),
        Roll([RollColumn("No.", 10), RollColumn("Member"), *marks], rows),
        signatures([Signatory("Counsellor", MIXED[0]), Signatory("Coordinator")], width),
    ]


@pytest.fixture(scope="module", params=[False, True], ids=["upright", "landscape"])
def busy(request, sheet, render):
    around = sheet(
        landscape=request.param,
        subject="Morning Circle",
        letterhead=Letterhead("नवजीवन केन्द्र", "Station Road", "MH/42", red_logo()),
    )
    return around, render(around, busy_story(around.body_width))


def test_nothing_is_printed_where_the_sheet_will_be_punched(busy):
    around, rendered = busy
    for picture in rendered.pictures(100):
        margin = int(24.9 / 25.4 * 100)
        strip = (0, 0, picture.width, margin) if around.landscape else (0, 0, margin, picture.height)
        assert picture.crop(strip).getextrema() == ((255, 255),) * 3


def test_nothing_is_printed_where_a_laser_printer_cannot_reach(busy):
    for picture in busy[1].pictures(100):
        ink = ImageChops.invert(picture.convert("L")).getbbox()
        edge = int(9 / 25.4 * 100)
        assert ink[0] >= edge
        assert ink[1] >= edge
        assert ink[2] <= picture.width - edge
        assert ink[3] <= picture.height - edge


def test_the_sheet_is_a4_and_has_no_colour_though_the_logo_is_red(busy):
    for picture in busy[1].pictures(50):
        red, green, blue = picture.split()
        assert ImageChops.difference(red, green).getbbox() is None
        assert ImageChops.difference(green, blue).getbbox() is None
        assert sorted(picture.size) == [pytest.approx(413, abs=1), pytest.approx(585, abs=1)]


def test_the_logo_is_printed(sheet, render):
    def ink(letterhead):
        corner = render(sheet(letterhead=letterhead), []).pictures(100)[0].crop((98, 45, 165, 115)).convert("L")
        return sum(corner.histogram()[:128])

    assert ink(Letterhead("", "", "", red_logo())) > ink(Letterhead("")) + 700


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nbroken", red_logo()[:200]])
def test_a_damaged_logo_is_left_out_and_the_sheet_still_printed(sheet, render, data):
    assert "Navjeevan" in render(sheet(letterhead=Letterhead("Navjeevan", logo=data)), []).text()


def test_no_letter_is_smaller_than_the_rule_allows(busy):
    for letter, size in busy[1].letters():
        assert size >= (11 if is_indic(letter) else 9) or not letter.strip()


def test_the_first_page_names_centre_report_period_and_the_day_of_the_data(sheet, render):
    first, second = render(sheet(subject="Morning Circle"), [PageBreak(), paragraph("x")]).texts()
    for words in ("Navjeevan Centre, Washim", "Station Road", "MH/IRCA/2019/0042", "Data as on 21-11-2026"):
        assert words in first
    for words in ("Attendance register", "Morning Circle", "01-11-2026 to 30-11-2026"):
        assert words in first
        assert words in second


def test_every_page_says_which_it_is_who_printed_it_and_that_it_is_confidential(sheet, render):
    pages = render(sheet(), [paragraph("x"), PageBreak(), paragraph("y"), PageBreak(), paragraph("z")]).texts()
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of 3" in text
        assert "Printed by Sunita Patil on 21-11-2026 10:05" in text
        assert "MHCA 2017 s.23" in text


def test_a_blank_form_names_nobody_and_is_not_called_confidential(sheet, render):
    assert "Confidential" not in render(sheet(confidential=False), []).text()


def test_a_title_stands_in_both_languages_and_only_once_in_english():
    own = "उपस्थिति पंजी"
    assert bilingual(own, "Attendance register") == f"{own} / Attendance register"
    assert bilingual("Attendance register", "Attendance register") == "Attendance register"


def test_an_endless_name_of_centre_or_staff_stays_on_the_sheet(sheet, render):
    names = {"letterhead": Letterhead("विद्यार्थी" * 12), "printed": Printed("Ram" * 90, datetime(2026, 1, 1))}
    for picture in render(sheet(subject="Circle " * 40, **names), [PageBreak(), paragraph("x")]).pictures(100):
        assert picture.crop((picture.width - 35, 0, picture.width, picture.height)).getextrema() == ((255, 255),) * 3


def test_a_period_of_one_day_prints_one_date():
    day = date(2026, 11, 21)
    assert period_line(Period(day, day)) == "21-11-2026"
    assert period_line(None) == ""


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before"):
        Period(date(2026, 11, 2), date(2026, 11, 1))


def test_the_file_says_what_it_is_in_which_language_and_carries_every_font(busy):
    around, rendered = busy
    assert rendered.data.startswith(b"%PDF-1.7")
    assert b"/Lang (en)" in rendered.data
    assert b"Helvetica" not in rendered.data
    assert b"Times" not in rendered.data
    with pypdfium2.PdfDocument(rendered.data) as document:
        facts_of_file = document.get_metadata_dict()
    assert facts_of_file["Title"] == "Attendance register"
    assert facts_of_file["Author"] == around.letterhead.centre_name
    assert facts_of_file["CreationDate"] == "D:20261121100500"


def test_equal_data_gives_equal_bytes_in_any_process_whatever_was_printed_before():
    def digest(code, **environment):
        command = [sys.executable, "-c", ONE_OF_EACH + code]
        settings = {**os.environ, **environment}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=settings).stdout

    alone = digest("print(make('विद्यार्थी ਪ੍ਰੀਤ क्ष'))", PYTHONHASHSEED="1")
    later = digest(
        "make('श्री त्र्यंबक ज्ञान ਅੰਮ੍ਰਿਤ'); print(make('विद्यार्थी ਪ੍ਰੀਤ क्ष'))",
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1234567890",
    )
    assert alone == later
    assert alone != digest("print(make('other'))")


def test_sheets_made_on_two_threads_are_those_made_one_after_the_other(sheet, render):
    def digest(landscape):
        around = sheet(landscape=landscape, letterhead=Letterhead("नवजीवन केन्द्र"))
        return hashlib.sha256(render(around, busy_story(around.body_width)).data).hexdigest()

    turns = [False, True] * 3
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(digest, turns)) == [digest(turn) for turn in turns]


def test_progress_is_told_page_by_page_and_can_stop_the_work(sheet):
    class Stopped(Exception):
        pass

    seen = []

    def stop_at_two(page):
        seen.append(page)
        if page == 2:
            raise Stopped

    with pytest.raises(Stopped):
        write(sheet(), [PageBreak()] * 9, BytesIO(), stop_at_two)
    assert seen == [1, 2]
    assert write(sheet(), [paragraph("x"), PageBreak(), paragraph("y")], BytesIO()) == 2


def test_half_a_letter_in_the_name_of_the_centre_does_not_stop_the_printer(sheet, render):
    assert render(sheet(letterhead=Letterhead("Navjeevan \ud800 \x00")), []).data
