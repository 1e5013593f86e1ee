"""What the weekly presence sheet gathers."""

from datetime import date, datetime, time, timedelta

import pytest

from peerdesk.domain.papers.choices import Choices, Names, Period
from peerdesk.services import presence
from peerdesk.services.papers import presence_sheet
from tests.centres import TODAY
from tests.refusals import problems_of

MONDAY = date(2026, 11, 16)


@pytest.fixture
def gather(storage, office):
    def call(**choices):
        now = datetime.combine(TODAY, time(10))
        return presence_sheet.gather(storage, office, Choices(**choices), today=TODAY, now=now)

    return call


def test_the_week_is_whole_whatever_days_are_chosen(centre, gather):
    centre.member()
    found = gather(first=TODAY, last=TODAY)
    assert found.period == Period(MONDAY, MONDAY + timedelta(6))
    assert [week.monday for week in found.weeks] == [MONDAY]


def test_without_days_it_is_the_week_before_this_one(centre, gather):
    centre.member()
    assert gather().period == Period(date(2026, 11, 9), date(2026, 11, 15))


def test_a_month_is_the_weeks_that_hold_it(centre, gather):
    centre.member()
    found = gather(first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert found.period == Period(date(2026, 10, 26), date(2026, 12, 6))
    assert [len(week.rows) for week in found.weeks] == [0, 1, 1, 1, 1, 1]


def test_the_sheet_shows_what_the_screen_shows(storage, office, centre, gather):
    people = centre.members("Anil Yadav", "Mohan Lal")
    presence.mark(storage, office, TODAY, {people[0]: True, people[1]: False})
    found = gather(first=TODAY, last=TODAY)
    assert found.weeks == [presence.week(storage, office, TODAY)]
    assert [found.people[row.member_id].name for row in found.weeks[0].rows] == ["Anil Yadav", "Mohan Lal"]


def test_names_are_as_much_as_the_paper_may_hold(centre, gather):
    centre.member("Ramesh Kumar")
    (person,) = gather(first=TODAY, last=TODAY, names=Names.INITIALS).people.values()
    assert person.name == "R. K."


def test_days_in_the_wrong_order_are_refused(gather):
    assert problems_of(gather, first=TODAY, last=MONDAY) == ["to: dates-out-of-order"]
