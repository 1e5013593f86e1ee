"""Spans of recovery, milestones, celebrations and step work."""

from peewee import CompositeKey, DateField, ForeignKeyField, IntegerField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.closed import ClosedCode, ClosedTable, ClosedText
from peerdesk.db.tables.member import Member
from peerdesk.db.tables.session import Session
from peerdesk.domain.care.recovery import MilestoneKind, ReturnReason


class MilestoneRow(FileTable):
    """A milestone that the centre celebrates."""

    kind = CodeField(MilestoneKind)
    count = IntegerField()

    class Meta:
        table_name = "milestone"
        primary_key = CompositeKey("kind", "count")
        without_rowid = True


class RecoverySpan(ClosedTable, NumberedTable):
    """From a recovery date to a return to use; open while it lasts. What has ended is never deleted.

    ``noted_on`` is the day on which the centre wrote the return down.
    """

    member = ForeignKeyField(Member, index=False)
    member_id: int
    from_day = DateField(index=True)
    ended_on = DateField(null=True)
    reason = ClosedCode(ReturnReason, null=True)
    text = ClosedText()
    noted_on = DateField(null=True, index=True)

    class Meta:
        indexes = ((("member", "from_day"), True),)


RecoverySpan.add_index(
    RecoverySpan.index(
        RecoverySpan.member, unique=True, where=RecoverySpan.ended_on.is_null(), name="recovery_span_open"
    )
)


class CelebrationRow(NumberedTable):
    """A milestone that was celebrated, perhaps at a session; those of days belong to their span."""

    member = ForeignKeyField(Member)
    member_id: int
    span = ForeignKeyField(RecoverySpan, null=True)
    span_id: int | None
    kind = CodeField(MilestoneKind)
    count = IntegerField()
    day = DateField()
    session = ForeignKeyField(Session, null=True)
    session_id: int | None

    class Meta:
        table_name = "celebration"


CelebrationRow.add_index(
    CelebrationRow.index(
        CelebrationRow.member,
        CelebrationRow.kind,
        CelebrationRow.count,
        CelebrationRow.span,
        unique=True,
        name="celebration_once",
    )
)


class StepWork(FileTable):
    """A step worked, with the sponsor's first name and the date; never its content."""

    member = ForeignKeyField(Member, index=False)
    member_id: int
    step = IntegerField()
    day = DateField(index=True)
    sponsor = TypedField()

    class Meta:
        primary_key = CompositeKey("member", "step")
        without_rowid = True
