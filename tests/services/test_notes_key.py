"""The second key: who has it, and that without it nothing of what was written opens, whatever library is asked."""

import errno
import os
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from peewee import DatabaseError

from peerdesk.db.closing import closed_columns
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Role
from peerdesk.domain.care.contacts import ContactKind, NewContact
from peerdesk.domain.care.follow_ups import Finished, FollowUpKind, FollowUpOutcome, FollowUpWay, NewFollowUp
from peerdesk.domain.care.goals import GoalText, GoalWordKind
from peerdesk.domain.care.recovery import ReturnReason, ReturnToUse
from peerdesk.domain.care.status import Medicines, RecoveryNow, Status
from peerdesk.domain.care.staying_well import PlanWords
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.domain.measures.safety import SafetyAnswer
from peerdesk.domain.members.consents import ConsentKind, NewConsents
from peerdesk.domain.members.copies import Handed
from peerdesk.domain.members.phones import Phone
from peerdesk.domain.members.success_stories import ToldStory
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.security import slots
from peerdesk.security.expanding import expand
from peerdesk.security.identity import Identity
from peerdesk.security.key_list import RECOVERY, KeyListError
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.values import NotesKey, _label
from peerdesk.services import access, checking, door, staff
from peerdesk.services.care import contacts, follow_ups, goals, recovery, staying_well
from peerdesk.services.groups import incidents
from peerdesk.services.measures import measures, safety
from peerdesk.services.members import consents, copies, success_stories
from peerdesk.services.sessions import attendance, notes, signing
from tests.behind import drop_triggers, rows_of, run
from tests.centres import CHEAP, PASSWORD, TODAY, at_ten, enter
from tests.looking import session_on
from tests.refusals import failure_of

SECRET = "marigold"
"""Stands in everything that office staff may not read."""
MONDAY = date(2026, 11, 16)
NEW = "mango tree 34"


@pytest.fixture
def written(storage, coordinator, counsellor, circle):
    """One of everything that is closed, each with the word in it where it is text; and some of it deleted again."""
    who, other = circle.member_ids[:2]
    session_id = session_on(storage, circle.group_id, MONDAY)
    attendance.mark_rest_present(storage, counsellor, session_id)
    texts = [f"About {name} and {SECRET}" for name in ("shared", "coping", "concerns", "plan")]
    notes.keep_group_note(storage, counsellor, session_id, GroupNote(None, f"On {SECRET}", frozenset(), *texts))
    notes.keep_member_note(storage, counsellor, session_id, who, f"Spoke of {SECRET} and of home.")
    notes.keep_member_note(storage, counsellor, session_id, other, f"Spoke of {SECRET} too, for a long time.")
    notes.keep_member_note(storage, counsellor, session_id, other, "")
    signing.sign(storage, counsellor, session_id, PASSWORD)
    signing.add_addendum(storage, counsellor, session_id, PASSWORD, f"Later: {SECRET}")
    contact = NewContact(who, ContactKind.HOME_VISIT, MONDAY, 30, "his mother", f"The {SECRET} harvest")
    contacts.add(storage, counsellor, contact, today=TODAY)
    contacts.remove(storage, counsellor, contacts.add(storage, counsellor, contact, today=TODAY))
    recovery.restart(storage, counsellor, who, MONDAY - timedelta(7), today=TODAY)
    returned = ReturnToUse(MONDAY, TODAY, reason=ReturnReason.STRESS, text=f"A wedding with {SECRET}")
    recovery.record_return(storage, counsellor, who, returned, today=TODAY)
    what = IncidentDetails(MONDAY, IncidentKind.CONFLICT, f"About {SECRET}", f"No {SECRET}", session_id)
    incidents.add(storage, counsellor, circle.group_id, what, today=TODAY)
    goal = goals.add(storage, counsellor, who, GoalText(f"Plant {SECRET}"), today=TODAY)
    goals.say(storage, counsellor, goal, GoalWordKind.PROGRESS, f"Bought {SECRET}", day=TODAY)
    consents.record(storage, counsellor, who, NewConsents(frozenset({ConsentKind.STORY}), MONDAY), today=TODAY)
    copy = copies.ask(storage, counsellor, who, at_ten(), now=at_ten())
    copies.give(storage, counsellor, copy, Handed(at_ten(), withheld=f"The note on {SECRET}"), now=at_ten())
    told = ToldStory(f"I grow {SECRET}.", TODAY)
    success_stories.keep(storage, counsellor, who, told, today=TODAY)
    aunt = Phone("9425112233", f"{SECRET} aunt")
    words = PlanWords(f"The {SECRET} field", f"No {SECRET}", f"Watering {SECRET}", (aunt,))
    staying_well.write(storage, counsellor, who, words, today=TODAY)
    measures.record(storage, counsellor, who, "phq-9", MONDAY, dict.fromkeys(range(1, 10), 2), today=TODAY)
    note = safety.open_note(storage, counsellor, who)
    safety.answer(storage, counsellor, note.id, SafetyAnswer(f"We talked of {SECRET}.", TODAY), today=TODAY)
    planned = NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "after the harvest")
    asked = follow_ups.add(storage, counsellor, planned, today=TODAY)
    status = Status(recovery=RecoveryNow.USED_SINCE)
    finished = Finished(FollowUpOutcome.REACHED, TODAY, words=f"Sells {SECRET}", status=status)
    follow_ups.finish(storage, counsellor, asked, finished, today=TODAY)
    return session_id


@pytest.fixture
def as_kavita(written, prepared, storage, office, folder):
    """What her password opens, and the record as any library reads it with that."""
    opened = door.unlock(folder, "kavita", PASSWORD)
    database = EncryptedDatabase(folder.database, opened.master.database_key(), opened.master.notes)
    with database.connection_context():
        yield opened, database


def everything(database):
    """Every value of every table, as it stands there."""
    for (table,) in database.run("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in database.run(f'SELECT * FROM "{table}"'):  # noqa: S608  # names out of the file itself
            yield from ((table, value) for value in row)


# What her password opens


def test_everything_that_is_closed_has_something_in_it(storage, written):
    """So that the next test misses no column."""
    empty = [
        f"{table}.{column}"
        for table, columns in closed_columns().items()
        for column in columns
        if not run(storage, f"SELECT 1 FROM {table} WHERE typeof({column}) = 'blob'")  # noqa: S608
    ]
    assert empty == ["follow_up.medicines"]
    told = sum(SECRET in str(row) for table in closed_columns() for row in rows_of(storage, table))
    assert told > 20


def test_with_an_office_password_nothing_of_it_can_be_read_in_the_record(as_kavita, storage, folder):
    opened, database = as_kavita
    assert opened.master.notes is None
    found = list(everything(database))
    assert len(found) > 1000
    assert [
        table for table, value in found if SECRET in str(value) or SECRET.encode() in bytes(str(value), "utf-8")
    ] == []
    storage.fold()
    assert all(SECRET.encode() not in path.read_bytes() for path in folder.root.iterdir() if path.is_file())


def test_nor_does_it_open_with_anything_that_her_password_leads_to(as_kavita, folder):
    opened, database = as_kavita
    tried = 0
    closed = [
        (f"{table}.{column}", row)
        for table, columns in closed_columns().items()
        for column in columns
        for row in keyed(database, table, column)
    ]
    assert len(closed) > 30
    for secret in reached(opened, folder):
        values = NotesKey(secret).values()
        bare = AESGCM(secret)
        for cell, (value, *row) in closed:
            assert values.open(cell, row, value) is None
            with pytest.raises(InvalidTag):
                bare.decrypt(value[1:13], value[13:], _label(cell, row))
            tried += 1
    assert tried > 1000


def keyed(database, table, column):
    """The closed values of a column, each with the primary key of its row."""
    info = database.run(f"PRAGMA table_info({table})")
    keys = ", ".join(str(row[1]) for row in sorted(info, key=lambda row: row[5]) if row[5])
    return database.run(f"SELECT {column}, {keys} FROM {table} WHERE typeof({column}) = 'blob'")  # noqa: S608


def reached(opened, folder):
    """Every 32 bytes that she has or can make: keys, what each purpose makes of them, digests, and what lies about."""
    identity, master = opened.identity, opened.master
    first = [master.key, identity.signing, identity.opening, opened.root, opened.key, bytes(32)]
    first += [identity.public.signing, identity.public.opening, sha256(folder.keys.read_bytes()).digest()]
    first += [entry.keys.opening for entry in KeyFile.load(folder).slots.entries]
    purposes = "database", "seal", "backup", "recovery", "notes values", "notes opening", "notes signing"
    for secret in first:
        yield secret
        yield sha256(secret).digest()
        for purpose in purposes:
            yield expand(secret, purpose)


def test_nobody_elses_slot_gives_her_the_key(as_kavita, folder):
    opened, _database = as_kavita
    held = KeyFile.load(folder).slots
    granted = [content.notes for content in (*(slot.content for slot in held.users), held.recovery.content)]
    granted = [sealed for sealed in granted if sealed]
    assert len(granted) == 3  # the coordinator's, the counsellor's and the sheet's
    labels = [
        slots._label(version, held.vault, *of)
        for version in (1, 2)
        for name in ("meena", "ravi", "kavita")
        for of in (("password", name, "notes"), ("password", name, "record"), ("recovery", "notes"), ("password", name))
    ]
    assert [label for sealed in granted for label in labels if opened.identity.unlock(sealed, label)] == []


def test_a_slot_that_is_given_somebody_elses_grant_has_no_key(as_kavita, folder):
    theirs = next(slot for slot in KeyFile.load(folder).slots.users if slot.user_name == "ravi").content.notes
    _put(folder, "kavita", theirs)
    assert door.unlock(folder, "kavita", PASSWORD).master.notes is None


def test_a_key_of_her_own_making_is_taken_for_nobodys(as_kavita, storage, folder, counsellor):
    """She knows for whom to lock something up, so she may slip them a key that she has too."""
    held = KeyFile.load(folder)
    (slot,) = (slot for slot in held.slots.users if slot.user_name == "ravi")
    whose = held.key_list.of(counsellor.staff_id).keys
    _put(folder, "ravi", slot.with_notes(held.slots.vault, NotesKey(bytes(32)), whose).content.notes)
    assert failure_of(enter, storage, "ravi") == "key-lists-differ"


def test_nor_does_the_list_take_her_word_for_it(as_kavita, folder):
    opened, _database = as_kavita
    known = KeyFile.load(folder).key_list
    with pytest.raises(KeyListError):
        known.with_entry(KeyEvent.NOTES, RECOVERY, None, NotesKey.new().public, "2026-11-18", opened.identity)


def test_who_reads_notes_is_not_let_in_without_the_key(as_kavita, storage, folder):
    _put(folder, "ravi", b"")
    run(storage, "DELETE FROM key_file")
    assert failure_of(enter, storage, "ravi") == "log-in-without-notes"
    enter(storage, "meena")  # who holds it gives it again
    assert door.unlock(folder, "ravi", PASSWORD).master.notes is not None


def _put(folder, user_name, notes):
    held = KeyFile.load(folder).slots
    users = tuple(
        replace(slot, content=replace(slot.content, notes=notes)) if slot.user_name == user_name else slot
        for slot in held.users
    )
    KeyFile(replace(held, users=users, serial=held.serial + 1)).save(folder)


# What she changes is named


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("incident", "UPDATE incident SET what = agreed"),
        ("contact", "UPDATE contact SET issues = zeroblob(60)"),
        ("goal", "UPDATE goal SET text = (SELECT text FROM goal_word)"),
        ("safety_note", "UPDATE safety_note SET answer = x'00'"),
        ("measurement_answer", "UPDATE measurement_answer SET value = (SELECT answer FROM safety_note)"),
        ("person_to_call", "UPDATE person_to_call SET place = 7"),
        ("bin_entry", "UPDATE bin_entry SET id = id + 100"),
    ],
)
def test_a_closed_value_that_was_moved_or_made_up_is_named_and_shown_to_nobody(
    storage, coordinator, written, table, statement
):
    run(storage, statement)
    assert {finding.code for finding in checking.check_all(storage, coordinator)} == {"values-altered"}
    with storage.reading(), pytest.raises(StorageUnavailable, match="value-closed"):
        rows_in(table)


def rows_in(table):
    from peerdesk.db.models import MODELS

    (model,) = (model for model in MODELS if model._meta.table_name == table)
    return list(model.select())


def test_the_salt_of_a_note_that_was_moved_is_named(storage, coordinator, written):
    drop_triggers(storage, "seal_part")
    run(storage, "UPDATE seal_part SET salt = zeroblob(61) WHERE kind = 'member-note'")
    found = {finding.code for finding in checking.check_all(storage, coordinator)}
    assert found == {"schema-differs", "seal-broken"}


def test_something_written_open_is_refused_and_named_where_the_guard_was_taken_away(storage, coordinator, written):
    with pytest.raises(Exception, match="not closed"):
        run(storage, "UPDATE incident SET what = 'Everybody may read this'")
    drop_triggers(storage, "incident")
    run(storage, "UPDATE incident SET what = 'Everybody may read this'")
    found = {finding.code for finding in checking.check_all(storage, coordinator)}
    assert found == {"schema-differs", "values-open"}


def test_office_staff_check_the_record_without_the_notes(written, prepared, folder, office, storage):
    storage.close()
    mine = Storage.open(folder, door.unlock(folder, "kavita", PASSWORD).master, at_ten)
    with mine.bound():
        actor = enter(mine, "kavita")
        assert checking.check_all(mine, actor) == []
        drop_triggers(mine, "attendance")
        run(mine, "UPDATE attendance SET participation = 3 WHERE session_id = ?", written)
        assert "seal-broken" in {finding.code for finding in checking.check_all(mine, actor)}
    mine.close()


# Who has it


def reads(folder, user_name, password=PASSWORD):
    """Whether what somebody's password opens opens the notes too."""
    master = door.unlock(folder, user_name, password).master
    database = EncryptedDatabase(folder.database, master.database_key(), master.notes)
    with database.connection_context():
        [(text,)] = database.run("SELECT opened('incident.what', what, id) FROM incident")
    return text == f"About {SECRET}"


def test_with_another_role_one_can_read_more_or_less(written, storage, coordinator, counsellor, office, folder):
    assert [reads(folder, name) for name in ("meena", "ravi", "kavita")] == [True, True, False]
    become = StaffDetails("kavita", "Kavita Jatav", "Counsellor", Role.COUNSELLOR)
    staff.change(storage, coordinator, office.staff_id, become, PASSWORD)
    staff.change(storage, coordinator, counsellor.staff_id, StaffDetails("ravi", "Ravi", "", Role.OFFICE), PASSWORD)
    assert [reads(folder, name) for name in ("meena", "ravi", "kavita")] == [True, False, True]
    for name in ("meena", "ravi", "kavita"):
        enter(storage, name)
    assert {finding.code for finding in checking.check_all(storage, coordinator)} == set()


def test_another_password_leaves_it_as_it_was(written, storage, coordinator, counsellor, office, folder):
    staff.set_password(storage, counsellor, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    assert reads(folder, "ravi", NEW)
    staff.set_password(storage, coordinator, counsellor.staff_id, "peepal tree 5", PASSWORD, CHEAP)
    assert reads(folder, "ravi", "peepal tree 5")
    staff.set_password(storage, coordinator, office.staff_id, NEW, PASSWORD, CHEAP)
    assert not reads(folder, "kavita", NEW)


def test_with_the_sheet_it_comes_back_for_who_may_read(written, storage, coordinator, counsellor, office, folder):
    code = access.new_recovery(storage, coordinator, PASSWORD)
    access.confirm_recovery(storage, coordinator, PASSWORD)
    for name in ("ravi", "kavita"):
        access.recover(folder, code, name, NEW, at_ten(), CHEAP)
    assert [reads(folder, name, NEW) for name in ("ravi", "kavita")] == [True, False]


def test_a_sheet_that_lost_the_key_of_the_notes_changes_no_password(written, storage, coordinator, counsellor, folder):
    """Somebody with both files spoilt it: whoever reads notes would be kept out with the new password."""
    code = access.new_recovery(storage, coordinator, PASSWORD)
    access.confirm_recovery(storage, coordinator, PASSWORD)
    keys = KeyFile.load(folder)
    for spoilt in (b"", bytes(len(keys.slots.recovery.content.notes))):
        content = replace(keys.slots.recovery.content, notes=spoilt)
        recovery = replace(keys.slots.recovery, content=content)
        replace(keys, slots=replace(keys.slots, recovery=recovery)).save(folder)
        assert failure_of(access.recover, folder, code, "ravi", NEW, at_ten(), CHEAP) == "key-file-damaged"
        assert reads(folder, "ravi", PASSWORD)


def test_who_left_and_comes_again_reads_as_before(written, storage, coordinator, counsellor, folder):
    staff.deactivate(storage, coordinator, counsellor.staff_id, PASSWORD)
    staff.give_back(storage, coordinator, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    assert reads(folder, "ravi", NEW)


def test_what_is_closed_is_the_same_for_who_may_read(written, storage, coordinator):
    """Search, screens and paper are tried everywhere else; here the bin, which keeps rows as text."""
    from peerdesk.services import bin as bin_acts

    texts = {row.text for row in bin_acts.entries(storage, coordinator)}
    assert f"The {SECRET} harvest" in texts
    assert f"Spoke of {SECRET} too, for a long time." in texts


def test_a_full_disk_while_a_role_changes_leaves_both_as_they_were(
    written, storage, coordinator, office, folder, monkeypatch
):
    become = StaffDetails("kavita", "Kavita Jatav", "Counsellor", Role.COUNSELLOR)
    run_out(monkeypatch)
    assert failure_of(staff.change, storage, coordinator, office.staff_id, become, PASSWORD) == "key-file-not-saved"
    monkeypatch.undo()
    assert not reads(folder, "kavita")


def run_out(monkeypatch):
    def full(*_files):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)


def test_an_identity_of_before_opens_nothing_that_was_granted_since(written, storage, counsellor, folder):
    before = door.unlock(folder, "ravi", PASSWORD).identity
    staff.set_password(storage, counsellor, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    (slot,) = (slot for slot in KeyFile.load(folder).slots.users if slot.user_name == "ravi")
    label = slots._label(2, KeyFile.load(folder).slots.vault, "password", "ravi", "notes")
    assert before.unlock(slot.content.notes, label) is None
    assert Identity.new().unlock(slot.content.notes, label) is None
    with pytest.raises(AccessDenied):
        door.unlock(folder, "ravi", PASSWORD)


# In a centre that gets it


@pytest.fixture
def without(written, storage, folder, coordinator):
    """The same centre as if it had been there before there was a second key: nothing is closed, nobody has it."""
    tables = {table: rows_of(storage, table) for table in closed_columns()}
    held = KeyFile.load(folder).slots
    storage._database.take_notes_key(None)
    drop_triggers(storage)
    for table, rows in tables.items():
        run(storage, f"DELETE FROM {table}")  # noqa: S608
        for row in rows:
            run(storage, f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", *row)  # noqa: S608
    run(storage, "DELETE FROM key_entry WHERE event = 'notes'")
    entries = tuple(entry for entry in held.entries if entry.event is not KeyEvent.NOTES)
    users = tuple(replace(slot, content=replace(slot.content, notes=b"")) for slot in held.users)
    recovery = replace(held.recovery, content=replace(held.recovery.content, notes=b""))
    return replace(held, users=users, recovery=recovery, entries=entries, serial=held.serial + 1), tables


def test_a_coordinator_who_comes_in_closes_everything_and_a_failure_leaves_it_as_it_was(
    without, storage, folder, monkeypatch
):
    """The list of keys does not end with its entry for the key here: it was taken out of the middle of a real one."""
    slots_before, tables = without
    founded = slots_before.entries[:2]
    KeyFile(replace(slots_before, entries=founded, users=slots_before.users[:1])).save(folder)
    run(storage, "DELETE FROM key_entry WHERE id > 2")
    run(storage, "UPDATE staff SET active = 0 WHERE id > 1")
    monkeypatch.setattr("peerdesk.db.closing.Closing.close_all", broken)
    enter(storage, "meena")
    assert not storage.closing.has_key
    assert KeyFile.load(folder).key_list.notes is None
    assert rows_of(storage, "incident") == tables["incident"]
    monkeypatch.undo()
    enter(storage, "meena")
    assert storage.closing.has_key
    assert not run(storage, "SELECT 1 FROM incident WHERE typeof(what) <> 'blob'")
    assert {table: rows for table, rows in tables.items() if rows_of(storage, table)[: len(rows)] != rows} == {}


def broken(_closing):
    raise StorageUnavailable("disk-full")


def test_what_a_power_cut_left_open_between_the_two_files_is_closed_at_the_next_log_in_of_who_holds_the_key(
    without, storage, folder
):
    """The key file knew of the key, and the record did not yet."""
    slots_before, tables = without
    founded = replace(slots_before, entries=slots_before.entries[:2], users=slots_before.users[:1])
    run(storage, "DELETE FROM key_entry WHERE id > 2")
    run(storage, "UPDATE staff SET active = 0 WHERE id > 1")
    KeyFile(founded).save(folder)
    opened = door.unlock(folder, "meena", PASSWORD)
    KeyFile(founded).with_new_notes(opened, NotesKey.new(), at_ten()).save(folder)
    enter(storage, "meena")
    assert not run(storage, "SELECT 1 FROM contact WHERE typeof(issues) <> 'blob'")
    assert rows_of(storage, "contact") == tables["contact"]


# What somebody leaves in the record for the next log-in of a counsellor


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE INDEX zi ON z (opened('member_note.text', v, session_id, member_id))",
        "CREATE INDEX zi ON member_note (opened('member_note.text', text, session_id, member_id))",
        "CREATE TABLE y (v, o AS (opened('member_note.text', v, 1, 1)) STORED)",
        "CREATE TABLE y (v CHECK (opened('member_note.text', v, 1, 1) <> ''))",
    ],
)
def test_nothing_that_stands_in_the_schema_has_values_opened_for_it(written, master, storage, folder, planted):
    storage.close()
    planting = EncryptedDatabase(folder.database, master.database_key())
    with planting.connection_context():
        planting.run("PRAGMA trusted_schema=1")
        planting.run("CREATE TABLE z (v, session_id, member_id)")
        planting.run(planted)
    reading = EncryptedDatabase(folder.database, master.database_key(), master.notes)
    with pytest.raises(DatabaseError, match="unsafe use of opened"), reading.connection_context():
        reading.run("INSERT INTO z SELECT text, session_id, member_id FROM member_note")


def test_a_code_is_as_long_as_any_other_of_its_column(master):
    values = master.notes.values()
    told = [*RecoveryNow, *Medicines, *ReturnReason]
    assert len({len(values.close("follow_up.in_recovery", (1,), code.value)) for code in told}) == 1


def test_with_the_log_in_comes_back_the_role_with_which_somebody_left(written, storage, coordinator, office, folder):
    staff.deactivate(storage, coordinator, office.staff_id, PASSWORD)
    run(storage, "UPDATE staff SET role = 'coordinator' WHERE id = ?", office.staff_id)
    staff.give_back(storage, coordinator, office.staff_id, NEW, PASSWORD, CHEAP)
    assert door.unlock(folder, "kavita", NEW).master.notes is None
    assert run(storage, "SELECT role FROM staff WHERE id = ?", office.staff_id) == [("office",)]
    assert checking.check_all(storage, coordinator) == []


# What office staff write without it


def test_what_office_staff_learn_at_a_follow_up_stands_below_what_is_closed(
    written, storage, counsellor, office, circle, prepared
):
    who = circle.member_ids[2]
    asked = follow_ups.add(
        storage, counsellor, NewFollowUp(who, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, "How is he?"), today=TODAY
    )
    follow_ups.finish(
        storage, counsellor, asked, Finished(FollowUpOutcome.REACHED, TODAY, f"With {SECRET}"), today=TODAY
    )
    storage._database.take_notes_key(None)
    follow_ups.reopen(storage, office, asked)
    follow_ups.finish(storage, office, asked, Finished(FollowUpOutcome.REACHED, TODAY, "He is well."), today=TODAY)
    [seen] = [row for row in follow_ups.of_member(storage, office, who, today=TODAY).rows if row.id == asked]
    assert seen.words == ""
    storage._database.take_notes_key(prepared.opened["meena"].master.notes)
    [read] = [row for row in follow_ups.of_member(storage, counsellor, who, today=TODAY).rows if row.id == asked]
    assert read.words == f"With {SECRET}\nHe is well."
    assert checking.check_all(storage, counsellor) == []


def test_what_somebody_wrote_open_is_not_closed_for_them_at_the_next_log_in(written, storage, coordinator, prepared):
    drop_triggers(storage, "contact")
    run(storage, "UPDATE contact SET issues = 'He took the money.'")
    run(storage, "UPDATE key_file SET serial = serial - 1, digest = zeroblob(32)")
    again = access.enter(storage, prepared.opened["meena"])
    assert run(storage, "SELECT DISTINCT issues FROM contact") == [("He took the money.",)]
    assert "values-open" in {found.code for found in checking.check_all(storage, again)}
