"""Who needs contact, over histories that nobody would think of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.attention import (
    GroupFacts,
    MarkFacts,
    MemberFacts,
    Reason,
    ReasonCode,
    StayFacts,
    aftercare_from,
    known_from,
    pressing,
    reasons,
    threshold,
)
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import DischargeType, Phase, Series, phase_of
from peerdesk.domain.sessions.marks import Mark, Tally

TODAY = date(2026, 11, 18)
USUAL = Thresholds()
CIRCLE = 1
JOINED = TODAY - timedelta(90)
P, T, E, L, A = Mark

DAYS_AGO = st.integers(0, 130).map(lambda days: TODAY - timedelta(days))
MARKS = st.lists(
    st.tuples(DAYS_AGO, st.one_of(st.none(), st.sampled_from(Mark))), max_size=40, unique_by=lambda m: m[0]
)
STAYS = st.builds(
    StayFacts,
    series=st.sampled_from(Series),
    admitted_on=st.dates(TODAY - timedelta(1200), TODAY),
    discharged_on=st.none(),
)
NUMBERS = st.builds(
    Thresholds,
    no_contact_days=st.integers(1, 400),
    group_alone_days=st.integers(1, 400),
    no_group_days=st.integers(1, 400),
    halved_least=st.integers(1, 8),
)


def circle(from_day=JOINED, to_day=None, least=3, group_id=CIRCLE):
    return GroupFacts(group_id, "Morning Circle", least, from_day, to_day)


def marked(*marks, group_id=CIRCLE):
    """Marks as (day, mark), newest first."""
    newest_first = sorted(marks, key=lambda found: found[0], reverse=True)
    return tuple(MarkFacts(group_id, day, mark) for day, mark in newest_first)


def daily(letters, last=TODAY):
    """Marks of days running up to a last one, in order: ``PPLA-``."""
    first = last - timedelta(len(letters) - 1)
    marks = [(first + timedelta(at), None if x == "-" else Mark(x)) for at, x in enumerate(letters)]
    return marked(*marks)


def facts(**known):
    return MemberFacts(**{"known_from": known_from(TODAY, USUAL), **known})


def outpatient(days_ago):
    return StayFacts(Series.OUTPATIENT, TODAY - timedelta(days_ago))


def resident(days_ago):
    return StayFacts(Series.RESIDENTIAL, TODAY - timedelta(days_ago))


def discharged(days_ago, how=DischargeType.COMPLETED):
    day = TODAY - timedelta(days_ago)
    return StayFacts(Series.RESIDENTIAL, day - timedelta(60), day, how)


def found(code, known, thresholds=USUAL, day=TODAY):
    return [reason for reason in reasons(known, day, thresholds) if reason.code is code]


# absences running


@given(MARKS, DAYS_AGO, st.one_of(st.none(), DAYS_AGO), st.integers(1, 6))
def test_absences_running_are_those_of_the_membership_that_holds_today(history, from_day, to_day, least):
    """Said by counting letters: leave and unmarked are not there at all, and being there ends a run."""
    group = circle(from_day, to_day, least)
    run = 0
    for day, mark in sorted(history, key=lambda one: one[0]):
        if day >= from_day:
            run = run + 1 if mark is A else run if mark in (L, None) else 0
    expected = [Reason(ReasonCode.ABSENCES, run, group="Morning Circle")]
    holds = from_day <= TODAY and (to_day is None or to_day >= TODAY)
    known = facts(groups=(group,), marks=marked(*history))
    assert found(ReasonCode.ABSENCES, known) == (expected if holds and run >= least else [])


@given(MARKS, st.lists(st.tuples(DAYS_AGO, st.sampled_from([L, None])), max_size=10))
def test_leave_and_unmarked_change_nothing_about_absences(history, besides):
    days = {day for day, _ in history}
    more = [one for one in besides if one[0] not in days]
    without = facts(groups=(circle(),), marks=marked(*history))
    assert found(ReasonCode.ABSENCES, without) == found(
        ReasonCode.ABSENCES, replace(without, marks=marked(*history, *more))
    )


def test_what_was_before_joining_again_is_not_held_against_anybody():
    again = (circle(JOINED, TODAY - timedelta(10)), circle(TODAY - timedelta(1)))
    marks = marked(*((TODAY - timedelta(ago), A) for ago in (14, 12, 10)), (TODAY, A))
    assert found(ReasonCode.ABSENCES, facts(groups=again, marks=marks)) == []


def test_each_group_is_counted_for_itself_the_longest_run_first():
    evening = replace(circle(group_id=2), name="Evening Circle")
    marks = (*daily("AAA"), *(MarkFacts(2, one.day, one.mark) for one in daily("AAAA")))
    known = facts(groups=(circle(), evening), marks=tuple(sorted(marks, key=lambda one: one.day, reverse=True)))
    assert [(one.group, one.count) for one in found(ReasonCode.ABSENCES, known)] == [
        ("Evening Circle", 4),
        ("Morning Circle", 3),
    ]


@pytest.mark.parametrize(
    ("own", "weekdays", "least"), [(None, 7, 3), (None, 4, 3), (None, 3, 2), (None, 0, 2), (5, 7, 5)]
)
def test_a_group_has_its_own_number_or_that_of_daily_and_weekly_groups(own, weekdays, least):
    assert threshold(USUAL, own, weekdays) == least


def test_absences_on_leave_still_stand_as_counted():
    assert found(ReasonCode.ABSENCES, facts(groups=(circle(),), marks=daily("AAAL"), on_leave=True))


# attendance halved


@given(MARKS, st.integers(1, 8), DAYS_AGO)
def test_attendance_has_halved_when_the_part_attended_is_half_as_large_or_less(history, least, from_day):
    middle, first = TODAY - timedelta(14), TODAY - timedelta(28)
    mine = [(day, mark) for day, mark in history if day >= from_day]
    lately = Tally.of(mark for day, mark in mine if middle < day)
    before = Tally.of(mark for day, mark in mine if first < day <= middle)
    enough = lately.counted >= least and before.counted >= least and before.attended > 0
    halved = enough and lately.attended / lately.counted <= before.attended / before.counted / 2 + 1e-12
    known = facts(groups=(circle(from_day),), marks=marked(*history))
    said = found(ReasonCode.HALVED, known, Thresholds(halved_least=least))
    assert said == ([Reason(ReasonCode.HALVED, lately=lately, before=before)] if halved else [])


def test_exactly_half_is_halved_and_a_little_more_is_not():
    before, group = "PPPP" + "L" * 10, (circle(),)
    assert found(ReasonCode.HALVED, facts(groups=group, marks=daily(before + "PPAA" + "L" * 10)))
    assert not found(ReasonCode.HALVED, facts(groups=group, marks=daily(before + "PPPA" + "L" * 10)))
    assert not found(ReasonCode.HALVED, facts(groups=group, marks=daily(before + "PAA-" + "L" * 10)))


def test_who_is_in_no_group_any_more_has_not_halved_anything():
    left = (circle(JOINED, TODAY - timedelta(1)),)
    assert found(ReasonCode.HALVED, facts(groups=left, marks=daily("P" * 14 + "A" * 14, TODAY - timedelta(1)))) == []


def test_who_left_one_group_and_stayed_in_another_is_still_held_to_what_they_attend():
    left = circle(JOINED, TODAY - timedelta(20), group_id=2)
    assert found(ReasonCode.HALVED, facts(groups=(left, circle()), marks=daily("P" * 14 + "A" * 14)))


def test_who_never_came_has_halved_nothing():
    assert found(ReasonCode.HALVED, facts(groups=(circle(),), marks=daily("A" * 28))) == []


def test_both_halves_need_enough_sessions_to_compare():
    group, usual = (circle(),), Thresholds(halved_least=4)
    assert found(ReasonCode.HALVED, facts(groups=group, marks=daily("P" * 4 + "L" * 10 + "A" * 4 + "L" * 10)), usual)
    for history in ("P" * 3 + "L" * 11 + "A" * 4 + "L" * 10, "P" * 4 + "L" * 10 + "A" * 3 + "L" * 11):
        assert not found(ReasonCode.HALVED, facts(groups=group, marks=daily(history)), usual)


def test_leave_never_halves_attendance():
    assert found(ReasonCode.HALVED, facts(groups=(circle(),), marks=daily("P" * 14 + "L" * 14))) == []


# no contact


@given(STAYS, st.one_of(st.none(), DAYS_AGO), NUMBERS)
def test_only_who_lives_outside_needs_contact_after_so_many_days(stay, last, thresholds):
    known = facts(stay=stay, last_contact=last, known_from=known_from(TODAY, thresholds))
    since = max(stay.admitted_on, last or stay.admitted_on)
    due = stay.series is Series.OUTPATIENT and (TODAY - since).days >= thresholds.no_contact_days
    said = found(ReasonCode.NO_CONTACT, known, thresholds)
    assert bool(said) is due
    for reason in said:
        assert thresholds.no_contact_days <= reason.count <= (TODAY - since).days
        assert reason.more == (since < known.known_from)


@pytest.mark.parametrize(("days", "needed"), [(29, False), (30, True)])
def test_thirty_days_of_silence_call_for_contact(days, needed):
    assert bool(found(ReasonCode.NO_CONTACT, facts(stay=outpatient(days)))) is needed
    assert bool(found(ReasonCode.NO_CONTACT, facts(stay=discharged(days)))) is needed
    heard = facts(stay=outpatient(200), last_contact=TODAY - timedelta(days))
    assert bool(found(ReasonCode.NO_CONTACT, heard)) is needed


def test_residents_and_those_on_leave_are_not_called():
    assert found(ReasonCode.NO_CONTACT, facts(stay=resident(300))) == []
    assert found(ReasonCode.NO_CONTACT, facts(stay=outpatient(300), on_leave=True)) == []


@pytest.mark.parametrize("how", list(DischargeType))
def test_after_discharge_only_those_in_aftercare_are_called(how):
    said = found(ReasonCode.NO_CONTACT, facts(stay=discharged(60, how)))
    assert bool(said) is (phase_of(TODAY, how) is Phase.AFTERCARE)


def test_while_the_follow_ups_find_somebody_the_weeks_between_two_are_no_silence():
    asked = TODAY - timedelta(60)
    known = facts(stay=discharged(200), asked_on=asked, planned=True)
    assert found(ReasonCode.NO_CONTACT, known), "the latest follow-up did not find them"
    for day in (asked - timedelta(7), asked, asked + timedelta(3)):
        assert not found(ReasonCode.NO_CONTACT, replace(known, last_contact=day))
    assert found(ReasonCode.NO_CONTACT, replace(known, last_contact=asked - timedelta(8)))
    assert found(ReasonCode.NO_CONTACT, replace(known, last_contact=asked, planned=False)), "nobody means to call again"
    assert not found(ReasonCode.NO_CONTACT, replace(known, asked_on=None)), "the first one lies ahead"


def test_in_the_programme_no_follow_up_ahead_excuses_silence():
    assert found(ReasonCode.NO_CONTACT, facts(stay=outpatient(60), planned=True))


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_aftercare_ends_two_years_after_discharge_leap_days_too(discharged_on, day):
    stay = StayFacts(Series.RESIDENTIAL, date(2019, 1, 1), discharged_on, DischargeType.COMPLETED)
    months = 12 * (day.year - discharged_on.year) + day.month - discharged_on.month
    if months not in (0, 24):
        assert stay.in_aftercare_on(day) is (0 < months < 24)
    if stay.in_aftercare_on(day):
        assert aftercare_from(day) <= discharged_on <= day


def test_who_was_discharged_on_a_leap_day_is_in_aftercare_up_to_the_end_of_february():
    stay = StayFacts(Series.RESIDENTIAL, date(2024, 1, 1), date(2024, 2, 29), DischargeType.COMPLETED)
    assert stay.in_aftercare_on(date(2026, 2, 27))
    assert not stay.in_aftercare_on(date(2026, 2, 28))


def test_a_stay_that_ends_later_was_open_on_the_day():
    later = replace(outpatient(40), discharged_on=TODAY + timedelta(2), discharge_type=DischargeType.DIED)
    assert found(ReasonCode.NO_CONTACT, facts(stay=later))
    assert not found(ReasonCode.NO_CONTACT, facts(stay=replace(later, discharged_on=TODAY)))


def test_nobody_calls_for_contact_with_who_died():
    known = facts(
        stay=discharged(5, DischargeType.DIED),
        groups=(circle(),),
        marks=daily("P" * 14 + "A" * 14),
        overdue_since=TODAY - timedelta(3),
    )
    assert reasons(known, TODAY, USUAL) == ()


# follow-ups, groups, talks


@pytest.mark.parametrize(("ago", "count"), [(0, None), (1, 1), (400, 400), (-3, None)])
def test_a_follow_up_is_overdue_from_the_day_after(ago, count):
    due = TODAY - timedelta(ago)
    said = found(ReasonCode.FOLLOW_UP_OVERDUE, facts(overdue_since=due))
    assert [(one.count, one.since) for one in said] == ([(count, due)] if count else [])


@given(STAYS, st.one_of(st.none(), st.integers(-5, 130)), st.integers(1, 10))
def test_three_days_in_the_programme_without_a_group(stay, ended_ago, least):
    ended = None if ended_ago is None else TODAY - timedelta(ended_ago)
    groups = (circle(ended - timedelta(5), ended),) if ended else ()
    since = max(stay.admitted_on, ended or stay.admitted_on)
    without = not (ended and ended - timedelta(5) <= TODAY <= ended)
    said = found(ReasonCode.NO_GROUP, facts(stay=stay, groups=groups), Thresholds(no_group_days=least))
    assert bool(said) is (without and (TODAY - since).days >= least)


def test_without_a_group_is_counted_from_the_end_of_the_last_one():
    ended = tuple(circle(JOINED, TODAY - timedelta(ago), group_id=ago) for ago in (40, 5, 20))
    assert [one.count for one in found(ReasonCode.NO_GROUP, facts(stay=resident(60), groups=ended))] == [5]


def test_a_group_before_this_stay_is_no_group_in_it():
    before = (circle(JOINED, TODAY - timedelta(40)),)
    assert [one.count for one in found(ReasonCode.NO_GROUP, facts(stay=resident(10), groups=before))] == [10]


def test_a_group_that_begins_tomorrow_is_no_group_yet():
    tomorrow = circle(TODAY + timedelta(1))
    assert [one.count for one in found(ReasonCode.NO_GROUP, facts(stay=resident(3), groups=(tomorrow,)))] == [3]
    assert found(ReasonCode.NO_GROUP, facts(stay=resident(2), groups=(tomorrow,))) == []
    assert found(ReasonCode.NO_GROUP, facts(stay=discharged(9))) == []


@given(STAYS, MARKS, st.one_of(st.none(), DAYS_AGO), NUMBERS)
def test_who_comes_to_groups_is_spoken_with_alone(stay, history, last, thresholds):
    known = facts(
        stay=stay,
        groups=(circle(),),
        marks=marked(*history),
        last_alone=last,
        known_from=known_from(TODAY, thresholds),
    )
    least = thresholds.group_alone_days
    came = [day for day, mark in history if mark in (P, T, E) and day >= JOINED and (TODAY - day).days < least]
    since = max(stay.admitted_on, last or stay.admitted_on)
    said = found(ReasonCode.GROUP_ALONE, known, thresholds)
    assert bool(said) is (bool(came) and (TODAY - since).days >= least)


def test_a_newcomer_has_thirty_days_for_the_first_talk_alone():
    group = (circle(),)
    assert found(ReasonCode.GROUP_ALONE, facts(stay=resident(29), groups=group, marks=daily("P"))) == []
    said = found(ReasonCode.GROUP_ALONE, facts(stay=resident(30), groups=group, marks=daily("P")))
    assert said == [Reason(ReasonCode.GROUP_ALONE, 30)]
    assert found(ReasonCode.GROUP_ALONE, facts(stay=resident(99), groups=group, marks=daily("A"))) == []


def test_alumni_who_come_to_groups_are_not_due_a_talk_alone():
    came = daily("P" * 28)
    assert found(ReasonCode.GROUP_ALONE, facts(stay=resident(60), groups=(circle(),), marks=came))
    assert found(ReasonCode.GROUP_ALONE, facts(stay=discharged(60), groups=(circle(),), marks=came)) == []
    assert found(ReasonCode.GROUP_ALONE, facts(groups=(circle(),), marks=came)) == []


# together


@given(STAYS, MARKS, st.one_of(st.none(), DAYS_AGO), st.one_of(st.none(), DAYS_AGO), st.booleans())
def test_reasons_stand_with_the_most_pressing_first(stay, history, last, overdue, on_leave):
    known = facts(
        stay=stay,
        groups=(circle(),),
        marks=marked(*history),
        last_contact=last,
        overdue_since=overdue,
        on_leave=on_leave,
    )
    codes = [list(ReasonCode).index(one.code) for one in reasons(known, TODAY, USUAL)]
    assert codes == sorted(codes)
    assert len(set(codes)) == len(codes)


def test_nothing_known_calls_for_nothing():
    assert reasons(facts(), TODAY, USUAL) == ()


def test_who_has_more_reasons_comes_first_then_the_more_pressing_then_the_longer():
    long, short = Reason(ReasonCode.ABSENCES, 5), Reason(ReasonCode.ABSENCES, 3)
    quiet = Reason(ReasonCode.NO_CONTACT, 400)
    rows = [(quiet,), (short,), (long,), (short, quiet)]
    assert sorted(rows, key=pressing) == [(short, quiet), (long,), (short,), (quiet,)]


@given(NUMBERS)
def test_the_rules_look_back_as_far_as_the_longest_of_them(thresholds):
    longest = max(thresholds.no_contact_days, thresholds.group_alone_days, thresholds.no_group_days, 120)
    assert TODAY - known_from(TODAY, thresholds) == timedelta(longest)


# the ends of every span


def test_an_absence_on_the_day_of_joining_counts():
    group = circle(TODAY - timedelta(2))
    assert [one.count for one in found(ReasonCode.ABSENCES, facts(groups=(group,), marks=daily("AAA")))] == [3]


def test_who_joins_today_is_in_the_group_today():
    assert found(ReasonCode.NO_GROUP, facts(stay=resident(30), groups=(circle(TODAY),))) == []
    assert [
        one.count for one in found(ReasonCode.ABSENCES, facts(groups=(circle(TODAY, least=1),), marks=daily("A")))
    ] == [1]


def test_a_fortnight_is_fourteen_days():
    """The mark of the day between two of them belongs to the earlier one alone."""
    before, lately = "P" * 14, "A" * 14
    [reason] = found(ReasonCode.HALVED, facts(groups=(circle(),), marks=daily("A" + before + lately)))
    assert (reason.before, reason.lately) == (Tally(present=14), Tally(absent=14))


def test_a_mark_as_long_ago_as_the_talk_is_due_is_not_lately():
    marks = marked((TODAY - timedelta(30), P))
    assert found(ReasonCode.GROUP_ALONE, facts(stay=resident(60), groups=(circle(),), marks=marks)) == []
    marks = marked((TODAY - timedelta(29), P))
    assert found(ReasonCode.GROUP_ALONE, facts(stay=resident(60), groups=(circle(),), marks=marks))


def test_who_was_admitted_today_or_discharged_today_is_here_or_in_aftercare_today():
    assert outpatient(0).open_on(TODAY)
    assert not discharged(0).open_on(TODAY)
    assert discharged(0).in_aftercare_on(TODAY)
    assert not discharged(0).in_aftercare_on(TODAY - timedelta(1))


def test_days_are_told_exactly_as_far_back_as_anybody_looked():
    known = facts(stay=outpatient(120))
    assert TODAY - known.known_from == timedelta(120)
    assert found(ReasonCode.NO_CONTACT, known) == [Reason(ReasonCode.NO_CONTACT, 120)]
    longer = facts(stay=outpatient(121))
    assert found(ReasonCode.NO_CONTACT, longer) == [Reason(ReasonCode.NO_CONTACT, 120, more=True)]
