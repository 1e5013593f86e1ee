from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpWay
from peerdesk.domain.papers.call_sheet import CallLine, CallSheet
from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.call_sheet import write
from tests.reports.paper import made

TODAY = date(2026, 11, 18)


def line(number=1, **changes):
    made = CallLine(
        PersonOnPaper(number, f"Person-{number:03}", "रमेश" if number % 2 else ""),
        "9876543210",
        "brother",
        TODAY - timedelta(3),
        FollowUpKind.SCHEDULED,
        FollowUpWay.CALL,
        "",
        2,
        date(2026, 11, 1),
    )
    return replace(made, **changes)


def sheet(*lines):
    return CallSheet(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 18, 9, 5)),
        data_as_on=TODAY,
        period=Period(date(2026, 11, 16), date(2026, 11, 22)),
        lines=lines,
    )


def printed(report):
    return made(write, report).texts()


def test_a_call_has_name_phone_reason_day_and_last_contact():
    text = printed(sheet(line()))[0]
    for words in (
        "0001 · Person-001",
        "98765 43210 (brother)",
        "Due 15-11-2026, 3 days overdue · Call",
        "After discharge, no. 2",
        "Last contact 01-11-2026",
        "16-11-2026 to 22-11-2026",
    ):
        assert words in text


def test_what_is_not_known_is_said():
    text = printed(sheet(line(phone="", whose_phone="", last_contact=None, due_on=TODAY)))[0]
    for words in ("No number is known", "No contact known so far", "Due 18-11-2026 · Call"):
        assert words in text
    assert "overdue" not in text


def test_each_outcome_has_a_box_with_the_letter_of_its_key():
    text = printed(sheet(line()))[0]
    for outcome in FollowUpOutcome:
        assert text.count(outcome.letter) > 4  # three spare rows, the call itself, the legend
    assert "N Not reached" in text


def test_spare_rows_follow_and_the_heading_repeats():
    pages = printed(sheet(*(line(number) for number in range(1, 31))))
    together = "\n".join(pages)
    assert all(together.count(f"Person-{number:03}") == 1 for number in range(1, 31))
    assert all("How it went" in page for page in pages if "Person-" in page)
    assert [row for row in ("31", "32", "33") if f"\n{row}" not in together.replace("\r", "")] == []


def test_there_is_room_to_write_by_hand():
    among_the_lines_to_write_on = 0.75
    gaps = made(write, sheet(line())).rules_across(among_the_lines_to_write_on)
    assert sum(gap >= 7.8 for gap in gaps) >= 12  # three lines in each of four rows


def test_an_empty_sheet_says_so_and_still_serves():
    pages = printed(sheet())
    assert len(pages) == 1
    assert "No follow-up is due in these days" in pages[0]
    assert "Confidential" not in pages[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["A" * 120, "<b>& Sons</b>", "विद्यार्थी" * 12, "🙂 \ud800"])
def test_any_name_and_reason_can_stand_on_it(language, name):
    person = PersonOnPaper(7, name, name)
    with speaking(language):
        pages = printed(sheet(line(person=person, why=name * 3, sequence=None, staff=name), line(8)))
    assert "Person-008" in "".join(pages)


def test_a_consent_that_was_withdrawn_is_said_beside_the_member_and_the_line_stays():
    lines = line(no_calls_since=date(2026, 11, 12)), line(2, no_family_since=date(2026, 11, 14))
    text = " ".join(printed(sheet(*lines))[0].split())
    assert "No consent to calls and visits since 12-11-2026" in text
    assert "No consent to contact with the family since 14-11-2026" in text
    assert "98765 43210 (brother)" in text
    assert "No consent" not in printed(sheet(line()))[0]
