from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.retention_in_care import Belonging, Course, Retained, completes, figures
from peerdesk.domain.members.stays import DischargeType, LatestStay

BEGUN = date(2026, 1, 31)
LONG_AFTER = date(2027, 1, 1)
LENGTHS = st.one_of(st.none(), st.integers(0, 200))


def after(days: int) -> date:
    return BEGUN + timedelta(days)


def course(length=None, how=DischargeType.COMPLETED, *, seen=(), again=None):
    """A stay of so many days; ``again`` is the day of the next admission."""
    first = LatestStay(BEGUN, None if length is None else after(length), None if length is None else how)
    later = [LatestStay(after(again))] if again is not None else []
    return Course(BEGUN, [first, *later], frozenset(after(day) for day in seen))


COURSES = st.builds(course, LENGTHS, st.sampled_from(DischargeType), seen=st.lists(st.integers(0, 120), max_size=5))
BELONGINGS = st.builds(
    lambda length, completed: Belonging(BEGUN, None if length is None else after(length), completed),
    LENGTHS,
    st.booleans(),
)


def counted(*cohort, today=LONG_AFTER):
    return [(figure.retained, figure.of) for figure in figures(cohort, today)]


@given(st.lists(COURSES), st.integers(0, 120))
def test_never_more_are_retained_than_began(cohort, days):
    for figure in figures(cohort, after(days)):
        assert 0 <= figure.retained <= figure.of <= len(cohort)
        assert figure.percent is None or 0 <= figure.percent <= 100


@given(st.lists(BELONGINGS))
def test_who_is_out_of_a_group_stays_out_so_that_its_figures_only_fall(cohort):
    found = figures(cohort, LONG_AFTER)
    assert [figure.of for figure in found] == [len(cohort)] * 3
    assert found[0].retained >= found[1].retained >= found[2].retained


def test_retention_is_told_for_thirty_sixty_and_ninety_days():
    """The days that the reports print and that Indian studies use."""
    assert [figure.days for figure in figures([], LONG_AFTER)] == [30, 60, 90]


def test_whose_day_has_not_come_is_left_out_of_that_figure_alone():
    assert counted(course(), today=after(29)) == [(0, 0), (0, 0), (0, 0)]
    assert counted(course(), today=after(30)) == [(1, 1), (0, 0), (0, 0)]
    assert counted(course(), today=after(90)) == [(1, 1), (1, 1), (1, 1)]


def test_nobody_to_count_is_no_percentage():
    assert [figure.percent for figure in figures([], LONG_AFTER)] == [None] * 3


@pytest.mark.parametrize(("retained", "of", "percent"), [(12, 18, 67), (1, 8, 13), (0, 3, 0), (3, 3, 100)])
def test_halves_of_a_per_cent_are_rounded_up(retained, of, percent):
    assert Retained(30, retained, of).percent == percent


def test_who_was_discharged_before_the_day_and_not_seen_since_is_not_retained():
    assert counted(course(45)) == [(1, 1), (0, 1), (0, 1)]


def test_the_day_of_the_discharge_is_no_day_of_the_stay():
    assert counted(course(30))[0] == (0, 1)
    assert counted(course(31))[0] == (1, 1)


@pytest.mark.parametrize(("seen", "retained"), [(30, 0), (31, 1), (60, 1), (61, 0)])
def test_in_aftercare_somebody_seen_in_the_thirty_days_up_to_the_day_is_retained(seen, retained):
    assert counted(course(20, seen=[seen]))[1] == (retained, 1)


def test_who_left_against_advice_is_not_retained_by_a_call():
    assert counted(course(20, DischargeType.AGAINST_ADVICE, seen=[25, 55, 85])) == [(0, 1)] * 3


def test_people_come_back_and_are_counted_so_that_the_figures_may_rise():
    assert counted(course(20, DischargeType.AGAINST_ADVICE, again=70)) == [(0, 1), (0, 1), (1, 1)]


def test_who_was_in_touch_before_coming_back_is_retained_then_too():
    """A later admission takes nothing away from the days before it."""
    seen = course(20, seen=[25])
    assert counted(seen)[0] == (1, 1)
    assert counted(course(20, seen=[25], again=50)) == [(1, 1), (1, 1), (1, 1)]


@pytest.mark.parametrize(("admitted", "retained"), [(60, 1), (61, 0)])
def test_who_is_admitted_again_is_there_from_that_day(admitted, retained):
    assert counted(course(20, DischargeType.AGAINST_ADVICE, again=admitted))[1] == (retained, 1)


def test_a_later_stay_that_ended_badly_ends_aftercare():
    again = LatestStay(after(40), after(50), DischargeType.AGAINST_ADVICE)
    stays = [LatestStay(BEGUN, after(20), DischargeType.COMPLETED), again]
    assert counted(Course(BEGUN, stays, frozenset([after(25), after(55), after(85)]))) == [(1, 1), (0, 1), (0, 1)]


def test_a_membership_holds_through_its_last_day():
    assert counted(Belonging(BEGUN, after(60))) == [(1, 1), (1, 1), (0, 1)]


def test_who_left_a_group_by_completing_the_stay_is_retained():
    assert counted(Belonging(BEGUN, after(40), completed=True)) == [(1, 1)] * 3


def test_a_membership_ends_with_a_completed_stay_on_the_day_of_its_discharge():
    stay = LatestStay(BEGUN, after(40), DischargeType.COMPLETED)
    assert completes(after(40), stay)
    assert not completes(after(39), stay)
    assert not completes(None, LatestStay(BEGUN))
    assert not completes(after(40), LatestStay(BEGUN, after(40), DischargeType.AGAINST_ADVICE))


def test_before_the_first_admission_nobody_is_in_aftercare():
    assert not Course(BEGUN, [LatestStay(after(5), after(9), DischargeType.COMPLETED)]).in_aftercare_on(BEGUN)


def test_on_the_day_of_an_admission_that_stay_counts():
    """Also where it ended the same day."""
    stays = [LatestStay(BEGUN, after(20), DischargeType.COMPLETED)]
    again = [*stays, LatestStay(after(60), after(60), DischargeType.AGAINST_ADVICE)]
    assert counted(Course(BEGUN, stays, frozenset([after(55)])))[1] == (1, 1)
    assert counted(Course(BEGUN, again, frozenset([after(55)])))[1] == (0, 1)


def test_who_is_in_the_programme_is_not_in_aftercare_and_needs_no_call():
    assert not course(90).in_aftercare_on(after(60))
    assert course(60).in_aftercare_on(after(60))
