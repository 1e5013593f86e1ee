"""Version 4: members are found by the newer sounds and by a relative's name, and stand in the order of sound.

What a member is found by, and where they stand, follows from the other columns alone: it is made anew for everybody,
which takes some seconds for 20,000 members, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from peewee import SqliteDatabase

from peerdesk.domain.members.members import number_text
from peerdesk.domain.names import by_letters, by_sound, tokens

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_COLUMNS = (
    "ALTER TABLE member ADD COLUMN by_sound TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE member ADD COLUMN by_letters TEXT NOT NULL DEFAULT ''",
)
_MEMBERS = "SELECT id, number, name_latin, name_native, relation_name, village FROM member"
_NUMBERS = "SELECT member_id, number FROM member_phone UNION ALL SELECT member_id, number FROM stay"


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Add the order of names, and write anew what members are found by."""
    for statement in _COLUMNS:
        database.execute_sql(statement)
    connection = database.connection()
    connection.executemany(
        "UPDATE member SET by_sound = ?, by_letters = ? WHERE id = ?",
        [
            (by_sound(latin, native), by_letters(latin, native), member_id)
            for member_id, _number, latin, native, *_more in connection.execute(_MEMBERS).fetchall()
        ],
    )
    database.execute_sql("CREATE INDEX member_by_letters ON member (by_letters)")
    found = sorted(_tokens(connection))  # in the order of the table's own tree
    database.execute_sql("DROP INDEX membertoken_member_id")  # filled at once afterwards, and not row by row
    database.execute_sql("DELETE FROM member_token")
    connection.executemany("INSERT INTO member_token (token, member_id) VALUES (?, ?)", found)
    database.execute_sql("CREATE INDEX membertoken_member_id ON member_token (member_id)")


def _tokens(connection: Any) -> Iterator[tuple[str, int]]:
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for member_id, number in connection.execute(_NUMBERS):
        numbers[member_id].append(number)
    for member_id, number, latin, native, relative, village in connection.execute(_MEMBERS).fetchall():
        extras = [relative, village, number_text(number), *numbers[member_id]]
        yield from ((token, member_id) for token in tokens(latin, native, extras))
