"""Sessions: the lists, a session made by hand, one that did not happen, and the book that is kept a fortnight ahead."""

from collections.abc import Sequence
from datetime import date, timedelta

from peerdesk.db.models import Centre, Group, MemberNote, Session
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.clock import record_day
from peerdesk.domain.dates import later
from peerdesk.domain.groups.schedule import PLANNED_AHEAD
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.screens.sessions import SessionRow, SessionsScreen
from peerdesk.domain.sessions.sessions import NewSession, NotHeldReason, SessionStatus
from peerdesk.domain.typed import blank
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records.clock import latest_entry
from peerdesk.records.papers.choices import last_complete_week
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import planned_sessions as planned_records
from peerdesk.records.sessions import sessions as session_records
from peerdesk.records.sessions import signing as signing_records
from peerdesk.services.groups import groups

FURTHEST_AHEAD = timedelta(days=92)

CAUGHT_UP = timedelta(days=366)
"""So far back the book is written when nobody was there: what is older was no absence but another clock."""


def screen(storage: Storage, actor: Actor, first: date, last: date, *, group_id: int | None = None) -> SessionsScreen:
    """Sessions of some days, of one group or of all, and the groups to choose from, in one reading."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        return SessionsScreen(groups.names(storage, actor), between(storage, actor, first, last, group_id=group_id))


def between(
    storage: Storage, actor: Actor, first: date, last: date, *, group_id: int | None = None, newest_first: bool = False
) -> Sequence[SessionRow]:
    """Sessions of some days, in order of time, of one group or of all."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        where = Session.day.between(first, last)
        if group_id is not None:
            where &= Session.group == group_id
        rows = session_records.rows(where)
    return rows[::-1] if newest_first else rows


def last_full_week(storage: Storage, actor: Actor, *, today: date) -> Period:
    """The latest week, Monday to Sunday, that is over and in which a session was held."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        return last_complete_week(today)


def create(storage: Storage, actor: Actor, new: NewSession, *, today: date) -> int:
    """Make a session by hand (one more than the weekly times, or one held earlier) and return its number.

    Raises:
        InvalidInput: if the group had not begun by that day or was closed, the day is too far ahead, the minutes are
            out of range, or the group has a session at that moment already.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.reading():
        problems = _problems(new, today)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = planned_records.planned_session(new, by_hand=True)
        unit.audit("session.create", session.id, None, {"group": new.group_id, "day": new.day, "starts": new.starts})
    return int(session.id)


def did_not_happen(storage: Storage, actor: Actor, session_id: int, reason: NotHeldReason, text: str = "") -> None:
    """Say that a session did not happen and why. It stays out of every percentage.

    Raises:
        InvalidInput: if marks or a note stand in it, or it is signed; or if *other* is all that is said of the reason.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = signing_records.unsigned(session_id)
        problems = []
        if session.status is SessionStatus.HELD or _has_text(session_id):
            problems.append(Problem("reason", "session-has-marks"))
        if reason is NotHeldReason.OTHER and blank(text):
            problems.append(Problem("reason_text", "reason-missing"))
        if problems:
            raise InvalidInput(problems)
        new = {"status": SessionStatus.DID_NOT_HAPPEN, "reason": reason, "reason_text": text.strip()}
        old = {name: getattr(session, name) for name in new}
        Session.update(**new).where(Session.id == session_id).execute()
        unit.audit_change("session.did-not-happen", session_id, old, new)


def did_happen(storage: Storage, actor: Actor, session_id: int) -> None:
    """Take *did not happen* back: the session is planned again.

    Raises:
        InvalidInput: if it is signed.
    """
    actor.require(Permission.MARK_ATTENDANCE)
    with storage.writing(Changed.SESSIONS, actor) as unit:
        session = signing_records.unsigned(session_id)
        if session.status is not SessionStatus.DID_NOT_HAPPEN:
            unit.nothing_to_do()
            return
        old = {"status": session.status, "reason": session.reason, "reason_text": session.reason_text}
        new = {"status": SessionStatus.PLANNED, "reason": None, "reason_text": ""}
        Session.update(**new).where(Session.id == session_id).execute()
        unit.audit("session.did-happen", session_id, old, new)


def _tidy_book(storage: Storage, actor: Actor, planned: date, through: date) -> None:
    with storage.writing(Changed.SESSIONS, actor) as unit:
        planned_records.clear_after(through)
        Centre.update(planned_through=through).execute()
        unit.audit("sessions.tidy", None, {"through": planned}, {"through": through})


def _problems(new: NewSession, today: date) -> list[Problem]:
    group: Group | None = Group.get_or_none(Group.id == new.group_id)
    if group is None:
        raise NotFound("unknown-group", number=new.group_id)
    found: list[Problem] = []
    if new.day < group.started_on:
        found.append(Problem("day", "before-group-existed", {"started_on": group.started_on}))
    if group.closed_on is not None and new.day > group.closed_on:
        found.append(Problem("day", "group-closed", {"day": group.closed_on}))
    if new.day > later(today, FURTHEST_AHEAD):
        found.append(Problem("day", "session-ahead"))
    if not 5 <= new.minutes <= 480:
        found.append(Problem("minutes", "times-wrong"))
    same = (Session.group == new.group_id) & (Session.day == new.day) & (Session.starts == new.starts)
    if Session.get_or_none(same) is not None:
        found.append(Problem("starts", "session-exists", {"day": new.day}))
    return found


def _has_text(session_id: int) -> bool:
    return (
        note_records.group_note(session_id).written
        or MemberNote.get_or_none(MemberNote.session == session_id) is not None
    )


def plan_ahead(storage: Storage, actor: Actor, *, today: date) -> None:
    """Write the sessions of the coming fortnight into the book; called at log-in and when the day turns.

    Days on which the PC was off, up to a year, are caught up with, so that a session nobody recorded shows as
    unfinished. A clock that does not fit the record leads the book nowhere; what such a one had written far ahead, and
    nobody touched, goes.
    """
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        today = record_day(today, latest_entry())
        through = later(today, PLANNED_AHEAD)
        planned = Centre.get().planned_through
    if planned == through:
        return
    if planned is not None and planned > through:
        _tidy_book(storage, actor, planned, through)
        return
    with storage.writing(Changed.SESSIONS, actor) as unit:
        bin_records.empty_within(unit, today)
        first = max((planned or today - timedelta(days=1)) + timedelta(days=1), today - CAUGHT_UP)
        for group in Group.select().where(planned_records.still_meets(first)):
            planned_records.plan_days(group.id, first, through)
        Centre.update(planned_through=through).execute()
        unit.audit("sessions.plan", None, {"through": planned}, {"through": through})
