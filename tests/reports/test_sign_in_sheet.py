from dataclasses import replace
from datetime import date, datetime, time

import pytest

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.sign_in_sheet import SignInSheet
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.sign_in_sheet import write
from tests.reports.paper import made

FOR_SIGNATURES = 0.7
"""Where the box for signatures stands, as a part of the page's width; nothing is printed in it."""


def sign_in(members=8, **changes):
    people = [PersonOnPaper(100 + at, f"Person-{at:03}", "रमेश" if at % 2 else "") for at in range(members)]
    made = SignInSheet(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 21, 9, 5)),
        data_as_on=date(2026, 11, 21),
        session_id=412,
        group_name="Morning Circle",
        day=date(2026, 11, 21),
        starts=time(10),
        minutes=60,
        place="Hall 1",
        facilitators=["Sunita Patil", "Mahesh Jadhav"],
        people=people,
    )
    return replace(made, **changes)


def printed(report):
    return made(write, report).texts()


def test_members_stand_in_the_order_of_the_roll_with_five_spare_rows():
    report = sign_in()
    report = replace(report, people=report.people[::-1])
    lines = [line.split() for line in printed(report)[0].splitlines()]
    listed = [line[:3] for line in lines if len(line) > 2 and line[2].startswith("Person-")]
    assert listed == [[str(at + 1), f"0{107 - at}", f"Person-{7 - at:03}"] for at in range(8)]
    alone = [line[0] for line in lines if len(line) == 1 and line[0].isdigit()]
    assert alone == ["9", "10", "11", "12", "13"]


def test_the_head_says_group_day_time_place_facilitators_and_sheet_code():
    text = printed(sign_in())[0]
    for words in ("Morning Circle", "21-11-2026 (Saturday)", "10:00, 60 minutes", "Hall 1", "Mahesh Jadhav", "S412"):
        assert words in text


def test_there_is_room_for_a_thumb_and_columns_for_mark_and_minutes():
    report = sign_in()
    text = printed(report)[0]
    for words in ("Signature or thumb", "Mark", "Minutes", "P Present", "A Absent"):
        assert words in text
    assert sum(gap >= 10 for gap in made(write, report).rules_across(FOR_SIGNATURES)) >= 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_of_fifteen_goes_on_one_page_with_rows_of_eight_millimetres_or_more(language):
    report = sign_in(15)
    with speaking(language):
        assert len(printed(report)) == 1
        assert sum(8 <= gap < 11 for gap in made(write, report).rules_across(FOR_SIGNATURES)) >= 20


def test_a_large_group_goes_on_with_its_heading_repeated():
    pages = printed(sign_in(45))
    assert len(pages) > 1
    assert all("Signature or thumb" in page for page in pages if "Person-" in page)
    together = "".join(pages)
    assert all(together.count(f"Person-{at:03}") == 1 for at in range(45))


def test_an_empty_centre_and_a_group_without_members_each_get_a_page():
    assert "There is no session yet." in printed(sign_in(session_id=None, day=None, starts=None, people=[]))[0]
    empty = printed(sign_in(0))
    assert len(empty) == 1
    assert "S412" in empty[0]
    assert "Confidential" not in empty[0]


@pytest.mark.parametrize("name", ["A" * 120, "<b>& Sons</b>", "विद्यार्थी" * 12, "🙂 \ud800", ""])
def test_any_name_can_stand_on_a_sheet(name):
    people = [PersonOnPaper(1, name, name[:70]), PersonOnPaper(2, "Last Person")]
    assert "Last Person" in printed(sign_in(people=people, place=name, facilitators=[name]))[0]


def test_a_sheet_by_numbers_alone_names_nobody():
    people = [PersonOnPaper(number, "") for number in (107, 108)]
    text = printed(sign_in(people=people))[0]
    assert "0107" in text
    assert "Name" not in text


def test_rows_to_sign_are_never_lower_than_eight_millimetres():
    assert min(gap for gap in made(write, sign_in(19)).rules_across(FOR_SIGNATURES) if gap > 7) >= 8
