"""The columns of a register: sessions in the book, holidays on which the group would have met, meetings to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peerdesk.db.models import Centre, Group, Holiday, Session
from peerdesk.db.queries import tuples
from peerdesk.domain.groups.schedule import occurrences
from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.sessions.sessions import NotHeldReason, SessionStatus
from peerdesk.services import planning
from peerdesk.services.papers.choices import days_of


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting. ``session_id`` is ``None`` for one that is not in the book, because of a holiday or not yet."""

    day: date
    starts: time
    session_id: int | None = None
    status: SessionStatus = SessionStatus.PLANNED
    reason: NotHeldReason | None = None
    holiday: bool = False

    @property
    def begins(self) -> datetime:
        """Day and time."""
        return datetime.combine(self.day, self.starts)

    @property
    def held(self) -> bool:
        """Whether it counts."""
        return self.status is SessionStatus.HELD

    @property
    def cell(self) -> Cell | None:
        """What stands in every cell instead of a mark."""
        if self.holiday:
            return Cell.HOLIDAY
        return Cell.DID_NOT_HAPPEN if self.status is SessionStatus.DID_NOT_HAPPEN else None


def recorded(group: Group, period: Period, now: datetime) -> list[Column]:
    """What was held, did not happen, or should have been by now; in order of time, inside a reading."""
    booked, off, _ = _meetings(group, period)
    return _in_order(
        column for column in booked + off if column.status is not SessionStatus.PLANNED or column.begins <= now
    )


def to_fill(group: Group, period: Period, today: date) -> list[Column]:
    """What is filled in by hand: the book, and the weekly times where it does not reach; inside a reading."""
    booked, off, others = _meetings(group, period)
    through = Centre.get().planned_through or today - timedelta(days=1)
    kept = [Column(c.day, c.starts, c.session_id) for c in booked if c.status is not SessionStatus.DID_NOT_HAPPEN]
    return _in_order(kept + off + [column for column in others if column.day > through])


def _meetings(group: Group, period: Period) -> tuple[list[Column], list[Column], list[Column]]:
    """What is in the book; what its weekly times add to it on holidays, and on other days."""
    booked = _booked(group.id, period)
    there = {column.begins for column in booked}
    last = min(period.last, group.closed_on or period.last)
    held_for = occurrences(planning.times_of(group.id), max(period.first, group.started_on), last)
    holidays = {
        day for (day,) in tuples(Holiday.select(Holiday.day).where(Holiday.day.between(period.first, period.last)))
    }
    columns = [Column(meeting.day, meeting.starts, holiday=meeting.day in holidays) for meeting in held_for]
    missing = [column for column in columns if column.begins not in there]
    return booked, [column for column in missing if column.holiday], [c for c in missing if not c.holiday]


def _booked(group_id: int, period: Period) -> list[Column]:
    sessions = Session.select(Session.day, Session.starts, Session.id, Session.status, Session.reason)
    chosen = sessions.where((Session.group == group_id) & days_of(period))
    return [Column(*row) for row in tuples(chosen)]


def _in_order(columns: Iterable[Column]) -> list[Column]:
    return sorted(columns, key=lambda column: column.begins)
