"""Version 5 on memberships that were to begin after an ending, and ended on their first day for want of it."""

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, make_tables, migrate
from peerdesk.security.master import Master

KEY = Master.new().database_key()
DIED, FIRST = "2026-11-29", "2026-11-30"


@pytest.fixture
def database(tmp_path):
    """A file of the version before: each of four died on the day before they were to join, the last one later."""
    database = EncryptedDatabase(tmp_path / "peerdesk.db", KEY)
    with database.connection_context():
        make_tables(database, STEPS[:4])
        run = database.execute_sql
        run(
            "INSERT INTO peer_group (id, name, type, led_by, entry, channel, audience, capacity_min, capacity_max,"
            " place, started_on) VALUES (1, 'Circle', 'self-help', 'counsellor', 'open', 'room', 'anybody', 1, 9, '',"
            " '2026-01-01')"
        )
        run(
            "INSERT INTO session (id, group_id, day, starts, minutes, channel, by_hand, status, visitors, reason_text)"
            " VALUES (1, 1, ?, '10:00', 45, 'room', 0, 'held', 0, '')",
            (FIRST,),
        )
        for number, died_on in ((1, DIED), (2, DIED), (3, DIED), (4, FIRST)):
            run(
                "INSERT INTO member (id, number, name_latin, name_native, gender, age, age_on, relation_name, village,"
                " district, died_on) VALUES (?, ?, 'Ramesh', '', 'male', 30, '2026-01-01', '', '', '', ?)",
                (number, number, died_on),
            )
            run(
                "INSERT INTO membership (id, group_id, member_id, role, from_day, to_day, override)"
                " VALUES (?, 1, ?, 'support', ?, ?, 'wished it')",
                (number, number, FIRST, FIRST),
            )
            run("INSERT INTO ending (id, act, member_id, day) VALUES (?, 'death', ?, ?)", (number, number, died_on))
        for number in (1, 3, 4):  # the second had left by themselves
            run(
                "INSERT INTO ended_row (ending_id, what, row_id, code, since) VALUES (?, 'membership', ?, '', ?)",
                (number, number, FIRST),
            )
        run("INSERT INTO attendance (session_id, member_id, mark, walk_in) VALUES (1, 3, 'P', 0), (1, 1, 'A', 0)")
        run("INSERT INTO former_role (membership_id, until, role) VALUES (1, ?, 'member')", (FIRST,))
        migrate(database, lambda _version: None, STEPS)
        yield database


def test_what_ended_on_its_first_day_after_the_ending_never_began(database):
    assert database.run("SELECT id, from_day, to_day FROM membership ORDER BY id") == [
        (1, FIRST, DIED),
        (2, FIRST, FIRST),  # nothing ended it but somebody's word
        (3, FIRST, FIRST),  # they came
        (4, FIRST, FIRST),  # they died on that day
    ]
    assert database.run("SELECT row_id, since FROM ended_row ORDER BY row_id") == [(1, DIED), (3, FIRST), (4, FIRST)]


def test_nothing_else_of_a_membership_changes(database):
    kept = "SELECT group_id, member_id, role, override FROM membership WHERE id = 1"
    assert database.run(kept) == [(1, 1, "support", "wished it")]
    assert database.run("SELECT * FROM former_role") == [(1, FIRST, "member")]


@pytest.mark.parametrize("days", [("2026-11-20", None), (FIRST, None), (DIED, DIED)])
def test_one_that_never_began_overlaps_nothing(database, days):
    insert = "INSERT INTO membership (group_id, member_id, role, from_day, to_day) VALUES (1, 1, 'member', ?, ?)"
    database.execute_sql(insert, days)
    assert len(database.run("SELECT id FROM membership WHERE member_id = 1")) == 2


def test_two_that_share_a_day_are_refused_as_before(database):
    insert = "INSERT INTO membership (group_id, member_id, role, from_day, to_day) VALUES (1, 2, 'member', ?, ?)"
    with pytest.raises(Exception, match="memberships overlap"):
        database.execute_sql(insert, (DIED, None))
    database.execute_sql(insert, (FIRST, DIED))  # it never began
