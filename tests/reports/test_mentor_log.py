from dataclasses import replace
from datetime import date, datetime

import pytest

from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.mentor_log import Accompanied, MentorLog
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.mentor_log import write
from tests.reports.paper import made

SINCE = date(2026, 11, 2)


def log(members=2, **changes):
    made = MentorLog(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 21, 9, 5)),
        data_as_on=date(2026, 11, 21),
        mentor=PersonOnPaper(12, "Gopal Verma", "गोपाल वर्मा"),
        agreed=True,
        members=[Accompanied(PersonOnPaper(100 + at, "R. K."), SINCE) for at in range(members)],
        help_lines=["14446", "112"],
    )
    return replace(made, **changes)


def printed(report):
    return made(write, report).texts()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("members", [1, 2, 5])
def test_each_member_accompanied_has_one_sheet(members, language):
    with speaking(language):
        pages = printed(log(members))
    assert len(pages) == members
    assert all(f"0{100 + at} · R. K." in page for at, page in enumerate(pages))


def test_a_sheet_says_who_since_when_and_how_to_keep_it():
    text = " ".join(printed(log(1))[0].split())
    for words in (
        "0012 · Gopal Verma",
        "02-11-2026",
        "What you hear stays between the two of you.",
        "1 Emotional: listening, encouragement",
        "4 Affiliational: company, belonging",
        "Somebody to talk to: 14446 · 112",
        "Confidential",
    ):
        assert words in text


def test_rows_are_never_lower_than_eight_millimetres_and_there_are_eight_at_least():
    in_what_was_agreed = 0.78
    high = [gap for gap in made(write, log(1)).rules_across(in_what_was_agreed) if 8 <= gap < 10]
    assert len(high) >= 8
    assert all(abs(gap - 9) < 0.3 for gap in high)


def test_a_mentor_of_nobody_yet_gets_one_sheet_to_write_the_member_on():
    (page,) = printed(log(0))
    assert "Accompanies:" in page
    assert "Since:" in page


def test_who_does_not_mentor_is_told_so_and_an_empty_centre_too():
    assert "has not agreed to mentor" in printed(log(0, agreed=False))[0]
    empty = printed(log(0, mentor=None, agreed=False))[0]
    assert "Nobody has agreed to mentor yet." in empty
    assert "Confidential" not in empty


@pytest.mark.parametrize("name", ["A" * 120, "<b>& Sons</b>", "विद्यार्थी" * 12, ""])
def test_any_name_can_stand_on_a_sheet(name):
    members = [Accompanied(PersonOnPaper(7, name, name[:70]), SINCE)]
    report = replace(log(), mentor=PersonOnPaper(1, name), members=members)
    assert len(printed(report)) == 1
