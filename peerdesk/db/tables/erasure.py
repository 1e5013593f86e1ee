"""What was erased, as far as the check of seals and trail has to know it; and who must be kept for longer."""

from peewee import BlobField, CompositeKey, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.audit import AuditEntry
from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.signing import Seal
from peerdesk.domain.members.erasing import WhyErased


class ErasureRow(NumberedTable):
    """The line that an erased record leaves. ``member_id`` and the numbers are never given again.

    ``stays`` is JSON, the numbers of the admissions; ``signature`` is the coordinator's, over the line and over which
    digests stand for nothing from then on (`ErasedPart`, `ErasedEntry`). ``trail_head`` is the head of the trail after
    its entry ``trail_id``, just before the entry about the erasure.
    """

    at = DateTimeField()
    staff = ForeignKeyField(Staff, index=False)
    staff_id: int
    member_id = IntegerField()
    number = IntegerField()
    stays = TextField()
    why = CodeField(WhyErased)
    keys_head = BlobField()
    trail_id = IntegerField()
    trail_head = BlobField()
    signature = BlobField()

    class Meta:
        table_name = "erasure"


class ErasedPart(FileTable):
    """A part of what was signed that is gone; with a digest where something stands in its place."""

    erasure = ForeignKeyField(ErasureRow, index=False)
    erasure_id: int
    seal = ForeignKeyField(Seal, index=False)
    seal_id: int
    place = IntegerField()
    digest = BlobField(null=True)

    class Meta:
        table_name = "erasure_part"
        primary_key = CompositeKey("erasure", "seal", "place")
        without_rowid = True


class ErasedEntry(FileTable):
    """An entry of the trail whose words are gone; with a digest where some were left."""

    erasure = ForeignKeyField(ErasureRow, index=False)
    erasure_id: int
    entry = ForeignKeyField(AuditEntry, index=False)
    entry_id: int
    digest = BlobField(null=True)

    class Meta:
        table_name = "erasure_entry"
        primary_key = CompositeKey("erasure", "entry")
        without_rowid = True


class FormerPart(FileTable):
    """A part of what an earlier PeerDesk sealed, kept with a salt of its own since something of it was erased."""

    seal = ForeignKeyField(Seal, index=False)
    seal_id: int
    place = IntegerField()
    name = TextField()
    salt = BlobField(null=True)
    digest = BlobField()

    class Meta:
        primary_key = CompositeKey("seal", "place")
        without_rowid = True


class LegalHold(NumberedTable):
    """A record that must be kept, whatever its age and whoever asks, from a day until it is lifted."""

    member = ForeignKeyField(Member)
    member_id: int
    from_day = DateField()
    why = TypedField()
    staff = ForeignKeyField(Staff, index=False, backref="holds_set")
    staff_id: int
    to_day = DateField(null=True)
    ended_by = ForeignKeyField(Staff, null=True, index=False, backref="holds_lifted")
    ended_by_id: int | None


LegalHold.add_index(
    LegalHold.index(LegalHold.member, unique=True, where=LegalHold.to_day.is_null(), name="legal_hold_standing")
)
