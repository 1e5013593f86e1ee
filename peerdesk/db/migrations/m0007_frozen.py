"""Version 7: what is signed stays, whichever way a statement goes about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from peerdesk.db.migrations.frozen import NEVER, NOT_TWICE

if TYPE_CHECKING:
    from playhouse.migrate import SchemaMigrator

_SIGNED = "EXISTS (SELECT 1 FROM seal WHERE seal.session_id = {row}.session_id AND seal.kind = 'session')"
_FROZEN = (
    "CREATE TRIGGER {table}_frozen_{verb} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'signed'); END"
)
_OF_A_SESSION = ("session_note", "session_activity", "member_note", "guest", "roster_entry")

_UNSEALED_CORRECTION = """
    NOT EXISTS (SELECT 1 FROM correction WHERE correction.session_id = NEW.session_id
        AND correction.member_id = NEW.member_id AND correction.new_mark = NEW.mark
        AND correction.new_minutes IS NEW.minutes AND correction.new_reason IS NEW.reason
        AND correction.new_participation IS NEW.participation AND {old}
        AND NOT EXISTS (SELECT 1 FROM seal WHERE seal.correction_id = correction.id))
"""
_OLD_MARK = """
    correction.old_mark IS OLD.mark AND correction.old_minutes IS OLD.minutes AND correction.old_reason IS OLD.reason
    AND correction.old_participation IS OLD.participation
"""
_SAME_PLACE = "OLD.session_id = NEW.session_id AND OLD.member_id = NEW.member_id AND OLD.walk_in = NEW.walk_in"


def up(_migrator: SchemaMigrator, database: SqliteDatabase) -> None:
    """Put the new triggers in the place of those that can be walked round."""
    for statement in _statements():
        database.execute_sql(statement)


def _statements() -> list[str]:
    either = f"{_SIGNED.format(row='OLD')} OR {_SIGNED.format(row='NEW')}"
    found = []
    for table in _OF_A_SESSION:
        found.append(f"DROP TRIGGER {table}_frozen_UPDATE")
        found.append(_FROZEN.format(table=table, verb="UPDATE", when=either))
    corrected = _UNSEALED_CORRECTION.format(old=_OLD_MARK)
    changed = f"({either}) AND ({corrected} OR NOT ({_SAME_PLACE}))"
    added = f"{_SIGNED.format(row='NEW')} AND {_UNSEALED_CORRECTION.format(old='correction.old_mark IS NULL')}"
    found.append(_FROZEN.format(table="attendance", verb="UPDATE", when=changed))
    found.append(_FROZEN.format(table="attendance", verb="INSERT", when=added))
    sealed = "EXISTS (SELECT 1 FROM seal WHERE seal.session_id = {row}.id)"
    found.append("DROP TRIGGER session_frozen_update")
    found.append(
        _FROZEN.format(table="session", verb="UPDATE", when=f"{sealed.format(row='OLD')} OR ({_taken(sealed)})")
    )
    found.append(_FROZEN.format(table="session", verb="INSERT", when=sealed.format(row="NEW")))
    found.append(_FROZEN.format(table="session", verb="DELETE", when=sealed.format(row="OLD")))
    for table in ("key_entry", "seal_part", "known_as"):
        found += [NEVER.format(table=table, verb=verb) for verb in ("UPDATE", "DELETE")]
    for table in ("audit_entry", "addendum", "correction", "seal", "key_entry", "known_as"):
        found.append(NOT_TWICE.format(table=table, same=f"{table}.id = NEW.id"))
    same_part = "seal_part.seal_id = NEW.seal_id AND seal_part.place = NEW.place"
    found.append(NOT_TWICE.format(table="seal_part", same=same_part))
    return found


def _taken(sealed: str) -> str:
    """Another session may not be given the number of a sealed one."""
    return f"NEW.id <> OLD.id AND {sealed.format(row='NEW')}"
