"""The audit trail."""

from peewee import BlobField, DateTimeField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff


class AuditEntry(NumberedTable):
    """Who changed what, when; ``old`` and ``new`` are JSON. ``digest`` is of them (`db/trail_chain.py`)."""

    at = DateTimeField()
    staff = ForeignKeyField(Staff)
    staff_id: int
    action = TextField()
    subject_id = IntegerField(null=True)
    old = TypedField(null=True)
    new = TypedField(null=True)
    salt = BlobField(null=True)
    digest = BlobField(null=True)
