"""Triggers that keep what is signed and what only grows: each looks at the row as it was and as it would be.

So a row can be moved neither out of a signed session nor into one, and none is replaced: a statement that replaces
deletes without a word where the program that runs it has not asked for more.
"""

NEVER = "CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'kept for ever'); END"
"""Never updated, never deleted; as it was made in version 1."""

NOT_TWICE = (
    "CREATE TRIGGER {table}_never_REPLACE BEFORE INSERT ON {table} WHEN EXISTS"
    " (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, 'kept for ever'); END"
)
"""A row that is there is not written again under its number."""
