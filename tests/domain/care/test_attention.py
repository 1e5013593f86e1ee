"""Who needs contact, over histories that nobody would think of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.attention import AttentionRow, Reason, ReasonCode, Settled, grouped, pressing
from peerdesk.domain.care.attention_facts import (
    DoneFacts,
    GroupFacts,
    MarkFacts,
    MemberFacts,
    PlannedFacts,
    StayFacts,
    WeeklyFacts,
    aftercare_from,
    known_from,
)
from peerdesk.domain.care.attention_rules import follow_up_by, follow_up_way, reasons, threshold, with_settled
from peerdesk.domain.care.follow_ups import FollowUpWay
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
    """The reasons of a code, without since when they stand."""
    these = [reason for reason in reasons(known, day, thresholds) if reason.code is code]
    return [replace(reason, began=None, told=None) for reason in these]


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
    assert reasons(known, TODAY, USUAL) == []


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
    assert reasons(facts(), TODAY, USUAL) == []


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


# dangers


@pytest.mark.parametrize(("ago", "stands"), [(0, True), (60, True), (61, False)])
def test_a_return_to_use_is_a_reason_for_two_months_from_when_it_was_noted(ago, stands):
    noted = TODAY - timedelta(ago)
    said = found(ReasonCode.RETURNED, facts(returned_on=noted))
    assert said == ([Reason(ReasonCode.RETURNED, since=noted)] if stands else [])


def test_who_was_admitted_again_after_a_return_to_use_is_in_care_already():
    noted = TODAY - timedelta(10)
    assert not found(ReasonCode.RETURNED, facts(returned_on=noted, stay=resident(10)))
    assert found(ReasonCode.RETURNED, facts(returned_on=noted, stay=resident(11)))
    assert found(ReasonCode.RETURNED, facts(returned_on=noted, stay=discharged(11)))


def away(*days_ago, **known):
    days = [TODAY - timedelta(ago) for ago in days_ago]
    return facts(stay=resident(40), groups=(circle(),), away=days, **known)


def test_two_days_away_from_the_centre_are_a_reason_the_same_day():
    assert not found(ReasonCode.AWAY, away(0))
    assert found(ReasonCode.AWAY, away(0, 1)) == [Reason(ReasonCode.AWAY, 2, since=TODAY - timedelta(1))]
    assert found(ReasonCode.AWAY, away(2, 3, 4)) == [Reason(ReasonCode.AWAY, 3, since=TODAY - timedelta(4))]
    assert not found(ReasonCode.AWAY, away(0, 1, on_leave=True))


def test_only_who_lives_in_the_centre_is_sought_there():
    days = [TODAY, TODAY - timedelta(1)]
    stays = (
        resident(40),
        replace(resident(40), series=Series.OUTPATIENT),
        discharged(1),
        discharged(0),
        resident(0),
        None,
    )
    assert [bool(found(ReasonCode.AWAY, facts(stay=stay, away=days))) for stay in stays] == [True, *[False] * 5]


@given(st.integers(0, 10), st.integers(0, 7), st.integers(0, 90))
def test_weekly_answers_call_for_contact_from_a_craving_of_eight_or_a_day_of_use(craving, used, ago):
    known = facts(weekly=WeeklyFacts(TODAY - timedelta(ago), craving, used))
    lately, on = ago <= 60, TODAY - timedelta(ago)
    strong = [Reason(ReasonCode.CRAVING, craving, since=on)] if craving >= 8 and lately else []
    assert found(ReasonCode.CRAVING, known) == strong
    assert found(ReasonCode.DAYS_OF_USE, known) == (
        [Reason(ReasonCode.DAYS_OF_USE, used, since=on)] if used and lately else []
    )


def test_a_question_left_out_calls_for_nothing():
    assert reasons(facts(weekly=WeeklyFacts(TODAY)), TODAY, USUAL) == []


# settled


def answered(known, **done):
    """What was done about each reason of somebody, by code."""
    said = with_settled(reasons(known, TODAY, USUAL), DoneFacts(**done), TODAY, USUAL)
    return {reason.code: reason.settled for reason in said}


def ago(days):
    return TODAY - timedelta(days)


ABSENT = facts(groups=(circle(),), marks=daily("PAAA", TODAY - timedelta(1)))
"""The third absence running was yesterday."""


@pytest.mark.parametrize(
    ("made", "settled"), [(0, True), (1, True), (2, False)], ids=["today", "on the day of the third absence", "before"]
)
def test_a_follow_up_made_since_a_reason_stands_settles_it_until_its_day(made, settled):
    due = TODAY + timedelta(2)
    said = answered(ABSENT, planned=[PlannedFacts(due, ago(made))])
    assert said == {ReasonCode.ABSENCES: Settled(until=due) if settled else None}


def test_one_more_absence_does_not_bring_back_what_is_settled_until_a_day():
    once_more = replace(ABSENT, marks=daily("PAAAA"))
    assert answered(once_more, planned=[PlannedFacts(TODAY, ago(1))]) == {ReasonCode.ABSENCES: Settled(until=TODAY)}


def test_who_was_spoken_with_since_the_latest_absence_is_not_called_again_for_it():
    spoken = {"spoken_on": ago(1), "reached_on": ago(1), "agreed": "Comes on Monday"}
    assert answered(ABSENT, **spoken) == {ReasonCode.ABSENCES: Settled(spoken_on=ago(1), agreed="Comes on Monday")}
    assert answered(ABSENT, spoken_on=TODAY, reached_on=ago(1), agreed="Comes on Monday") == {
        ReasonCode.ABSENCES: Settled(spoken_on=TODAY)
    }, "what was agreed in another talk is not told of this one"
    assert answered(replace(ABSENT, marks=daily("PAAAA")), **spoken) == {ReasonCode.ABSENCES: None}, "absent once more"


@pytest.mark.parametrize("known", [facts(returned_on=ago(5)), facts(weekly=WeeklyFacts(ago(5), 9))])
def test_of_a_danger_staff_speak_after_the_day_on_which_it_was_told(known):
    [code] = answered(known)
    assert answered(known, spoken_on=ago(1))[code] is None, "the mentor's talk is no answer"
    assert answered(known, staff_spoke_on=ago(5))[code] is None, "it may be the talk in which it was told"
    assert answered(known, staff_spoke_on=ago(4))[code] == Settled(spoken_on=ago(4))


def test_of_a_resident_who_is_away_the_family_may_tell():
    known = away(0, 1)
    assert answered(known, family_on=ago(1)) == {ReasonCode.AWAY: None}
    assert answered(known, family_on=TODAY) == {ReasonCode.AWAY: Settled(spoken_on=TODAY)}
    silent = facts(stay=outpatient(60), groups=(circle(),))
    assert answered(silent, family_on=TODAY) == {ReasonCode.NO_CONTACT: None}, "the member was not heard"


def test_in_no_group_is_asked_again_after_as_many_days_as_before():
    known = facts(stay=resident(10))
    assert answered(known, reached_on=ago(2)) == {ReasonCode.NO_GROUP: Settled(spoken_on=ago(2))}
    assert answered(known, reached_on=ago(3)) == {ReasonCode.NO_GROUP: None}


def test_what_is_still_to_be_done_stands_before_what_is_settled():
    known = replace(ABSENT, returned_on=ago(5), overdue_since=ago(9))
    said = with_settled(reasons(known, TODAY, USUAL), DoneFacts(staff_spoke_on=TODAY, spoken_on=TODAY), TODAY, USUAL)
    assert [(reason.code, reason.settled is None) for reason in said] == [
        (ReasonCode.FOLLOW_UP_OVERDUE, True),
        (ReasonCode.RETURNED, False),
        (ReasonCode.ABSENCES, False),
    ]


def test_who_is_settled_comes_after_everybody_who_is_not():
    done = Settled(until=TODAY)
    two = (Reason(ReasonCode.RETURNED, settled=done), Reason(ReasonCode.ABSENCES, 9, settled=done))
    one, rest = (Reason(ReasonCode.GROUP_ALONE, 30),), (Reason(ReasonCode.ABSENCES, 3), *two)
    assert sorted([two, one, rest], key=pressing) == [rest, one, two]
    assert [AttentionRow(1, 1, "Ramesh", "", some).settled for some in (two, one, rest)] == [True, False, False]


@pytest.mark.parametrize(("began", "settled", "new"), [(0, 0, True), (1, 0, True), (2, 0, False), (0, 1, False)])
def test_new_is_what_began_yesterday_or_today_and_is_not_settled(began, settled, new):
    reason = Reason(ReasonCode.ABSENCES, 3, began=ago(began), settled=Settled(spoken_on=TODAY) if settled else None)
    assert AttentionRow(1, 1, "Ramesh", "", [reason]).is_new(TODAY) is new


# the follow-up that is made


@pytest.mark.parametrize(("noted", "due"), [(0, 3), (2, 1), (3, 0), (30, 0)])
def test_a_danger_is_spoken_of_within_three_days(noted, due):
    for known in (facts(returned_on=ago(noted)), facts(weekly=WeeklyFacts(ago(noted), 8))):
        assert follow_up_by(reasons(known, TODAY, USUAL), TODAY) == TODAY + timedelta(due)


def test_of_anything_else_the_day_is_today():
    assert follow_up_by(reasons(ABSENT, TODAY, USUAL), TODAY) == TODAY
    assert follow_up_by(reasons(away(0, 1), TODAY, USUAL), TODAY) == TODAY


def test_who_is_away_is_asked_after_with_the_family():
    assert follow_up_way(reasons(away(0, 1), TODAY, USUAL)) is FollowUpWay.FAMILY_CALL
    assert follow_up_way(reasons(ABSENT, TODAY, USUAL)) is FollowUpWay.CALL


# Groups on Today


def _row(member_id: int, code: ReasonCode, began: date | None = None, settled: Settled | None = None) -> AttentionRow:
    return AttentionRow(member_id, member_id, f"M{member_id}", "", [Reason(code, began=began, settled=settled)])


def test_members_stand_in_groups_the_new_first_then_by_reason_and_the_settled_last():
    long_ago, yesterday = TODAY - timedelta(9), TODAY - timedelta(1)
    rows = [
        _row(1, ReasonCode.NO_CONTACT, long_ago),
        _row(2, ReasonCode.RETURNED, long_ago),
        _row(3, ReasonCode.NO_GROUP, yesterday),
        _row(4, ReasonCode.NO_CONTACT, TODAY - timedelta(2)),
        _row(5, ReasonCode.RETURNED, TODAY),
        _row(6, ReasonCode.RETURNED, TODAY, Settled(until=TODAY)),
    ]
    found = [(group.key, [row.member_id for row in group.rows]) for group in grouped(rows, TODAY)]
    assert found == [("new", [3, 5]), ("returned", [2]), ("no-contact", [1, 4]), ("settled", [6])]
    assert grouped([], TODAY) == []
