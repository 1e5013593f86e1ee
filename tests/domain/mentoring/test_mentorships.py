from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Phase
from peerdesk.domain.mentoring.mentorships import (
    Agreement,
    ClosingReason,
    Logged,
    MentorshipClosing,
    PairFacts,
    Pairing,
    Standing,
    SupportKind,
    is_stalled,
    silent_days,
    warnings_for_mentor,
    warnings_for_pair,
)
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
BEGUN = date(2026, 11, 2)
NUMBERS = Thresholds()
DAY = timedelta(1)
WARNED = [Problem("override", "mentor-woman-and-man")]
MAN, WOMAN, TRANS = Gender.MALE, Gender.FEMALE, Gender.TRANSGENDER

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def codes(problems):
    return [problem.code for problem in problems]


def pair(days=200, phase=Phase.IN_PROGRAMME, accompanies=0, mentor=MAN, member=MAN, present=""):
    facts = PairFacts(Standing(days, phase), accompanies, 2, mentor, member, present)
    return codes(warnings_for_pair(facts, NUMBERS))


@pytest.mark.parametrize(("days", "warned"), [(0, True), (89, True), (90, False), (4000, False)])
def test_a_mentor_has_as_many_days_as_the_centre_asks_for(days, warned):
    found = warnings_for_mentor(Standing(days, Phase.IN_PROGRAMME), NUMBERS)
    assert [(problem.code, problem.values) for problem in found] == (
        [("mentor-days-few", {"days": days, "needed": 90})] if warned else []
    )


def test_somebody_in_aftercare_may_mentor_whatever_their_days():
    assert warnings_for_mentor(Standing(None, Phase.AFTERCARE), NUMBERS) == []
    assert warnings_for_mentor(Standing(3, Phase.AFTERCARE), NUMBERS) == []


@pytest.mark.parametrize("phase", [*Phase, None])
@pytest.mark.parametrize(("since", "warned"), [(0, True), (89, True), (90, False), (None, False)])
def test_who_returned_to_use_less_than_the_asked_days_ago_needs_company_first(phase, since, warned):
    """In aftercare too; on the first of the new days as on the last."""
    found = codes(warnings_for_mentor(Standing(200, phase, since), NUMBERS))
    assert ("mentor-began-anew" in found) is warned
    anew = warnings_for_mentor(Standing(None, phase, 0), NUMBERS)
    assert anew == [Problem("override", "mentor-began-anew", {"days": 0, "needed": NUMBERS.mentor_days})]


@pytest.mark.parametrize("phase", [None, Phase.LEFT, Phase.IN_PROGRAMME])
def test_without_a_recovery_date_nobody_can_tell(phase):
    assert codes(warnings_for_mentor(Standing(None, phase), NUMBERS)) == ["mentor-days-unknown"]


@given(st.integers(0, 2000), st.integers(1, 730))
def test_more_days_never_bring_a_warning(days, needed):
    numbers = Thresholds(mentor_days=needed)
    now, later = (warnings_for_mentor(Standing(days + more, Phase.LEFT), numbers) for more in (0, 1))
    assert len(later) <= len(now)
    assert bool(now) is (days < needed)


def test_a_pair_is_warned_of_everything_that_speaks_against_it():
    assert pair() == []
    assert pair(days=89) == ["mentor-days-few"]
    assert pair(accompanies=1) == []
    assert pair(accompanies=2) == ["mentor-load-reached"]
    assert pair(present="Anil Yadav") == ["has-mentor-already"]
    assert pair(None, Phase.LEFT, 3, MAN, WOMAN, "Anil") == [
        "mentor-days-unknown",
        "mentor-load-reached",
        "mentor-woman-and-man",
        "has-mentor-already",
    ]


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [(MAN, WOMAN, True), (MAN, MAN, False), (WOMAN, WOMAN, False), (TRANS, MAN, False), (TRANS, WOMAN, False)],
)
def test_a_woman_and_a_man_are_warned_of_in_both_directions(one, other, warned):
    assert pair(mentor=one, member=other) == pair(mentor=other, member=one)
    assert bool(pair(mentor=one, member=other)) is warned


@pytest.mark.parametrize(
    ("override", "found"), [("", ["override-reason-missing"]), ("  ", ["override-reason-missing"]), ("asked for", [])]
)
def test_a_warning_is_passed_over_with_a_reason_alone(override, found):
    assert codes(Pairing(1, 2, TODAY, override).problems(TODAY, BEGUN, WARNED)) == found
    assert codes(Agreement(TODAY, None, override).problems(TODAY, WARNED)) == found


def test_without_a_warning_no_reason_is_asked_for():
    assert Pairing(1, 2, TODAY).problems(TODAY, BEGUN, []) == []
    assert Agreement(TODAY).problems(TODAY, []) == []


def test_a_pair_begins_neither_ahead_nor_before_the_mentor_agreed():
    assert codes(Pairing(1, 2, TODAY + DAY).problems(TODAY, BEGUN, [])) == ["day-ahead"]
    assert codes(Pairing(1, 2, BEGUN - DAY).problems(TODAY, BEGUN, [])) == ["before-consent"]
    assert Pairing(1, 2, BEGUN).problems(TODAY, BEGUN, []) == []


@pytest.mark.parametrize(("load", "wrong"), [(None, False), (0, True), (1, False), (20, False), (21, True)])
def test_a_mentor_accompanies_between_one_and_twenty(load, wrong):
    assert bool(Agreement(TODAY, load).problems(TODAY, [])) is wrong


def test_consent_is_not_given_ahead():
    assert codes(Agreement(TODAY + DAY).problems(TODAY, [])) == ["day-ahead"]


@pytest.mark.parametrize(
    ("day", "last", "found"),
    [
        (TODAY + DAY, None, ["day-ahead"]),
        (BEGUN - DAY, None, ["before-mentorship"]),
        (BEGUN, None, []),
        (BEGUN, BEGUN, []),
        (BEGUN, BEGUN + DAY, ["mentor-contact-after"]),
    ],
)
def test_a_mentorship_ends_between_its_last_contact_and_today(day, last, found):
    assert codes(MentorshipClosing(day, ClosingReason.COMPLETED).problems(TODAY, BEGUN, last)) == found


def contact(day=TODAY, minutes=15, agreed="", next_on=None):
    return Logged(day, minutes, SupportKind.EMOTIONAL, agreed, next_on)


@pytest.mark.parametrize(("minutes", "wrong"), [(-1, True), (0, False), (600, False), (601, True)])
def test_a_contact_takes_up_to_ten_hours(minutes, wrong):
    assert codes(contact(minutes=minutes).problems(TODAY, BEGUN, None)) == (["minutes-wrong"] if wrong else [])


def test_a_contact_lies_within_the_mentorship_and_not_ahead():
    assert codes(contact(TODAY + DAY).problems(TODAY, BEGUN, None)) == ["day-ahead"]
    assert codes(contact(BEGUN - DAY).problems(TODAY, BEGUN, None)) == ["before-mentorship"]
    assert codes(contact(TODAY).problems(TODAY, BEGUN, TODAY - DAY)) == ["after-mentorship"]
    assert contact(BEGUN).problems(TODAY, BEGUN, BEGUN) == []


def test_everything_wrong_with_a_contact_is_said_at_once():
    wrong = contact(BEGUN - DAY, 601, "x" * 501, BEGUN - 2 * DAY)
    assert codes(wrong.problems(TODAY, BEGUN, None)) == [
        "before-mentorship",
        "minutes-wrong",
        "text-too-long",
        "next-contact-wrong",
    ]


@pytest.mark.parametrize(("ahead", "wrong"), [(-1, True), (0, False), (366, False), (367, True)])
def test_the_next_contact_comes_after_this_one_and_within_a_year(ahead, wrong):
    found = contact(next_on=TODAY + timedelta(ahead)).problems(TODAY, BEGUN, None)
    assert codes(found) == (["next-contact-wrong"] if wrong else [])


@pytest.mark.parametrize(("silence", "stalled"), [(0, False), (13, False), (14, True), (400, True)])
def test_a_pair_is_stalled_after_a_fortnight_without_a_contact(silence, stalled):
    day = TODAY - timedelta(silence)
    assert is_stalled(day, None, None, TODAY, 14) is stalled
    assert is_stalled(day - 300 * DAY, day, None, TODAY, 14) is stalled


def test_a_next_contact_agreed_ahead_counts_until_its_day_has_passed():
    long_ago = TODAY - 40 * DAY
    assert not is_stalled(long_ago, long_ago, TODAY, TODAY, 14)
    assert is_stalled(long_ago, long_ago, TODAY - DAY, TODAY, 14)


def test_days_of_silence_are_counted_over_a_leap_day():
    assert silent_days(date(2028, 2, 20), date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert silent_days(date(2028, 2, 20), None, date(2028, 3, 1)) == 10


@given(begun=days, gap=st.integers(0, 400), later=st.integers(0, 400), limit=st.integers(1, 730))
def test_a_contact_today_always_ends_the_silence_and_waiting_never_does(begun, gap, later, limit):
    last = begun + timedelta(gap)
    today = last + timedelta(later)
    assert not is_stalled(begun, today, None, today, limit)
    if is_stalled(begun, last, None, today, limit):
        assert is_stalled(begun, last, None, today + DAY, limit)
        assert silent_days(begun, last, today) >= limit


def test_a_warning_names_the_numbers_and_the_mentor_it_is_about():
    facts = PairFacts(Standing(89, Phase.LEFT), 2, 2, WOMAN, MAN, "Anil Yadav")
    assert warnings_for_pair(facts, NUMBERS) == [
        Problem("override", "mentor-days-few", {"days": 89, "needed": 90}),
        Problem("override", "mentor-load-reached", {"count": 2, "load": 2}),
        Problem("override", "mentor-woman-and-man"),
        Problem("override", "has-mentor-already", {"name": "Anil Yadav"}),
    ]
    assert warnings_for_mentor(Standing(None, None), NUMBERS) == [
        Problem("override", "mentor-days-unknown", {"needed": 90})
    ]


def test_a_refusal_stands_beside_its_field_and_names_the_day_or_the_limit():
    text = Problem("override", "text-too-long", {"most": 500})
    assert Agreement(TODAY + DAY, 21, "x" * 501).problems(TODAY, []) == [
        Problem("consented_on", "day-ahead"),
        Problem("load", "number-out-of-range", {"least": 1, "most": 20}),
        text,
    ]
    assert Pairing(1, 2, TODAY + DAY, "x" * 501).problems(TODAY, TODAY + 2 * DAY, []) == [
        Problem("from_day", "day-ahead"),
        Problem("from_day", "before-consent", {"day": TODAY + 2 * DAY}),
        text,
    ]
    assert Pairing(1, 2, TODAY, " ").problems(TODAY, BEGUN, WARNED) == [Problem("override", "override-reason-missing")]
    assert contact(BEGUN - DAY, 601, "x" * 501, BEGUN - 2 * DAY).problems(TODAY, BEGUN, None) == [
        Problem("day", "before-mentorship", {"day": BEGUN}),
        Problem("minutes", "minutes-wrong", {"most": 600}),
        Problem("agreed", "text-too-long", {"most": 500}),
        Problem("next_on", "next-contact-wrong"),
    ]
    assert contact(TODAY + DAY).problems(TODAY, BEGUN, None) == [Problem("day", "day-ahead")]
    assert contact(TODAY).problems(TODAY, BEGUN, BEGUN) == [Problem("day", "after-mentorship", {"day": BEGUN})]


def test_the_end_of_a_mentorship_is_refused_with_the_day_that_stands_against_it():
    def problems(day, last=None):
        return MentorshipClosing(day, ClosingReason.COMPLETED).problems(TODAY, BEGUN, last)

    assert problems(TODAY + DAY) == [Problem("to_day", "day-ahead")]
    assert problems(BEGUN - DAY) == [Problem("to_day", "before-mentorship", {"day": BEGUN})]
    assert problems(BEGUN, TODAY) == [Problem("to_day", "mentor-contact-after", {"day": TODAY})]
    assert problems(TODAY, TODAY) == []


def test_five_hundred_letters_are_kept_whatever_stands_around_them():
    most = " " + "x" * 500 + " "
    assert Agreement(TODAY, None, most).problems(TODAY, WARNED) == []
    assert contact(agreed=most).problems(TODAY, BEGUN, None) == []
