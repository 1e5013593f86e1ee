"""Past days print the same later, however much has been recorded since, but for what was entered about them."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta

import pytest

from peerdesk import publishing
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnToUse, StepRow
from peerdesk.domain.care.status import RecoveryNow, Status
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.mentoring.mentorships import (
    Agreement,
    ClosingReason,
    Logged,
    MentorshipClosing,
    Pairing,
    SupportKind,
)
from peerdesk.domain.papers.choices import Choices
from peerdesk.records import members as member_records
from peerdesk.records.care import follow_ups as follow_up_records
from peerdesk.services.care import contacts, follow_ups, milestones, recovery
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import members, stays
from peerdesk.services.mentoring import mentor_log, mentors, mentorships

MONDAY, SUNDAY = date(2026, 11, 9), date(2026, 11, 15)
LATER = SUNDAY + timedelta(30)
LONG_AGO = date(2026, 6, 1)


class Clock:
    """Says what time it is, which a test moves on."""

    def __init__(self) -> None:
        self.day = SUNDAY

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(18))


@pytest.fixture
def now() -> Clock:
    return Clock()


@pytest.fixture
def today() -> date:
    return SUNDAY


@pytest.fixture
def report(storage, coordinator, now):
    """Everything a report says of the week, but for the moment of printing, as a dictionary."""

    def ask(name: str, **choices):
        asked = Choices(first=MONDAY, last=SUNDAY, **choices)
        found = publishing.gather(name, storage, coordinator, asked, today=now.day, now=now())
        return {field.name: getattr(found, field.name) for field in fields(found) if field.name != "printed"}

    return ask


class Month:
    """A small centre with a week behind it, and a month in which everything goes on."""

    def __init__(self, centre, now: Clock) -> None:
        self.centre, self.now = centre, now
        self.storage, self.actor = centre.storage, centre.actor
        self.ramesh, self.anil, self.mentor, self.gone, self.zia = (
            centre.member(name, admitted=LONG_AGO)
            for name in ("Ramesh Kumar", "Anil Yadav", "Suresh Rao", "Gopal Das", "Zia Khan")
        )
        self.group = centre.group(since=LONG_AGO)
        self.in_group = centre.join(self.group, self.anil, self.ramesh, self.mentor, since=LONG_AGO)

    def _by(self, act, *values, **more):
        return act(self.storage, self.actor, *values, today=self.now.day, **more)

    def stay_of(self, who):
        with self.storage.reading():
            return member_records.stays_of(who)[-1]

    def leave(self, who, on, how=DischargeType.COMPLETED):
        self._by(stays.discharge, self.stay_of(who).id, Discharge(on, how))

    def call(self, who, on):
        return self._by(follow_ups.add, NewFollowUp(who, FollowUpKind.PLANNED, on, FollowUpWay.CALL, "Job"))

    def week(self) -> None:
        """What was recorded up to the Sunday."""
        self.leave(self.gone, date(2026, 11, 10))
        self.leave(self.zia, MONDAY - timedelta(30))
        for back in (28, 26, 21, 19, 14, 12, 7):
            self.centre.hold(self.group, SUNDAY - timedelta(back - 1), "PPP")
        for day, marks in ((MONDAY, "PAP"), (date(2026, 11, 11), "PAP"), (date(2026, 11, 13), "PAP")):
            self.now.day = day
            held = self.centre.hold(self.group, day, marks)
            if day == MONDAY:
                self.centre.sign(held)
        self.now.day = SUNDAY
        for who, since in ((self.ramesh, SUNDAY - timedelta(90)), (self.mentor, LONG_AGO)):
            self._by(recovery.restart, who, since)
        self._by(mentors.agree_to_mentor, self.mentor, Agreement(LONG_AGO, override="Steady"))
        self.pairs = [
            self._by(mentorships.pair, Pairing(self.mentor, who, SUNDAY - timedelta(40), "Known long"))
            for who in (self.ramesh, self.anil)
        ]
        agreed = Logged(SUNDAY - timedelta(38), 30, SupportKind.EMOTIONAL)
        self._by(mentor_log.log_contact, self.pairs[0], agreed)
        self.now.day = date(2026, 11, 13)
        self.calls = [self.call(self.ramesh, date(2026, 11, 14)), self.call(self.ramesh, date(2026, 11, 15))]
        self.now.day = SUNDAY
        self._by(follow_ups.finish, self.calls[0], Finished(FollowUpOutcome.NOT_REACHED, SUNDAY))

    def month(self) -> None:
        """What was recorded in the month after it, with days of its own."""
        self.now.day = LATER
        day = LATER - timedelta(3)
        told = Status(RecoveryNow.USED_SINCE)
        self._by(follow_ups.finish, self.calls[1], Finished(FollowUpOutcome.REACHED, day, status=told))
        with self.storage.reading():
            scheduled = [
                row.id
                for row in follow_up_records.of_member(self.zia, LATER)
                if row.outcome is None and row.due_on <= LATER
            ]
        for row_id in scheduled:
            self._by(follow_ups.finish, row_id, Finished(FollowUpOutcome.REACHED, day, status=told))
        for pair_id in self.pairs:
            self._by(mentor_log.log_contact, pair_id, Logged(day, 20, SupportKind.EMOTIONAL))
        self._by(mentorships.close, self.pairs[1], MentorshipClosing(day, ClosingReason.COMPLETED))
        self._by(contacts.add, NewContact(self.ramesh, ContactKind.INDIVIDUAL, day, 30))
        milestones.celebrate(self.storage, self.actor, self.ramesh, Milestone(MilestoneKind.DAYS, 90), day=day)
        self._by(recovery.record_return, self.ramesh, ReturnToUse(day, day))
        self._by(recovery.work_step, self.mentor, StepRow(1, day))
        memberships.change_role(self.storage, self.actor, self.in_group[1], MemberRole.PEER_LEADER, first=day)
        for weeks in (1, 2, 3):
            self.centre.hold(self.group, MONDAY + timedelta(7 * weeks), "PPP")
        self.centre.sign(self.centre.session(self.group, date(2026, 11, 13)))
        self.leave(self.mentor, day, DischargeType.LEFT_WITHOUT_INFORMING)
        self._by(stays.admit, self.gone, Admission(Series.RESIDENTIAL, day))
        self._by(members.archive, self.zia)
        groups.close(self.storage, self.actor, self.group, LATER)


@pytest.fixture
def history(centre, now) -> Month:
    found = Month(centre, now)
    found.week()
    return found


def differing(before, after) -> dict:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def test_a_week_prints_the_same_a_month_later(history, report):
    at_its_end = report("weekly-report")
    assert at_its_end["contact_needed"], "somebody needs contact"
    assert at_its_end["mentoring"].stalled == 2
    assert at_its_end["milestones"]
    assert at_its_end["follow_ups"].due
    assert len(at_its_end["unsigned"]) == 2
    history.month()
    # What is entered later about the week may differ: here the note that came with the late signature.
    after = report("weekly-report")
    noted = [replace(line, note_missing=True) for line in after["unsigned"]]
    late = after.pop("late_entries")
    after["trail"] = at_its_end["trail"]  # it tells of the day of printing
    assert differing({**at_its_end, "late_entries": late}, {**after, "unsigned": noted, "late_entries": late}) == {}
    assert at_its_end["late_entries"] <= late


def test_while_the_week_goes_on_what_is_planned_for_its_rest_stands_beside_the_reason(history, report, now):
    [before] = [line for line in report("weekly-report")["contact_needed"] if line.person.number == history.ramesh]
    now.day = date(2026, 11, 13)
    [line] = [line for line in report("weekly-report")["contact_needed"] if line.person.number == history.ramesh]
    assert [done.day for done in line.done] == [date(2026, 11, 14), date(2026, 11, 15)]
    assert {done.outcome for done in line.done} == {None}, "nothing was done by then"
    assert [done.outcome for done in before.done] == [FollowUpOutcome.NOT_REACHED, None]


@pytest.mark.parametrize("name", ["ramesh", "anil", "mentor", "gone"])
def test_a_members_progress_prints_the_same_a_month_later(history, report, name):
    who = getattr(history, name)
    at_its_end = report("progress-report", member=who)
    history.month()
    assert differing(at_its_end, report("progress-report", member=who)) == {}


def test_the_milestones_of_a_week_print_the_same_a_month_later(history, report):
    at_its_end = report("milestones")
    assert at_its_end["lines"]
    history.month()
    assert differing(at_its_end, report("milestones")) == {}


def test_the_presence_and_the_attendance_of_a_week_print_the_same_a_month_later(history, report):
    before = report("presence-sheet"), report("attendance-register", group=history.group)
    history.month()
    after = report("presence-sheet"), report("attendance-register", group=history.group)
    for old, new in zip(before, after, strict=True):
        assert set(differing(old, new)) <= {"data_as_on", "sessions"}, "a session signed since shows its seal"
