"""What death, archive, discharge, leave and the closing of a group stop, each tried against every part."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from peerdesk.db.models import Session
from peerdesk.domain.care.contacts import WITH_FAMILY, ContactKind, NewContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalState, GoalText, GoalWordKind
from peerdesk.domain.care.recovery import ReturnToUse, StepRow
from peerdesk.domain.care.staying_well import PlanWords
from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import Wait
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.states import STOPS, Part, State
from peerdesk.domain.members.stays import Admission, Death, Discharge, DischargeType, Leave, Series
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.mentoring.mentorships import Agreement, MentoringView, Pairing
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.errors import InvalidInput
from peerdesk.records import members as member_records
from peerdesk.records.care import recovery as recovery_records
from peerdesk.services import finder, presence, today
from peerdesk.services.care import contacts, follow_ups, goals, recovery, staying_well
from peerdesk.services.care import milestones as care_milestones
from peerdesk.services.groups import duties, groups, memberships, waitlist
from peerdesk.services.groups.group_page import view
from peerdesk.services.measures import measures
from peerdesk.services.members import consents, deaths, member_page, members, stays, success_stories
from peerdesk.services.mentoring import mentoring_page, mentors, mentorships
from peerdesk.services.papers import (
    call_sheet,
    milestone_certificate,
    milestones,
    sign_in_sheet,
    staying_well_plan,
    weekly_report,
)
from peerdesk.services.sessions import attendance, session_page
from tests.centres import TODAY
from tests.looking import session_on
from tests.refusals import problems_of

YESTERDAY, NEXT_WEEK = TODAY - timedelta(1), TODAY + timedelta(7)
FIRST = date(2026, 11, 2)
LONG_AGO = date(2025, 1, 10)


class Desk:
    """A centre in which a resident and a mentor stand in every part of the program where they can stand."""

    def __init__(self, storage, actor, circle, centre):
        self.storage, self.actor, self.circle, self.centre = storage, actor, circle, centre
        self.resident = circle.member_ids[0]
        self.other = circle.member_ids[1]
        self.mentor = centre.member("Old Friend", admitted=LONG_AGO)
        self.mentee = centre.member("Gopal Verma")
        self.waiting_group = centre.group("Evening Circle", (1,))
        self.free_group = centre.group("Night Circle", (1,))
        self.day_group = centre.group("Day Circle", (2,))
        self.session = session_on(storage, circle.group_id, TODAY)
        self.free_session = session_on(storage, self.day_group, TODAY)
        self.discharge(self.mentor, LONG_AGO + timedelta(60), DischargeType.COMPLETED)
        mentors.agree_to_mentor(storage, actor, self.mentor, Agreement(date(2025, 8, 1)), today=TODAY)
        mentorships.pair(storage, actor, Pairing(self.mentor, self.mentee, date(2026, 11, 3)), today=TODAY)
        recovery.restart(storage, actor, self.resident, TODAY - timedelta(29), today=TODAY)
        measures.record(storage, actor, self.resident, "weekly", TODAY - timedelta(8), {1: 9}, today=TODAY)
        call = NewFollowUp(self.resident, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "asked for it")
        follow_ups.add(storage, actor, call, today=TODAY)
        waitlist.add(storage, actor, Wait(self.waiting_group, (self.resident,), YESTERDAY), today=TODAY)
        self.goal = goals.add(storage, actor, self.resident, GoalText("Call my brother"), today=YESTERDAY)
        self.plan = staying_well.write(
            storage, actor, self.resident, PlanWords("pay day"), today=TODAY, written_on=LONG_AGO
        )
        agreed = NewConsents(frozenset({ConsentKind.FAMILY}), YESTERDAY)
        [self.consent] = consents.record(storage, actor, self.resident, agreed, today=TODAY)
        shares = NewConsents(frozenset({ConsentKind.STORY}), YESTERDAY)
        consents.record(storage, actor, self.mentor, shares, today=TODAY)
        duties.set_duties(storage, actor, circle.group_id, [Duty.TEA])
        duties.assign(storage, actor, self.session, Duty.TEA, self.resident)

    def discharge(self, member_id, day, how):
        with self.storage.reading():
            stay = member_records.stays_of(member_id)[-1]
        if stay.discharged_on is None:
            stays.discharge(self.storage, self.actor, stay.id, Discharge(day, how), today=TODAY)

    def bring_about(self, state: State) -> None:
        for who in (self.resident, self.mentor):
            match state:
                case State.ON_LEAVE:
                    stays.add_leave(self.storage, self.actor, who, Leave(YESTERDAY, TODAY, "wedding"))
                case State.AFTERCARE:
                    self.discharge(who, YESTERDAY, DischargeType.COMPLETED)
                case State.LEFT:
                    self.discharge(who, YESTERDAY, DischargeType.AGAINST_ADVICE)
                case State.DIED:
                    deaths.note_death(self.storage, self.actor, who, Death(YESTERDAY), today=TODAY)
                case State.ARCHIVED:
                    self.discharge(who, YESTERDAY, DischargeType.COMPLETED)
                    members.archive(self.storage, self.actor, who, today=YESTERDAY)
        if state is State.GROUP_CLOSED:
            for group_id in (self.circle.group_id, self.waiting_group, self.free_group, self.day_group):
                groups.close(self.storage, self.actor, group_id, YESTERDAY)

    def take_back(self, state: State) -> None:
        for who in (self.resident, self.mentor):
            if state is State.DIED:
                deaths.take_back_death(self.storage, self.actor, who, "It was somebody else.")
            else:
                members.archive(self.storage, self.actor, who, today=None)

    # Where they stand

    def stands(self, part: Part) -> bool:
        found = PROBES[part](self)
        assert isinstance(found, bool)
        return found

    def _accepts(self, act: Callable, *what, **named) -> bool:
        try:
            act(self.storage, self.actor, *what, **named)
        except InvalidInput:
            return False
        return True

    def _open(self, session_id) -> bool:
        with self.storage.reading():
            return Session.get_or_none(Session.id == session_id) is not None

    def _roster(self) -> bool:
        page = groups.page(self.storage, self.actor, self.circle.group_id, on=TODAY)
        on_page = self.resident in {row.member_id for row in page.roster}
        if not self._open(self.session):
            assert not on_page
            return False
        sheet = session_page.sheet(self.storage, self.actor, self.session)
        paper = sign_in_sheet.gather(
            self.storage, self.actor, Choices(session=self.session), today=TODAY, now=self.storage.now()
        )
        on_sheet = self.resident in {row.member_id for row in sheet.rows}
        on_paper = "Ramesh Kumar" in {person.name for person in paper.people}
        assert on_page is on_sheet is on_paper
        return on_page

    def _joining(self) -> bool:
        joining = Joining(self.free_group, (self.resident,), TODAY)
        return self._accepts(memberships.join, joining, "wishes it")

    def _waitlist(self) -> bool:
        waits = view(self.storage, self.actor, self.waiting_group, today=TODAY).waiting
        there = self.resident in {row.member_id for row in waits}
        assert there or not self._accepts(waitlist.add, Wait(self.waiting_group, (self.resident,), TODAY), today=TODAY)
        return there

    def _duties(self) -> bool:
        if not self._open(self.session):
            return False
        sections = session_page.side_sections(self.storage, self.actor, self.session)
        [tea] = sections.duties
        named = {candidate.member_id for candidate in tea.candidates}
        assert (self.resident in named) is (tea.holder is not None and tea.holder.member_id == self.resident)
        return self.resident in named

    def _walk_in(self) -> bool:
        return self._open(self.free_session) and self._accepts(attendance.add_walk_in, self.free_session, self.resident)

    def _guests(self) -> bool:
        return self._open(self.free_session) and self._accepts(
            attendance.add_guest, self.free_session, self.resident, "Kamla", Kinship.WIFE
        )

    def _absences(self) -> bool:
        """Whether an absence of today would count against them."""
        if not self._open(self.session):
            return False
        attendance.mark(self.storage, self.actor, self.session, {self.other: Attendance(Mark.PRESENT)})
        rows = {row.member_id: row for row in session_page.sheet(self.storage, self.actor, self.session).rows}
        return self.resident in rows and rows[self.resident].mark is not Mark.LEAVE

    def _contact_needed(self) -> bool:
        on_today = self.resident in {
            row.member_id for row in today.page(self.storage, self.actor, today=TODAY).attention
        }
        now = self.storage.now()
        week = Choices(first=FIRST, last=TODAY)
        paper = weekly_report.gather(self.storage, self.actor, week, today=TODAY, now=now)
        on_paper = "Ramesh Kumar" in {row.person.name for row in paper.contact_needed}
        page = member_page.page(self.storage, self.actor, self.resident, today=TODAY)
        assert on_today is on_paper is bool(page.story.reasons)
        return on_today

    def _calls(self) -> bool:
        on_today = self.resident in {
            row.member_id for row in today.page(self.storage, self.actor, today=TODAY).follow_ups
        }
        paper = call_sheet.gather(self.storage, self.actor, Choices(), today=TODAY, now=self.storage.now())
        assert on_today is ("Ramesh Kumar" in {line.person.name for line in paper.lines})
        new = NewFollowUp(self.resident, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "again")
        assert on_today is self._accepts(follow_ups.add, new, today=TODAY)
        return on_today

    def _milestones(self) -> bool:
        on_today = self.resident in {
            row.member_id for row in today.page(self.storage, self.actor, today=TODAY).milestones
        }
        days = Choices(first=TODAY, last=TODAY + timedelta(6))
        paper = milestones.gather(self.storage, self.actor, days, today=TODAY, now=self.storage.now())
        assert on_today is ("Ramesh Kumar" in {line.person.name for line in paper.lines})
        return on_today

    def _pairs(self) -> bool:
        screen = mentoring_page.screen(self.storage, self.actor, today=TODAY, view=MentoringView.PAIRS)
        return any(pair.to_day is None and pair.mentor.id == self.mentor for pair in screen.overview.pairs)

    def _possible_mentors(self) -> bool:
        found = mentors.possible_mentors(self.storage, self.actor, self.other, today=TODAY).found
        return self.mentor in {row.mentor.person.id for row in found}

    def _waiting_for_mentor(self) -> bool:
        screen = mentoring_page.screen(self.storage, self.actor, today=TODAY, view=MentoringView.WAITING)
        return self.resident in {row.person.id for row in screen.overview.waiting}

    def _presence(self) -> bool:
        there = self.resident in {row.member_id for row in presence.day(self.storage, self.actor, TODAY).rows}
        assert there is self._accepts(presence.mark, TODAY, {self.resident: True})
        return there

    def _measures_due(self) -> bool:
        screen = measures.screen(self.storage, self.actor, today=TODAY, day=TODAY)
        return any(row.member_id == self.resident and "weekly" in row.due for row in screen.due)

    def _admission(self) -> bool:
        return self._accepts(stays.admit, self.mentor, Admission(Series.RESIDENTIAL, TODAY), today=TODAY)

    def _recovery(self) -> bool:
        kept = self._accepts(recovery.work_step, self.resident, StepRow(1, TODAY), today=TODAY)
        assert kept is self._accepts(recovery.correct_start, self.resident, TODAY, today=TODAY)
        assert kept is self._accepts(recovery.record_return, self.resident, ReturnToUse(TODAY), today=TODAY)
        assert kept is self._accepts(recovery.restart, self.mentor, TODAY, today=TODAY)
        return kept

    def _celebrations(self) -> bool:
        with self.storage.reading():
            latest = recovery_records.timeline_of(self.resident, TODAY).reached[-1].milestone
        return self._accepts(care_milestones.celebrate, self.resident, latest, day=TODAY)

    def _certificate(self) -> bool:
        number = member_page.page(self.storage, self.actor, self.resident, today=TODAY).number
        choices, now = Choices(member=number), self.storage.now()
        return self._accepts(milestone_certificate.gather, choices, today=TODAY, now=now)

    def _goals(self) -> bool:
        kept = self._accepts(goals.add, self.resident, GoalText("Call my sister"), today=TODAY)
        told = self.goal, GoalWordKind.PROGRESS, "I have called her"
        assert kept is self._accepts(goals.say, *told, day=TODAY)
        assert kept is self._accepts(goals.close, self.goal, GoalState.REACHED, day=TODAY, today=TODAY)
        assert kept is self._accepts(goals.reopen, self.goal)
        return kept

    def _own_words(self) -> bool:
        kept = self._accepts(staying_well.write, self.resident, PlanWords("the bus stand"), today=TODAY)
        assert kept is self._accepts(staying_well.take_up, self.plan, today=TODAY)
        with self.storage.reading():
            choices = Choices(member=member_records.known_member(self.resident).number)
        now = self.storage.now()
        assert kept is self._accepts(staying_well_plan.gather, choices, today=TODAY, now=now)
        return kept

    def _consents(self) -> bool:
        """A consent is given and withdrawn, and a story told, which needs one; each puts nothing before it off."""
        new = NewConsents(frozenset({ConsentKind.CALLS}), TODAY)
        kept = self._accepts(consents.record, self.resident, new, today=TODAY)
        assert kept is self._accepts(consents.withdraw, self.consent, TODAY, today=TODAY)
        assert kept is self._accepts(success_stories.keep, self.mentor, ToldStory("I walk.", TODAY), today=TODAY)
        return kept

    def _measures(self) -> bool:
        return self._accepts(measures.record, self.resident, "weekly", TODAY, {1: 4}, today=TODAY)

    def _talks(self) -> bool:
        kept = {
            kind: self._accepts(contacts.add, NewContact(self.resident, kind, TODAY, 30), today=TODAY)
            for kind in ContactKind
        }
        assert all(kept[kind] for kind in ContactKind if kind in WITH_FAMILY)
        assert kept[ContactKind.INDIVIDUAL] is kept[ContactKind.CALL]
        return kept[ContactKind.INDIVIDUAL]

    def _leave(self) -> bool:
        return self._accepts(stays.add_leave, self.resident, Leave(NEXT_WEEK, NEXT_WEEK, "court"))

    def _finder(self) -> bool:
        found = finder.find(self.storage, self.actor, "ramesh", today=TODAY)
        return self.resident in {row.id for row in found}

    def _member_list(self) -> bool:
        found = members.find(self.storage, self.actor, text="ramesh", today=TODAY)
        return self.resident in {row.id for row in found.rows}


PROBES = {
    Part.ROSTER: Desk._roster,
    Part.WAITLIST: Desk._waitlist,
    Part.DUTIES: Desk._duties,
    Part.CONTACT_NEEDED: Desk._contact_needed,
    Part.CALLS: Desk._calls,
    Part.MILESTONES: Desk._milestones,
    Part.PAIRS: Desk._pairs,
    Part.POSSIBLE_MENTORS: Desk._possible_mentors,
    Part.WAITING_FOR_MENTOR: Desk._waiting_for_mentor,
    Part.MEASURES_DUE: Desk._measures_due,
    Part.FINDER: Desk._finder,
    Part.MEMBER_LIST: Desk._member_list,
    Part.PRESENCE: Desk._presence,
    Part.JOINING: Desk._joining,
    Part.WALK_IN: Desk._walk_in,
    Part.GUESTS: Desk._guests,
    Part.ABSENCES: Desk._absences,
    Part.ADMISSION: Desk._admission,
    Part.MEASURES: Desk._measures,
    Part.CELEBRATIONS: Desk._celebrations,
    Part.CERTIFICATE: Desk._certificate,
    Part.CONSENTS: Desk._consents,
    Part.GOALS: Desk._goals,
    Part.OWN_WORDS: Desk._own_words,
    Part.TALKS: Desk._talks,
    Part.LEAVE: Desk._leave,
    Part.RECOVERY: Desk._recovery,
}
"""Those that only look come before those that act."""


@pytest.fixture
def desk(storage, coordinator, circle, centre):
    return Desk(storage, coordinator, circle, centre)


def test_without_any_of_the_states_they_stand_everywhere(desk):
    assert {part for part in PROBES if not desk.stands(part)} == set()


@pytest.mark.parametrize("state", State)
def test_a_state_stops_what_the_table_says_and_nothing_else(desk, state):
    desk.bring_about(state)
    stopped = {part for part in PROBES if not desk.stands(part)}
    assert stopped == STOPS[state]


@pytest.mark.parametrize("state", [State.DIED, State.ARCHIVED])
def test_what_ended_for_good_comes_back_when_it_is_taken_back(desk, state):
    before = {part for part in Part if part is not Part.ADMISSION}
    desk.bring_about(state)
    desk.take_back(state)
    standing = {part for part in PROBES if part is not Part.ADMISSION and desk.stands(part)}
    discharged = STOPS[State.AFTERCARE] if state is State.ARCHIVED else frozenset()
    assert standing == before - discharged


GONE = [State.DIED, State.ARCHIVED]


@pytest.mark.parametrize("state", GONE)
def test_what_was_true_before_can_still_be_written_down(desk, state):
    desk.bring_about(state)
    storage, actor, who = desk.storage, desk.actor, desk.resident
    goals.say(storage, actor, desk.goal, GoalWordKind.PROGRESS, "I have called him", day=YESTERDAY)
    staying_well.write(storage, actor, who, PlanWords("the bus stand"), today=TODAY, written_on=YESTERDAY)
    measures.record(storage, actor, who, "weekly", YESTERDAY, {1: 4}, today=TODAY)
    contacts.add(storage, actor, NewContact(who, ContactKind.INDIVIDUAL, YESTERDAY, 30), today=TODAY)
    recovery.work_step(storage, actor, who, StepRow(1, YESTERDAY), today=TODAY)
    recovery.record_return(storage, actor, who, ReturnToUse(YESTERDAY), today=TODAY)
    consents.withdraw(storage, actor, desk.consent, YESTERDAY, today=TODAY)
    agreed = NewConsents(frozenset({ConsentKind.CALLS}), YESTERDAY)
    consents.record(storage, actor, who, agreed, today=TODAY)
    story = member_page.page(storage, actor, who, today=TODAY).story
    assert story.timeline.spans[-1].ended_on == YESTERDAY


def test_an_entry_after_a_death_says_why_beside_its_day(desk):
    desk.bring_about(State.DIED)
    storage, actor, who = desk.storage, desk.actor, desk.resident
    returned = ReturnToUse(YESTERDAY, TODAY)
    assert problems_of(recovery.record_return, storage, actor, who, returned, today=TODAY) == [
        "recovery_on: entry-after-death"
    ]
    talk = NewContact(who, ContactKind.INDIVIDUAL, TODAY, 30)
    assert problems_of(contacts.add, storage, actor, talk, today=TODAY) == ["kind: talk-after-death"]
    with_family = NewContact(who, ContactKind.FAMILY_CALL, TODAY, 30)
    kept = contacts.add(storage, actor, with_family, today=TODAY)
    assert problems_of(contacts.change, storage, actor, kept, talk, today=TODAY) == ["kind: talk-after-death"]


@pytest.mark.parametrize("state", GONE)
@pytest.mark.parametrize("part", [Part.WALK_IN, Part.JOINING, Part.WAITLIST, Part.CALLS, Part.POSSIBLE_MENTORS])
def test_who_is_looked_for_to_be_put_somewhere_is_not_found_once_gone(desk, state, part):
    def found():
        rows = members.find(desk.storage, desk.actor, text="ramesh", today=TODAY, part=part).rows
        return desk.resident in {row.id for row in rows}

    assert found()
    desk.bring_about(state)
    assert not found()


def test_the_walk_leaves_no_part_out():
    assert PROBES.keys() == set(Part)
    assert STOPS.keys() == set(State)
