"""The step that brings pledges and staying-well plans: every goal and every word about it stays as it was."""

from collections.abc import Iterator

import pytest
from peewee import IntegrityError

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, make_tables, migrate
from peerdesk.security.master import Master

KEY = Master.new().database_key()
_MEMBER = (
    "INSERT INTO member (id, number, name_latin, name_native, gender, birth_date, relation_name, village, district,"
    " by_sound, by_letters) VALUES (1, 1, 'Ramesh', '', 'male', '1990-01-01', '', '', '', '', '')"
)
_GOAL = "INSERT INTO goal (id, member_id, text, set_on, state) VALUES (7, 1, 'Walk', '2026-11-01', 'open')"
_WORD = "INSERT INTO goal_word (id, goal_id, day, kind, text) VALUES (3, 7, '2026-11-02', 'setback', 'It rained.')"


@pytest.fixture
def database(tmp_path) -> Iterator[EncryptedDatabase]:
    """A file that went through the step with a goal in it, of which something was said."""
    database = EncryptedDatabase(tmp_path / "peerdesk.db", KEY)
    with database.connection_context():
        make_tables(database, STEPS[:4])
        for statement in (_MEMBER, _GOAL, _WORD):
            database.run(statement)
        migrate(database, lambda _version: None, STEPS[:5])
        yield database


def test_every_goal_so_far_is_a_goal_and_its_words_stay(database):
    assert database.run("SELECT id, text, kind FROM goal") == [(7, "Walk", "goal")]
    assert database.run("SELECT id, goal_id, session_id, day, kind, text FROM goal_word") == [
        (3, 7, None, "2026-11-02", "setback", "It rained.")
    ]
    assert database.run("SELECT count(*) FROM staying_well_version") == [(0,)]


def test_not_yet_alone_may_be_without_words(database):
    new = "INSERT INTO goal_word (goal_id, day, kind, text) VALUES (7, '2026-11-03', ?, ?)"
    database.run(new, ("not-yet", ""))
    with pytest.raises(IntegrityError, match="CHECK"):
        database.run(new, ("progress", ""))
