"""Duties: shared by a group, given by turn to those who are there."""

from datetime import date

import pytest

from peerdesk.db.models import Session
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.records.groups import duties as duty_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import planned_sessions as planned_records
from peerdesk.services.groups import duties, group_page, memberships
from peerdesk.services.sessions import attendance, sessions
from tests.centres import TODAY
from tests.looking import days_in_book, trail
from tests.refusals import failure_of, problems_of

NAMES = ("Anil Yadav", "Bhim Rao", "Chandan Lal")
FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 6)


@pytest.fixture
def people(centre):
    return dict(zip(("anil", "bhim", "chandan"), centre.members(*NAMES), strict=True))


@pytest.fixture
def group(storage, coordinator, centre, people):
    group_id = centre.group()
    centre.join(group_id, *people.values())
    duties.set_duties(storage, coordinator, group_id, {Duty.ROOM, Duty.TEA})
    return group_id


@pytest.fixture
def rows(storage):
    def read(session_id):
        with storage.reading():
            session = Session.get_by_id(session_id)
            roster = group_records.roster(session.group_id, session.day)
            return {row.duty: row for row in duty_records.turns(session, roster)}

    return read


@pytest.fixture
def assign(storage, coordinator):
    return lambda session_id, duty, member_id: duties.assign(storage, coordinator, session_id, duty, member_id)


def holders(rows, session_id):
    return {duty: row.holder.member_id if row.holder else None for duty, row in rows(session_id).items()}


def test_a_group_shares_the_duties_that_were_chosen(storage, coordinator, group, announced):
    assert group_page.view(storage, coordinator, group, today=TODAY).duties == [Duty.TEA, Duty.ROOM]
    announced.clear()
    duties.set_duties(storage, coordinator, group, [Duty.WELCOME])
    duties.set_duties(storage, coordinator, group, [Duty.WELCOME])
    assert group_page.view(storage, coordinator, group, today=TODAY).duties == [Duty.WELCOME]
    assert announced == [Changed.GROUP_LIFE]
    assert trail(storage, "group.duties")[-1].new == {"duties": ["welcome"]}
    assert failure_of(duties.set_duties, storage, coordinator, 99, []) == "unknown-group"


def test_turns_are_suggested_in_the_order_of_the_roll_at_first(centre, group, people, rows):
    found = rows(centre.session(group, FIRST))
    assert list(found) == [Duty.TEA, Duty.ROOM]
    assert (found[Duty.TEA].next_id, found[Duty.ROOM].next_id) == (people["anil"], people["bhim"])
    assert [candidate.name for candidate in found[Duty.TEA].candidates] == list(NAMES)
    assert all(candidate.last_on is None for candidate in found[Duty.TEA].candidates)


def test_whoever_did_it_longest_ago_is_next(centre, group, people, rows, assign):
    assign(centre.hold(group, FIRST, "PPP"), Duty.TEA, people["anil"])
    assign(centre.hold(group, SECOND, "PPP"), Duty.TEA, people["chandan"])
    found = rows(centre.session(group, THIRD))[Duty.TEA]
    assert [(c.member_id, c.last_on) for c in found.candidates] == [
        (people["bhim"], None),
        (people["anil"], FIRST),
        (people["chandan"], SECOND),
    ]
    assert found.next_id == people["bhim"]


def test_members_on_leave_or_absent_have_no_turn_and_did_not_do_theirs(centre, group, people, rows, assign):
    assign(centre.session(group, FIRST), Duty.TEA, people["anil"])
    centre.hold(group, FIRST, "APP")
    second = centre.hold(group, SECOND, "LA-")
    found = rows(second)[Duty.TEA]
    assert [candidate.member_id for candidate in found.candidates] == [people["chandan"]]
    third = rows(centre.session(group, THIRD))[Duty.TEA]
    assert all(candidate.last_on is None for candidate in third.candidates)
    assert problems_of(assign, second, Duty.TEA, people["anil"]) == ["tea: duty-not-there"]


def test_a_turn_promised_for_a_coming_session_counts_but_one_that_did_not_happen_does_not(
    storage, coordinator, centre, group, people, rows, assign
):
    promised = centre.session(group, FIRST)
    assign(promised, Duty.TEA, people["anil"])
    next_one = centre.session(group, SECOND)
    assert rows(next_one)[Duty.TEA].next_id == people["bhim"]
    sessions.did_not_happen(storage, coordinator, promised, NotHeldReason.NO_POWER, "")
    assert rows(next_one)[Duty.TEA].next_id == people["anil"]
    assert problems_of(assign, promised, Duty.TEA, people["bhim"]) == [": session-did-not-happen"]


def test_all_free_duties_are_given_by_turn_at_once(
    storage, coordinator, centre, group, people, rows, assign, announced
):
    session_id = centre.session(group, FIRST)
    assign(session_id, Duty.ROOM, people["anil"])
    announced.clear()
    duties.assign_by_turn(storage, coordinator, session_id)
    assert holders(rows, session_id) == {Duty.TEA: people["bhim"], Duty.ROOM: people["anil"]}
    assert announced == [Changed.GROUP_LIFE]
    duties.assign_by_turn(storage, coordinator, session_id)
    assert announced == [Changed.GROUP_LIFE]


def test_a_duty_changes_hands_and_is_taken_back(storage, centre, group, people, rows, assign, announced):
    session_id = centre.session(group, FIRST)
    assign(session_id, Duty.TEA, people["anil"])
    assign(session_id, Duty.TEA, people["bhim"])
    assert rows(session_id)[Duty.TEA].holder.name == "Bhim Rao"
    announced.clear()
    assign(session_id, Duty.TEA, people["bhim"])
    assert announced == []
    assign(session_id, Duty.TEA, None)
    assert rows(session_id)[Duty.TEA].holder is None
    assert [entry.new["member"] for entry in trail(storage, "duty.assign")] == [people["anil"], people["bhim"], None]


def test_who_had_a_duty_stays_readable_when_they_left_or_the_duty_is_no_longer_shared(
    storage, coordinator, centre, group, people, rows, assign
):
    session_id = centre.session(group, SECOND)
    assign(session_id, Duty.TEA, people["anil"])
    attendance.mark(storage, coordinator, session_id, {people["anil"]: Attendance(Mark.ABSENT)})
    duties.set_duties(storage, coordinator, group, [])
    found = rows(session_id)
    assert list(found) == [Duty.TEA]
    assert found[Duty.TEA].holder.name == "Anil Yadav"
    assert rows(centre.session(group, THIRD)) == {}


def test_another_groups_turns_do_not_count(storage, coordinator, centre, group, people, rows, assign):
    other = centre.group("Evening Circle", (1,))
    membership, *_ = centre.join(other, people["anil"])
    assign(centre.session(other, date(2026, 11, 3)), Duty.TEA, people["anil"])
    assert rows(centre.session(group, SECOND))[Duty.TEA].next_id == people["anil"]
    memberships.leave(storage, coordinator, membership, date(2026, 11, 3))
    assert rows(centre.session(other, date(2026, 11, 10))) == {}


def test_a_signed_session_keeps_its_turns(storage, coordinator, centre, group, people, rows, assign):
    session_id = centre.hold(group, FIRST, "PPP")
    assign(session_id, Duty.TEA, people["anil"])
    centre.sign(session_id)
    assert problems_of(assign, session_id, Duty.TEA, None) == [": session-signed"]
    assert problems_of(duties.assign_by_turn, storage, coordinator, session_id) == [": session-signed"]
    assert holders(rows, session_id)[Duty.TEA] == people["anil"]


def test_a_session_with_a_promised_turn_stays_in_the_book(storage, coordinator, centre, group, people, assign):
    assign(centre.session(group, date(2026, 11, 25)), Duty.TEA, people["anil"])
    with storage.writing(Changed.SESSIONS, coordinator) as unit:
        planned_records.clear_day(date(2026, 11, 25))
        planned_records.clear_day(date(2026, 11, 27))
        unit.nothing_to_do()
    left = days_in_book(storage, group)
    assert date(2026, 11, 25) in left
    assert date(2026, 11, 27) not in left
    assert left[0] <= TODAY
