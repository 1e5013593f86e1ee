"""What left the office."""

from peewee import CompositeKey, DateField, DateTimeField, ForeignKeyField, IntegerField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.member import Member
from peerdesk.domain.disclosures import ForWhom, LeftBy


class DisclosureRow(NumberedTable):
    """Something that was printed, saved, copied or backed up; never changed."""

    at = DateTimeField()
    staff = ForeignKeyField(Staff, index=False)
    staff_id: int
    by = CodeField(LeftBy)
    what = TypedField()
    rows = IntegerField()
    first = DateField(null=True)
    last = DateField(null=True)
    who = TypedField()
    why = TypedField()
    for_whom = CodeField(ForWhom, null=True)

    class Meta:
        table_name = "disclosure"


class DisclosureMember(FileTable):
    """One of those it is of."""

    disclosure = ForeignKeyField(DisclosureRow, index=False)
    disclosure_id: int
    member = ForeignKeyField(Member, on_delete="CASCADE")
    member_id: int

    class Meta:
        primary_key = CompositeKey("disclosure", "member")
        without_rowid = True
