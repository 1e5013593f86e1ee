"""Places to which members are referred."""

from peewee import DateField, TextField

from peerdesk.db.tables.base import NumberedTable


class Place(NumberedTable):
    """One that was removed is offered no more; who was referred to it still is."""

    name = TextField()
    what_for = TextField()
    phone = TextField()
    removed_on = DateField(null=True)

    class Meta:
        table_name = "referral_place"
