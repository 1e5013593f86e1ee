"""Duties by turn, waitlists, plans followed and what had to be settled in the groups of the demo centre."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.groups.incidents import IncidentKind
from peerdesk.domain.sessions.plans import BUILT_IN
from peerdesk.services.demo.groups import DemoGroup, Outline
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import STAFF, DemoPlan
from peerdesk.services.demo.records import RecentSession
from peerdesk.services.demo.rosters import DemoMembership
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_language, draw_line

Row = Sequence[object]

_DUTIES = {
    GroupType.SELF_HELP: (Duty.TEA, Duty.TIMEKEEPING, Duty.OPENING_THOUGHT),
    GroupType.TWELVE_STEP: (Duty.TIMEKEEPING, Duty.OPENING_THOUGHT, Duty.CLOSING_THOUGHT),
    GroupType.ALUMNI: (Duty.TEA, Duty.WELCOME),
    GroupType.EDUCATION: (Duty.ROOM,),
    GroupType.WORKSHOP: (Duty.ROOM,),
    GroupType.SHARING_CIRCLE: (Duty.TEA, Duty.TIMEKEEPING, Duty.OPENING_THOUGHT),
}
_WAITING = 3  # members on one waitlist
_FOLLOWED_A_PLAN = 0.4  # of sessions
_INCIDENTS = (IncidentKind.CONFLICT, IncidentKind.CONFIDENTIALITY, IncidentKind.BOUNDARY)


def draw_duties(groups: Sequence[DemoGroup]) -> list[Row]:
    """Which duties each open group shares."""
    return [(group.id, duty) for group in groups if group.closed_on is None for duty in _DUTIES.get(group.type, ())]


def draw_turns(duties: Sequence[Row], sessions: Sequence[RecentSession]) -> list[Row]:
    """Whose turn each duty was: whoever of those there did it longest ago, after the order of the roll."""
    of_group: dict[object, list[object]] = {}
    for group_id, duty in duties:
        of_group.setdefault(group_id, []).append(duty)
    latest: dict[tuple[object, int], int] = {}
    found: list[Row] = []
    for session in sessions:
        taken: set[int] = set()
        for duty in of_group.get(session.group_id, ()):
            free = [member_id for member_id in session.there if member_id not in taken]
            if free:
                member_id = min(free, key=lambda one: latest.get((duty, one), 0))  # used at once
                latest[duty, member_id] = session.session_id
                taken.add(member_id)
                found.append((session.session_id, duty, member_id))
    return found


def draw_plans(plan: DemoPlan, sessions: Sequence[RecentSession], groups: Mapping[int, DemoGroup]) -> list[Row]:
    """Which of PeerDesk's plans some sessions followed: one with the objective of their note."""
    chance = plan.chance("plans")
    found: list[Row] = []
    for session in sessions:
        kind = groups[session.group_id].type
        fitting = [
            key
            for key, details in BUILT_IN.items()
            if details.objective is session.objective and details.group_type in (None, kind)
        ]
        if fitting and chance.random() < _FOLLOWED_A_PLAN:
            found.append((session.session_id, chance.choice(fitting)))
    return found


def draw_waitlist(
    plan: DemoPlan,
    wanted: Sequence[Outline],
    people: Sequence[Person],
    stays: Sequence[DemoStay],
    memberships: Sequence[DemoMembership],
) -> list[Row]:
    """The newest members wait for the group that takes a week's newcomers together."""
    chance = plan.chance("waitlist")
    group = next((outline for outline in wanted if outline.intake.cohort and outline.closed_on is None), None)
    if group is None:
        return []
    inside = {m.member_id for m in memberships if m.group_id == group.id and m.to_day is None}
    newest = [s for s in stays if s.discharged_on is None and s.member_id not in inside and s.admitted_on < plan.today]
    found: list[Row] = []
    for place, stay in enumerate(newest[-_WAITING:], start=1):
        since = min(stay.admitted_on + timedelta(1), plan.today)
        language = draw_language(chance, people[stay.member_id - 1].region)
        note = draw_line(chance, TextKind.WAITING, language)
        found.append((place, group.id, stay.member_id, since, place, note, None, None))
    return found


def draw_incidents(plan: DemoPlan, sessions: Sequence[RecentSession], groups: Mapping[int, DemoGroup]) -> list[Row]:
    """A few things that had to be settled in the last weeks."""
    chance = plan.chance("incidents")
    drawn = sorted(chance.sample(sessions, min(len(sessions), len(_INCIDENTS))), key=lambda one: one.session_id)
    found: list[Row] = []
    for incident_id, (kind, session) in enumerate(zip(_INCIDENTS, drawn, strict=False), start=1):
        staff_id = groups[session.group_id].responsible(session.day)
        language = draw_language(chance, STAFF[staff_id - 1].region)
        what, agreed = (draw_line(chance, of, language) for of in (TextKind.INCIDENT, TextKind.INCIDENT_AGREED))
        found.append((incident_id, session.group_id, session.session_id, session.day, kind, what, agreed, staff_id))
    return found
