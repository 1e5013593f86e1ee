"""A death does not lie before a day on which the member was seen: one of the two is wrong, and both are named."""

from datetime import timedelta

import pytest

from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.members.stays import Death, Discharge, DischargeType, Series, StayCorrection
from peerdesk.domain.mentoring.mentorships import Agreement, Logged, Pairing, SupportKind
from peerdesk.errors import InvalidInput
from peerdesk.services import presence
from peerdesk.services.care import contacts, follow_ups
from peerdesk.services.measures import measures
from peerdesk.services.members import deaths, member_page, stays
from peerdesk.services.mentoring import mentor_log, mentors, mentorships
from peerdesk.services.sessions import attendance
from tests.centres import TODAY
from tests.leaving import discharge
from tests.refusals import problems_of
from tests.services.conftest import BEGINNING

SEEN, BEFORE = TODAY - timedelta(1), TODAY - timedelta(2)


@pytest.fixture
def who(centre):
    return centre.member()


@pytest.fixture
def group_id(centre, who):
    group_id = centre.group(weekdays=range(7))
    centre.join(group_id, who)
    return group_id


def in_session(mark, *, signed=False):
    def seen(centre, who, group_id):
        session_id = centre.hold(group_id, SEEN, mark)
        if signed:
            centre.sign(session_id)

    return seen, "died-before-session"


def walked_in(centre, who, _group_id):
    other = centre.group("Evening", weekdays=range(7))
    centre.join(other, centre.member("Gurpreet Singh"))
    centre.walk_in(centre.hold(other, SEEN, "P"), who)


def in_the_centre(centre, who, _group_id):
    presence.mark(centre.storage, centre.actor, SEEN, {who: True})


def talked(centre, who, _group_id):
    contact = NewContact(who, ContactKind.INDIVIDUAL, SEEN, 30)
    contacts.add(centre.storage, centre.actor, contact, today=TODAY)


def answered_a_call(centre, who, _group_id):
    call = NewFollowUp(who, FollowUpKind.PLANNED, SEEN, FollowUpWay.CALL, "asked for it")
    row_id = follow_ups.add(centre.storage, centre.actor, call, today=SEEN)
    reached = Finished(FollowUpOutcome.REACHED, SEEN)
    follow_ups.finish(centre.storage, centre.actor, row_id, reached, today=TODAY)


def met(*, as_mentor):
    def seen(centre, who, _group_id):
        mentor, member = (who, centre.member("Gurpreet Singh"))[:: 1 if as_mentor else -1]
        about, agreement = (centre.storage, centre.actor), Agreement(BEGINNING, override="is far along")
        mentors.agree_to_mentor(*about, mentor, agreement, today=TODAY)
        pair_id = mentorships.pair(*about, Pairing(mentor, member, BEGINNING, "wished it"), today=TODAY)
        mentor_log.log_contact(*about, pair_id, Logged(SEEN, 20, next(iter(SupportKind))), today=TODAY)

    return seen, "died-before-talk"


def answered_questions(centre, who, _group_id):
    measures.record(centre.storage, centre.actor, who, "weekly", SEEN, {1: 4}, today=TODAY)


WAYS = [
    in_session("P"),
    in_session("T"),
    in_session("E"),
    in_session("P", signed=True),
    (walked_in, "died-before-session"),
    (in_the_centre, "died-before-presence"),
    (talked, "died-before-talk"),
    (answered_a_call, "died-before-talk"),
    met(as_mentor=True),
    met(as_mentor=False),
    (answered_questions, "died-before-measure"),
]


@pytest.mark.parametrize(("seen", "code"), WAYS)
def test_whoever_was_seen_had_not_died_before_that_day(storage, coordinator, centre, who, group_id, seen, code):
    seen(centre, who, group_id)
    with pytest.raises(InvalidInput) as caught:
        deaths.note_death(storage, coordinator, who, Death(BEFORE), today=TODAY)
    [problem] = caught.value.problems
    assert (problem.field, problem.code, problem.values["day"]) == ("died_on", code, SEEN)
    assert member_page.page(storage, coordinator, who, today=TODAY).died_on is None
    deaths.note_death(storage, coordinator, who, Death(SEEN), today=TODAY)


@pytest.mark.parametrize("marks", ["A", "L"])
def test_who_was_absent_may_have_died_before(storage, coordinator, centre, who, group_id, marks):
    centre.hold(group_id, SEEN, marks)
    presence.mark(storage, coordinator, SEEN, {who: False})
    contacts.add(storage, coordinator, NewContact(who, ContactKind.FAMILY_CALL, SEEN, 30), today=TODAY)
    deaths.note_death(storage, coordinator, who, Death(BEFORE), today=TODAY)


def test_the_latest_day_is_the_one_that_is_named(storage, coordinator, centre, who, group_id):
    centre.hold(group_id, BEFORE, "P")
    in_the_centre(centre, who, group_id)
    found = problems_of(deaths.note_death, storage, coordinator, who, Death(BEFORE - timedelta(1)), today=TODAY)
    assert found == ["died_on: died-before-presence"]


def as_a_discharge(storage, actor, who):
    [stay] = member_page.page(storage, actor, who, today=TODAY).stays
    return stays.discharge, storage, actor, stay.id, Discharge(BEFORE, DischargeType.DIED)


def at_a_follow_up(storage, actor, who):
    call = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "asked for it")
    row_id = follow_ups.add(storage, actor, call, today=TODAY)
    return follow_ups.finish, storage, actor, row_id, Finished(FollowUpOutcome.DIED, TODAY, died_on=BEFORE)


def by_a_correction(storage, actor, who):
    stay_id = discharge(storage, actor, who, TODAY, DischargeType.DIED)
    right = StayCorrection(BEGINNING, Series.RESIDENTIAL, "1", "They were wrong.", BEFORE, DischargeType.DIED)
    return stays.correct, storage, actor, stay_id, right


@pytest.mark.parametrize(
    ("way", "field"),
    [(as_a_discharge, "discharged_on"), (at_a_follow_up, "died_on"), (by_a_correction, "discharged_on")],
)
def test_it_holds_whichever_way_the_death_is_written_down(storage, coordinator, centre, who, group_id, way, field):
    centre.hold(group_id, SEEN, "P")
    function, *arguments = way(storage, coordinator, who)
    assert problems_of(function, *arguments, today=TODAY) == [f"{field}: died-before-session"]


def test_a_mark_that_was_wrong_is_put_right_first(storage, coordinator, centre, who, group_id):
    session_id = centre.hold(group_id, SEEN, "P")
    attendance.mark(storage, coordinator, session_id, {who: None})
    deaths.note_death(storage, coordinator, who, Death(BEFORE), today=TODAY)
