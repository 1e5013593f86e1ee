"""Rows whose parent is lost: a stand-in where much hangs on it, else they go, and are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from peerdesk.db.engine import EncryptedDatabase

STAND_IN = "Not recovered"
"""How what is made up is named; it can be put right on its own screen."""

_FIRST_DAY = "1900-01-01"
_MOST_ROUNDS = 20


class StandIn(NamedTuple):
    """A row that was made up in the place of a lost one."""

    table: str
    number: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that stood for nothing any more.

    Attributes:
        table: what it was.
        parent: what it referred to, and is lost.
        session_id, member_id: whose it was, as far as it says.
    """

    table: str
    parent: str
    session_id: int | None
    member_id: int | None


class Reference(NamedTuple):
    """A column whose values are rows of another table."""

    table: str
    column: str
    parent: str
    key: str
    needed: bool


def mend(database: EncryptedDatabase) -> tuple[list[Removed], list[StandIn]]:
    """Let every reference lead somewhere, while SQLite does not look after them.

    Centre, staff, members and groups have a stand-in; a reference that is not needed is taken out; else the row goes.
    """
    tables = database.run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    references = [reference for (table,) in tables for reference in references_of(database, table)]
    stand_ins = [made for reference in references for made in _stand_ins(database, reference)]
    if not database.run("SELECT 1 FROM centre"):
        _insert_filled(database, "centre", {"id": 1, "name": STAND_IN, "code": "XX", "language": "en"})
        stand_ins.append(StandIn("centre", 1))
    removed: list[Removed] = []
    for _round in range(_MOST_ROUNDS):
        gone = [row for reference in references for row in _taken_away(database, reference)]
        removed += gone
        if not gone:
            break
    return removed, sorted(set(stand_ins))


def references_of(database: EncryptedDatabase, table: str) -> list[Reference]:
    """What the rows of a table refer to."""
    needed = {row[1]: bool(row[3] or row[5]) for row in database.run(f"PRAGMA table_info({table})")}
    return [
        Reference(table, column, parent, _key(database, parent), needed[column])
        for _id, _seq, parent, column, *_rest in database.run(f"PRAGMA foreign_key_list({table})")
    ]


def _key(database: EncryptedDatabase, table: str) -> str:
    [key] = [row[1] for row in database.run(f"PRAGMA table_info({table})") if row[5] == 1]
    return str(key)


def _nowhere(reference: Reference) -> str:
    """The condition on rows whose parent is not there."""
    column, key = reference.column, reference.key
    return f"{column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {reference.parent})"  # noqa: S608


def _stand_ins(database: EncryptedDatabase, reference: Reference) -> list[StandIn]:
    make = {"staff": _make_staff, "member": _make_member, "peer_group": _make_group}.get(reference.parent)
    if make is None:
        return []
    lost = database.run(
        f"SELECT DISTINCT {reference.column} FROM {reference.table} WHERE {_nowhere(reference)}"  # noqa: S608
    )
    numbers = [number for (number,) in lost if isinstance(number, int)]
    for number in numbers:
        make(database, number)
    return [StandIn(reference.parent, number) for number in numbers]


def _make_staff(database: EncryptedDatabase, number: int) -> None:
    """With the login and the role that the audit trail knows of; else as nobody who could log in."""
    known = database.run(
        "SELECT json_extract(new, '$.user_name'), json_extract(new, '$.role') FROM audit_entry"
        " WHERE action = 'staff.add' AND subject_id = ? AND json_valid(new)",
        (number,),
    )
    user_name, role = known[-1] if known else (None, None)
    database.run(
        "INSERT OR IGNORE INTO staff (id, user_name, name, designation, role, active) VALUES (?, ?, ?, '', ?, ?)",
        (number, user_name or f"lost-{number}", user_name or f"{STAND_IN} {number}", role or "office", bool(user_name)),
    )


def _make_member(database: EncryptedDatabase, number: int) -> None:
    """As the audit trail knows them from the day they were registered; else with a name that says what it is."""
    columns = {row[1] for row in database.run("PRAGMA table_info(member)")}
    known = database.run(
        "SELECT fact.key, fact.value FROM audit_entry, json_each(audit_entry.new) AS fact"
        " WHERE action = 'member.register' AND subject_id = ? AND json_valid(new)",
        (number,),
    )
    [(last,)] = database.run("SELECT max(number) FROM member")
    unknown = {"name_latin": f"{STAND_IN} {number}", "gender": "male", "birth_date": _FIRST_DAY}
    given = {"number": int(last or 0) + 1, **(unknown if not known else {})}
    given |= {column: value for column, value in known if column in columns}
    _insert_filled(database, "member", {**given, "id": number})


def _make_group(database: EncryptedDatabase, number: int) -> None:
    [(began,)] = database.run("SELECT min(day) FROM session WHERE group_id = ?", (number,))
    kinds = {"type": "self-help", "led_by": "counsellor", "entry": "open", "channel": "room", "audience": "everybody"}
    sizes = {"capacity_min": 1, "capacity_max": 30, "started_on": began or _FIRST_DAY}
    _insert_filled(database, "peer_group", {"id": number, "name": f"{STAND_IN} {number}", **kinds, **sizes})


def _insert_filled(database: EncryptedDatabase, table: str, given: dict[str, object]) -> None:
    """Insert a row; what else it must have is empty."""
    for _id, column, kind, needed, default, _key in database.run(f"PRAGMA table_info({table})"):
        if needed and default is None and column not in given:
            given[column] = "" if kind == "TEXT" else 0
    places = ", ".join("?" * len(given))
    database.run(f"INSERT INTO {table} ({', '.join(given)}) VALUES ({places})", tuple(given.values()))  # noqa: S608


def _taken_away(database: EncryptedDatabase, reference: Reference) -> list[Removed]:
    table, nowhere = reference.table, _nowhere(reference)
    if not reference.needed:
        database.run(f"UPDATE OR IGNORE {table} SET {reference.column} = NULL WHERE {nowhere}")  # noqa: S608
    names = [row[1] for row in database.run(f"PRAGMA table_info({table})")]
    whose = [name if name in names else "NULL" for name in ("session_id", "member_id")]
    gone = database.run(f"SELECT {', '.join(whose)} FROM {table} WHERE {nowhere}")  # noqa: S608
    if gone:
        database.run(f"DELETE FROM {table} WHERE {nowhere}")  # noqa: S608
    return [Removed(table, reference.parent, session_id, member_id) for session_id, member_id in gone]
