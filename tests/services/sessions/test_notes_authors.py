"""A note that is not signed yet says who changed it last."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.sessions.notes import GroupNote, NoteAuthor
from peerdesk.services.sessions import attendance, notes, session_page, signing
from tests.centres import PASSWORD, at_ten
from tests.looking import session_on

MONDAY = date(2026, 11, 16)


@pytest.fixture
def session_id(storage, counsellor, circle):
    found = session_on(storage, circle.group_id, MONDAY)
    attendance.mark_rest_present(storage, counsellor, found)
    return found


def author(storage, actor, session_id):
    return session_page.sheet(storage, actor, session_id).note_author


def test_the_last_one_is_named_until_it_is_signed(storage, coordinator, counsellor, office, circle, session_id):
    assert author(storage, coordinator, session_id) is None
    notes.keep_group_note(storage, counsellor, session_id, GroupNote(shared="We talked about festivals."))
    assert author(storage, coordinator, session_id) == NoteAuthor("Ravi Tomar", at_ten())
    storage.now = lambda: at_ten() + timedelta(minutes=5)
    notes.keep_member_note(storage, coordinator, session_id, circle.member_ids[0], "Spoke of home.")
    assert author(storage, counsellor, session_id) == NoteAuthor("Meena Rawat", at_ten() + timedelta(minutes=5))
    assert author(storage, office, session_id) is None
    signing.sign(storage, counsellor, session_id, PASSWORD)
    assert author(storage, counsellor, session_id) is None
