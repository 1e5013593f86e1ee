"""Staying-well plans: every version of each, and whom the member would call."""

from peewee import BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField

from peerdesk.db.tables.base import NumberedTable
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedTable, ClosedText
from peerdesk.db.tables.member import Member


class StayingWellVersion(ClosedTable, NumberedTable):
    """A plan as the member told it on a day. No row ever changes but by being taken back, or brought back."""

    member = ForeignKeyField(Member)
    member_id: int
    written_on = DateField()
    staff = ForeignKeyField(Staff, index=False)
    staff_id: int
    triggers = ClosedText()
    warning_signs = ClosedText()
    what_helps = ClosedText()
    taken_back = BooleanField()


class PersonToCall(ClosedTable):
    """Somebody whom the member would call; without a number where none was told."""

    plan = ForeignKeyField(StayingWellVersion, index=False)
    plan_id: int
    place = IntegerField()
    who = ClosedText()
    number = ClosedText()

    class Meta:
        primary_key = CompositeKey("plan", "place")
        without_rowid = True
