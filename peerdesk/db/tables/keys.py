"""The list of keys, and how the key file was last seen."""

from peewee import BlobField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, NumberedTable
from peerdesk.domain.access import Role
from peerdesk.domain.signing_keys import KeyEvent


class KeyEntryRow(NumberedTable):
    """One entry of the list of keys (`security/key_list.py`), in the order of the list."""

    event = CodeField(KeyEvent)
    staff_id = IntegerField()
    role = CodeField(Role, null=True)
    signing = BlobField()
    opening = BlobField()
    at = TextField()
    by = BlobField()
    signature = BlobField()

    class Meta:
        table_name = "key_entry"


class KeyFileRow(NumberedTable):
    """One row: which key file belongs to the record, and its last change that the record knows of."""

    vault = TextField()
    serial = IntegerField()
    digest = BlobField()

    class Meta:
        table_name = "key_file"
