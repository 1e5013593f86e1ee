"""Every page refreshes from what an act announces: what it leaves out stays stale on somebody's screen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.domain.centre import Holiday
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.records import members as member_records
from peerdesk.services import centre as days_off
from peerdesk.services.groups import groups, memberships, waitlist
from peerdesk.services.members import stays
from peerdesk.services.sessions import attendance, notes, signing
from tests.centres import PASSWORD, TODAY
from tests.looking import session_on

MONDAY = date(2026, 11, 16)


@pytest.fixture
def tells(storage, coordinator, announced):
    """What one act of the coordinator's announces."""

    def call(act, *arguments, actor=coordinator, **named):
        announced.clear()
        act(storage, actor, *arguments, **named)
        [changed] = announced
        return changed

    return call


@pytest.fixture
def zia(centre):
    return centre.member("Zia Khan")


@pytest.fixture
def evening(centre):
    return centre.group("Evening Circle")


@pytest.fixture
def join(storage, coordinator):
    def call(group_id, member_id, since=MONDAY):
        [membership] = memberships.join(storage, coordinator, Joining(group_id, (member_id,), since))
        return membership

    return call


@pytest.fixture
def wait(storage, coordinator):
    return lambda group_id, member_id: waitlist.add(
        storage, coordinator, Wait(group_id, (member_id,), MONDAY), today=TODAY
    )


def test_a_group_made_or_changed_has_sessions_too(tells, storage, coordinator, evening):
    details = GroupDetails("Family Evening", GroupType.FAMILY, started_on=MONDAY)
    assert tells(groups.create, details, today=TODAY) == Changed.GROUPS | Changed.SESSIONS
    before = groups.page(storage, coordinator, evening, on=TODAY).details
    assert tells(groups.change, evening, replace(before, name="Late"), today=TODAY) == Changed.GROUPS | Changed.SESSIONS


def test_a_holiday_moves_the_sessions_of_its_day(tells):
    day = TODAY + timedelta(2)
    assert tells(days_off.add_holiday, Holiday(day, "Diwali")) == Changed.HOLIDAYS | Changed.SESSIONS
    assert tells(days_off.remove_holiday, day) == Changed.HOLIDAYS | Changed.SESSIONS | Changed.BIN


def test_who_joins_or_leaves_changes_rosters_and_the_members_own_page(tells, join, circle, evening, zia):
    assert tells(memberships.join, Joining(evening, (zia,), MONDAY)) == Changed.ROSTERS | Changed.MEMBERS
    assert tells(memberships.leave, join(circle.group_id, zia), TODAY) == Changed.ROSTERS | Changed.MEMBERS


def test_a_move_changes_rosters_and_the_members_own_page(tells, join, circle, evening, zia):
    membership = join(circle.group_id, zia)
    assert tells(memberships.move, [membership], evening, TODAY) == Changed.ROSTERS | Changed.MEMBERS


@pytest.mark.parametrize("moving", [False, True])
def test_who_had_waited_for_the_group_leaves_its_waitlist_too(tells, join, wait, circle, evening, zia, moving):
    wait(evening, zia)
    if moving:
        changed = tells(memberships.move, [join(circle.group_id, zia)], evening, TODAY)
    else:
        changed = tells(memberships.join, Joining(evening, (zia,), TODAY))
    assert changed == Changed.ROSTERS | Changed.MEMBERS | Changed.GROUP_LIFE


def test_a_walk_in_changes_marks_and_session_and_taken_off_its_note_too(tells, storage, circle, zia):
    session_id = session_on(storage, circle.group_id, MONDAY)
    assert tells(attendance.add_walk_in, session_id, zia) == Changed.ATTENDANCE | Changed.SESSIONS
    changed = tells(attendance.remove_walk_in, session_id, zia)
    assert changed == Changed.ATTENDANCE | Changed.SESSIONS | Changed.NOTES | Changed.BIN


def test_an_addendum_and_a_correction_of_a_signed_session(tells, storage, counsellor, circle):
    session_id = session_on(storage, circle.group_id, MONDAY)
    attendance.mark_rest_present(storage, counsellor, session_id)
    notes.keep_group_note(
        storage, counsellor, session_id, GroupNote(Objective.NONE, shared="We talked about festivals.")
    )
    signing.sign(storage, counsellor, session_id, PASSWORD, "Nobody knows")
    addendum = tells(signing.add_addendum, session_id, PASSWORD, "The doctor was told.", actor=counsellor)
    assert addendum == Changed.SESSIONS | Changed.NOTES
    corrected = tells(
        signing.correct,
        session_id,
        PASSWORD,
        circle.member_ids[0],
        Attendance(Mark.ABSENT),
        "Went home",
        actor=counsellor,
    )
    assert corrected == Changed.SESSIONS | Changed.ATTENDANCE


def test_an_admission_ends_follow_ups_and_begins_recovery_where_its_date_was_asked(tells, centre):
    zia, asha = centre.member("Zia Khan", admitted=None), centre.member("Asha Bai", admitted=None)
    usual = Changed.MEMBERS | Changed.STAYS | Changed.FOLLOW_UPS
    assert tells(stays.admit, zia, Admission(Series.OUTPATIENT, MONDAY), today=TODAY) == usual
    with_date = Admission(Series.OUTPATIENT, MONDAY, recovery_on=MONDAY)
    assert tells(stays.admit, asha, with_date, today=TODAY) == usual | Changed.RECOVERY


def test_who_died_is_no_longer_mentored_and_waits_for_nothing(tells, storage, centre):
    usual = Changed.STAYS | Changed.MEMBERS | Changed.ROSTERS | Changed.FOLLOW_UPS
    for how, changed in (
        (DischargeType.COMPLETED, usual),
        (DischargeType.DIED, usual | Changed.MENTORING | Changed.GROUP_LIFE | Changed.SESSIONS),
    ):
        member_id = centre.member()
        with storage.reading():
            [stay] = member_records.stays_of(member_id)
        assert tells(stays.discharge, stay.id, Discharge(TODAY, how), today=TODAY) == changed
