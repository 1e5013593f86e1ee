"""The centre, its staff and its holidays."""

from peewee import BlobField, BooleanField, DateField, TextField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.domain.access import Role


class Centre(NumberedTable):
    """The one centre of this file, and up to which day its book of sessions is written."""

    name = TypedField()
    code = TextField()
    address = TypedField()
    registration_number = TextField()
    logo = BlobField(null=True)
    language = TextField()
    planned_through = DateField(null=True)
    pdf_password = BooleanField()


class Staff(NumberedTable):
    """Somebody who logs in. The password lives in the key file."""

    user_name = TextField(unique=True)
    name = TypedField()
    designation = TypedField()
    role = CodeField(Role)
    active = BooleanField()


class HolidayRow(FileTable):
    """A day without groups."""

    day = DateField(primary_key=True)
    name = TypedField()

    class Meta:
        table_name = "holiday"
