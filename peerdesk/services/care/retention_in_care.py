"""Retention in care over the whole centre."""

from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.retention_in_care import LOOKED_BACK, Retention
from peerdesk.records.care import retention_in_care as retention_in_care_records
from peerdesk.records.care import status


def overall(storage: Storage, actor: Actor, *, today: date) -> Retention:
    """Retention of all stays that began in the last year; and how those are who left, for who may read notes."""
    actor.require(Permission.SEE_ATTENDANCE)
    with storage.reading():
        first = today - LOOKED_BACK
        figures = retention_in_care_records.of_stays(first, today, today)
        return Retention(first, today, figures, status.counts(today) if actor.may(Permission.SEE_NOTES) else ())
