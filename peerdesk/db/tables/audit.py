"""The audit trail."""

from peewee import BlobField, DateTimeField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import NumberedTable
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedBytes, ClosedTable, ClosedText

CLOSED_ACTIONS = ("contact", "follow-up", "goal", "incident", "measure", "recovery", "safety", "story")
"""Before the point of an action: what such an entry says was typed into a closed column, or may have been."""


class AuditEntry(ClosedTable, NumberedTable):
    """Who changed what, when; ``old`` and ``new`` are JSON. ``digest`` is of them (`db/trail_chain.py`).

    Entries about what office staff do not read (`CLOSED_ACTIONS`) are closed.
    """

    at = DateTimeField(index=True)
    staff = ForeignKeyField(Staff)
    staff_id: int
    action = TextField()
    subject_id = IntegerField(null=True)
    old = ClosedText(null=True)
    new = ClosedText(null=True)
    salt = ClosedBytes(null=True)
    digest = BlobField(null=True)

    class Meta:
        indexes = ((("action", "subject_id"), False),)
