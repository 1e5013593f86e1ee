"""The step that brings safety notes: nobody whose answer called for a talk is forgotten, and nobody else is named."""

from collections.abc import Iterator

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, make_tables, migrate
from peerdesk.security.master import Master

KEY = Master.new().database_key()
BEFORE = STEPS[:3]

SHEETS: dict[str, list[tuple[str, int | None]]] = {
    "open": [("2026-11-01", 0), ("2026-11-08", 2)],
    "open, the question left open since": [("2026-11-01", 3), ("2026-11-08", None)],
    "a nought since": [("2026-11-01", 3), ("2026-11-08", 0)],
    "never above": [("2026-11-01", 0)],
    "never told": [("2026-11-01", None)],
}
"""The days and ninth answers of one member each."""

_STAFF = "INSERT INTO staff (id, user_name, name, designation, role, active) VALUES (1, 'a', 'A', '', 'counsellor', 1)"
_MEMBER = (
    "INSERT INTO member (id, number, name_latin, name_native, gender, birth_date, relation_name, village, district)"
    " VALUES (?, ?, 'Ramesh', '', 'male', '1990-01-01', '', '', '')"
)
_SHEET = "INSERT INTO measurement (id, member_id, scale, day, staff_id) VALUES (?, ?, 'phq-9', ?, 1)"


@pytest.fixture
def database(tmp_path) -> Iterator[EncryptedDatabase]:
    """A file as it was before the step, with somebody for each of the ways above."""
    database = EncryptedDatabase(tmp_path / "peerdesk.db", KEY)
    with database.connection_context():
        make_tables(database, BEFORE)
        database.run(_STAFF)
        sheet = 0
        for member, sheets in enumerate(SHEETS.values(), start=1):
            database.run(_MEMBER, (member, member))
            for day, ninth in sheets:
                sheet += 1
                database.run(_SHEET, (sheet, member, day))
                answers = [(1, 3)] if ninth is None else [(1, 3), (9, ninth)]
                for place, value in answers:
                    database.run("INSERT INTO measurement_answer VALUES (?, ?, ?)", (sheet, place, value))
        yield database


def step(database: EncryptedDatabase, tmp_path) -> None:
    migrate(database, lambda _version: None, STEPS[:4])


def test_a_note_is_opened_where_the_latest_answer_calls_for_a_talk(database, tmp_path):
    step(database, tmp_path)
    notes = database.run("SELECT member_id, day, answer, opened_on, staff_id, answered_on, words FROM safety_note")
    assert notes == [
        (2, "2026-11-01", 3, "2026-11-01", 1, None, ""),
        (1, "2026-11-08", 2, "2026-11-08", 1, None, ""),
    ]


@pytest.mark.parametrize(
    ("kept", "then"),
    [("14446\n112", "Tele-MANAS 14416\n14446\n112"), ("1800 11 0031", "1800 11 0031"), ("", "")],
    ids=["as they came", "the centre's own", "none"],
)
def test_help_lines_that_nobody_changed_are_renewed(database, tmp_path, kept, then):
    database.run("UPDATE programme SET help_lines = ?", (kept,))
    step(database, tmp_path)
    assert database.run("SELECT help_lines, help_lines_checked_on FROM programme") == [(then, None)]
