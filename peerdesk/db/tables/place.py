"""Places to which members are referred."""

from peewee import DateField, TextField

from peerdesk.db.tables.base import NumberedTable, TypedField


class Place(NumberedTable):
    """One that was removed is offered no more; who was referred to it still is."""

    name = TypedField()
    what_for = TypedField()
    phone = TextField()
    removed_on = DateField(null=True)

    class Meta:
        table_name = "referral_place"
