"""What somebody of the office tries with their own password, the two files and the Python beside PeerDesk."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerdesk.db import key_rows
from peerdesk.db.models import CorrectionRow, Seal
from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import AccessDenied, NotPermitted, StorageUnavailable
from peerdesk.records.sessions import chain, former_seals
from peerdesk.records.sessions.chain import Pen
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.records.trail import heads as heads_of_trail
from peerdesk.security.identity import Identity
from peerdesk.security.key_list import Founding, KeyList, KeyListError
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.seals import FIRST, NO_SALT
from peerdesk.security.values import NotesKey
from peerdesk.services import checking, door, staff
from peerdesk.services.sessions import attendance, notes, signing
from tests.behind import drop_triggers, run
from tests.centres import CHEAP, PASSWORD, at_ten, enter
from tests.looking import session_on
from tests.looking import trail as entries_of
from tests.refusals import failure_of, problems_of
from tests.security.conftest import with_checksum

FRIDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 16)
NEW = "mango tree 34"


@pytest.fixture
def held(storage, counsellor, circle):
    """Two sessions that were held and can be signed: Friday's and Monday's."""
    found = [session_on(storage, circle.group_id, day) for day in (FRIDAY, MONDAY)]
    for session_id in found:
        attendance.mark_rest_present(storage, counsellor, session_id)
        notes.keep_group_note(storage, counsellor, session_id, GroupNote(shared="We talked about festivals."))
    return found


@pytest.fixture
def kavita(prepared, office):
    """What her password opens."""
    return prepared.opened["kavita"]


@pytest.fixture
def codes(storage, coordinator):
    """What the check finds."""
    return lambda: {finding.code for finding in checking.check_all(storage, coordinator)}


@pytest.fixture
def signs(storage, office):
    """Signs Friday's session with a pen, past every service."""

    def act(session_id, pen):
        with storage.writing(Changed(0), office) as unit:
            seal = chain.add(pen, Sealed(SealKind.SESSION, session_id), unit, responsible=True)
            unit.audit("session.sign", session_id, None, {"seal": seal.hex()})

    return act


def head_of(storage):
    with storage.reading():
        return key_rows.key_list().head


def test_her_key_signs_in_nobody_elses_name(storage, counsellor, office, kavita, held, signs, codes):
    signs(held[0], Pen(counsellor.staff_id, kavita.identity, head_of(storage)))
    assert codes() == {"seal-broken"}


def test_nor_does_a_key_that_she_draws(storage, counsellor, kavita, held, signs, codes):
    signs(held[0], Pen(counsellor.staff_id, Identity.new(), head_of(storage)))
    assert codes() == {"seal-broken"}


def test_in_her_own_name_she_may_not_sign(storage, office, kavita, held, signs, codes):
    with pytest.raises(NotPermitted):
        signing.sign(storage, office, held[0], PASSWORD)
    signs(held[0], Pen(office.staff_id, kavita.identity, head_of(storage)))
    assert codes() == {"seal-broken"}


def test_nor_with_a_list_of_keys_that_never_was(storage, counsellor, kavita, held, signs, codes):
    for head in (bytes(32), b"x" * 32):
        signs(held.pop(), Pen(counsellor.staff_id, kavita.identity, head))
    assert codes() == {"seal-broken"}


def test_a_role_that_is_raised_in_the_record_is_not_theirs_at_the_log_in(storage, office, codes):
    run(storage, "UPDATE staff SET role = 'coordinator' WHERE id = ?", office.staff_id)
    assert codes() == {"role-differs"}
    assert enter(storage, "kavita").role is Role.OFFICE
    assert entries_of(storage, "staff.role-put-right")
    assert codes() == set()


def test_who_is_given_another_role_or_leaves_loses_the_rights_at_once_in_an_open_window(
    storage, coordinator, counsellor, held
):
    staff.change(
        storage, coordinator, counsellor.staff_id, StaffDetails("ravi", "Ravi Tomar", "", Role.OFFICE), PASSWORD
    )
    note = GroupNote(shared="Written with the rights of yesterday.")
    assert failure_of(notes.keep_group_note, storage, counsellor, held[0], note) == "role-changed"
    staff.deactivate(storage, coordinator, counsellor.staff_id, PASSWORD)
    assert failure_of(attendance.count_visitors, storage, counsellor, held[0], 3) == "log-in-replaced"


def test_an_account_that_is_made_in_the_record_opens_nothing(storage, coordinator, codes):
    run(storage, "INSERT INTO staff VALUES (9, 'eve', 'Eve', '', 'coordinator', 1)")
    with pytest.raises(AccessDenied):
        enter(storage, "eve")
    assert codes() == {"log-in-differs"}


def test_somebody_who_left_is_not_let_in_by_a_row(storage, coordinator, counsellor, folder, codes):
    before = folder.keys.read_bytes()
    staff.deactivate(storage, coordinator, counsellor.staff_id, PASSWORD)
    run(storage, "UPDATE staff SET active = 1 WHERE id = ?", counsellor.staff_id)
    folder.keys.write_bytes(before)
    folder.keys_backup.write_bytes(before)
    assert failure_of(enter, storage, "ravi") == "key-file-older"
    assert "key-file-older" in codes()


def test_she_enters_nothing_into_the_list_of_keys(storage, counsellor, office, kavita, folder, codes):
    with storage.reading():
        known = key_rows.key_list()
    new = Identity.new()
    for event, whose, role in (
        (KeyEvent.GIVEN, counsellor.staff_id, Role.COUNSELLOR),
        (KeyEvent.ROLE, office.staff_id, Role.COORDINATOR),
        (KeyEvent.CHANGEOVER, 9, Role.COORDINATOR),
    ):
        with pytest.raises(KeyListError):
            known.with_entry(event, whose, role, new.public, "2026-11-18T10:00:00", kavita.identity)
    run(
        storage,
        "INSERT INTO key_entry SELECT id + 1, 'given', ?, 'counsellor', ?, ?, at, ?, signature FROM key_entry"
        " ORDER BY id DESC LIMIT 1",
        counsellor.staff_id,
        new.public.signing,
        new.public.opening,
        kavita.identity.public.signing,
    )
    assert "key-list-broken" in codes()
    assert failure_of(enter, storage, "meena") == "key-list-broken"


def test_a_list_of_her_own_in_both_places_is_known_for_another_by_everybody_else(storage, prepared, kavita, folder):
    """Their own slots say with which key the list begins."""
    vault = KeyFile.load(folder).slots.vault
    hers = Founding(vault, kavita.identity, Identity.new(), at_ten(), NotesKey.new()).key_list()
    drop_triggers(storage, "key_entry")
    run(storage, "DELETE FROM key_entry")
    run(storage, "DELETE FROM key_file")
    entry = hers.entries[0]
    with storage.reading():
        meena = KeyList(vault, key_rows.entries())
    assert not meena.entries
    forged = hers.with_entry(
        KeyEvent.GIVEN, 1, Role.COORDINATOR, prepared.opened["meena"].identity.public, entry.at, kavita.identity
    )
    KeyFile(replace(KeyFile.load(folder).slots, entries=tuple(forged.entries), serial=99)).save(folder)
    with pytest.raises(StorageUnavailable, match="key-lists-differ"):
        enter(storage, "meena")


def test_a_key_file_from_before_a_new_password_is_refused_whatever_number_it_is_given(
    storage, coordinator, counsellor, folder
):
    before = folder.keys.read_bytes()
    staff.set_password(storage, counsellor, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    after = KeyFile.load(folder)
    for path in (folder.keys, folder.keys_backup):
        path.write_bytes(before)
    assert failure_of(enter, storage, "ravi") == "key-file-older"
    old = KeyFile.from_bytes(before)
    KeyFile(replace(old.slots, serial=after.slots.serial + 5)).save(folder)
    assert failure_of(enter, storage, "ravi") == "log-in-replaced"
    KeyFile(replace(old.slots, entries=after.slots.entries, serial=after.slots.serial + 9)).save(folder)
    assert failure_of(enter, storage, "ravi") == "log-in-replaced"
    assert enter(storage, "meena").role is Role.COORDINATOR  # nobody else is kept out


def test_what_was_replaced_signs_nothing_any_more(storage, prepared, counsellor, held, signs, codes):
    """A key that somebody kept from before, and the list of keys as it was then."""
    then = head_of(storage)
    staff.set_password(storage, counsellor, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    signing.sign(storage, counsellor, held[0], NEW)
    signs(held[1], Pen(counsellor.staff_id, prepared.opened["ravi"].identity, then))
    assert codes() == {"seal-broken"}


@pytest.mark.parametrize("backwards", [False, True], ids=["as the trail is now", "as the trail was"])
def test_nor_if_nobody_has_signed_since(storage, prepared, counsellor, office, held, codes, backwards):
    with storage.reading():
        then, trail_then = key_rows.key_list().head, heads_of_trail.end()
    staff.set_password(storage, counsellor, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    former, sealed = Pen(counsellor.staff_id, prepared.opened["ravi"].identity, then), Sealed(SealKind.SESSION, held[0])
    with storage.writing(Changed(0), office) as unit:
        now = unit.trail
        unit.trail = trail_then if backwards else now
        seal = chain.add(former, sealed, unit, responsible=True)
        unit.trail = now
        unit.audit("session.sign", held[0], None, {"seal": seal.hex()})
    assert codes() == {"seal-broken"}


def test_a_mark_that_is_changed_and_sealed_anew_is_missed_by_its_signature(storage, counsellor, held, codes, circle):
    """Everything is made anew that can be: parts, digests, seal; the signature of the counsellor cannot."""
    signing.sign(storage, counsellor, held[0], PASSWORD)
    before = Seal.get()
    drop_triggers(storage)
    run(storage, "UPDATE attendance SET mark = 'A' WHERE session_id = ? AND member_id = 1", held[0])
    run(storage, "DELETE FROM seal_part")
    run(storage, "DELETE FROM seal")
    with storage.writing(Changed(0), counsellor) as unit:
        seal = chain.add(
            Pen(counsellor.staff_id, Identity.new(), bytes(before.keys_head)),
            Sealed(SealKind.SESSION, held[0]),
            unit,
            responsible=True,
        )
        run(storage, "UPDATE seal SET signature = ?", bytes(before.signature))
        unit.audit("session.sign", held[0], None, {"seal": seal.hex()})
    assert "seal-broken" in codes()


PARTS = {
    "note": "UPDATE session_note SET shared = 'Something else'",
    "session": "UPDATE session SET visitors = 17",
    "member": "UPDATE attendance SET mark = 'A', participation = NULL",
}


@pytest.mark.parametrize("called", ["zzz", "", "addendum", "signer", b"note"])
@pytest.mark.parametrize("kind", PARTS)
def test_a_part_that_is_called_otherwise_is_looked_at_all_the_same(storage, counsellor, held, codes, kind, called):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    drop_triggers(storage)
    run(storage, PARTS[kind])
    run(storage, "UPDATE seal_part SET kind = ? WHERE kind = ?", called, kind)
    assert "seal-broken" in codes()


def test_nothing_is_sealed_in_the_former_way_where_nobody_ever_did(storage, counsellor, held, codes):
    """The key of former seals is one that every password leads to."""
    signing.sign(storage, counsellor, held[0], PASSWORD)
    drop_triggers(storage)
    run(storage, "UPDATE session_note SET shared = 'Something else'")
    row, sealed = Seal.get(), Sealed(SealKind.SESSION, held[0])
    digests = former_seals.digests(NO_SALT, sealed, Contents([sealed]))
    seal = storage.sealer.seal(FIRST, "session", held[0], row.at.isoformat(), counsellor.staff_id, digests)
    run(storage, "DELETE FROM seal_part")
    run(storage, "UPDATE seal SET seal = ?, signature = NULL", seal)
    assert "seal-broken" in codes()
    run(storage, "DELETE FROM key_entry")
    assert "key-list-broken" in codes()


@pytest.mark.parametrize(
    "odd",
    [
        "UPDATE session_note SET objective = 'x'",
        "UPDATE session_note SET topic = x'00'",
        "UPDATE audit_entry SET new = '{}' WHERE action = 'session.sign'",
        "UPDATE audit_entry SET new = 'x' WHERE action = 'session.sign'",
        "INSERT INTO session_activity SELECT session_id, 'x' FROM seal",
        "UPDATE seal SET at = 'zz'",
        "UPDATE key_entry SET event = 'x'",
    ],
)
def test_a_value_that_peerdesk_never_writes_is_named_and_hides_nothing_else(
    storage, counsellor, office, held, codes, odd
):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    drop_triggers(storage)
    run(storage, "PRAGMA ignore_check_constraints=1")
    run(storage, odd)
    run(storage, "CREATE TABLE extra (x)")
    found = codes()
    assert "schema-differs" in found
    assert found & {"seal-broken", "content-damaged", "key-list-broken", "trail-altered"}


def test_two_people_whose_user_names_were_exchanged_are_named(storage, counsellor, office, codes):
    run(storage, "UPDATE staff SET user_name = 'x' WHERE id = ?", counsellor.staff_id)
    run(storage, "UPDATE staff SET user_name = 'ravi' WHERE id = ?", office.staff_id)
    run(storage, "UPDATE staff SET user_name = 'kavita' WHERE id = ?", counsellor.staff_id)
    assert codes() == {"log-in-differs"}


def test_whose_user_name_was_changed_in_the_record_keeps_their_slot_and_is_named(storage, folder, office, codes):
    run(storage, "UPDATE staff SET user_name = 'x' WHERE id = ?", office.staff_id)
    enter(storage, "meena")
    assert KeyFile.load(folder).has_user("kavita")
    assert codes() == {"log-in-differs"}


def test_a_login_that_is_taken_away_in_the_record_alone_keeps_nobody_else_out(storage, counsellor, office, codes):
    run(storage, "UPDATE staff SET active = 0 WHERE id = ?", counsellor.staff_id)
    assert codes() == {"log-in-differs"}
    assert enter(storage, "kavita").role is Role.OFFICE


def test_the_date_of_a_signature_never_runs_backwards(storage, counsellor, held):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    right = storage.now()
    storage.now = lambda: right - timedelta(days=400)
    storage.trust_clock()
    with storage.writing(Changed(0), counsellor) as unit:  # somebody said that this date is right
        unit.audit("clock.accept", None, {}, {"now": unit.at})
    signing.sign(storage, counsellor, held[1], PASSWORD)
    first, second = Seal.select().order_by(Seal.id)
    assert second.at == first.at == right


def test_a_correction_is_in_the_trail_with_whom_it_was_made_for(storage, coordinator, counsellor, held, circle):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    signing.correct(storage, coordinator, held[0], PASSWORD, 1, Attendance(Mark.LATE, minutes=5), "Saw him come")
    (entry,) = entries_of(storage, "session.correct")
    assert entry.new["in_place_of"] == [counsellor.staff_id]
    with storage.reading():
        row = CorrectionRow.get()
        assert (row.new_minutes, row.new_reason, row.new_participation) == (5, None, None)


def test_only_who_is_responsible_adds_and_corrects(storage, coordinator, counsellor, held):
    staff.add(storage, coordinator, StaffDetails("asha", "Asha Devi"), NEW, PASSWORD, CHEAP)
    asha = enter(storage, "asha", NEW)
    signing.sign(storage, counsellor, held[0], PASSWORD)
    assert problems_of(signing.add_addendum, storage, asha, held[0], NEW, "More") == [": not-responsible"]
    late = Attendance(Mark.LATE, minutes=5)
    assert problems_of(signing.correct, storage, asha, held[0], NEW, 1, late, "Saw him") == [": not-responsible"]


def test_without_the_password_nothing_is_signed_added_or_corrected(storage, counsellor, held):
    assert failure_of(signing.sign, storage, counsellor, held[0], "not his at all") == "wrong-password"
    signing.sign(storage, counsellor, held[0], PASSWORD)
    assert failure_of(signing.add_addendum, storage, counsellor, held[0], "not his", "More") == "wrong-password"
    late = Attendance(Mark.LATE, minutes=5)
    assert failure_of(signing.correct, storage, counsellor, held[0], "", 1, late, "Saw him") == "wrong-password"


def test_a_power_cut_between_key_file_and_record_is_made_good_at_the_next_log_in(storage, counsellor, folder, codes):
    """The key file knew of the new password, the record did not yet."""
    ravi = door.unlock(folder, "ravi", PASSWORD)
    KeyFile.load(folder).with_password(ravi, "ravi", NEW, at_ten(), CHEAP).save(folder)
    assert enter(storage, "ravi", NEW).role is Role.COUNSELLOR
    with storage.reading():
        assert key_rows.key_list().of(counsellor.staff_id).event is KeyEvent.OWN
    assert codes() == set()


def test_the_keys_of_a_copy_come_back_by_a_coordinator_alone_and_it_stays_visible(
    storage, coordinator, counsellor, folder, codes
):
    before = folder.keys.read_bytes()
    staff.set_password(storage, counsellor, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    staff.set_password(storage, coordinator, coordinator.staff_id, NEW, PASSWORD, CHEAP)
    for path in (folder.keys, folder.keys_backup):
        path.write_bytes(before)
    folder.keys_brought_back.write_text("{}")
    assert failure_of(enter, storage, "ravi") == "key-file-older"
    assert enter(storage, "meena").role is Role.COORDINATOR
    with storage.reading():
        assert key_rows.key_list().of(coordinator.staff_id).event is KeyEvent.BROUGHT_BACK
    assert entries_of(storage, "keys.older-accepted")
    assert failure_of(enter, storage, "ravi") == "log-in-replaced"
    staff.set_password(storage, coordinator, counsellor.staff_id, NEW, PASSWORD, CHEAP)
    assert enter(storage, "ravi", NEW)
    assert codes() == set()


def test_a_crafted_slot_costs_no_more_than_four_log_ins(folder):
    document = json.loads(folder.keys.read_bytes())
    document["users"][0]["kdf"] |= {"memory": 262_144, "time": 16}
    with pytest.raises(StorageUnavailable, match="key-file-damaged"):
        KeyFile.from_bytes(with_checksum(document))
