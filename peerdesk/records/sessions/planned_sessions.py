"""The book of sessions inside other acts: weekly times become planned sessions."""

from collections.abc import Sequence
from datetime import date, time

from peewee import Expression, fn

from peerdesk.db.models import (
    AttendanceRow,
    CelebrationRow,
    Centre,
    DutyTurn,
    GoalWord,
    Group,
    GuestRow,
    HolidayRow,
    Incident,
    MeetingTimeRow,
    MemberNote,
    Session,
    SessionNote,
    SessionPlan,
)
from peerdesk.db.queries import tuples
from peerdesk.domain.dates import later
from peerdesk.domain.groups.groups import MeetingTime
from peerdesk.domain.groups.schedule import PLANNED_AHEAD, DatedTime, Occurrence, occurrences
from peerdesk.domain.sessions.sessions import NewSession, SessionStatus


def plan_group(group_id: int, first: date, today: date) -> None:
    """Write a new group's sessions into the book; inside a unit of work."""
    plan_days(group_id, first, Centre.get().planned_through or later(today, PLANNED_AHEAD))


def replan_group(group_id: int, first: date) -> None:
    """Take out what is only planned from a day on and write it anew after the times changed; inside a unit."""
    _remove_planned((Session.group == group_id) & (Session.day >= first))
    through = Centre.get().planned_through
    if through is not None:
        plan_days(group_id, first, through)


def clear_day(day: date) -> None:
    """A day became a holiday: what is only planned goes; inside a unit of work."""
    _remove_planned(Session.day == day)


def clear_after(day: date) -> None:
    """Take out what is only planned after a day; inside a unit of work."""
    _remove_planned(Session.day > day)


def refill_day(day: date) -> None:
    """A day is no holiday any more: its sessions are planned again, if the book reaches it; inside a unit."""
    through = Centre.get().planned_through
    if through is not None and day <= through:
        for group in Group.select().where(still_meets(day)):
            plan_days(group.id, day, day)


def still_meets(day: date) -> Expression:
    """Condition on groups that are not closed yet on a day."""
    return Group.closed_on.is_null() | (Group.closed_on >= day)


def times_of(group_id: int) -> Sequence[DatedTime]:
    """A group's weekly times with the days they hold for; inside a reading or a unit of work."""
    return [
        DatedTime(MeetingTime(row.weekday, row.starts, row.minutes), row.from_day, row.to_day)
        for row in MeetingTimeRow.select().where(MeetingTimeRow.group == group_id)
    ]


def meetings(group_id: int, first: date, last: date) -> list[Occurrence]:
    """When a group meets by its weekly times, holidays left out; inside a reading or a unit of work."""
    holidays = {day for (day,) in tuples(HolidayRow.select(HolidayRow.day).where(HolidayRow.day.between(first, last)))}
    return occurrences(times_of(group_id), first, last, holidays)


def next_meetings(today: date) -> dict[int, tuple[date, time]]:
    """Each group's next planned session from today on; inside a reading."""
    rows = (
        Session.select(Session.group_id, Session.day, fn.MIN(Session.starts))
        .where((Session.status == SessionStatus.PLANNED) & (Session.day >= today))
        .group_by(Session.group, Session.day)
        .order_by(Session.day.desc())
    )
    return {group_id: (day, starts) for group_id, day, starts in tuples(rows)}


def plan_days(group_id: int, first: date, last: date) -> None:
    """Write a group's planned sessions of some days that are not in the book yet."""
    group = Group.get_by_id(group_id)
    first, last = max(first, group.started_on), min(last, group.closed_on or last)
    planned = Session.select(Session.day, Session.starts)
    there = set(tuples(planned.where((Session.group == group_id) & Session.day.between(first, last))))
    for meeting in meetings(group_id, first, last):
        if (meeting.day, meeting.starts) not in there:
            planned_session(
                NewSession(group_id, meeting.day, meeting.starts, meeting.minutes, group.channel), by_hand=False
            )


def planned_session(new: NewSession, *, by_hand: bool) -> Session:
    """Write one session into the book inside somebody's unit of work: planned, with nothing written down for it yet."""
    session: Session = Session.create(
        group=new.group_id,
        day=new.day,
        starts=new.starts,
        minutes=new.minutes,
        channel=new.channel,
        by_hand=by_hand,
        status=SessionStatus.PLANNED,
        reason=None,
        reason_text="",
        visitors=0,
        paper_by=None,
        paper_on=None,
        unmarked_why="",
        led_by=None,
    )
    return session


def _remove_planned(where: Expression) -> None:
    """Delete sessions nobody has touched: planned from the weekly times, and nothing written down for them yet."""
    untouched = (
        Session.id.not_in(SessionNote.select(SessionNote.session))
        & Session.id.not_in(MemberNote.select(MemberNote.session))
        & Session.id.not_in(AttendanceRow.select(AttendanceRow.session))
        & Session.id.not_in(GuestRow.select(GuestRow.session))
        & (Session.visitors == 0)
        & Session.paper_on.is_null()
        & Session.led_by.is_null()
    )
    for table in (DutyTurn, SessionPlan, Incident, GoalWord, CelebrationRow):
        of_sessions = table.select(table.session).where(table.session.is_null(False))
        untouched &= Session.id.not_in(of_sessions)
    planned = (Session.status == SessionStatus.PLANNED) & ~Session.by_hand
    Session.delete().where(where & planned & untouched).execute()
