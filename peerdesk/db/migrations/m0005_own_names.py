"""Version 5: the search tells what somebody is called from what a relative is called."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from peerdesk.domain.members.members import number_text
from peerdesk.domain.names import relatives_alone

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_COLUMN = "ALTER TABLE member_token ADD COLUMN of_relative INTEGER NOT NULL DEFAULT 0"
_MEMBERS = "SELECT id, number, name_latin, name_native, relation_name, village FROM member"
_NUMBERS = "SELECT member_id, number FROM member_phone UNION ALL SELECT member_id, number FROM stay"
_MARK = "UPDATE member_token SET of_relative = 1 WHERE token = ? AND member_id = ?"


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the column, and mark what members are found by through a relative alone."""
    database.execute_sql(_COLUMN)
    connection = database.connection()
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for member_id, number in connection.execute(_NUMBERS):
        numbers[member_id].append(number)
    for member_id, number, latin, native, relative, village in connection.execute(_MEMBERS).fetchall():
        extras = [village, number_text(number), *numbers[member_id]]
        found = relatives_alone(latin, native, relative, extras)
        connection.executemany(_MARK, [(token, member_id) for token in found])
