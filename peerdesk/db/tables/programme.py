"""The programme's numbers, and who is in the centre each day."""

from peewee import BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField

from peerdesk.db.tables.base import FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.member import Member
from peerdesk.domain.members.retention import USUAL_YEARS


class ProgrammeRow(NumberedTable):
    """The one row of numbers that the centre may change."""

    absences_daily = IntegerField()
    absences_weekly = IntegerField()
    halved_least = IntegerField()
    no_contact_days = IntegerField()
    group_alone_days = IntegerField()
    no_group_days = IntegerField()
    stalled_days = IntegerField()
    mentor_days = IntegerField()
    mentor_load = IntegerField()
    retention_years = IntegerField(default=USUAL_YEARS)
    help_lines = TypedField()
    help_lines_checked_on = DateField(null=True)
    help_lines_checked_by = ForeignKeyField(Staff, null=True, index=False)
    help_lines_checked_by_id: int | None

    class Meta:
        table_name = "programme"


class Presence(FileTable):
    """Whether a member was in the centre on a day; not the attendance of any group."""

    day = DateField()
    member = ForeignKeyField(Member)
    member_id: int
    present = BooleanField()

    class Meta:
        primary_key = CompositeKey("day", "member")
        without_rowid = True


Presence.add_index(Presence.index(Presence.day, where=~Presence.present, name="presence_absent"))
