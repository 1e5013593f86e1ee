from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.sessions.marks import (
    Attendance,
    LeaveReason,
    Mark,
    Tally,
    absences_running,
    attendance_problems,
    longest_absence,
    most_minutes,
)
from peerdesk.errors import Problem

MARKS = st.lists(st.one_of(st.none(), st.sampled_from(Mark)), max_size=40)
P, T, E, L, A = Mark


@given(MARKS, MARKS)
def test_tallies_add_up(some, others):
    assert Tally.of(some) + Tally.of(others) == Tally.of([*some, *others])


@given(MARKS)
def test_a_tally_counts_everybody_once(marks):
    tally = Tally.of(marks)
    assert tally.total == len(marks)
    assert tally.counted + tally.leave + tally.unmarked == tally.total
    assert tally.attended == sum(mark is not None and mark.attended for mark in marks)


@given(MARKS)
def test_the_percentage_is_that_of_who_was_there_with_halves_rounded_up(marks):
    tally = Tally.of(marks)
    there, away = sum(marks.count(mark) for mark in (P, T, E)), marks.count(A)
    if there + away == 0:
        assert tally.percent is None
    else:
        assert tally.percent == floor(Fraction(100 * there, there + away) + Fraction(1, 2))
        assert 0 <= tally.percent <= 100


@given(MARKS)
def test_leave_and_unmarked_stay_out_of_the_percentage(marks):
    assert Tally.of([*marks, L, None]).percent == Tally.of(marks).percent


def test_one_half_of_one_per_cent_is_rounded_up():
    assert Tally(present=1, absent=199).percent == 1
    assert Tally(present=1, absent=200).percent == 0
    assert Tally(present=5, absent=3).percent == 63


def test_nothing_to_divide_by_is_no_percentage():
    assert Tally(leave=4, unmarked=3).percent is None
    assert Tally(absent=1).percent == 0


def test_present_late_and_left_early_were_there():
    assert [mark for mark in Mark if mark.attended] == [P, T, E]
    assert "".join(Mark) == "PTELA"


@given(MARKS)
def test_a_run_of_absences_is_broken_by_being_there_alone(marks):
    runs = "".join("?" if mark is None else mark for mark in marks if mark not in (None, L))
    for there in "PTE":
        runs = runs.replace(there, " ")
    assert longest_absence(marks) == max(map(len, runs.split()), default=0)


@given(MARKS)
def test_the_absences_running_are_the_last_run(marks):
    running = absences_running(reversed(marks))
    assert running <= longest_absence(marks)
    assert absences_running(reversed([*marks, A])) == running + 1
    assert absences_running(reversed([*marks, L, None])) == running
    assert absences_running(reversed([*marks, T])) == 0


def test_three_absences_with_leave_between_run_on():
    assert absences_running([A, L, A, None, A, P, A]) == 3
    assert longest_absence([A, L, A, P, A]) == 2


def test_another_mark_keeps_only_what_belongs_to_it():
    late = Attendance(T, minutes=10, participation=3)
    assert late.with_mark(T) == late
    assert late.with_mark(P) == Attendance(P, participation=3)
    assert late.with_mark(A) == Attendance(A)
    assert Attendance(L, reason=LeaveReason.COURT).with_mark(P) == Attendance(P)


def test_leave_marked_again_keeps_its_reason():
    court = Attendance(L, reason=LeaveReason.COURT)
    assert court.with_mark(L) == court


@pytest.mark.parametrize(
    "kept",
    [
        Attendance(T, minutes=0),
        Attendance(E, minutes=480),
        Attendance(P, participation=0),
        Attendance(T, participation=4),
        Attendance(A),
    ],
)
def test_particulars_within_their_limits_are_kept(kept):
    assert attendance_problems(kept, 480) == []


@pytest.mark.parametrize(("lasts", "most"), [(45, 45), (60, 60), (479, 479), (480, 480), (600, 480), (0, 480)])
@pytest.mark.parametrize("mark", [T, E])
def test_nobody_is_later_than_a_session_is_long(mark, lasts, most):
    assert most_minutes(lasts) == most
    assert attendance_problems(Attendance(mark, minutes=most), lasts) == []
    for minutes in (-1, most + 1):
        wrong = [Problem("minutes", "session-minutes-wrong", {"most": most})]
        assert attendance_problems(Attendance(mark, minutes=minutes), lasts) == wrong


def test_minutes_that_stand_already_may_stay():
    """Files of earlier releases hold more minutes than the session has; such a row can still be worked with."""
    stands = Attendance(T, minutes=125)
    assert attendance_problems(Attendance(T, minutes=125, participation=2), 45, stands) == []
    assert len(attendance_problems(Attendance(T, minutes=126), 45, stands)) == 1


@pytest.mark.parametrize("wrong", [Attendance(P, participation=-1), Attendance(P, participation=5)])
def test_participation_is_from_nought_to_four(wrong):
    assert attendance_problems(wrong, 60) == [Problem("participation", "participation-wrong", {"most": 4})]


@pytest.mark.parametrize("mark", [L, A])
def test_who_was_not_there_took_no_part(mark):
    assert attendance_problems(Attendance(mark, participation=2), 60) == [
        Problem("participation", "participation-wrong", {"most": 4})
    ]
