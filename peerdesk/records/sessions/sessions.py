"""Sessions as rows of lists, with what is counted for them and who answers for them."""

from datetime import date

from peewee import JOIN, Expression, fn

from peerdesk.db.models import (
    AddendumRow,
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
from peerdesk.db.queries import pairs, tuples
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.sessions.marks import Tally
from peerdesk.domain.sessions.sessions import record_state
from peerdesk.records.sessions import attendance


def rows(where: Expression) -> list[SessionRow]:
    """Sessions in order of time with their counters, a fixed number of queries for any number of rows."""
    chosen = list(
        Session.select(Session, Group).join(Group).where(where).order_by(Session.day, Session.starts, Group.name)
    )
    ids = [session.id for session in chosen]
    tallies = attendance.tallies_by_session(ids)
    sizes = roster_sizes(ids)
    signed = {row_id for (row_id,) in tuples(Seal.select(Seal.session).where(Seal.session << ids))}
    added = {
        row_id
        for table in (AddendumRow, CorrectionRow)
        for (row_id,) in tuples(table.select(table.session).where(table.session << ids))
    }
    noted = with_note(ids)
    marked = attendance.marked_on_roster(ids)
    leads = responsible(ids)
    return [
        SessionRow(
            session.id,
            session.group_id,
            session.group.name,
            session.day,
            session.starts,
            session.minutes,
            session.status,
            record_state(session.status, signed=session.id in signed, added_to=session.id in added),
            session.reason,
            tallies.get(session.id, Tally()) + Tally(unmarked=sizes.get(session.id, 0) - marked.get(session.id, 0)),
            session.id in noted,
            leads.get(session.id, ""),
        )
        for session in chosen
    ]


def roster_sizes(ids: list[int]) -> dict[int, int]:
    """How many are on the roster of each session: as frozen by a signature, else by membership."""
    by_membership = (
        Session.select(Session.id, fn.COUNT(Membership.id))
        .join(
            Membership,
            JOIN.LEFT_OUTER,
            on=(
                (Membership.group == Session.group)
                & (Membership.from_day <= Session.day)
                & (Membership.to_day.is_null() | (Membership.to_day >= Session.day))
            ),
        )
        .where(Session.id << ids)
        .group_by(Session.id)
    )
    frozen = (
        RosterEntry.select(RosterEntry.session, fn.COUNT(RosterEntry.member))
        .where(RosterEntry.session << ids)
        .group_by(RosterEntry.session)
    )
    return {**pairs(by_membership), **pairs(frozen)}


def with_note(ids: list[int]) -> set[int]:
    """Which of the sessions have a group note with any text."""
    texts = SessionNote.shared, SessionNote.coping, SessionNote.concerns, SessionNote.plan
    text = fn.LENGTH(texts[0]) + fn.LENGTH(texts[1]) + fn.LENGTH(texts[2]) + fn.LENGTH(texts[3])
    found = SessionNote.select(SessionNote.session).where((SessionNote.session << ids) & (text > 0))
    return {row_id for (row_id,) in tuples(found)}


def responsible(ids: list[int]) -> dict[int, str]:
    """The counsellor responsible for the group on the day of each session."""
    found = (
        Session.select(Session.id, Staff.name)
        .join(
            Facilitator,
            on=(
                (Facilitator.group == Session.group)
                & Facilitator.responsible
                & (Facilitator.from_day <= Session.day)
                & (Facilitator.to_day.is_null() | (Facilitator.to_day >= Session.day))
            ),
        )
        .join(Staff)
        .where(Session.id << ids)
    )
    return pairs(found)


def responsible_ids(group_id: int, day: date) -> set[int]:
    """The staff responsible for a group on a day, who sign its sessions; empty if nobody was named."""
    found = Facilitator.select(Facilitator.staff).where(
        (Facilitator.group == group_id)
        & Facilitator.responsible
        & (Facilitator.from_day <= day)
        & (Facilitator.to_day.is_null() | (Facilitator.to_day >= day))
    )
    return {staff_id for (staff_id,) in tuples(found)}


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
