"""Death and archive: what goes on ends with them, and comes back exactly when they are taken back."""

from datetime import date, timedelta

import pytest

from peerdesk.db.models import EndedRow, EndingRow, FollowUp, Member, Membership, MentorshipRow, Stay, Waiting
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.groups.groups import GroupDetails, GroupType
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.endings import WhatEnds
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Phase, Series, StayCorrection
from peerdesk.domain.mentoring.mentorships import Agreement, Pairing
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.services import presence
from peerdesk.services.care import follow_ups
from peerdesk.services.groups import groups, memberships, waitlist
from peerdesk.services.members import deaths, member_page, members, stays
from peerdesk.services.mentoring import mentors, mentorships
from peerdesk.services.sessions import attendance
from tests.centres import TODAY
from tests.leaving import discharge
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

FIRST = date(2026, 11, 2)
WHY = "It was somebody else."


@pytest.fixture
def member_id(storage, coordinator, circle, centre):
    """In two groups, waiting for a third, accompanied and accompanying, with a call that somebody planned."""
    who, other = circle.member_ids[:2]
    for name, kind in (("Alumni", GroupType.ALUMNI), ("Evening", GroupType.SELF_HELP)):
        group = GroupDetails(name, kind, started_on=FIRST)
        group_id = groups.create(storage, coordinator, group, today=TODAY)
        if kind is GroupType.ALUMNI:
            memberships.join(storage, coordinator, Joining(group_id, (who,), FIRST), "wishes it")
        else:
            waitlist.add(storage, coordinator, Wait(group_id, (who,), FIRST), today=TODAY)
    for mentor, member in ((who, other), (circle.member_ids[2], who)):
        agreement = Agreement(FIRST, override="is far along")
        mentors.agree_to_mentor(storage, coordinator, mentor, agreement, today=TODAY)
        mentorships.pair(storage, coordinator, Pairing(mentor, member, FIRST, "wished it"), today=TODAY)
    call = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "asked for it")
    follow_ups.add(storage, coordinator, call, today=TODAY)
    return who


@pytest.fixture
def everything(storage):
    """All that an ending may touch, as it stands."""
    tables = Member, Stay, Membership, Waiting, MentorshipRow, FollowUp, EndingRow, EndedRow

    def rows():
        with storage.reading():
            return {table: sorted(map(str, table.select().dicts())) for table in tables}

    return rows


def page(storage, actor, member_id):
    return member_page.page(storage, actor, member_id, today=TODAY)


def note(storage, actor, member_id, day=TODAY, told="The brother called."):
    deaths.note_death(storage, actor, member_id, Death(day, told), today=TODAY)


def test_what_would_end_is_told_before(storage, coordinator, member_id):
    assert deaths.what_ends(storage, coordinator, member_id, TODAY) == WhatEnds(
        groups=("Alumni", "Morning Circle"),
        companions=("Gurpreet Singh", "Sunita Shinde"),
        mentor=True,
        waitlists=("Evening",),
        follow_ups=1,
        duties=0,
        in_programme=True,
    )


def test_a_death_within_the_stay_ends_the_stay_and_all_that_goes_on(storage, coordinator, member_id):
    note(storage, coordinator, member_id)
    shown = page(storage, coordinator, member_id)
    assert (shown.died_on, shown.phase) == (TODAY, Phase.LEFT)
    [stay] = shown.stays
    assert (stay.discharged_on, stay.discharge_type) == (TODAY, DischargeType.DIED)
    assert {row.to_day for row in shown.groups} == {TODAY}
    assert {row.outcome for row in shown.story.follow_ups} == {FollowUpOutcome.CANCELLED}
    assert deaths.what_ends(storage, coordinator, member_id, TODAY) == WhatEnds()


def _by_itself(storage, actor, member_id):
    note(storage, actor, member_id)
    return lambda: deaths.take_back_death(storage, actor, member_id, WHY)


def _as_a_discharge(storage, actor, member_id):
    stay_id = discharge(storage, actor, member_id, TODAY, DischargeType.DIED)
    return lambda: stays.take_back_discharge(storage, actor, stay_id, WHY)


def _at_a_follow_up(storage, actor, member_id):
    rows = follow_ups.of_member(storage, actor, member_id, today=TODAY).rows
    row = min(rows, key=lambda row: row.due_on)
    finished = Finished(FollowUpOutcome.DIED, TODAY, died_on=TODAY)
    follow_ups.finish(storage, actor, row.id, finished, today=TODAY)
    return lambda: follow_ups.reopen(storage, actor, row.id)


@pytest.mark.parametrize(
    ("discharged", "learn"),
    [
        (False, _by_itself),
        (True, _by_itself),
        (False, _as_a_discharge),
        (False, _at_a_follow_up),
        (True, _at_a_follow_up),
    ],
)
def test_whenever_it_became_known_it_is_taken_back_exactly(
    storage, coordinator, member_id, everything, discharged, learn
):
    if discharged:
        discharge(storage, coordinator, member_id, TODAY - timedelta(1))
    before = everything()
    take_back = learn(storage, coordinator, member_id)
    assert page(storage, coordinator, member_id).died_on == TODAY
    assert deaths.what_ends(storage, coordinator, member_id, TODAY) == WhatEnds()
    take_back()
    assert everything() == before


def test_no_more_is_planned_after_a_death_is_learnt_at_a_follow_up(storage, coordinator, member_id):
    [row] = follow_ups.of_member(storage, coordinator, member_id, today=TODAY).rows
    unsaid = Finished(FollowUpOutcome.DIED, TODAY, next_on=TODAY + timedelta(3))
    refused = problems_of(follow_ups.finish, storage, coordinator, row.id, unsaid, today=TODAY)
    assert refused == ["died_on: died-day-missing"]
    said = Finished(FollowUpOutcome.DIED, TODAY, next_on=TODAY + timedelta(3), died_on=TODAY - timedelta(1))
    assert follow_ups.finish(storage, coordinator, row.id, said, today=TODAY) is None
    assert page(storage, coordinator, member_id).died_on == TODAY - timedelta(1)


def test_a_death_is_written_down_once_and_not_before_the_stay_or_after_today(storage, coordinator, member_id):
    def refusals(day):
        return problems_of(deaths.note_death, storage, coordinator, member_id, Death(day), today=TODAY)

    assert refusals(TODAY + timedelta(1)) == ["died_on: day-ahead"]
    assert refusals(FIRST - timedelta(1)) == ["died_on: died-before-stay"]
    note(storage, coordinator, member_id)
    assert refusals(TODAY) == ["died_on: died-already"]
    assert failure_of(deaths.note_death, storage, coordinator, 999, Death(TODAY), today=TODAY) == "unknown-member"


def test_nobody_has_died_before_a_day_on_which_they_came(storage, coordinator, circle, member_id):
    """By itself, as a discharge, at a follow-up, or put right afterwards; neither before a birth."""
    came = date(2026, 11, 16)
    session_id = session_on(storage, circle.group_id, came)
    attendance.mark(storage, coordinator, session_id, {member_id: Attendance(Mark.LEFT_EARLY)})
    early = came - timedelta(1)
    ask, refused = (storage, coordinator), "died-before-session"
    [stay] = page(*ask, member_id).stays
    [call] = follow_ups.of_member(*ask, member_id, today=TODAY).rows
    finished = Finished(FollowUpOutcome.DIED, TODAY, died_on=early)
    ended = Discharge(early, DischargeType.DIED)
    assert problems_of(deaths.note_death, *ask, member_id, Death(early), today=TODAY) == [f"died_on: {refused}"]
    assert problems_of(follow_ups.finish, *ask, call.id, finished, today=TODAY) == [f"died_on: {refused}"]
    assert problems_of(stays.discharge, *ask, stay.id, ended, today=TODAY) == [f"discharged_on: {refused}"]
    presence.mark(*ask, TODAY, {member_id: True})
    assert problems_of(deaths.note_death, *ask, member_id, Death(came), today=TODAY) == [
        "died_on: died-before-presence"
    ]
    presence.mark(*ask, TODAY, {member_id: None})
    note(*ask, member_id, came)
    earlier = StayCorrection(stay.admitted_on, stay.series, stay.number, WHY, early, DischargeType.DIED)
    found = problems_of(stays.correct, *ask, stay.id, earlier, today=TODAY)
    assert f"discharged_on: {refused}" in found


def test_nobody_has_died_before_the_birth(storage, coordinator):
    details = MemberDetails("Zakir", gender=Gender.MALE, birth_date=date(1996, 5, 5))
    who = members.register(storage, coordinator, details, today=TODAY)
    refused = problems_of(deaths.note_death, storage, coordinator, who, Death(date(1996, 5, 4)), today=TODAY)
    assert refused == ["died_on: before-birth"]


def test_a_death_is_taken_back_for_a_reason_and_only_where_it_is_written(storage, coordinator, member_id):
    take_back = deaths.take_back_death, storage, coordinator, member_id
    assert problems_of(*take_back, WHY) == ["died_on: died-not-written"]
    note(storage, coordinator, member_id)
    assert problems_of(*take_back, "") == ["why: reason-missing"]
    deaths.take_back_death(storage, coordinator, member_id, WHY)
    told = [(row.old, row.new, row.why) for row in page(storage, coordinator, member_id).changes]
    assert told == [("2026-11-18", "", WHY), ("", "2026-11-18", "The brother called.")]
    assert [entry.action for entry in trail(storage, "member.died", "member.died-undone")] == [
        "member.died",
        "member.died-undone",
    ]


def test_a_wrong_day_of_death_in_the_stay_is_put_right_with_the_stay(storage, coordinator, member_id):
    stay_id = discharge(storage, coordinator, member_id, TODAY, DischargeType.DIED)
    [stay] = page(storage, coordinator, member_id).stays
    true_day = TODAY - timedelta(1)
    right = StayCorrection(stay.admitted_on, stay.series, stay.number, WHY, true_day, DischargeType.DIED)
    stays.correct(storage, coordinator, stay_id, right, today=TODAY)
    shown = page(storage, coordinator, member_id)
    assert shown.died_on == true_day
    assert {row.to_day for row in shown.groups} == {true_day}
    stays.take_back_discharge(storage, coordinator, stay_id, WHY)
    assert {row.to_day for row in page(storage, coordinator, member_id).groups} == {None}


# Archive


def test_the_archive_ends_what_goes_on_and_brings_it_back(storage, coordinator, member_id, everything):
    discharge(storage, coordinator, member_id, TODAY)
    before = everything()
    members.archive(storage, coordinator, member_id, today=TODAY)
    assert deaths.what_ends(storage, coordinator, member_id, TODAY) == WhatEnds()
    members.archive(storage, coordinator, member_id, today=None)
    assert everything() == before


def test_nobody_in_the_programme_is_put_into_the_archive(storage, coordinator, member_id, everything):
    before = everything()
    refused = problems_of(members.archive, storage, coordinator, member_id, today=TODAY)
    assert refused == [": archive-in-programme"]
    assert everything() == before


def test_archived_twice_is_archived_once(storage, coordinator, member_id, announced):
    discharge(storage, coordinator, member_id, TODAY)
    members.archive(storage, coordinator, member_id, today=TODAY)
    announced.clear()
    members.archive(storage, coordinator, member_id, today=TODAY)
    assert announced == []


@pytest.mark.parametrize("first", ["death", "archive"])
def test_out_of_death_and_archive_one_comes_back_only_by_both(storage, coordinator, member_id, everything, first):
    discharge(storage, coordinator, member_id, TODAY)
    before = everything()
    members.archive(storage, coordinator, member_id, today=TODAY)
    note(storage, coordinator, member_id)
    ways = [
        lambda: members.archive(storage, coordinator, member_id, today=None),
        lambda: deaths.take_back_death(storage, coordinator, member_id, WHY),
    ]
    one, other = ways if first == "archive" else ways[::-1]
    one()
    assert deaths.what_ends(storage, coordinator, member_id, TODAY) == WhatEnds(), "nothing is back yet"
    other()
    assert everything() == before


def test_who_is_gone_is_put_nowhere_again(storage, coordinator, member_id, circle):
    discharge(storage, coordinator, member_id, TODAY - timedelta(1))
    stay_id = page(storage, coordinator, member_id).stays[0].id
    members.archive(storage, coordinator, member_id, today=TODAY)
    joining = Joining(circle.group_id, (member_id,), TODAY)
    again = Admission(Series.RESIDENTIAL, TODAY)
    for code in ("member-archived", "member-died"):
        assert problems_of(memberships.join, storage, coordinator, joining, "reason") == [f"members: {code}"]
        assert problems_of(stays.admit, storage, coordinator, member_id, again, today=TODAY) == [f"admitted_on: {code}"]
        assert problems_of(stays.take_back_discharge, storage, coordinator, stay_id, WHY) == [f": {code}"]
        if code == "member-archived":
            members.archive(storage, coordinator, member_id, today=None)
            note(storage, coordinator, member_id)
