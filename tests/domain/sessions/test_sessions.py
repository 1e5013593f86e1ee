from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.sessions.marks import Attendance, Mark, attendance_problems
from peerdesk.domain.sessions.notes import LONGEST_NOTE, Activity, GroupNote, Objective
from peerdesk.domain.sessions.sessions import RecordState, SessionStatus, change_problems, record_state
from peerdesk.domain.sessions.signing import signed_late

DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("status", "signed", "added_to", "state"),
    [
        (SessionStatus.PLANNED, False, False, RecordState.PLANNED),
        (SessionStatus.HELD, False, False, RecordState.DRAFT),
        (SessionStatus.HELD, True, False, RecordState.SIGNED),
        (SessionStatus.HELD, True, True, RecordState.ADDENDUM),
        (SessionStatus.DID_NOT_HAPPEN, False, False, RecordState.DID_NOT_HAPPEN),
    ],
)
def test_a_record_goes_from_planned_to_draft_to_signed_to_addendum(status, signed, added_to, state):
    assert record_state(status, signed=signed, added_to=added_to) is state


@pytest.mark.parametrize(
    ("state", "why_not"),
    [
        (RecordState.PLANNED, []),
        (RecordState.DRAFT, []),
        (RecordState.SIGNED, ["session-signed"]),
        (RecordState.ADDENDUM, ["session-signed"]),
        (RecordState.DID_NOT_HAPPEN, ["session-did-not-happen"]),
    ],
)
def test_a_record_can_be_changed_until_it_is_signed_unless_the_session_did_not_happen(state, why_not):
    assert [problem.code for problem in change_problems(state)] == why_not
    assert state.is_open == (not why_not)


@given(st.integers(0, 30), st.times())
def test_a_signature_is_late_from_the_second_day_after(days_after, moment):
    signed_at = datetime.combine(DAY + timedelta(days_after), moment)
    assert signed_late(DAY, signed_at) == (days_after >= 2)


def test_the_last_minute_of_the_next_day_is_in_time():
    assert not signed_late(DAY, datetime.combine(DAY + timedelta(1), time.max))
    assert signed_late(DAY, datetime.combine(DAY + timedelta(2), time.min))


def test_a_note_is_written_when_any_of_its_texts_is():
    ticked = GroupNote(Objective.FEELINGS, "Anger", frozenset({Activity.READING}), shared=" \n")
    assert not ticked.written
    assert GroupNote(plan="Bring the song book").written


def test_texts_too_long_for_the_page_are_all_named():
    note = GroupNote(topic="x" * 201, shared="x" * (LONGEST_NOTE + 1), plan="x" * (LONGEST_NOTE + 1))
    assert [problem.field for problem in note.problems()] == ["shared", "plan", "topic"]
    assert GroupNote(shared="x" * LONGEST_NOTE).problems() == []


@given(st.sampled_from(Mark), st.one_of(st.none(), st.integers(-5, 600)), st.one_of(st.none(), st.integers(-1, 6)))
def test_particulars_of_a_mark_are_refused_when_they_cannot_be(mark, minutes, participation):
    found = {problem.code for problem in attendance_problems(Attendance(mark, minutes, None, participation), 90)}
    assert ("session-minutes-wrong" in found) == (minutes is not None and not 0 <= minutes <= 90)
    nonsense = participation is not None and not (mark.attended and 0 <= participation <= 4)
    assert ("participation-wrong" in found) == nonsense
