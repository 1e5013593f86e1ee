"""The recovery programme of the demo centre, written after its people, groups and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from peerdesk.db.bulk import insert_rows
from peerdesk.db.models import (
    CelebrationRow,
    Consent,
    Contact,
    CopyRequest,
    DutyTurn,
    FollowUp,
    Goal,
    GoalWord,
    GroupDuty,
    Incident,
    KeyCounsellor,
    Measurement,
    MeasurementAnswer,
    Mentor,
    MentorContact,
    MentorshipRow,
    PersonToCall,
    Presence,
    ProgrammeRow,
    RecoverySpan,
    SafetyNote,
    SessionPlan,
    StayingWellVersion,
    StepWork,
    SuccessStory,
    Waiting,
)
from peerdesk.services.demo import care, follow_ups, group_life, measures, mentoring, recovery, staying_well
from peerdesk.services.demo import stays as presence
from peerdesk.services.demo.consents import draw_consents
from peerdesk.services.demo.groups import DemoGroup, Outline
from peerdesk.services.demo.key_counsellors import draw_key_counsellors
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import COORDINATOR_ID, DemoPlan
from peerdesk.services.demo.records import Attended, Recorder
from peerdesk.services.demo.rosters import DemoMembership
from peerdesk.services.demo.stays import DemoLeave, DemoStay

_CHECKED = timedelta(days=200)
"""So long ago the coordinator called the help lines."""


@dataclass(frozen=True, slots=True)
class DemoCentre:
    """Who there is, and which groups, written before the programme that is made of them."""

    plan: DemoPlan
    people: Sequence[Person]
    stays: Sequence[DemoStay]
    leaves: Sequence[DemoLeave]
    wanted: Sequence[Outline]
    groups: Sequence[DemoGroup]
    memberships: Sequence[DemoMembership]


def write_programme(centre: DemoCentre, recorder: Recorder, attended: Attended) -> None:
    """Recovery, mentors, follow-ups, contacts, goals, consents, measures and what they call for, groups, presence."""
    plan, people, stays = centre.plan, centre.people, centre.stays
    insert_rows(KeyCounsellor, draw_key_counsellors(plan, people, stays))
    spans = recovery.draw_recovery(plan, people, stays, recorder.returns, attended.by_member)
    insert_rows(RecoverySpan, spans.spans)
    insert_rows(CelebrationRow, spans.celebrations)
    insert_rows(StepWork, recovery.draw_steps(plan, people, centre.memberships, centre.groups))
    pairs = mentoring.draw_mentoring(plan, people, stays, spans.latest)
    insert_rows(Mentor, pairs.mentors)
    insert_rows(MentorshipRow, pairs.mentorships)
    insert_rows(MentorContact, pairs.contacts)
    insert_rows(FollowUp, follow_ups.draw_follow_ups(plan, people, stays))
    insert_rows(Contact, care.draw_contacts(plan, people, stays))
    goals = care.draw_goals(plan, people, stays)
    insert_rows(Goal, goals.goals)
    insert_rows(GoalWord, goals.words)
    pledges = staying_well.draw_pledges(plan, people, stays, len(goals.goals) + 1, len(goals.words) + 1)
    insert_rows(Goal, pledges.goals)
    insert_rows(GoalWord, pledges.words)
    plans = staying_well.draw_plans(plan, people, stays)
    insert_rows(StayingWellVersion, plans.versions)
    insert_rows(PersonToCall, plans.people)
    agreed = draw_consents(plan, people, stays)
    insert_rows(Consent, agreed.consents)
    insert_rows(SuccessStory, agreed.stories)
    insert_rows(CopyRequest, agreed.copies)
    sheets = measures.draw_measures(plan, stays)
    insert_rows(Measurement, sheets.measurements)
    insert_rows(MeasurementAnswer, sheets.answers)
    insert_rows(SafetyNote, sheets.safety_notes)
    ProgrammeRow.update(help_lines_checked_on=plan.today - _CHECKED, help_lines_checked_by=COORDINATOR_ID).execute()
    _write_group_life(centre, attended)
    insert_rows(Presence, presence.draw_presence(plan, stays, centre.leaves))


def _write_group_life(centre: DemoCentre, attended: Attended) -> None:
    plan = centre.plan
    duties = group_life.draw_duties(centre.groups)
    insert_rows(GroupDuty, duties)
    insert_rows(DutyTurn, group_life.draw_turns(duties, attended.recent))
    waiting = group_life.draw_waitlist(plan, centre.wanted, centre.people, centre.stays, centre.memberships)
    insert_rows(Waiting, waiting)
    groups = {group.id: group for group in centre.groups}
    insert_rows(SessionPlan, group_life.draw_plans(plan, attended.recent, groups))
    insert_rows(Incident, group_life.draw_incidents(plan, attended.recent, groups))
