"""Joining, moving and leaving a group are taken back, at once or later, while nothing builds on them."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Death
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.services.groups import group_page, groups, memberships, waitlist, way_back
from peerdesk.services.members import deaths, members
from peerdesk.services.sessions import attendance, session_page
from tests.centres import TODAY
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)
MONDAY = date(2026, 11, 16)
PRESENT, ABSENT = Attendance(Mark.PRESENT), Attendance(Mark.ABSENT)


class Desk:
    def __init__(self, storage, actor, circle):
        self.storage, self.actor, self.group_id = storage, actor, circle.group_id
        details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
        self.zakir = members.register(storage, actor, details, today=TODAY)

    def join(self, day=MONDAY):
        [membership_id] = memberships.join(
            self.storage, self.actor, Joining(self.group_id, (self.zakir,), day), "wished to"
        )
        return membership_id

    def spans(self):
        return {
            row.member_id: (row.from_day, row.to_day)
            for row in groups.page(self.storage, self.actor, self.group_id, on=TODAY).roster
        }

    def take_back(self, membership_id, former=None):
        return way_back.take_back_joining, self.storage, self.actor, [membership_id], former or {}

    def go_on(self, ends):
        return way_back.go_on, self.storage, self.actor, ends


@pytest.fixture
def desk(storage, coordinator, circle):
    return Desk(storage, coordinator, circle)


def call(act):
    act[0](*act[1:])


def test_an_end_is_taken_back_and_the_former_one_comes_again(desk, storage, coordinator):
    membership_id = desk.join()
    memberships.leave(storage, coordinator, membership_id, TODAY + timedelta(10))
    memberships.leave(storage, coordinator, membership_id, TODAY)
    call(desk.go_on({membership_id: TODAY + timedelta(10)}))
    assert desk.spans()[desk.zakir] == (MONDAY, TODAY + timedelta(10))
    call(desk.go_on({membership_id: None}))
    call(desk.go_on({membership_id: None}))
    assert desk.spans()[desk.zakir] == (MONDAY, None)
    entries = trail(storage, "membership.reopen")
    assert [(entry.old["to_day"], entry.new["to_day"]) for entry in entries] == [
        ("2026-11-18", "2026-11-28"),
        ("2026-11-28", None),
    ]


def test_nothing_goes_on_in_a_closed_group_beside_another_membership_or_after_a_death(desk, storage, coordinator):
    former = desk.join()
    memberships.leave(storage, coordinator, former, MONDAY)
    later = desk.join(TODAY)
    assert problems_of(*desk.go_on({former: None})) == ["members: membership-overlap"]
    assert problems_of(*desk.go_on({former: TODAY})) == ["to_day: membership-overlap"]
    deaths.note_death(storage, coordinator, desk.zakir, Death(TODAY), today=TODAY)
    assert "members: member-died" in problems_of(*desk.go_on({later: None}))
    other = next(row.membership_id for row in groups.page(storage, coordinator, desk.group_id, on=TODAY).roster)
    groups.close(storage, coordinator, desk.group_id, TODAY)
    assert "members: group-closed-joining" in problems_of(*desk.go_on({other: None}))
    assert failure_of(*desk.go_on({999: None})) == "unknown-membership"


def test_a_joining_is_taken_back_and_who_waited_waits_again_at_the_former_place(desk, storage, coordinator):
    waitlist.add(storage, coordinator, Wait(desk.group_id, (desk.zakir,), MONDAY), today=TODAY)
    before = group_page.view(storage, coordinator, desk.group_id, today=TODAY)
    membership_id = desk.join(TODAY)
    call(desk.take_back(membership_id))
    assert group_page.view(storage, coordinator, desk.group_id, today=TODAY) == before
    [entry] = trail(storage, "membership.join-undone")
    assert (entry.old["member"], entry.new) == (desk.zakir, None)
    assert failure_of(*desk.take_back(membership_id)) == "unknown-membership"


def test_who_came_meanwhile_came_as_a_walk_in(desk, storage, coordinator):
    session_id = session_on(storage, desk.group_id, MONDAY)
    attendance.add_walk_in(storage, coordinator, session_id, desk.zakir)
    attendance.mark(storage, coordinator, session_id, {desk.zakir: PRESENT})
    membership_id = desk.join()

    def zakir():
        sheet = session_page.sheet(storage, coordinator, session_id)
        return next((row.walk_in, row.attendance) for row in sheet.rows if row.member_id == desk.zakir)

    assert zakir() == (False, PRESENT)
    call(desk.take_back(membership_id))
    assert zakir() == (True, PRESENT)


def test_an_absence_builds_on_a_membership(desk, storage, coordinator):
    membership_id = desk.join()
    attendance.mark(storage, coordinator, session_on(storage, desk.group_id, MONDAY), {desk.zakir: ABSENT})
    assert problems_of(*desk.take_back(membership_id)) == ["members: membership-built-on"]
    assert desk.zakir in desk.spans()


def test_a_first_day_is_corrected_with_the_former_one_kept(desk, storage, coordinator):
    membership_id = desk.join(TODAY)
    former = way_back.correct_first_days(storage, coordinator, {membership_id: MONDAY})
    assert (former, desk.spans()[desk.zakir]) == ({membership_id: TODAY}, (MONDAY, None))
    way_back.correct_first_days(storage, coordinator, {membership_id: MONDAY})
    [entry] = trail(storage, "membership.correct")
    assert (entry.old, entry.new) == ({"from_day": str(TODAY)}, {"from_day": str(MONDAY)})


def test_who_came_before_the_corrected_first_day_came_as_a_walk_in_and_back(desk, storage, coordinator):
    membership_id = desk.join(FIRST)
    session_id = session_on(storage, desk.group_id, MONDAY)
    attendance.mark(storage, coordinator, session_id, {desk.zakir: PRESENT})

    def walk_in():
        sheet = session_page.sheet(storage, coordinator, session_id)
        return next(row.walk_in for row in sheet.rows if row.member_id == desk.zakir)

    former = way_back.correct_first_days(storage, coordinator, {membership_id: TODAY})
    assert walk_in()
    way_back.correct_first_days(storage, coordinator, former)
    assert not walk_in()


def test_an_absence_before_the_corrected_first_day_is_due_no_more_and_comes_again(desk, storage, coordinator):
    membership_id = desk.join(FIRST)
    session_id = session_on(storage, desk.group_id, MONDAY)
    attendance.mark(storage, coordinator, session_id, {desk.zakir: ABSENT})

    def on_sheet():
        sheet = session_page.sheet(storage, coordinator, session_id)
        return [row.attendance for row in sheet.rows if row.member_id == desk.zakir]

    former = way_back.correct_first_days(storage, coordinator, {membership_id: TODAY})
    assert on_sheet() == []
    way_back.correct_first_days(storage, coordinator, former)
    assert on_sheet() == [ABSENT]


def test_a_first_day_that_cannot_be_is_refused(desk, storage, coordinator, centre):
    membership_id = desk.join(MONDAY)
    memberships.leave(storage, coordinator, membership_id, MONDAY)
    again = desk.join(TODAY)
    other = groups.page(storage, coordinator, desk.group_id, on=MONDAY).roster[0].membership_id

    def refused(row_id, day):
        return problems_of(way_back.correct_first_days, storage, coordinator, {row_id: day})

    assert refused(membership_id, TODAY) == ["from_day: dates-out-of-order"]
    assert refused(again, MONDAY) == ["from_day: membership-overlap"]
    assert "from_day: before-group-existed" in refused(again, FIRST - timedelta(400))
    assert refused(again, TODAY + timedelta(3000)) == ["from_day: day-far-ahead", "confirmed: override-reason-missing"]
    session_id = session_on(storage, desk.group_id, MONDAY)
    everybody = {row.member_id: PRESENT for row in session_page.sheet(storage, coordinator, session_id).rows}
    attendance.mark(storage, coordinator, session_id, everybody)
    centre.sign(session_id)
    assert refused(other, TODAY) == ["from_day: membership-holds-signed"]
    assert failure_of(way_back.correct_first_days, storage, coordinator, {999: TODAY}) == "unknown-membership"
