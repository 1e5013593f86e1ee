from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageChops

from peerdesk import words
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.papers.attendance_register import (
    AttendanceRegister,
    Cell,
    CorrectionLine,
    RegisterRow,
    RegisterSession,
)
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.sessions.marks import Mark, Tally, longest_absence
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.attendance_register import write
from tests.reports.paper import made

FIRST = date(2026, 11, 1)
PATTERN = "PPPTPPLAPEPPAAPP"


def person(number):
    native = ["", "ज्ञानेश्वर कुऱ्हाडे", "ਜਸਪ੍ਰੀਤ ਸਿੰਘ"][number % 3]
    return PersonOnPaper(number + 100, f"Person-{number:04}", native)


def register(members=8, sessions=10, *, twice=False, first=FIRST, **changes):
    """Everybody marked by one pattern, each member shifted by one; two meetings a day where asked."""
    days = [first + timedelta(days=at // 2 if twice else at) for at in range(sessions)]
    cells = [[Mark(PATTERN[(at + member) % len(PATTERN)]) for at in range(sessions)] for member in range(members)]
    columns = [
        RegisterSession(
            400 + at, day, time(17, 30) if twice and at % 2 else time(10), None, "", Tally.of(row[at] for row in cells)
        )
        for at, day in enumerate(days)
    ]
    rows = [RegisterRow(person(member), row, Tally.of(row), longest_absence(row)) for member, row in enumerate(cells)]
    made = AttendanceRegister(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 12, 1, 10, 5)),
        data_as_on=date(2026, 12, 1),
        period=Period(first, days[-1] if days else first),
        group_id=3,
        group_name="Morning Circle",
        group_type=GroupType.TWELVE_STEP,
        facilitators=["Sunita Patil"],
        sessions=columns,
        rows=rows,
        corrections=[],
    )
    return replace(made, **changes)


def printed(report):
    return made(write, report).texts()


def line_of(text, words_in_it):
    """The printed line that holds the words, its words apart."""
    return next(line for line in text.splitlines() if words_in_it in line).split()


def with_cells(report, at, cell):
    """The register with one column's cells replaced, as on a holiday or where nobody met."""
    rows = []
    for row in report.rows:
        cells = [*row.cells[:at], cell, *row.cells[at + 1 :]]
        marks = [mark for mark in cells if isinstance(mark, Mark)]
        rows.append(replace(row, cells=cells, tally=Tally.of(marks)))
    sessions = list(report.sessions)
    reason = NotHeldReason.NO_POWER if cell is Cell.DID_NOT_HAPPEN else None
    sessions[at] = replace(sessions[at], cell=cell, tally=Tally(), reason=reason)
    return replace(report, rows=rows, sessions=sessions)


def test_a_member_has_one_line_of_marks_ending_in_the_counts_of_the_tally():
    report = register()
    text = printed(report)[0]
    for row in report.rows:
        line = line_of(text, row.person.name)
        assert line[-14:-4] == [str(cell) for cell in row.cells]
        made = f"{row.tally.attended}/{row.tally.counted}"
        assert line[-4:] == [made, *(str(n) for n in (row.tally.percent, row.tally.leave, row.longest_absence))]


def test_both_scripts_of_a_name_are_printed_latin_first():
    line = " ".join(line_of(printed(register())[0], "Person-0001"))
    assert line.index("Person-0001") < line.index("ज्ञानेश्वर")


def test_lines_of_erased_records_are_counted_below():
    assert "2 lines are not here any more: the records were erased." in " ".join(printed(register(erased=2))[0].split())
    assert "any more" not in printed(register())[0]


def test_every_session_shows_its_day_weekday_time_and_totals():
    report = register()
    text = printed(report)[0]
    flat = " ".join(text.split())
    assert "Time 10:00" in text
    for session in report.sessions:
        assert f"{session.day:%d-%m}" in text
        assert words.short_weekday(session.day) in text
        assert f"{session.tally.attended}/{session.tally.counted}" in text
        assert words.percent(session.tally).replace("\xa0", " ") in text.replace("\xa0", " ")
    total = sum((session.tally for session in report.sessions), Tally())
    assert f"{words.percent(total)} · {words.attended_of(total)}".replace("\xa0", " ") in flat


def test_two_sessions_on_one_day_are_told_apart_by_their_time():
    few, many = (printed(register(sessions=sessions, twice=True))[0] for sessions in (6, 30))
    assert few.count("10:00") == few.count("17:30") == 3
    assert many.count("Mon 10:00") == many.count("Mon 17:30") == 2


@pytest.mark.parametrize(("sessions", "sets"), [(31, 1), (32, 2), (62, 2), (63, 3)])
def test_after_thirty_one_sessions_the_names_are_repeated_on_a_further_page(sessions, sets):
    texts = printed(register(members=3, sessions=sessions))
    pages = [text for text in texts if "Person-0002" in text]
    assert len(pages) == sets
    assert all(page.count(f"Person-{at:04}") == 1 for page in pages for at in range(3))
    assert ["Longest" in page for page in pages] == [False] * (sets - 1) + [True]
    assert ("Sessions 1 to" in texts[0]) == (sets > 1)


def test_a_full_group_twice_a_day_loses_no_row_and_tears_none():
    texts = printed(register(members=45, sessions=62, twice=True))
    for at in range(45):
        lines = [line.split() for text in texts for line in text.splitlines() if f"Person-{at:04}" in line]
        assert [len([word for word in line if word in set(PATTERN)]) for line in lines] == [31, 31]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_register_stays_inside_the_sheet_in_every_language(language):
    out = BytesIO()
    with speaking(language):
        write(register(members=45, sessions=62, twice=True), out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        picture = document[0].render(scale=100 / 72, grayscale=True).to_pil()
    left, _top, right, _bottom = ImageChops.invert(picture).getbbox()
    assert left >= int(11.5 / 25.4 * 100)
    assert right <= picture.width - int(11.5 / 25.4 * 100)


def test_a_holiday_and_a_session_that_did_not_happen_have_letters_reason_and_no_totals():
    report = with_cells(with_cells(register(), 2, Cell.HOLIDAY), 4, Cell.DID_NOT_HAPPEN)
    text = "\n".join(printed(report))
    assert line_of(text, "Person-0000")[-12] == "H"
    assert line_of(text, "Person-0000")[-10] == "N"
    assert "H Holiday" in text
    assert "N Did not happen" in text
    assert words.of(NotHeldReason.NO_POWER) in text
    assert "8 held, 1 did not happen" in text


def test_days_before_joining_are_dashes_and_an_unmarked_cell_is_empty():
    report = register(members=1, sessions=4)
    marks = [Mark.PRESENT, Mark.ABSENT]
    row = replace(report.rows[0], cells=[Cell.NOT_DUE, Cell.UNMARKED, *marks], tally=Tally.of([None, *marks]))
    line = line_of(printed(replace(report, rows=[row]))[0], "Person-0000")
    assert line[-7:] == ["–", "P", "A", "1/2", "50", "0", "0"]


def test_a_member_on_leave_alone_has_no_percentage():
    report = register(members=1, sessions=2)
    row = replace(report.rows[0], cells=[Mark.LEAVE] * 2, tally=Tally(leave=2), longest_absence=0)
    assert line_of(printed(replace(report, rows=[row]))[0], "Person-0000")[-4:] == ["0/0", "–", "2", "0"]


def test_a_walk_in_is_marked_and_explained():
    report = register()
    guest = replace(report.rows[-1], walk_in=True)
    text = printed(replace(report, rows=[*report.rows[:-1], guest]))[0]
    assert f"* {guest.person.name}" in text
    assert "* for one session only" in text
    assert "* for one session only" not in printed(report)[0]


def test_signed_sessions_are_listed_with_their_number_day_and_seal():
    report = register()
    signed = [replace(session, seal=f"K7QF-2M9D-{at:02}") for at, session in enumerate(report.sessions[:7])]
    text = " ".join("\n".join(printed(replace(report, sessions=[*signed, *report.sessions[7:]]))).split())
    for at, session in enumerate(signed):
        assert f"{session.session_id} {session.day:%d-%m} K7QF-2M9D-{at:02}" in text
    assert "407 08-11" not in text


@pytest.mark.parametrize("count", [3, 20], ids=["beside-the-marks", "behind-them"])
def test_who_of_the_members_led_stands_with_the_day_as_members_are_named_on_paper(count):
    report = register(sessions=20)
    led = [replace(session, led_by=person(at)) for at, session in enumerate(report.sessions[:count])]
    text = "\n".join(printed(replace(report, sessions=[*led, *report.sessions[count:]])))
    assert "Led by a member" in text
    assert text.count("Person-0002") == 2, "in the roll, and as who led"
    assert "Led by a member" not in "\n".join(printed(report))


def test_corrections_and_additions_after_signing_say_what_who_when_and_why():
    lines = [
        CorrectionLine(FIRST, person(2), "Came late", Mark.ABSENT, Mark.LATE, "Mahesh Jadhav", "02-11-2026 09:12"),
        CorrectionLine(FIRST, None, "Two visitors <b>& guests", None, None, "Sunita Patil", "03-11-2026 18:40"),
    ]
    text = "\n".join(printed(register(corrections=lines)))
    for part in ("Came late", "Mahesh Jadhav", "02-11-2026 09:12", "Two visitors <b>& guests", "03-11-2026 18:40"):
        assert part in text
    line = line_of(text, "Came late")
    assert line.index("A") < line.index("T")


def test_an_empty_centre_an_empty_group_and_an_empty_period_each_say_so():
    assert "There is no group yet." in printed(register(0, 0, group_id=None, group_name="", facilitators=[]))[0]
    assert "Nobody belonged to this group" in printed(register(0, 5))[0]
    nobody_met = printed(register(4, 0))[0]
    assert "No session of this group" in nobody_met
    assert "Person-0003" in nobody_met


def test_a_blank_register_keeps_names_and_what_is_settled_and_leaves_the_rest_to_the_hand():
    report = with_cells(register(members=9, sessions=5, blank=True), 1, Cell.HOLIDAY)
    late = replace(report.rows[0], cells=[Cell.NOT_DUE, Cell.HOLIDAY, *[Cell.UNMARKED] * 3])
    texts = printed(replace(report, rows=[late, *report.rows[1:]]))
    together = "\n".join(texts)
    assert line_of(together, "Person-0000")[-2:] == ["–", "H"]
    assert line_of(together, "Person-0001")[-1:] == ["H"]
    serials = [line.split()[0] for text in texts for line in text.splitlines() if line.split()]
    assert all(str(serial) in serials for serial in range(1, 15))
    assert "15" not in serials
    assert "G3-20261101" in texts[0]
    assert "of counted" not in " ".join(together.split())


def test_a_blank_register_without_members_or_sessions_is_still_a_form():
    texts = printed(register(0, 0, blank=True))
    assert "G3-20261101" in texts[0]
    assert "Confidential" not in texts[0]


@pytest.mark.parametrize(("language", "members"), [("en", 18), ("hi", 16), ("mr", 16), ("pa", 16)])
def test_a_usual_group_and_its_signed_week_go_on_one_sheet(language, members):
    report = with_cells(register(members, 7), 4, Cell.DID_NOT_HAPPEN)
    sealed = [session if session.cell else replace(session, seal="K7QF-2M9D-07") for session in report.sessions]
    with speaking(language):
        texts = printed(replace(report, sessions=sealed))
    assert len(texts) == 1
    assert texts[0].count("K7QF-2M9D-07") == 6


def test_a_month_of_seals_and_missed_sessions_stands_in_tables():
    report = register(members=3, sessions=31)
    for at in range(0, 24, 2):
        report = with_cells(report, at, Cell.DID_NOT_HAPPEN)
    sealed = [
        session if session.cell else replace(session, seal=f"K7QF-2M9D-{session.day:%d}") for session in report.sessions
    ]
    text = " ".join("\n".join(printed(replace(report, sessions=sealed))).split())
    assert f"01-11-2026 10:00 {words.of(NotHeldReason.NO_POWER)}" in text
    assert all(f"{session.day:%d-%m-%Y} {session.seal}" in text for session in sealed if session.seal)


def test_counsellor_and_coordinator_sign():
    text = printed(register())[-1]
    assert "Counsellor" in text
    assert "Project coordinator" in text
    assert text.count("Date:") == 2


@pytest.mark.parametrize("name", ["A" * 120, "<b>& Sons</b>", "विद्यार्थी" * 12, "🙂 \ud800", "Ram\nKumar", ""])
def test_any_name_can_stand_in_a_register(name):
    report = register(members=2, sessions=31)
    rows = [replace(report.rows[0], person=PersonOnPaper(7, name, name[:60])), report.rows[1]]
    assert "Person-0001" in printed(replace(report, rows=rows, group_name=name))[0]


def test_the_month_is_named_over_its_days_even_over_one_alone():
    text = printed(register(members=2, sessions=28, first=date(2026, 10, 31)))[0]
    assert "November 2026" in text
    assert "October 2026" not in text


def test_printing_a_thousand_members_can_be_stopped_and_tells_its_pages():
    seen = []
    count = write(register(members=1000, sessions=10), BytesIO(), seen.append)
    assert seen == list(range(1, count + 1))
