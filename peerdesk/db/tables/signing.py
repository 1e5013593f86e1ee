"""What comes with and after a signature: seals, addenda, corrections."""

from peewee import BlobField, DateTimeField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, NumberedTable
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.session import Session
from peerdesk.domain.sessions.marks import LeaveReason, Mark
from peerdesk.domain.sessions.signing import SealKind


class AddendumRow(NumberedTable):
    """Text added after signing; a note like any other (``domain/sessions/notes.py``)."""

    session = ForeignKeyField(Session)
    session_id: int
    text = TextField()

    class Meta:
        table_name = "addendum"


class CorrectionRow(NumberedTable):
    """A mark changed after signing, with the old one kept whole."""

    session = ForeignKeyField(Session)
    session_id: int
    member = ForeignKeyField(Member)
    member_id: int
    old_mark = CodeField(Mark, null=True)
    old_minutes = IntegerField(null=True)
    old_reason = CodeField(LeaveReason, null=True)
    old_participation = IntegerField(null=True)
    new_mark = CodeField(Mark)
    why = TextField()

    class Meta:
        table_name = "correction"


class Seal(NumberedTable):
    """A link of the centre's chain of seals; ids run in the order of the chain."""

    kind = CodeField(SealKind)
    session = ForeignKeyField(Session)
    session_id: int
    addendum = ForeignKeyField(AddendumRow, null=True, unique=True)
    addendum_id: int | None
    correction = ForeignKeyField(CorrectionRow, null=True, unique=True)
    correction_id: int | None
    staff = ForeignKeyField(Staff)
    staff_id: int
    at = DateTimeField()
    salt = BlobField()
    seal = BlobField()


Seal.add_index(Seal.index(Seal.session, unique=True, where=Seal.kind == SealKind.SESSION, name="seal_signature"))
