"""Version 4 on a file with discharges, a death, somebody in the archive and a changed role: what the trail tells."""

import pytest

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.migrate import STEPS, make_tables, migrate
from peerdesk.security.master import Master

KEY = Master.new().database_key()
BEFORE = STEPS[:3]
AT = "2026-11-10 10:00:00"


@pytest.fixture
def database(tmp_path):
    """A file of the version before, with four members in one group."""
    database = EncryptedDatabase(tmp_path / "peerdesk.db", KEY)
    with database.connection_context():
        make_tables(database, BEFORE)
        database.execute_sql(
            "INSERT INTO staff (id, user_name, name, designation, role, active)"
            " VALUES (1, 'meena', 'Meena', '', 'coordinator', 1)"
        )
        database.execute_sql(
            "INSERT INTO peer_group (id, name, type, led_by, entry, channel, audience, capacity_min, capacity_max,"
            " place, started_on) VALUES (1, 'Circle', 'self-help', 'counsellor', 'open', 'room', 'anybody', 1, 9, '',"
            " '2026-01-01')"
        )
        for number, archived_on in ((1, None), (2, None), (3, "2026-11-12"), (4, None)):
            database.execute_sql(
                "INSERT INTO member (id, number, name_latin, name_native, gender, age, age_on, relation_name, village,"
                " district, archived_on) VALUES (?, ?, 'Ramesh', '', 'male', 30, '2026-01-01', '', '', '', ?)",
                (number, number, archived_on),
            )
        yield database


def stay(database, number, ended, how, entry):
    database.execute_sql(
        "INSERT INTO stay (id, member_id, number, series, admitted_on, discharged_on, discharge_type)"
        " VALUES (?, ?, ?, 'residential', '2026-11-01', ?, ?)",
        (number, number, f"ASH/{number}", ended, how),
    )
    if entry:
        trail(database, "stay.discharge", number)


def membership(database, number, to_day, *, told=False):
    database.execute_sql(
        "INSERT INTO membership (id, group_id, member_id, role, from_day, to_day)"
        " VALUES (?, 1, ?, 'member', '2026-11-01', ?)",
        (number, number, to_day),
    )
    if told:
        trail(database, "membership.leave", number, '{"to_day": null}', f'{{"to_day": "{to_day}"}}')


def trail(database, action, subject, old=None, new=None):
    database.execute_sql(
        "INSERT INTO audit_entry (at, staff_id, action, subject_id, old, new) VALUES (?, 1, ?, ?, ?, ?)",
        (AT, action, subject, old, new),
    )


def test_what_a_discharge_ended_is_read_from_the_trail(database, tmp_path):
    trail(database, "something.else", 9)
    stay(database, 1, "2026-11-10", "completed", entry=True)
    membership(database, 1, "2026-11-10", told=True)
    migrate(database, lambda _version: None)
    assert database.run("SELECT act, member_id, day FROM ending WHERE stay_id = 1") == [("discharge", 1, "2026-11-10")]
    assert database.run("SELECT what, row_id, former, since FROM ended_row") == [("membership", 1, None, "2026-11-10")]


def test_of_a_discharge_without_an_entry_what_ended_on_its_day_ended_with_it(database, tmp_path):
    stay(database, 1, "2026-11-10", "completed", entry=False)
    membership(database, 1, "2026-11-10")
    stay(database, 4, "2026-11-10", "completed", entry=False)
    membership(database, 4, "2026-11-09")
    migrate(database, lambda _version: None)
    assert database.run("SELECT what, row_id FROM ended_row") == [("membership", 1)]


def test_who_died_or_is_in_the_archive_leaves_the_roster_and_it_is_known_how_to_bring_them_back(database, tmp_path):
    stay(database, 2, "2026-11-10", "died", entry=True)
    membership(database, 2, None)
    membership(database, 3, None)
    membership(database, 4, None)
    database.execute_sql("INSERT INTO mentor (member_id, consented_on, load, override) VALUES (3, '2026-11-01', 2, '')")
    database.execute_sql(
        "INSERT INTO mentorship (id, mentor_id, member_id, from_day, override) VALUES (7, 3, 4, '2026-11-01', '')"
    )
    migrate(database, lambda _version: None)
    assert database.run("SELECT id, died_on FROM member WHERE died_on IS NOT NULL") == [(2, "2026-11-10")]
    assert database.run("SELECT id, to_day FROM membership ORDER BY id") == [
        (2, "2026-11-10"),
        (3, "2026-11-12"),
        (4, None),
    ]
    kept = "SELECT act, member_id, row_id, former FROM ended_row JOIN ending ON ending.id = ending_id ORDER BY row_id"
    assert database.run(kept) == [("death", 2, 2, None), ("archive", 3, 3, None), ("archive", 3, 7, None)]
    assert database.run("SELECT to_day, closing FROM mentorship") == [("2026-11-12", "other")]


def test_a_role_that_was_changed_stays_true_on_the_days_before_as_the_trail_tells(database, tmp_path):
    membership(database, 1, None)
    membership(database, 2, None)
    for old, new in (("member", "co-facilitator"), ("co-facilitator", "peer-leader")):  # twice on one day
        trail(database, "membership.role", 1, f'{{"role": "{old}"}}', f'{{"role": "{new}"}}')
    migrate(database, lambda _version: None)
    assert database.run("SELECT membership_id, until, role FROM former_role") == [(1, "2026-11-09", "member")]
