"""What comes with and after a signature: seals, addenda, corrections."""

from peewee import BlobField, CompositeKey, DateTimeField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedBytes, ClosedTable, ClosedText
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.session import Session
from peerdesk.domain.sessions.marks import LeaveReason, Mark
from peerdesk.domain.sessions.signing import PartKind, SealKind


class AddendumRow(ClosedTable, NumberedTable):
    """Text added after signing; a note like any other (``domain/sessions/notes.py``)."""

    session = ForeignKeyField(Session)
    session_id: int
    text = ClosedText()

    class Meta:
        table_name = "addendum"


class CorrectionRow(NumberedTable):
    """A mark changed after signing, with the old one kept whole; of the earliest ones of the new one the mark alone.

    It is nobody's, and says nothing, where the person's record was erased.
    """

    session = ForeignKeyField(Session)
    session_id: int
    member = ForeignKeyField(Member, null=True)
    member_id: int | None
    old_mark = CodeField(Mark, null=True)
    old_minutes = IntegerField(null=True)
    old_reason = CodeField(LeaveReason, null=True)
    old_participation = IntegerField(null=True)
    new_mark = CodeField(Mark, null=True)
    why = TypedField()
    new_minutes = IntegerField(null=True)
    new_reason = CodeField(LeaveReason, null=True)
    new_participation = IntegerField(null=True)

    class Meta:
        table_name = "correction"


class Seal(NumberedTable):
    """A link of the centre's chain of seals; ids run in the order of the chain.

    Those without a signature are of an earlier PeerDesk (`security/seals.py`). ``keys_head`` is the fingerprint of the
    list of keys when it was signed, ``trail_head`` the head of the trail after its entry ``trail_id``, ``own_before``
    the link that the same person signed before it.
    """

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
    signature = BlobField(null=True)
    keys_head = BlobField(null=True)
    trail_id = IntegerField(null=True)
    trail_head = BlobField(null=True)
    own_before = BlobField(null=True)


Seal.add_index(Seal.index(Seal.session, unique=True, where=Seal.kind == SealKind.SESSION, name="seal_signature"))


class KnownAs(NumberedTable):
    """How a member was written when something was signed. Erasing a person leaves the row without its words."""

    member = ForeignKeyField(Member, null=True)
    member_id: int | None
    number = TypedField()
    name_latin = TypedField()
    name_native = TypedField()


class SealPart(ClosedTable):
    """One part of what a seal covers, with salt and digest of its own; ``said`` is JSON that stands nowhere else.

    The salts of notes are closed as these are: with one a guess at a short note could be proved.
    """

    seal = ForeignKeyField(Seal, index=False)
    seal_id: int
    place = IntegerField()
    kind = CodeField(PartKind)
    subject_id = IntegerField()
    known_as = ForeignKeyField(KnownAs, null=True, index=False)
    known_as_id: int | None
    said = TextField(null=True)
    salt = ClosedBytes(null=True)
    digest = BlobField()

    class Meta:
        primary_key = CompositeKey("seal", "place")
        without_rowid = True
