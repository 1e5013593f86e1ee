"""The file's tables are those of the models, and the rules that live in the file itself hold against any program."""

import pytest
from peewee import IntegrityError
from playhouse.schema_diff import diff_models

from peerdesk.db.models import MODELS
from peerdesk.domain.groups.memberships import MemberRole
from tests.centres import TODAY


def run(storage, sql, *parameters):
    return storage._database.run(sql, parameters)


def test_the_migrated_file_has_just_the_tables_of_the_models(storage):
    difference = diff_models(storage._database, MODELS)
    assert not difference, difference


def test_every_table_that_refers_to_another_is_checked(storage, circle):
    assert storage.pragma("foreign_keys") == [(1,)]
    assert storage.pragma("foreign_key_check") == []
    with pytest.raises(IntegrityError):
        run(storage, "DELETE FROM member WHERE id = ?", circle.member_ids[0])


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(storage):
    """With synchronous NORMAL (1) the last commits before a power cut would be lost."""
    assert storage.pragma("synchronous") == [(2,)]
    assert storage.pragma("journal_mode") == [("wal",)]
    assert storage.pragma("secure_delete") == [(1,)]


def test_memberships_of_one_member_in_one_group_never_overlap(storage, circle):
    add = "INSERT INTO membership (group_id, member_id, role, from_day, to_day) VALUES (?, ?, 'member', ?, ?)"
    group_id, member_id = circle.group_id, circle.member_ids[0]
    with pytest.raises(IntegrityError, match="memberships overlap"):
        run(storage, add, group_id, member_id, "2026-12-01", "2026-12-05")
    run(storage, "UPDATE membership SET to_day = '2026-11-30' WHERE member_id = ?", member_id)
    run(storage, add, group_id, member_id, "2026-12-01", None)
    for last_day in ("2026-12-01", None):
        with pytest.raises(IntegrityError):
            run(
                storage,
                "UPDATE membership SET to_day = ? WHERE member_id = ? AND from_day = '2026-11-02'",
                last_day,
                member_id,
            )


IMPOSSIBLE = [
    "UPDATE member SET name_latin = '', name_native = ''",
    "UPDATE member SET gender = 'unknown'",
    "UPDATE member SET age = 0",
    "UPDATE stay SET discharged_on = '2026-11-01', discharge_type = 'completed'",
    "UPDATE stay SET discharged_on = '2026-11-10'",
    "UPDATE stay SET admitted_on = '10-11-2026'",
    "UPDATE peer_group SET capacity_min = 16",
    "UPDATE peer_group SET closed_on = '2026-11-01'",
    "UPDATE session SET minutes = 4",
    "UPDATE session SET status = 'did-not-happen'",
    "UPDATE session SET reason = 'festival'",
    "UPDATE session SET visitors = -1",
    "INSERT INTO attendance VALUES (1, 1, 'X', NULL, NULL, NULL, 0)",
    "INSERT INTO attendance VALUES (1, 1, NULL, NULL, NULL, NULL, 0)",
    "INSERT INTO attendance VALUES (1, 1, 'P', 5, NULL, NULL, 0)",
    "INSERT INTO attendance VALUES (1, 1, 'A', NULL, NULL, 3, 0)",
    "INSERT INTO attendance VALUES (1, 1, 'P', NULL, 'medical', NULL, 0)",
    "INSERT INTO centre SELECT 2, name, code, address, registration_number, logo, language, NULL, 0 FROM centre",
    "INSERT INTO safety_note VALUES (1, 1, '2026-11-18', 0, '2026-11-18', 1, NULL, NULL, '', 0)",
    "INSERT INTO safety_note VALUES (1, 1, '2026-11-18', 1, '2026-11-18', 1, '2026-11-18', 1, '', 0)",
    "INSERT INTO safety_note VALUES (1, 1, '2026-11-18', 1, '2026-11-18', 1, NULL, NULL, '', 1)",
    "INSERT INTO attendance VALUES (1, 999, 'P', NULL, NULL, NULL, 0)",
]


def test_the_file_itself_refuses_what_cannot_be(storage, circle):
    for statement in IMPOSSIBLE:
        with pytest.raises(IntegrityError):
            run(storage, statement)


def test_codes_come_back_as_what_they_stand_for(storage, circle):
    roles = run(storage, "SELECT DISTINCT role FROM membership")
    assert roles == [(MemberRole.MEMBER.value,)]
    with storage.reading():
        for model in MODELS:
            list(model.select().limit(5))  # every column of every table can be read
    assert run(storage, "SELECT planned_through FROM centre") == [(TODAY.replace(month=12, day=2).isoformat(),)]


def test_a_member_has_one_key_counsellor_at_a_time_for_a_day_at_least(storage, circle, coordinator):
    add = "INSERT INTO key_counsellor (member_id, staff_id, from_day, to_day) VALUES (?, ?, ?, ?)"
    member_id, staff_id = circle.member_ids[0], coordinator.staff_id
    run(storage, add, member_id, staff_id, "2026-11-02", "2026-11-10")
    run(storage, add, member_id, staff_id, "2026-11-10", None)
    for impossible in (
        (member_id, staff_id, "2026-11-12", None),
        (member_id, staff_id, "2026-11-12", "2026-11-12"),
        (member_id, 999, "2026-11-01", "2026-11-02"),
        (member_id, staff_id, "02-11-2026", "2026-11-10"),
    ):
        with pytest.raises(IntegrityError):
            run(storage, add, *impossible)
