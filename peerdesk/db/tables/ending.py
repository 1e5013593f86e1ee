"""What acts about a member or a group ended, and what was put right about a member's stays."""

from peewee import CompositeKey, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.group import Group
from peerdesk.db.tables.member import Member, Stay
from peerdesk.domain.members.changes import ChangedFact
from peerdesk.domain.members.endings import EndedKind, EndingAct


class EndingRow(NumberedTable):
    """A discharge, a death, an archive or the closing of a group that stands; taken back, it goes."""

    act = CodeField(EndingAct)
    member = ForeignKeyField(Member, null=True)
    member_id: int | None
    stay = ForeignKeyField(Stay, null=True)
    stay_id: int | None
    group = ForeignKeyField(Group, null=True)
    group_id: int | None
    day = DateField()

    class Meta:
        table_name = "ending"


class EndedRow(FileTable):
    """A row that an ending ended: its former last day (none if it was open), and the one it got.

    ``row_id`` is its number, of a mentor that of the member; of a turn it is the session, and ``code`` the duty with
    the member whose turn it was.
    """

    ending = ForeignKeyField(EndingRow, index=False)
    ending_id: int
    what = CodeField(EndedKind)
    row_id = IntegerField()
    code = TextField()
    former = DateField(null=True)
    since = DateField()

    class Meta:
        primary_key = CompositeKey("ending", "what", "row_id", "code")
        without_rowid = True


class MemberChange(NumberedTable):
    """A fact about a member's stays, death or place in the archive that was put right: old, new, who, when and why."""

    member = ForeignKeyField(Member)
    member_id: int
    stay = ForeignKeyField(Stay, null=True)
    stay_id: int | None
    at = DateTimeField()
    staff = ForeignKeyField(Staff)
    staff_id: int
    fact = CodeField(ChangedFact)
    old = TypedField()
    new = TypedField()
    why = TypedField()
