from datetime import date

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.notes import LONGEST_NOTE, Activity, GroupNote, Objective
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes, session_page
from tests.centres import TODAY
from tests.looking import session_on, trail
from tests.refusals import failure_of, problems_of

NOTE = GroupNote(
    Objective.HANDLING_CRAVING,
    "First week",
    frozenset({Activity.ROLE_PLAY, Activity.MEDITATION}),
    "त्योहार के दिन की योजना <b>&",
    "Walk to the temple\nCall the mentor",
    "Two were tired",
    "Role-play again ",
)


@pytest.fixture
def monday(storage, circle):
    return session_on(storage, circle.group_id, date(2026, 11, 16))


@pytest.fixture
def sheet(storage, coordinator, monday):
    return lambda: session_page.sheet(storage, coordinator, monday)


@pytest.fixture
def keep_line(storage, coordinator, monday):
    def call(member_id, text):
        notes.keep_member_note(storage, coordinator, monday, member_id, text)

    return call


def test_a_note_comes_back_as_it_was_typed(storage, coordinator, monday, sheet):
    notes.keep_group_note(storage, coordinator, monday, NOTE)
    assert sheet().note == NOTE
    shorter = GroupNote(Objective.FEELINGS, activities=frozenset({Activity.GAME}))
    notes.keep_group_note(storage, coordinator, monday, shorter)
    assert sheet().note == shorter


def test_typing_leaves_no_audit_entry_and_is_announced(storage, coordinator, circle, monday, keep_line, announced):
    before = trail(storage)
    notes.keep_group_note(storage, coordinator, monday, NOTE)
    keep_line(circle.member_ids[0], "Shared for the first time")
    assert trail(storage) == before
    assert announced == [Changed.NOTES, Changed.NOTES]


def test_a_note_alone_does_not_make_a_session_held(storage, coordinator, monday, sheet):
    notes.keep_group_note(storage, coordinator, monday, NOTE)
    assert sheet().status is SessionStatus.PLANNED


def test_a_line_about_a_member_is_kept_changed_and_taken_away(circle, keep_line, sheet):
    ramesh = circle.member_ids[0]

    def line():
        return next(row.note for row in sheet().rows if row.member_id == ramesh)

    keep_line(ramesh, "  Shared for the first time ")
    assert line() == "Shared for the first time"
    keep_line(ramesh, "Shared twice")
    assert line() == "Shared twice"
    keep_line(ramesh, " \n")
    assert line() == ""


def test_a_line_is_about_somebody_of_the_session(storage, coordinator, monday, keep_line, sheet):
    details = MemberDetails("Zakir Husain", gender=Gender.MALE, age=22)
    zakir = members.register(storage, coordinator, details, today=TODAY)
    assert problems_of(keep_line, zakir, "Was here") == ["member_note: not-a-member"]
    attendance.add_walk_in(storage, coordinator, monday, zakir)
    keep_line(zakir, "Was here")
    assert sheet().rows[-1].note == "Was here"


def test_texts_too_long_for_paper_are_refused_and_the_former_ones_kept(
    storage, coordinator, circle, monday, keep_line, sheet
):
    notes.keep_group_note(storage, coordinator, monday, NOTE)
    endless = GroupNote(shared="x" * (LONGEST_NOTE + 1), topic="y" * 201)
    assert problems_of(notes.keep_group_note, storage, coordinator, monday, endless) == [
        "shared: text-too-long",
        "topic: text-too-long",
    ]
    assert problems_of(keep_line, circle.member_ids[0], "x" * (LONGEST_NOTE + 1)) == ["member_note: text-too-long"]
    assert sheet().note == NOTE


def test_an_unknown_session_has_no_note(storage, coordinator, circle):
    assert failure_of(notes.keep_group_note, storage, coordinator, 999, NOTE) == "unknown-session"
