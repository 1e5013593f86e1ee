"""The bin: what somebody deleted, until it is emptied."""

from peewee import DateTimeField, ForeignKeyField

from peerdesk.db.tables.base import CodeField, NumberedTable
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedTable, ClosedText
from peerdesk.db.tables.goal import Goal
from peerdesk.db.tables.group import Group
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.recovery import RecoverySpan
from peerdesk.db.tables.session import Session
from peerdesk.domain.bin import BinKind


class BinEntry(ClosedTable, NumberedTable):
    """Deleted rows by table and column (JSON), with what they belonged to: that is none once it is gone itself.

    A row that comes back belongs to what stands here and not in its JSON: a number that became free is given again.
    """

    kind = CodeField(BinKind)
    member = ForeignKeyField(Member, null=True, index=False, on_delete="SET NULL")
    member_id: int | None
    session = ForeignKeyField(Session, null=True, index=False, on_delete="SET NULL")
    session_id: int | None
    group = ForeignKeyField(Group, null=True, index=False, on_delete="SET NULL")
    group_id: int | None
    goal = ForeignKeyField(Goal, null=True, index=False, on_delete="SET NULL")
    goal_id: int | None
    span = ForeignKeyField(RecoverySpan, null=True, index=False, on_delete="SET NULL")
    span_id: int | None
    payload = ClosedText()
    deleted_at = DateTimeField(index=True)
    deleted_by = ForeignKeyField(Staff, index=False)
    deleted_by_id: int
