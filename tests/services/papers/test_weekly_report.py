"""The weekly report tells a coordinator what the centre did, and what is still to be done."""

from datetime import date

from peerdesk.db.models import FollowUp
from peerdesk.domain.care.attention import Reason, ReasonCode
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpWay
from peerdesk.domain.care.recovery import Milestone, MilestoneKind
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.stays import Admission, Discharge, DischargeType, Series
from peerdesk.domain.papers.choices import Names, PersonOnPaper
from peerdesk.domain.papers.weekly_report import MOST_CONTACT, ContactNeeded, FollowedUp, Talk, UnsignedLine
from peerdesk.domain.screens.today import MOST_ATTENTION
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.domain.sessions.notes import Objective
from peerdesk.domain.sessions.sessions import NotHeldReason
from peerdesk.records import members as member_records
from peerdesk.services.care import contacts, milestones, recovery
from peerdesk.services.groups import groups, memberships
from peerdesk.services.members import stays
from peerdesk.services.papers import weekly_report
from peerdesk.services.sessions import attendance, sessions

BEFORE = date(2026, 11, 4)
MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 9), date(2026, 11, 11), date(2026, 11, 13)


def test_a_group_says_what_was_planned_held_and_not_and_why(centre, group_id, weekly):
    centre.hold(group_id, BEFORE, "AA")
    centre.hold(group_id, MONDAY, "PL")
    missed = centre.session(group_id, FRIDAY)
    sessions.did_not_happen(centre.storage, centre.actor, missed, NotHeldReason.OTHER, "A wedding")
    [line] = weekly().groups
    assert (line.group_name, line.facilitator, line.members) == ("Morning Circle", "Meena Rawat", 2)
    assert (line.planned, line.held) == (3, 1)
    assert line.not_held == [(FRIDAY, NotHeldReason.OTHER, "A wedding")]
    assert (line.tally, line.previous) == (Tally(present=1, leave=1), Tally(absent=2))


def test_the_unmarked_are_counted_and_walk_ins_are_not(centre, group_id, weekly):
    session_id = centre.hold(group_id, MONDAY, "P-")
    centre.walk_in(session_id, centre.member("Aakash Rao"))
    assert weekly().groups[0].tally == Tally(present=1, unmarked=1)


def test_groups_stand_by_name_if_they_met_or_have_members(centre, group_id, weekly):
    centre.group("A meeting, no member")
    silent = centre.group("Members, no meeting", weekdays=())
    centre.join(silent, 1)
    centre.group("Neither", weekdays=())
    centre.group("Not yet", since=date(2026, 11, 16))
    closed = centre.group("Ended before", weekdays=())
    groups.close(centre.storage, centre.actor, closed, BEFORE)
    centre.hold(group_id, MONDAY, "PP")
    assert [group.group_name for group in weekly().groups] == [
        "A meeting, no member",
        "Members, no meeting",
        "Morning Circle",
    ]


def test_objectives_stand_once_and_the_plan_is_the_latest(centre, group_id, weekly):
    feelings, goals = Objective.FEELINGS, Objective.GOALS
    for day, objective, plan in (
        (MONDAY, feelings, "Old plan"),
        (WEDNESDAY, feelings, ""),
        (FRIDAY, goals, "Role-play"),
    ):
        centre.note(centre.hold(group_id, day, "PP"), objective=objective, plan=plan)
    [line] = weekly().groups
    assert (line.objectives, line.plan) == ([Objective.FEELINGS, Objective.GOALS], "Role-play")


def test_absences_running_up_to_the_last_day_need_contact(centre, group_id, weekly):
    centre.hold(group_id, BEFORE, "PP")
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        centre.hold(group_id, day, "PA")
    centre.hold(group_id, date(2026, 11, 16), "PP")
    ramesh = PersonOnPaper(1, "R. K.")
    absent = Reason(ReasonCode.ABSENCES, 3, group="Morning Circle", began=WEDNESDAY, told=FRIDAY)
    assert weekly(names=Names.INITIALS).contact_needed == [ContactNeeded(ramesh, [absent])]
    assert weekly(last=WEDNESDAY).contact_needed[0].reasons[0].count == 2
    assert weekly(last=MONDAY).contact_needed == []


def test_of_very_many_who_need_contact_the_most_pressing_are_named_and_all_are_counted(
    centre, group_id, weekly, monkeypatch
):
    assert MOST_CONTACT == MOST_ATTENTION
    monkeypatch.setattr(weekly_report, "MOST_CONTACT", 1)
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        centre.hold(group_id, day, "PA" if day == MONDAY else "AA")
    report = weekly()
    assert report.needing_contact == 2
    assert [line.reasons[0].count for line in report.contact_needed] == [3]


def test_what_was_done_in_the_week_for_who_needs_contact_is_told(centre, group_id, weekly, storage):
    """Done in the week, whenever it was due; planned by hand for the week and open at its end; nothing else."""
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        centre.hold(group_id, day, "PA")
    scheduled, planned = FollowUpKind.SCHEDULED, FollowUpKind.PLANNED
    call, visit = FollowUpWay.CALL, FollowUpWay.HOME_VISIT
    for way, kind, due_on, done_on, outcome in (
        (call, scheduled, BEFORE, WEDNESDAY, FollowUpOutcome.NOT_REACHED),
        (visit, planned, FRIDAY, None, None),
        (visit, scheduled, FRIDAY, None, None),
        (call, planned, MONDAY, MONDAY, FollowUpOutcome.CANCELLED),
        (call, planned, BEFORE, BEFORE, FollowUpOutcome.REACHED),
        (call, planned, FRIDAY, date(2026, 11, 16), FollowUpOutcome.REACHED),
    ):
        with storage.writing(Changed.FOLLOW_UPS, centre.actor) as unit:
            FollowUp.create(
                member=1, kind=kind, stay=1 if kind is scheduled else None, due_on=due_on, way=way, why="", staff=None,
                outcome=outcome, done_on=done_on, done_by=1 if done_on else None, words="", next_step="",
            )  # fmt: skip
            unit.audit("test.write", None)
    [line] = weekly().contact_needed
    assert line.done == [
        FollowedUp(call, WEDNESDAY, FollowUpOutcome.NOT_REACHED),
        FollowedUp(visit, FRIDAY, None),
        FollowedUp(call, FRIDAY, None),
    ]


def test_a_talk_since_the_reason_began_is_what_was_done(centre, group_id, weekly):
    centre.hold(group_id, BEFORE, "PP")
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        centre.hold(group_id, day, "PA")
    for kind, day in ((ContactKind.CALL, FRIDAY), (ContactKind.FAMILY_CALL, WEDNESDAY), (ContactKind.CALL, MONDAY)):
        contacts.add(centre.storage, centre.actor, NewContact(1, kind, day, 10), today=centre.today)
    [line] = weekly().contact_needed
    assert line.reasons[0].began == WEDNESDAY
    assert line.done == [Talk(ContactKind.FAMILY_CALL, WEDNESDAY), Talk(ContactKind.CALL, FRIDAY)]


def test_who_came_and_who_went(centre, group_id, weekly):
    newcomer = centre.member("Zia Khan", admitted=MONDAY)
    [joined] = centre.join(group_id, newcomer, since=MONDAY)
    memberships.leave(centre.storage, centre.actor, joined, FRIDAY)
    [stay] = member_records.stays_of(newcomer)
    discharge = Discharge(FRIDAY, DischargeType.COMPLETED)
    stays.discharge(centre.storage, centre.actor, stay.id, discharge, today=centre.today)
    again = Admission(Series.OUTPATIENT, date(2026, 11, 16))
    stays.admit(centre.storage, centre.actor, newcomer, again, today=centre.today)
    assert [(line.day, line.person.name, line.group_name, line.joined, line.stay) for line in weekly().movements] == [
        (MONDAY, "Zia Khan", "", True, True),
        (MONDAY, "Zia Khan", "Morning Circle", True, False),
        (FRIDAY, "Zia Khan", "", False, True),
        (FRIDAY, "Zia Khan", "Morning Circle", False, False),
    ]


def test_held_sessions_wait_until_they_are_signed(centre, group_id, weekly):
    waiting, noted, signed = (
        centre.hold(group_id, day, marks) for day, marks in ((MONDAY, "P-"), (WEDNESDAY, "PP"), (FRIDAY, "PP"))
    )
    centre.note(noted)
    centre.sign(signed)
    assert weekly().unsigned == [
        UnsignedLine(waiting, MONDAY, "Morning Circle", note_missing=True, unmarked=1),
        UnsignedLine(noted, WEDNESDAY, "Morning Circle", note_missing=False, unmarked=0),
        UnsignedLine(signed, FRIDAY, "Morning Circle", note_missing=False, unmarked=0),
    ], "Friday's was signed after the week"
    assert [line.session_id for line in weekly(first=MONDAY, last=centre.today).unsigned] == [waiting, noted]


def test_not_signed_by_the_next_day_is_a_late_entry(centre, group_id, weekly, today):
    week = {"first": date(2026, 11, 16), "last": date(2026, 11, 22)}
    centre.sign(centre.hold(group_id, FRIDAY, "PP"))
    centre.hold(group_id, today, "PP")
    monday = centre.hold(group_id, date(2026, 11, 16), "PP")
    assert (weekly().late_entries, weekly(**week).late_entries) == (1, 1)
    centre.sign(monday)
    centre.sign(centre.session(group_id, today))
    assert weekly(**week).late_entries == 1, "Monday's on Wednesday is late, today's is not"


def test_family_guests_and_visitors_of_the_week_are_counted(centre, group_id, weekly):
    for day in (BEFORE, MONDAY, WEDNESDAY):
        session_id = centre.hold(group_id, day, "PP")
        attendance.add_guest(centre.storage, centre.actor, session_id, 1, "Sita Devi", Kinship.MOTHER)
        attendance.count_visitors(centre.storage, centre.actor, session_id, 3)
    assert (weekly().guests, weekly().visitors) == (2, 6)


def test_a_friend_by_name_is_a_visitor_and_no_visit_of_the_family(centre, group_id, weekly):
    session_id = centre.hold(group_id, MONDAY, "PP")
    for name, kinship in (("Mohan", Kinship.FRIEND), ("Ali", Kinship.NEIGHBOUR), ("Tara", Kinship.VISITOR)):
        attendance.add_guest(centre.storage, centre.actor, session_id, 1, name, kinship)
    attendance.add_guest(centre.storage, centre.actor, session_id, 1, "Sita Devi", Kinship.MOTHER)
    attendance.count_visitors(centre.storage, centre.actor, session_id, 2)
    assert (weekly().guests, weekly().visitors) == (1, 5)


def test_milestones_of_the_week_stand_by_day_and_roll_with_when_they_were_celebrated(centre, weekly):
    """Those of the days before and after the week belong to other weeks."""
    zia, asha = centre.member("Zia Khan"), centre.member("Asha Bai")
    for who, since in ((zia, date(2026, 10, 16)), (asha, date(2026, 10, 10))):
        recovery.restart(centre.storage, centre.actor, who, since, today=centre.today)
    milestones.celebrate(centre.storage, centre.actor, asha, Milestone(MilestoneKind.DAYS, 30), day=FRIDAY)
    assert [(line.day, line.person.name, line.milestone.count, line.celebrated_on) for line in weekly().milestones] == [
        (MONDAY, "Asha Bai", 30, FRIDAY),
        (date(2026, 11, 15), "Zia Khan", 30, None),
    ]
    later = weekly(first=date(2026, 11, 16), last=date(2026, 11, 22))
    assert later.milestones == []


def test_all_groups_add_up(centre, group_id, weekly):
    other = centre.group("Evening Circle")
    centre.join(other, 1)
    centre.hold(group_id, MONDAY, "PT")
    session_id = centre.hold(other, MONDAY, "A")
    centre.walk_in(session_id, 2, Mark.PRESENT)
    page = weekly()
    assert (page.tally, page.planned, page.held) == (Tally(present=1, late=1, absent=1), 6, 2)
