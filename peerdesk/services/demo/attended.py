"""Who was at which session of the demo centre: what milestones, duties and follow-ups are hung on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from peerdesk.domain.sessions.notes import Objective
from peerdesk.services.demo.plan import DemoPlan
from peerdesk.services.demo.records import Record

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

    def add(self, record: Record) -> None:
        """Take in one record."""
        meeting = record.meeting
        there = [member_id for member_id, attendance in record.marks.items() if attendance.mark.attended]
        for member_id in there:
            self.by_member.setdefault(member_id, []).append((meeting.day, meeting.id))
        objective = record.note.objective if record.note else None
        if self.plan.today - RECENT <= meeting.day < self.plan.today:
            self.recent.append(RecentSession(meeting.id, meeting.group.id, meeting.day, there, objective))
