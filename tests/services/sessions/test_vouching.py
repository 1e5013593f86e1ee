"""The last signature of a person vouches for those before it, and for no other that bears their name."""

from dataclasses import dataclass
from datetime import date

import pytest

from peerdesk.db import key_rows
from peerdesk.db.models import Seal
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.sessions import chain, seal_parts
from peerdesk.records.sessions.chain import Before, Pen
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.security.identity import Identity, PublicKeys
from peerdesk.security.seals import link_of
from peerdesk.services import staff
from peerdesk.services.sessions import attendance, notes, signing
from tests.behind import drop_triggers, run
from tests.centres import CHEAP, PASSWORD
from tests.looking import session_on

DAYS = date(2026, 11, 9), date(2026, 11, 13), date(2026, 11, 16)
SESSION = SealKind.SESSION


@dataclass(frozen=True)
class Impostor(Identity):
    """Says that it is somebody, and signs with a key of its own."""

    claimed: PublicKeys

    @property
    def public(self) -> PublicKeys:
        return self.claimed


@pytest.fixture
def held(storage, counsellor, circle):
    """Three sessions that were held and can be signed."""
    found = [session_on(storage, circle.group_id, day) for day in DAYS]
    for session_id in found:
        attendance.mark_rest_present(storage, counsellor, session_id)
        notes.keep_group_note(storage, counsellor, session_id, GroupNote(shared="We talked about festivals."))
    return found


@pytest.fixture
def broken(storage, coordinator):
    return lambda: [(found.session_id, found.kind) for found in signing.broken_seals(storage, coordinator)]


@pytest.fixture
def forge(storage, office, prepared):
    """Puts a seal in the counsellor's name at the end of the chain; it says that it vouches for the one before."""
    ravi = prepared.opened["ravi"].identity.public

    def act(staff_id, session_id):
        sealed = Sealed(SESSION, session_id)
        with storage.writing(Changed(0), office) as unit:
            pen = Pen(staff_id, Impostor(bytes(32), bytes(32), ravi), key_rows.key_list().head)
            there = seal_parts.in_file(sealed, Contents([sealed]))
            said = chain.said_beside(sealed, chain._hand(staff_id, sealed, responsible=True))
            parts = seal_parts.made(there, said, seal_parts.known_as_now(seal_parts.members_in(there)))
            last = Seal.select().order_by(Seal.id.desc()).first()
            before = link_of(bytes(last.seal), bytes(last.signature))
            row = chain.row_of(last.id + 1, pen, sealed, unit.at, Before(before, before), unit.trail, parts)
            Seal.insert(row).execute()
            seal_parts.keep(last.id + 1, parts)
            unit.audit("session.sign", session_id, None, {"seal": row["seal"].hex()})

    return act


def vouched_for(storage):
    """Of each link whether it names one that the same person signed before."""
    with storage.reading():
        return [row.own_before is not None for row in Seal.select().order_by(Seal.id)]


def test_every_signature_names_the_one_before_it(storage, counsellor, held, broken):
    for session_id in held:
        signing.sign(storage, counsellor, session_id, PASSWORD)
    assert vouched_for(storage) == [False, True, True]
    assert broken() == []


def test_nobody_vouches_for_somebody_else(storage, coordinator, counsellor, held, broken):
    for actor, session_id in zip((counsellor, coordinator, counsellor), held, strict=True):
        signing.sign(storage, actor, session_id, PASSWORD)
    with storage.reading():
        first, _second, third = Seal.select().order_by(Seal.id)
    assert vouched_for(storage) == [False, False, True]
    assert third.own_before == link_of(first.seal, first.signature)
    assert broken() == []


def test_a_key_that_was_replaced_is_not_vouched_for_by_the_new_one(storage, counsellor, held, broken):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    staff.set_password(storage, counsellor, counsellor.staff_id, "mango tree 34", PASSWORD, CHEAP)
    for session_id in held[1:]:
        signing.sign(storage, counsellor, session_id, "mango tree 34")
    assert vouched_for(storage) == [False, False, True]
    assert broken() == []
    drop_triggers(storage)
    run(storage, "UPDATE seal SET signature = randomblob(64) WHERE id = 1")
    assert (held[0], SESSION) in broken()


def test_what_is_put_at_the_end_of_the_chain_is_not_theirs(storage, counsellor, held, forge, broken):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    for session_id in held[1:]:
        forge(counsellor.staff_id, session_id)
    assert broken() == [(session_id, SESSION) for session_id in held[1:]]


def test_nor_is_it_once_they_have_signed_after_it(storage, counsellor, held, forge, broken):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    forge(counsellor.staff_id, held[1])
    signing.sign(storage, counsellor, held[2], PASSWORD)
    assert vouched_for(storage) == [False, True, False]
    assert broken() == [(held[1], SESSION)]


def test_nor_once_somebody_else_has(storage, coordinator, counsellor, held, forge, broken):
    signing.sign(storage, counsellor, held[0], PASSWORD)
    forge(counsellor.staff_id, held[1])
    signing.sign(storage, coordinator, held[2], PASSWORD)
    assert broken() == [(held[1], SESSION)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE seal SET signature = randomblob(64) WHERE id = ?",
        "UPDATE seal SET signature = (SELECT signature FROM seal WHERE id = 2) WHERE id = ?",
        "UPDATE seal SET (seal, signature) = (SELECT seal, signature FROM seal WHERE id = 2) WHERE id = ?",
        "UPDATE seal SET own_before = zeroblob(32) WHERE id = ?",
        "UPDATE seal SET own_before = NULL WHERE id = ?",
        "UPDATE seal SET own_before = (SELECT own_before FROM seal WHERE id = 3) WHERE id = ?",
    ],
)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_whatever_is_changed_in_a_link_is_named_although_others_were_signed_after_it(
    storage, counsellor, held, broken, number, change
):
    for session_id in held:
        signing.sign(storage, counsellor, session_id, PASSWORD)
    before = run(storage, "SELECT seal, signature, own_before FROM seal WHERE id = ?", number)
    drop_triggers(storage)
    run(storage, change, number)
    if run(storage, "SELECT seal, signature, own_before FROM seal WHERE id = ?", number) == before:
        assert broken() == []
    else:
        assert (held[number - 1], SESSION) in broken()


def test_a_link_that_was_taken_out_makes_nothing_else_of_theirs_doubtful(
    storage, coordinator, counsellor, held, broken
):
    """The one after it follows none, and the next of the same person vouches for none; each is looked at by itself."""
    for actor, session_id in zip((counsellor, coordinator, counsellor), held, strict=True):
        signing.sign(storage, actor, session_id, PASSWORD)
    drop_triggers(storage)
    run(storage, "DELETE FROM seal_part WHERE seal_id = 1")
    run(storage, "DELETE FROM seal WHERE id = 1")
    assert sorted(broken()) == sorted([(held[0], SESSION), (held[1], SESSION)])
