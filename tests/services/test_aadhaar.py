"""However it comes in, an Aadhaar number stands nowhere in the record, and what masks it leaves every seal right."""

from datetime import date
from itertools import chain

import pytest

from peerdesk.db.models import MODELS
from peerdesk.db.queries import tuples
from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.services.care import follow_ups
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes, session_page, signing
from tests.centres import PASSWORD, TODAY
from tests.looking import session_on

TOGETHER, IN_FOURS = "999941057058", "9999 4105 7058"
"""Of UIDAI's own test data."""


@pytest.fixture
def filled(storage, coordinator, counsellor, circle) -> int:
    """Everything that somebody types holds the number: a member, a follow-up, a signed session with what was added."""
    text = f"Aadhaar {TOGETHER}, again {IN_FOURS}"
    details = MemberDetails(
        f"Zakir {TOGETHER}", gender=Gender.MALE, age=22, village=text, relation_name=f"Ram {IN_FOURS}"
    )
    zakir = members.register(storage, coordinator, details, today=TODAY)
    new = NewFollowUp(zakir, FollowUpKind.PLANNED, TODAY, FollowUpWay.CALL, text)
    follow_ups.add(storage, coordinator, new, today=TODAY)
    session_id = session_on(storage, circle.group_id, date(2026, 11, 16))
    attendance.mark_rest_present(storage, counsellor, session_id)
    notes.keep_group_note(
        storage,
        counsellor,
        session_id,
        GroupNote(Objective.COPING_SKILLS, text, shared=text, coping=text, concerns=text, plan=text),
    )
    notes.keep_member_note(storage, counsellor, session_id, circle.member_ids[0], text)
    signing.sign(storage, counsellor, session_id, PASSWORD)
    signing.add_addendum(storage, counsellor, session_id, PASSWORD, text)
    return session_id


def everything() -> str:
    """All values of all rows."""
    rows = chain.from_iterable(tuples(model.select()) for model in MODELS)
    return "\n".join(str(value) for row in rows for value in row)


def test_it_stands_nowhere_in_the_record(storage, filled):
    found = everything()
    assert "XXXXXXXX7058" in found
    assert "XXXX XXXX 7058" in found
    for whole in (TOGETHER, IN_FOURS):
        assert whole not in found


def test_what_is_masked_is_what_was_signed(storage, coordinator, filled):
    assert signing.broken_seals(storage, coordinator) == []
    sheet = session_page.sheet(storage, coordinator, filled)
    assert sheet.note.shared == sheet.addenda[0].text == "Aadhaar XXXXXXXX7058, again XXXX XXXX 7058"
