"""Follow-ups with their schedule, and contacts."""

from peewee import CompositeKey, DateField, ForeignKeyField, IntegerField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedCode, ClosedTable, ClosedText
from peerdesk.db.tables.member import Member, Stay
from peerdesk.db.tables.place import Place
from peerdesk.domain.care.contacts import ContactKind
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpOutcome, FollowUpWay, StepUnit
from peerdesk.domain.care.status import Medicines, RecoveryNow, YesNo


class FollowUpStep(FileTable):
    """When somebody is followed up after discharge."""

    unit = CodeField(StepUnit)
    count = IntegerField()

    class Meta:
        primary_key = CompositeKey("unit", "count")
        without_rowid = True


class FollowUp(ClosedTable, NumberedTable):
    """A dated task about a member. ``why`` is the plain reason, ``words`` what was learnt.

    ``office_words`` is what somebody learnt who has no key to close it, until one who has writes over it.

    ``begun_on`` is the day of the discharge, or on which somebody made it. The four before the
    last are the answers of a `domain.care.status.Status`.
    """

    member = ForeignKeyField(Member, index=False)
    member_id: int
    kind = CodeField(FollowUpKind)
    stay = ForeignKeyField(Stay, null=True, index=False)
    stay_id: int | None
    due_on = DateField(index=True)
    way = CodeField(FollowUpWay)
    why = TypedField()
    staff = ForeignKeyField(Staff, null=True)
    staff_id: int | None
    outcome = CodeField(FollowUpOutcome, null=True)
    done_on = DateField(null=True, index=True)
    done_by = ForeignKeyField(Staff, null=True)
    done_by_id: int | None
    words = ClosedText()
    office_words = TypedField(default="")
    next_step = TypedField()
    begun_on = DateField(null=True)
    in_recovery = ClosedCode(RecoveryNow, null=True)
    working = CodeField(YesNo, null=True)
    with_family = CodeField(YesNo, null=True)
    medicines = ClosedCode(Medicines, null=True)
    referred_to = ForeignKeyField(Place, null=True, index=False)
    referred_to_id: int | None

    class Meta:
        indexes = (
            (("member", "due_on", "outcome"), False),
            (("member", "outcome", "done_on"), False),
            (("stay", "due_on"), False),
            (("outcome", "due_on"), False),
        )


class Contact(ClosedTable, NumberedTable):
    """One-to-one counselling, a family session, a home visit or a call."""

    member = ForeignKeyField(Member, index=False)
    member_id: int
    kind = CodeField(ContactKind)
    day = DateField(index=True)
    minutes = IntegerField()
    staff = ForeignKeyField(Staff)
    staff_id: int
    with_whom = TypedField()
    issues = ClosedText()
    referred_to = ForeignKeyField(Place, null=True, index=False)
    referred_to_id: int | None

    class Meta:
        indexes = ((("member", "day", "kind"), False),)
