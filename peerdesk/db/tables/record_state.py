"""What the record knows of itself."""

from peewee import BlobField, BooleanField, IntegerField, TextField

from peerdesk.db.tables.base import NumberedTable


class RecordStateRow(NumberedTable):
    """One row; only `db/commits.py` writes it. ``trail_head`` is the head of the trail after its entry ``trail_id``."""

    line = TextField()
    commits = IntegerField()
    log_open = BooleanField()
    trail_id = IntegerField()
    trail_head = BlobField()

    class Meta:
        table_name = "record_state"
