"""The weekly presence sheet on paper."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from peerdesk.domain.papers.choices import Period, PersonOnPaper
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.presence_sheet import PresenceSheet
from peerdesk.domain.presence import Here, PresenceWeek, week_row
from peerdesk.i18n import LANGUAGES, speaking
from peerdesk.reports.presence_sheet import write
from tests.reports.paper import made

MONDAY = date(2026, 11, 16)
DAYS = [MONDAY + timedelta(at) for at in range(7)]


def presence_sheet(members=3, weeks=1, **changes):
    """The first member was always here, the second came on Wednesday, the others were absent on Sunday."""
    people = {n: PersonOnPaper(100 + n, f"Person-{n:03}", "रमेश" if n % 2 else "") for n in range(members)}
    made = PresenceSheet(
        letterhead=Letterhead("Navjeevan Centre"),
        printed=Printed("Sunita Patil", datetime(2026, 11, 23, 9, 5)),
        data_as_on=date(2026, 11, 23),
        period=Period(MONDAY, MONDAY + timedelta(7 * weeks - 1)),
        weeks=[
            PresenceWeek(MONDAY + timedelta(7 * at), rows(members, MONDAY + timedelta(7 * at))) for at in range(weeks)
        ],
        people=people,
    )
    return replace(made, **changes)


def rows(members, monday):
    days = [monday + timedelta(at) for at in range(7)]
    return [
        week_row(
            n,
            monday,
            [Here(n, days[2] if n == 1 else days[0] - timedelta(9), None)],
            {day: n < 2 or day != days[6] for day in (days[2:] if n == 1 else days)},
        )
        for n in range(members)
    ]


def printed(report):
    return made(write, report).texts()


def line(text, start):
    return next(line.split() for line in text.splitlines() if start in line)


def test_each_member_has_seven_days_and_two_sums():
    (text,) = printed(presence_sheet())
    assert line(text, "Person-000")[-9:] == ["P"] * 7 + ["7", "0"]
    assert line(text, "Person-001")[-9:] == ["–", "–", "P", "P", "P", "P", "P", "5", "0"]
    assert line(text, "Person-002")[-9:] == ["P"] * 6 + ["A", "6", "1"]


def test_each_day_is_added_up():
    (text,) = printed(presence_sheet())
    assert line(text, "Present 2") == ["Present", "2", "2", "3", "3", "3", "3", "2", "18"]
    assert line(text, "Absent 0") == ["Absent", "0", "0", "0", "0", "0", "0", "1", "1"]


def test_a_week_that_is_not_over_shows_empty_days_and_counts_none_of_them():
    week = PresenceWeek(MONDAY, [week_row(0, MONDAY, [Here(0, MONDAY, None)], {DAYS[0]: True})])
    (text,) = printed(replace(presence_sheet(1), weeks=[week]))
    assert line(text, "Person-000")[-3:] == ["P", "1", "0"]


def test_the_sheet_says_what_it_is_not():
    (text,) = printed(presence_sheet())
    for words in (
        "Weekly presence sheet",
        "16-11-2026 to 22-11-2026",
        "P Present",
        "A Absent",
        "It is not attendance of groups",
    ):
        assert words in text


def test_a_blank_sheet_keeps_the_names_and_the_days_off_and_leaves_three_rows():
    (text,) = printed(presence_sheet(blank=True))
    assert line(text, "Person-000")[-1] in ("Person-000", "रमेश")
    assert line(text, "Person-001")[-2:] == ["–", "–"]
    alone = [row.strip() for row in text.splitlines() if row.strip().isdigit() and int(row) < MONDAY.day]
    assert alone == ["4", "5", "6"]


def test_every_week_has_a_page_of_its_own():
    texts = printed(presence_sheet(weeks=3))
    assert len(texts) == 3
    assert "Week of 23-11-2026 to 29-11-2026" in texts[1]


def test_a_centre_of_thirty_goes_on_one_page():
    assert len(printed(presence_sheet(30))) == 1


def test_fifty_residents_keep_their_heading_on_the_next_page():
    texts = printed(presence_sheet(50))
    assert len(texts) == 2
    assert "Name" in texts[1]


def test_where_nobody_stayed_the_sheet_says_so_and_a_blank_one_has_rows():
    empty = presence_sheet(0)
    assert "Nobody had a residential stay in this week." in printed(empty)[0]
    assert "Confidential" not in printed(empty)[0]
    assert "3" in [row.strip() for row in printed(replace(empty, blank=True))[0].splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_centre_fits_one_page_in_every_language(language):
    with speaking(language):
        assert len(printed(presence_sheet(25))) == 1
