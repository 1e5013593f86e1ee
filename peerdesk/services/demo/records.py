"""The record of each session of the demo centre: marks, walk-ins, guests, the group note and the member notes."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.members.portal_codes import MaritalStatus
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import Activity, GroupNote, Objective
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.services.demo.groups import Intake, Outline
from peerdesk.services.demo.marks import Marker
from peerdesk.services.demo.meetings import Meeting
from peerdesk.services.demo.names import draw_relative
from peerdesk.services.demo.people import Person
from peerdesk.services.demo.plan import STAFF, DemoPlan
from peerdesk.services.demo.stays import DemoStay
from peerdesk.services.demo.texts import TextKind, draw_group_note, draw_language, draw_line
from peerdesk.services.demo.villages import FAMILY_GUESTS

_WALK_IN = 0.025  # of sessions
_WALK_IN_WINDOW = timedelta(90)
_NOTE_ON_MEMBER, _NOTE_ON_ABSENT = 0.33, 0.12  # of those who were there; of those who were not
_STRUGGLE, _RETURN_TO_USE = 0.12, 0.015  # of the notes on members
_BRINGS_FAMILY = 0.55
_REMEMBERED = 4  # lines lately written about a member that are not written again

_OBJECTIVES = {
    GroupType.TWELVE_STEP: (Objective.STEP_WORK, Objective.STEP_WORK, Objective.SHARING_PROGRESS),
    GroupType.SELF_HELP: (Objective.SHARING_PROGRESS, Objective.FEELINGS, Objective.GOALS, Objective.WELCOME),
    GroupType.COUNSELLOR_LED: (
        Objective.COPING_SKILLS, Objective.HANDLING_CRAVING, Objective.RETURN_TO_USE_PREVENTION, Objective.FEELINGS,
    ),
    GroupType.FAMILY: (Objective.FAMILY,),
    GroupType.ONLINE: (Objective.SHARING_PROGRESS, Objective.RETURN_TO_USE_PREVENTION),
    GroupType.ALUMNI: (Objective.MILESTONES, Objective.SHARING_PROGRESS, Objective.RETURN_TO_USE_PREVENTION),
    GroupType.EDUCATION: (Objective.HEALTH, Objective.RETURN_TO_USE_PREVENTION, Objective.HANDLING_CRAVING),
    GroupType.WORKSHOP: (Objective.COPING_SKILLS, Objective.HANDLING_CRAVING, Objective.RETURN_TO_USE_PREVENTION),
    GroupType.SHARING_CIRCLE: (Objective.SHARING_PROGRESS, Objective.FEELINGS),
}  # fmt: skip
_ACTIVITIES = {
    GroupType.TWELVE_STEP: (Activity.READING, Activity.SHARING_CIRCLE, Activity.STORY, Activity.PRAYER),
    GroupType.SELF_HELP: (Activity.MEDITATION, Activity.SHARING_CIRCLE, Activity.PRAYER, Activity.ICEBREAKER),
    GroupType.COUNSELLOR_LED: (Activity.ROLE_PLAY, Activity.DISCUSSION, Activity.ICEBREAKER, Activity.SHARING_CIRCLE),
    GroupType.FAMILY: (Activity.DISCUSSION, Activity.SHARING_CIRCLE, Activity.ROLE_PLAY),
    GroupType.ONLINE: (Activity.SHARING_CIRCLE, Activity.DISCUSSION),
    GroupType.ALUMNI: (Activity.STORY, Activity.SHARING_CIRCLE, Activity.GAME, Activity.MEDITATION),
    GroupType.EDUCATION: (Activity.READING, Activity.DISCUSSION, Activity.GAME),
    GroupType.WORKSHOP: (Activity.ROLE_PLAY, Activity.DISCUSSION, Activity.GAME),
    GroupType.SHARING_CIRCLE: (Activity.SHARING_CIRCLE, Activity.STORY, Activity.MEDITATION),
}  # fmt: skip

_WOMEN = frozenset({Kinship.MOTHER, Kinship.WIFE, Kinship.SISTER, Kinship.DAUGHTER})


@dataclass(frozen=True, slots=True)
class DemoGuest:
    """A relative at a session of the family group."""

    id: int
    member_id: int
    name: str
    kinship: Kinship


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """What is known of a session that was held; the note is missing where nobody has written it yet."""

    meeting: Meeting
    marks: Mapping[int, Attendance]
    walk_in: int | None
    guests: Sequence[DemoGuest]
    note: GroupNote | None
    member_notes: Mapping[int, str]


class Recorder:
    """Writes down the sessions of a centre in order of time."""

    def __init__(
        self,
        plan: DemoPlan,
        people: Sequence[Person],
        stays: Sequence[DemoStay],
        wanted: Sequence[Outline],
        marker: Marker,
    ) -> None:
        self._plan, self._people, self._stays, self._marker = plan, people, stays, marker
        self._intakes: dict[int, Intake] = {outline.id: outline.intake for outline in wanted}
        self._admitted = [stay.admitted_on for stay in stays]
        self._walk_ins, self._family = plan.chance("walk-ins"), plan.chance("guests")
        self._notes, self._lines = plan.chance("group-notes"), plan.chance("member-notes")
        self._lately: dict[int, deque[str]] = {}
        self._relatives: dict[int, tuple[tuple[str, Kinship], ...]] = {}
        self._guests = 0
        self.returns: dict[int, list[date]] = {}
        """The days on which members told of a return to use."""

    def records(self, meetings: Sequence[Meeting]) -> Iterator[DemoRecord]:
        """The record of each held session; yesterday's last still wants its note, and today's is under way."""
        held = [meeting for meeting in meetings if meeting.status is SessionStatus.HELD]
        newest = max((meeting.id for meeting in held if meeting.day < self._plan.today), default=0)
        for meeting in held:
            yield self._record(meeting, noted=meeting.id < newest)

    def _record(self, meeting: Meeting, *, noted: bool) -> DemoRecord:
        marks = self._marker.mark(meeting)
        walk_in = self._walk_in(meeting) if noted else None
        language = draw_language(self._notes, STAFF[meeting.group.responsible(meeting.day) - 1].region)
        return DemoRecord(
            meeting,
            marks if walk_in is None else marks | {walk_in: Attendance(Mark.PRESENT)},
            walk_in,
            self._guests_of(marks) if meeting.group.type is GroupType.FAMILY else (),
            self._group_note(meeting.group.type, language) if noted else None,
            self._member_notes(meeting, marks, language) if noted else {},
        )

    def _walk_in(self, meeting: Meeting) -> int | None:
        """Somebody in the programme who is not due but came in, where the group would have them."""
        chance = self._walk_ins
        if chance.random() > _WALK_IN:
            return None
        last = bisect_right(self._admitted, meeting.day)
        first = bisect_right(self._admitted, meeting.day - _WALK_IN_WINDOW)
        if first == last:
            return None
        stay = self._stays[chance.randrange(first, last)]
        person = self._people[stay.member_id - 1]
        due = {membership.member_id for membership in meeting.due}
        if stay.covers(meeting.day) and person.id not in due and self._intakes[meeting.group.id].takes(person):
            return person.id
        return None

    def _guests_of(self, marks: Mapping[int, Attendance]) -> list[DemoGuest]:
        """Relatives of some of the members who were there; a member's family is the same every time."""
        found: list[DemoGuest] = []
        for member_id, attendance in marks.items():
            if attendance.mark.attended and self._family.random() < _BRINGS_FAMILY:
                if member_id not in self._relatives:
                    self._relatives[member_id] = self._draw_relatives(self._people[member_id - 1])
                relatives = self._relatives[member_id]
                for name, kinship in relatives[: self._family.randint(1, len(relatives))]:
                    self._guests += 1
                    found.append(DemoGuest(self._guests, member_id, name, kinship))
        return found

    def _draw_relatives(self, person: Person) -> tuple[tuple[str, Kinship], ...]:
        found: dict[Kinship, str] = {}
        for kinship in self._family.choices(FAMILY_GUESTS, k=self._family.randint(1, 2)):
            kin = _fitting(kinship, person)
            relative = draw_relative(self._family, person.region, person.name, female=kin in _WOMEN)
            found[kin] = relative.latin if person.details.name_latin else relative.native
        return tuple((name, kinship) for kinship, name in found.items())

    def _group_note(self, group_type: GroupType, language: str) -> GroupNote:
        chance = self._notes
        activities = _ACTIVITIES[group_type]
        return replace(
            draw_group_note(chance, group_type, language),
            objective=chance.choice(_OBJECTIVES[group_type]),
            activities=frozenset(chance.sample(activities, chance.randint(1, len(activities) - 1))),
        )

    def _member_notes(self, meeting: Meeting, marks: Mapping[int, Attendance], language: str) -> dict[int, str]:
        found: dict[int, str] = {}
        for member_id, attendance in marks.items():
            share = _NOTE_ON_MEMBER if attendance.mark.attended else _NOTE_ON_ABSENT
            if attendance.mark is not Mark.LEAVE and self._lines.random() < share:
                lately = self._lately.setdefault(member_id, deque(maxlen=_REMEMBERED))
                kind = self._kind(attendance.mark)
                if kind is TextKind.RETURN_TO_USE:
                    self.returns.setdefault(member_id, []).append(meeting.day)
                found[member_id] = draw_line(self._lines, kind, language, lately)
                lately.append(found[member_id])
        return found

    def _kind(self, mark: Mark) -> TextKind:
        if mark is Mark.ABSENT:
            return TextKind.CONTACT
        drawn = self._lines.random()
        if drawn < _RETURN_TO_USE:
            return TextKind.RETURN_TO_USE
        return TextKind.STRUGGLE if drawn < _RETURN_TO_USE + _STRUGGLE else TextKind.MEMBER_NOTE


def _fitting(kinship: Kinship, person: Person) -> Kinship:
    """A relative whom the person can have: no children before a marriage, a husband for a wife."""
    young = person.details.marital_status is MaritalStatus.NEVER_MARRIED
    if young and kinship in (Kinship.WIFE, Kinship.SON, Kinship.DAUGHTER):
        return Kinship.MOTHER
    if kinship is Kinship.WIFE and person.woman:
        return Kinship.HUSBAND
    return kinship


RECENT = timedelta(60)


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A session of the last weeks, who was there in the order of the roll, and what its note names as objective."""

    session_id: int
    group_id: int
    day: date
    there: Sequence[int]
    objective: Objective | None


@dataclass(slots=True)
class Attended:
    """Collects while the records go by in order of time."""

    plan: DemoPlan
    by_member: dict[int, list[tuple[date, int]]] = field(default_factory=dict)
    recent: list[RecentSession] = field(default_factory=list)

    def add(self, record: DemoRecord) -> None:
        meeting = record.meeting
        there = [member_id for member_id, attendance in record.marks.items() if attendance.mark.attended]
        for member_id in there:
            self.by_member.setdefault(member_id, []).append((meeting.day, meeting.id))
        objective = record.note.objective if record.note else None
        if self.plan.today - RECENT <= meeting.day < self.plan.today:
            self.recent.append(RecentSession(meeting.id, meeting.group.id, meeting.day, there, objective))
