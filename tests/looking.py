"""Looks into a centre's file past the services, for what they do not show."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from peerdesk.db.models import AttendanceRow, AuditEntry, Session
from peerdesk.db.storage import Storage


@dataclass(frozen=True)
class Entry:
    """One line of the audit trail."""

    action: str
    by: int
    at: datetime
    subject_id: int | None
    old: dict | None
    new: dict | None


def trail(storage: Storage, *actions: str) -> list[Entry]:
    """The audit trail, oldest first: all of it, or some actions."""
    with storage.reading():
        return [
            Entry(
                row.action,
                row.staff_id,
                row.at,
                row.subject_id,
                json.loads(row.old) if row.old else None,
                json.loads(row.new) if row.new else None,
            )
            for row in AuditEntry.select().order_by(AuditEntry.id)
            if not actions or row.action in actions
        ]


def session_on(storage: Storage, group_id: int, day: date) -> int:
    """The number of the group's session on a day."""
    with storage.reading():
        return Session.get((Session.group == group_id) & (Session.day == day)).id


def days_in_book(storage: Storage, group_id: int) -> list[date]:
    """The days of the group's sessions."""
    with storage.reading():
        rows = Session.select().where(Session.group == group_id).order_by(Session.day, Session.starts)
        return [row.day for row in rows]


def marks_of(storage: Storage, session_id: int) -> dict[int, str | None]:
    """The letter that stands for each member who has a row."""
    with storage.reading():
        rows = AttendanceRow.select().where(AttendanceRow.session == session_id)
        return {row.member_id: row.mark and row.mark.value for row in rows}
