"""The book of sessions inside other acts: weekly times become planned sessions."""

from collections.abc import Collection, Sequence
from datetime import date, time, timedelta

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
from peerdesk.db.queries import tuples, values
from peerdesk.domain.dates import later
from peerdesk.domain.groups.groups import MeetingTime
from peerdesk.domain.groups.schedule import PLANNED_AHEAD, DatedTime, Occurrence, occurrences
from peerdesk.domain.sessions.sessions import NewSession, SessionStatus


def plan_group(group_id: int, first: date, today: date) -> None:
    """Write a new group's sessions into the book; inside a unit of work."""
    plan_days(group_id, first, Centre.get().planned_through or later(today, PLANNED_AHEAD))


def replan_group(group_id: int, first: date) -> None:
    """Take out what is only planned from a day on and write it anew after the times changed; inside a unit.

    A day on which something stays is left alone, with all its sessions: no second one comes beside it.
    """
    group = Group.get_by_id(group_id)
    theirs = (Session.group == group_id) & (Session.day >= first)
    kept = set(values(Session.select(Session.day).where(theirs & ~_only_planned())))
    outside = (Session.day < group.started_on) | (Session.day > (group.closed_on or date.max))
    _remove_planned(theirs & (outside | Session.day.not_in(list(kept))))
    through = Centre.get().planned_through
    if through is not None:
        plan_days(group_id, first, through, but=kept)


def meets_anew(group_id: int, first: date) -> date:
    """From which day new times hold: not yet on a first day that keeps what the former ones made; inside a unit."""
    there = (Session.group == group_id) & (Session.day == first) & ~_only_planned()
    return later(first, timedelta(days=1)) if Session.select().where(there).exists() else first


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


def next_day(group_ids: Collection[int], day: date) -> date | None:
    """The next day after a day on which one of some groups meets, by the book; inside a reading."""
    meets = Session.status != SessionStatus.DID_NOT_HAPPEN
    following = Session.select(Session.day).where((Session.group << list(group_ids)) & (Session.day > day) & meets)
    found: list[date] = values(following.order_by(Session.day).limit(1))
    return found[0] if found else None


def plan_days(group_id: int, first: date, last: date, *, but: Collection[date] = ()) -> None:
    """Write a group's planned sessions of some days that are not in the book yet.

    A day that has a session by other weekly times than those that hold now is left alone.
    """
    group = Group.get_by_id(group_id)
    first, last = max(first, group.started_on), min(last, group.closed_on or last)
    meets = meetings(group_id, first, last)
    times = {(meeting.day, meeting.starts) for meeting in meets}
    planned = Session.select(Session.day, Session.starts, Session.by_hand)
    there = list(tuples(planned.where((Session.group == group_id) & Session.day.between(first, last))))
    taken = {(day, starts) for day, starts, _by_hand in there}
    left = {day for day, starts, by_hand in there if not by_hand and (day, starts) not in times}.union(but)
    for meeting in meets:
        if meeting.day not in left and (meeting.day, meeting.starts) not in taken:
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
    """Delete sessions nobody has touched."""
    Session.delete().where(where & _only_planned()).execute()


def _only_planned() -> Expression:
    """Condition on sessions that come from the weekly times, and for which nothing is written down yet."""
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
    planned: Expression = untouched & (Session.status == SessionStatus.PLANNED) & ~Session.by_hand
    return planned
