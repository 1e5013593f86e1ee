"""What the record knows of itself."""

from peewee import BooleanField, IntegerField, TextField

from peerdesk.db.tables.base import NumberedTable


class RecordStateRow(NumberedTable):
    """One row; only `db/commits.py` writes it."""

    line = TextField()
    commits = IntegerField()
    log_open = BooleanField()

    class Meta:
        table_name = "record_state"
