"""What a member agreed to, since when, and until when."""

from datetime import date

from peerdesk.domain.members.consents import (
    ConsentKind,
    ConsentRow,
    ConsentWay,
    NewConsents,
    latest,
    missing_problems,
    withdrawal_problems,
    withdrawn_since,
)

TODAY = date(2026, 11, 21)
FIRST, THEN, LATER = date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 12)
CALLS, STORY = ConsentKind.CALLS, ConsentKind.STORY


def consent(number=1, kind=CALLS, given_on=FIRST, withdrawn_on=None):
    by = (2, "Ravi") if withdrawn_on else (None, "")
    return ConsentRow(number, 7, kind, given_on, ConsentWay.THUMB, 1, "Sunita", withdrawn_on, *by)


def codes(problems):
    return [f"{problem.field}: {problem.code}" for problem in problems]


def test_the_consent_that_stands_counts_and_else_the_one_withdrawn_last():
    before, again = consent(withdrawn_on=THEN), consent(2, given_on=LATER)
    assert latest([], CALLS) is None
    assert latest([before, again], CALLS) is again
    assert latest([consent(kind=STORY)], CALLS) is None
    last = consent(2, given_on=THEN, withdrawn_on=LATER)
    assert latest([last, before], CALLS) is last
    assert withdrawn_since([last, before], CALLS) == LATER
    assert withdrawn_since([before, again], CALLS) is None
    assert withdrawn_since([], CALLS) is None


def test_what_needs_a_consent_says_whether_it_was_never_given_or_withdrawn():
    assert codes(missing_problems([], STORY, "text")) == ["text: consent-missing"]
    (problem,) = missing_problems([consent(kind=STORY, withdrawn_on=THEN)], STORY, "text")
    assert (problem.code, problem.values["day"]) == ("consent-withdrawn", THEN)
    assert missing_problems([consent(kind=STORY)], STORY, "text") == []


def test_several_are_given_at_once_but_none_that_stands_and_none_before_it_was_withdrawn():
    def wrong(*kinds, on=TODAY, earlier=()):
        return codes(NewConsents(frozenset(kinds), on).problems(TODAY, earlier))

    assert wrong(CALLS, STORY) == []
    assert wrong() == ["kinds: consent-kind-missing"]
    assert wrong(CALLS, on=date(2026, 11, 22)) == ["given_on: day-ahead"]
    assert wrong(CALLS, STORY, earlier=[consent()]) == ["kinds: consent-given-already"]
    unknown = NewConsents(frozenset({CALLS}), TODAY, language="xx").problems(TODAY, [])
    assert codes(unknown) == ["language: language-unknown"]
    ended = [consent(withdrawn_on=LATER)]
    assert wrong(CALLS, on=THEN, earlier=ended) == ["given_on: consent-before-withdrawal"]
    assert wrong(CALLS, on=LATER, earlier=ended) == []


def test_it_is_withdrawn_once_and_not_before_it_was_given():
    assert withdrawal_problems(consent(), FIRST, TODAY) == []
    assert codes(withdrawal_problems(consent(), date(2026, 11, 1), TODAY)) == ["withdrawn_on: withdrawn-before-given"]
    assert codes(withdrawal_problems(consent(), date(2026, 11, 22), TODAY)) == ["withdrawn_on: day-ahead"]
    assert codes(withdrawal_problems(consent(withdrawn_on=THEN), LATER, TODAY)) == [": consent-withdrawn-already"]


def test_a_privacy_notice_is_given_and_not_withdrawn():
    notice = consent(kind=ConsentKind.NOTICE)
    assert codes(withdrawal_problems(notice, THEN, TODAY)) == [": notice-not-withdrawn"]
