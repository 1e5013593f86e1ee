from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.members.stays import (
    Admission,
    Discharge,
    DischargeType,
    LatestStay,
    Leave,
    Phase,
    Series,
    StayRow,
    phase,
)
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
FIRST = date(2026, 3, 1)
HOME = Series.RESIDENTIAL


def stay(admitted, discharged=None, how=DischargeType.COMPLETED, row_id=1):
    return StayRow(row_id, f"ASH/{row_id}", HOME, admitted, discharged, how if discharged else None)


def codes(problems):
    return [problem.code for problem in problems]


def test_who_was_never_admitted_has_no_phase():
    assert phase([]) is None


def test_an_open_stay_is_in_programme_whatever_came_before():
    left = stay(FIRST, TODAY, DischargeType.LEFT_WITHOUT_INFORMING, row_id=9)
    assert phase([left, stay(TODAY, row_id=2)]) is Phase.IN_PROGRAMME


@pytest.mark.parametrize(
    ("how", "after"),
    [
        (DischargeType.COMPLETED, Phase.AFTERCARE),
        (DischargeType.ON_REQUEST, Phase.AFTERCARE),
        (DischargeType.REFERRED, Phase.AFTERCARE),
        (DischargeType.AGAINST_ADVICE, Phase.LEFT),
        (DischargeType.ASKED_TO_LEAVE, Phase.LEFT),
        (DischargeType.LEFT_WITHOUT_INFORMING, Phase.LEFT),
        (DischargeType.LOST_TO_CONTACT, Phase.LEFT),
        (DischargeType.DIED, Phase.LEFT),
    ],
)
def test_the_latest_discharge_decides_what_comes_after(how, after):
    earlier = stay(FIRST, FIRST + timedelta(30), row_id=7)
    assert phase([stay(FIRST + timedelta(60), TODAY, how, row_id=3), earlier]) is after


@given(st.lists(st.dates(FIRST, TODAY), min_size=2, max_size=8, unique=True))
def test_every_day_at_home_after_an_earlier_stay_can_be_an_admission(days):
    """Days in order: admitted, discharged, admitted, ...; a new stay may begin from the last discharge on."""
    spans = [stay(first, last, row_id=n) for n, (first, last) in enumerate(list(pairwise(sorted(days)))[::2])]
    last = max(span.discharged_on for span in spans)
    assert codes(Admission(HOME, last).problems(TODAY, spans)) == []
    assert codes(Admission(HOME, last - timedelta(1)).problems(TODAY, spans)) == ["stays-overlap"]


def test_nobody_is_admitted_twice_at_once():
    assert codes(Admission(HOME, TODAY).problems(TODAY, [stay(FIRST)])) == ["stay-open"]


def test_everything_wrong_with_an_admission_is_said_at_once():
    admission = Admission(HOME, TODAY + timedelta(1), "9" * 41)
    assert codes(admission.problems(TODAY, [stay(FIRST)])) == ["admission-ahead", "stay-open", "text-too-long"]


def test_a_discharge_is_neither_before_the_admission_nor_ahead():
    assert codes(Discharge(FIRST, DischargeType.COMPLETED).problems(TODAY, stay(FIRST))) == []
    early = Discharge(FIRST - timedelta(1), DischargeType.COMPLETED).problems(TODAY, stay(FIRST))
    assert [(problem.code, problem.values) for problem in early] == [
        ("discharge-before-admission", {"admitted_on": FIRST})
    ]
    ahead = Discharge(TODAY + timedelta(1), DischargeType.COMPLETED)
    assert codes(ahead.problems(TODAY, stay(FIRST))) == ["discharge-ahead"]


def test_leave_ends_on_its_first_day_or_later():
    assert Leave(FIRST, FIRST, "court").problems() == []
    assert codes(Leave(FIRST, FIRST - timedelta(1), "court").problems()) == ["dates-out-of-order"]


def test_a_refusal_stands_beside_its_field_and_names_the_day_or_the_length():
    ahead = Admission(HOME, TODAY + timedelta(1), "9" * 41)
    assert ahead.problems(TODAY, [stay(FIRST)]) == [
        Problem("admitted_on", "admission-ahead"),
        Problem("admitted_on", "stay-open"),
        Problem("number", "text-too-long", {"most": 40}),
    ]
    overlapping = Admission(HOME, FIRST, "9" * 40)
    assert overlapping.problems(TODAY, [stay(FIRST, TODAY)]) == [Problem("admitted_on", "stays-overlap")]
    early = Discharge(FIRST - timedelta(1), DischargeType.COMPLETED)
    assert early.problems(TODAY, stay(FIRST)) == [
        Problem("discharged_on", "discharge-before-admission", {"admitted_on": FIRST})
    ]
    late = Discharge(TODAY + timedelta(1), DischargeType.COMPLETED)
    assert late.problems(TODAY, stay(FIRST)) == [Problem("discharged_on", "discharge-ahead")]
    assert Leave(FIRST, FIRST - timedelta(1), "court").problems() == [Problem("to_day", "dates-out-of-order")]


def test_somebody_may_be_admitted_and_discharged_today():
    assert Admission(HOME, TODAY).problems(TODAY, []) == []
    assert Discharge(TODAY, DischargeType.COMPLETED).problems(TODAY, stay(TODAY)) == []


def test_a_stay_is_open_from_its_first_day_up_to_the_discharge():
    there = LatestStay(FIRST, FIRST + timedelta(9), DischargeType.COMPLETED)
    assert [there.open_on(FIRST + timedelta(days)) for days in (-1, 0, 8, 9)] == [False, True, True, False]
    assert LatestStay(FIRST).open_on(TODAY)
