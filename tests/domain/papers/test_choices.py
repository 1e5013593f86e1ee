"""What a report is asked for, before anything is gathered."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.papers.choices import NAMES_INSIDE, Ask, Choices, Names, Period, UsualDays, days_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ONE_DAY = timedelta(1)
FULL, INITIALS, NUMBER = NAMES_INSIDE


@given(DAYS, DAYS)
def test_a_period_ends_on_its_first_day_or_later(one, other):
    first, last = sorted((one, other))
    assert Period(first, last).last == last
    if first < last:
        with pytest.raises(ValueError, match="ends before it begins"):
            Period(last, first)


@given(DAYS)
def test_last_week_and_this_one_run_from_monday_to_sunday_and_meet(today):
    first, last = days_of(UsualDays.THIS_WEEK, today)
    assert (first.weekday(), last.weekday()) == (0, 6)
    assert first <= today <= last == first + 6 * ONE_DAY
    assert days_of(UsualDays.LAST_WEEK, today) == (first - 7 * ONE_DAY, first - ONE_DAY)


@given(DAYS)
def test_last_month_and_this_one_are_whole_months_and_meet(today):
    first, last = days_of(UsualDays.THIS_MONTH, today)
    assert (first.day, (last + ONE_DAY).day) == (1, 1)
    assert first <= today <= last
    assert {first.month, last.month} == {today.month}
    before_first, before_last = days_of(UsualDays.LAST_MONTH, today)
    assert before_last == first - ONE_DAY
    assert (before_first.day, before_first.month) == (1, before_last.month)


@pytest.mark.parametrize("usual", [UsualDays.STAY, UsualDays.LATEST, UsualDays.OTHER])
def test_days_that_today_does_not_tell_are_left_open(usual):
    assert days_of(usual, date(2026, 11, 18)) == (None, None)


def test_of_several_wishes_the_most_private_holds():
    assert Names.most_private() is FULL
    assert Names.most_private("full", "nonsense", None) is FULL
    assert Names.most_private("none", "initials") is INITIALS, "no name at all is of what is shared outside"
    for few in (1, 2, 3):
        for wishes in combinations(["full", "initials", "number"], few):
            expected = NUMBER if "number" in wishes else INITIALS if "initials" in wishes else FULL
            assert Names.most_private(*wishes) is Names.most_private(*reversed(wishes)) is expected


@pytest.mark.parametrize(
    ("choices", "made"),
    [
        (Choices(), set()),
        (Choices(first=date(2026, 11, 2)), {Ask.DAYS}),
        (Choices(last=date(2026, 11, 2)), {Ask.DAYS}),
        (Choices(group=0), {Ask.GROUP}),
        (Choices(member=7), {Ask.MEMBER}),
        (Choices(session=7), {Ask.SESSION}),
        (Choices(scale="weekly"), {Ask.SCALE}),
        (Choices(names=FULL), {Ask.NAMES}),
        (Choices(blank=True), {Ask.BLANK}),
        (Choices(staff="ravi"), {Ask.STAFF}),
        (Choices(last=date(2026, 11, 2), group=1, blank=False), {Ask.DAYS, Ask.GROUP}),
    ],
)
def test_what_was_asked_for_is_known(choices, made):
    """A report that has no use for a choice refuses it, so none may be overlooked."""
    assert choices.made() == made


def test_members_are_named_in_full_unless_somebody_chose_otherwise():
    assert [Choices(names=names).naming for names in (None, *Names)] == [FULL, *Names]
