"""Presence kept in the file: who is expected, who is marked, and the week."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Leave, Series
from peerdesk.domain.presence import Headcount
from peerdesk.records import members as member_records
from peerdesk.services import presence
from peerdesk.services.members import members, stays
from tests.centres import TODAY
from tests.leaving import put_away
from tests.looking import trail
from tests.refusals import problems_of

MONDAY = date(2026, 11, 16)
YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def people(centre):
    return centre.members("Anil Yadav", "Mohan Lal", "Ramesh Kumar")


@pytest.fixture
def outpatient(centre):
    details = MemberDetails("Bablu Jatav", "", Gender.MALE, age=30, village="Dabra")
    admission = Admission(Series.OUTPATIENT, date(2026, 11, 2))
    return members.register(centre.storage, centre.actor, details, today=TODAY, admission=admission)


@pytest.fixture
def discharge(centre):
    def call(member_id, day):
        with centre.storage.reading():
            (stay,) = member_records.stays_of(member_id)
        how = Discharge(day, DischargeType.COMPLETED)
        stays.discharge(centre.storage, centre.actor, stay.id, how, today=TODAY)

    return call


@pytest.fixture
def leave(centre):
    def call(member_id, first=TODAY, last=TODAY, reason="Wedding at home"):
        return stays.add_leave(centre.storage, centre.actor, member_id, Leave(first, last, reason))

    return call


@pytest.fixture
def mark(storage, office):
    def call(marks, day=TODAY):
        return presence.mark(storage, office, day, marks)

    return call


@pytest.fixture
def shown(storage, office):
    """Names and marks of a day, as the screen lists them."""

    def look(day=TODAY, **chosen):
        rows = presence.day(storage, office, day, **chosen).rows
        return [(row.name_latin, row.present) for row in rows]

    return look


def test_residents_are_expected_from_the_day_of_admission_to_that_of_discharge(centre, people, discharge, shown):
    centre.member("Sunil Jatav", admitted=YESTERDAY)
    centre.member("Visitor of old", admitted=None)
    discharge(people[1], YESTERDAY)
    assert [name for name, _ in shown(YESTERDAY - timedelta(1))] == ["Anil Yadav", "Mohan Lal", "Ramesh Kumar"]
    assert [name for name, _ in shown(YESTERDAY)] == ["Anil Yadav", "Mohan Lal", "Ramesh Kumar", "Sunil Jatav"]
    assert [name for name, _ in shown(TODAY)] == ["Anil Yadav", "Ramesh Kumar", "Sunil Jatav"]


def test_nobody_is_expected_before_the_first_admission(people, shown):
    assert shown(date(2026, 11, 1)) == []


def test_outpatients_are_shown_when_asked_for_and_once_they_are_marked(
    storage, office, people, outpatient, mark, shown
):
    assert "Bablu Jatav" not in dict(shown())
    assert "Bablu Jatav" in dict(shown(outpatients=True))
    mark({outpatient: True})
    assert dict(shown())["Bablu Jatav"] is True
    rows = presence.day(storage, office, TODAY).rows
    assert [row.outpatient for row in rows] == [False, True, False, False]


def test_who_was_archived_since_is_still_expected_on_the_days_before(storage, coordinator, people, shown):
    put_away(storage, coordinator, people[0], today=YESTERDAY)
    assert "Anil Yadav" in dict(shown(YESTERDAY - timedelta(1)))
    assert "Anil Yadav" not in dict(shown())


def test_a_day_counts_present_absent_and_unmarked(storage, office, people, mark):
    mark({people[0]: True, people[1]: False})
    found = presence.day(storage, office, TODAY)
    assert (found.present, found.absent, found.marked, found.count) == (1, 1, 2, Headcount(1, 1, 1))
    assert [row.serial for row in found.rows] == [1, 2, 3]


def test_marks_are_changed_taken_out_and_undone(people, mark, shown):
    assert mark({people[0]: True}) == {people[0]: None}
    assert mark({people[0]: False, people[2]: True}) == {people[0]: True, people[2]: None}
    before = mark({people[0]: None})
    assert before == {people[0]: False}
    assert shown() == [("Anil Yadav", None), ("Mohan Lal", None), ("Ramesh Kumar", True)]
    mark(before)
    assert dict(shown())["Anil Yadav"] is False


def test_the_same_mark_again_changes_nothing(people, mark, announced):
    mark({people[0]: True})
    announced.clear()
    assert mark({people[0]: True}) == {}
    assert mark({people[1]: None}) == {}
    assert announced == []


def test_the_first_mark_of_a_day_marks_who_is_on_leave_absent(people, leave, mark, shown):
    leave(people[1])
    before = mark({people[0]: True})
    assert shown() == [("Anil Yadav", True), ("Mohan Lal", False), ("Ramesh Kumar", None)]
    mark(before)
    assert shown() == [("Anil Yadav", None), ("Mohan Lal", None), ("Ramesh Kumar", None)]


def test_who_came_back_early_from_leave_can_be_marked_present(people, leave, mark, shown):
    leave(people[1])
    mark({people[1]: True})
    assert dict(shown())["Mohan Lal"] is True


def test_leave_is_shown_on_its_days_alone(storage, office, people, leave):
    leave(people[1], YESTERDAY, TODAY, "")

    def reasons(day):
        return [row.on_leave for row in presence.day(storage, office, day).rows]

    assert reasons(TODAY) == reasons(YESTERDAY) == [None, "", None]
    assert reasons(YESTERDAY - timedelta(1)) == [None] * 3


def test_all_present_leaves_marks_alone_and_who_is_on_leave_absent(storage, office, people, leave, mark, shown):
    mark({people[0]: False})
    leave(people[1])
    before = presence.mark_all_present(storage, office, TODAY)
    assert shown() == [("Anil Yadav", False), ("Mohan Lal", False), ("Ramesh Kumar", True)]
    assert before == {people[1]: None, people[2]: None}
    assert presence.mark_all_present(storage, office, TODAY) == {}


def test_all_present_means_outpatients_where_they_are_shown(storage, office, people, outpatient, shown):
    presence.mark_all_present(storage, office, TODAY)
    assert dict(shown(outpatients=True))["Bablu Jatav"] is None
    presence.mark_all_present(storage, office, TODAY, outpatients=True)
    assert dict(shown())["Bablu Jatav"] is True


def test_nobody_is_marked_ahead_or_without_a_stay(storage, office, centre, people, discharge):
    tomorrow = TODAY + timedelta(1)
    assert problems_of(presence.mark, storage, office, tomorrow, {people[0]: True}) == ["day: day-ahead"]
    assert problems_of(presence.mark_all_present, storage, office, tomorrow) == ["day: day-ahead"]
    discharge(people[0], YESTERDAY)
    assert problems_of(presence.mark, storage, office, TODAY, {people[0]: True}) == ["member: not-in-the-centre"]
    assert problems_of(presence.mark, storage, office, TODAY, {999: True}) == ["member: not-in-the-centre"]
    assert trail(storage, "presence.mark") == []


def test_one_act_is_one_entry_and_one_announcement(storage, office, people, announced):
    announced.clear()
    presence.mark_all_present(storage, office, TODAY)
    assert announced == [Changed.PRESENCE]
    (entry,) = trail(storage, "presence.mark")
    assert (entry.by, entry.subject_id) == (office.staff_id, None)
    assert entry.new == {"day": "2026-11-18", "marks": {str(member_id): True for member_id in people}}
    assert set(entry.old["marks"].values()) == {None}


def test_presence_is_no_group_attendance(storage, centre, people, mark):
    group_id = centre.group()
    centre.join(group_id, *people)
    centre.hold(group_id, TODAY, "PAP")
    mark({people[0]: False})
    assert [entry.action for entry in trail(storage)][-1] == "presence.mark"


def test_a_week_goes_from_monday_to_sunday_whatever_day_is_asked(storage, office, people, discharge, mark):
    discharge(people[1], date(2026, 11, 17))
    mark({people[0]: True, people[1]: False}, MONDAY)
    mark({people[0]: True}, TODAY)
    week = presence.week(storage, office, TODAY)
    assert week == presence.week(storage, office, MONDAY)
    assert (week.monday, [row.member_id for row in week.rows]) == (MONDAY, people)
    assert [cell.present for cell in week.rows[0].cells] == [True, None, True, None, None, None, None]
    assert [cell.due for cell in week.rows[1].cells] == [True, True, False, False, False, False, False]
    assert list(week.counts)[:3] == [Headcount(1, 1, 1), Headcount(0, 0, 3), Headcount(1, 0, 1)]
    assert (week.total.present, week.total.absent) == (2, 1)


def test_a_day_and_a_week_take_few_queries_however_many_there_are(storage, office, centre, statements):
    centre.members(*(f"Member {letter * 3}" for letter in "ABCDEFGHIJKLMNOPQRST"))
    presence.mark_all_present(storage, office, TODAY)
    with storage.reading(), statements() as asked:
        assert len(presence.day(storage, office, TODAY).rows) == 20
    assert len(asked) == 4
    with storage.reading(), statements() as asked:
        assert len(presence.week(storage, office, TODAY).rows) == 20
    assert len(asked) == 3
    screen = presence.screen(storage, office, TODAY)
    assert (screen.day, screen.week) == (presence.day(storage, office, TODAY), presence.week(storage, office, TODAY))
