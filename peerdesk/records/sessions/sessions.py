"""Sessions as rows of lists, with what is counted for them and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from peewee import Expression, Function, ModelSelect, fn

from peerdesk.db.models import (
    AddendumRow,
    AttendanceRow,
    CorrectionRow,
    Facilitator,
    Group,
    Membership,
    RosterEntry,
    Seal,
    Session,
    SessionNote,
    Staff,
)
from peerdesk.db.queries import among, pairs, tuples, values
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.sessions import record_state
from peerdesk.records.sessions import attendance


def rows(where: Expression) -> list[SessionRow]:
    """Sessions in order of time with their counters; three queries for any number of rows."""
    seals = Seal.select(Seal.id).where(Seal.session == Session.id)
    addenda = AddendumRow.select(AddendumRow.id).where(AddendumRow.session == Session.id)
    corrections = CorrectionRow.select(CorrectionRow.id).where(CorrectionRow.session == Session.id)
    written = SessionNote.select(SessionNote.session).where((SessionNote.session == Session.id) & _has_text())
    columns = (
        *(Session.id, Session.group, Group.name, Session.day, Session.starts, Session.minutes, Session.status),
        Session.reason,
        fn.EXISTS(seals).alias("signed"),
        (fn.EXISTS(addenda) | fn.EXISTS(corrections)).alias("added_to"),
        fn.EXISTS(written).alias("noted"),
        _responsible().alias("facilitator"),
        roster_size().alias("size"),
    )
    chosen = Session.select(*columns).join(Group).where(where).order_by(Session.day, Session.starts, Group.name)
    found = tuples(chosen)
    ids = [row[0] for row in found]
    tallies, marked = attendance.tallies_by_session(ids), attendance.marked_on_roster(ids)
    return [
        SessionRow(
            *(row_id, group_id, name, day, starts, minutes, status),
            record_state(status, signed=bool(signed), added_to=bool(added_to)),
            reason,
            tallies.get(row_id, Tally()) + Tally(unmarked=size - marked.get(row_id, 0)),
            bool(noted),
            facilitator or "",
        )
        for row_id, group_id, name, day, starts, minutes, status, reason, *counted in found
        for signed, added_to, noted, facilitator, size in (counted,)
    ]


def roster_size() -> Function:
    """How many are on the roster of a session: as frozen by a signature, else by membership."""
    frozen = RosterEntry.select(fn.COUNT(RosterEntry.member)).where(RosterEntry.session == Session.id)
    members = Membership.select(fn.COUNT(Membership.id)).where(
        (Membership.group == Session.group) & (Membership.from_day <= Session.day)
    )
    # Counted apart, each by the end of an index, so that the years of a group cost nothing.
    still_in_it = members.where(Membership.to_day.is_null())
    until_later = members.where(Membership.to_day >= Session.day)
    return fn.COALESCE(fn.NULLIF(frozen, 0), fn.COALESCE(still_in_it, 0) + until_later)


def left_unmarked(session_ids: Iterable[int]) -> dict[int, int]:
    """How many of each frozen roster are unmarked and, as was found out later, had left before: they were not due."""
    holds = (Membership.from_day <= Session.day) & (Membership.to_day.is_null() | (Membership.to_day >= Session.day))
    theirs = (Membership.member == RosterEntry.member) & (Membership.group + 0 == Session.group)
    marks = AttendanceRow.select(AttendanceRow.session).where(
        (AttendanceRow.session == RosterEntry.session)
        & (AttendanceRow.member == RosterEntry.member)
        & AttendanceRow.mark.is_null(False)
    )
    gone = ~fn.EXISTS(Membership.select(Membership.id).where(theirs & holds)) & ~fn.EXISTS(marks)
    rows = RosterEntry.select(RosterEntry.session, fn.COUNT(RosterEntry.member)).join(Session)
    of_sessions = RosterEntry.session << among(session_ids)
    found: dict[int, int] = pairs(rows.where(of_sessions & gone).group_by(RosterEntry.session))
    return found


def with_note(ids: list[int]) -> set[int]:
    """Which of the sessions have a group note with any text."""
    return set(values(SessionNote.select(SessionNote.session).where((SessionNote.session << ids) & _has_text())))


def _has_text() -> Expression:
    """As `GroupNote.written`: texts of nothing but blanks are not kept. Nothing is opened for it."""
    texts = SessionNote.shared, SessionNote.coping, SessionNote.concerns, SessionNote.plan
    written: Expression = reduce(or_, (text.column != "" for text in texts))
    return written


def _responsible() -> ModelSelect[Staff]:
    """The counsellor responsible for the group on the day of a session."""
    holds = (
        (Facilitator.group == Session.group)
        & Facilitator.responsible
        & (Facilitator.from_day <= Session.day)
        & (Facilitator.to_day.is_null() | (Facilitator.to_day >= Session.day))
    )
    return Staff.select(Staff.name).join(Facilitator).where(holds).order_by(Facilitator.id.desc()).limit(1)


def facilitators(group_id: int, day: date) -> list[str]:
    """Names of a group's facilitators on a day, the counsellor responsible first."""
    found = (
        Facilitator.select(Staff.name)
        .join(Staff)
        .where(
            (Facilitator.group == group_id)
            & (Facilitator.from_day <= day)
            & (Facilitator.to_day.is_null() | (Facilitator.to_day >= day))
        )
        .order_by(Facilitator.responsible.desc(), Facilitator.id)
    )
    return [name for (name,) in tuples(found)]
