"""Safety notes: somebody's answer that calls for a talk today, until what was done is written down."""

from peewee import BooleanField, DateField, ForeignKeyField

from peerdesk.db.tables.base import NumberedTable
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedNumber, ClosedTable, ClosedText
from peerdesk.db.tables.member import Member


class SafetyNote(ClosedTable, NumberedTable):
    """A note is open until it is answered. An answer that is taken back stays as it was, and the note begins anew.

    ``day`` and ``answer`` are those of the sheet, ``staff`` is who answers for it.
    """

    member = ForeignKeyField(Member)
    member_id: int
    day = DateField()
    answer = ClosedNumber()
    opened_on = DateField()
    staff = ForeignKeyField(Staff, index=False)
    staff_id: int
    answered_on = DateField(null=True)
    answered_by = ForeignKeyField(Staff, null=True, index=False, backref="safety_answers")
    answered_by_id: int | None
    words = ClosedText()
    taken_back = BooleanField()


SafetyNote.add_index(
    SafetyNote.index(SafetyNote.member, unique=True, where=SafetyNote.answered_on.is_null(), name="safety_note_open")
)
