"""What makes a place on a waitlist acceptable by itself."""

from datetime import date, timedelta

from peerdesk.domain.groups.waitlist import Wait
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)


def test_members_wait_since_today_or_an_earlier_day_with_a_note_of_some_length():
    assert Wait(1, (7,), TODAY, " " + "x" * 200 + " ").problems(TODAY) == []
    assert Wait(1, (7, 8), TODAY - timedelta(400)).problems(TODAY) == []


def test_everything_wrong_is_said_at_once():
    assert Wait(1, (), TODAY + timedelta(1), "x" * 201).problems(TODAY) == [
        Problem("members", "members-missing"),
        Problem("since", "day-ahead"),
        Problem("note", "text-too-long", {"most": 200}),
    ]
