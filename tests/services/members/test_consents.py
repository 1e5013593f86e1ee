"""Consents kept in the file: given, withdrawn, given again, and put right where somebody erred."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.care.follow_ups import FollowUpKind, FollowUpWay, NewFollowUp
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.consents import ConsentKind, ConsentWay, NewConsents
from peerdesk.domain.members.stays import Death
from peerdesk.domain.screens.follow_ups import FollowUpFilter
from peerdesk.services import today
from peerdesk.services.care import follow_ups
from peerdesk.services.members import consents, deaths, members, way_back
from tests.centres import TODAY
from tests.looking import trail
from tests.refusals import failure_of, problems_of

NOTICE, RECORD, CALLS, FAMILY, EMPLOYER, COURT, STORY, AGREEMENT = ConsentKind
FIRST, THEN = date(2026, 11, 3), date(2026, 11, 12)


@pytest.fixture
def member_id(centre):
    return centre.member()


@pytest.fixture
def give(storage, office, member_id):
    def call(*kinds, on=FIRST, actor=office, who=None, **more):
        new = NewConsents(frozenset(kinds), on, **more)
        return consents.record(storage, actor, who or member_id, new, today=TODAY)

    return call


@pytest.fixture
def withdraw(storage, office):
    def call(consent_id, on=THEN, **more):
        consents.withdraw(storage, office, consent_id, on, today=TODAY, **more)

    return call


@pytest.fixture
def kept(storage, office, member_id):
    def call():
        return [(row.kind, row.given_on, row.withdrawn_on) for row in consents.of_member(storage, office, member_id)]

    return call


def test_at_the_desk_several_are_given_at_once_with_day_how_and_before_whom(
    storage, office, member_id, give, announced
):
    announced.clear()
    numbers = give(CALLS, RECORD, way=ConsentWay.THUMB, taken_by=1)
    rows = consents.of_member(storage, office, member_id)
    assert [row.id for row in rows] == numbers
    assert [(row.kind, row.given_on, row.way, row.taken_by, row.stands) for row in rows] == [
        (RECORD, FIRST, ConsentWay.THUMB, "Meena Rawat", True),
        (CALLS, FIRST, ConsentWay.THUMB, "Meena Rawat", True),
    ]
    assert announced == [Changed.CONSENTS]
    assert [entry.new["kind"] for entry in trail(storage, "consent.give")] == ["record", "calls"]


def test_whoever_enters_it_took_it_where_nobody_else_is_named(storage, office, member_id, give):
    give(AGREEMENT)
    assert consents.of_member(storage, office, member_id)[0].taken_by == office.name


def test_a_withdrawn_one_is_kept_and_what_is_given_again_is_a_row_of_its_own(
    storage, office, member_id, give, withdraw, kept
):
    (first,) = give(CALLS)
    withdraw(first, by=1)
    assert kept() == [(CALLS, FIRST, THEN)]
    assert consents.of_member(storage, office, member_id)[0].withdrawn_by == "Meena Rawat"
    assert problems_of(give, CALLS, on=THEN - timedelta(1)) == ["given_on: consent-before-withdrawal"]
    give(CALLS, on=TODAY)
    assert kept() == [(CALLS, TODAY, None), (CALLS, FIRST, THEN)]
    assert problems_of(give, CALLS, on=TODAY) == ["kinds: consent-given-already"]


def test_a_mistake_is_taken_out_and_the_trail_keeps_it(storage, office, give, withdraw, kept):
    numbers = give(CALLS, FAMILY)
    consents.take_back(storage, office, numbers)
    assert kept() == []
    assert len(trail(storage, "consent.give-undone")) == 2
    consents.take_back(storage, office, numbers)
    (again,) = give(CALLS)
    withdraw(again)
    assert problems_of(consents.take_back, storage, office, [again]) == [": consent-withdrawn-already"]


def test_a_withdrawal_that_was_a_mistake_is_taken_back_unless_it_was_given_again(storage, office, give, withdraw, kept):
    (first,) = give(CALLS)
    withdraw(first)
    consents.take_back_withdrawal(storage, office, first)
    assert kept() == [(CALLS, FIRST, None)]
    consents.take_back_withdrawal(storage, office, first)
    withdraw(first)
    give(CALLS, on=TODAY)
    assert problems_of(consents.take_back_withdrawal, storage, office, first) == [": consent-given-again"]


def test_days_that_cannot_be_meant_are_refused_beside_their_field(storage, office, member_id, give, withdraw):
    assert problems_of(give, RECORD, on=TODAY + timedelta(1)) == ["given_on: day-ahead"]
    assert problems_of(give, RECORD, on=date(1900, 1, 1)) == ["given_on: before-birth"]
    (first,) = give(CALLS)
    assert problems_of(withdraw, first, FIRST - timedelta(1)) == ["withdrawn_on: withdrawn-before-given"]
    deaths.note_death(storage, office, member_id, Death(TODAY - timedelta(1)), today=TODAY)
    assert problems_of(give, RECORD, on=TODAY) == ["given_on: entry-after-death"]
    assert problems_of(withdraw, first, TODAY) == ["withdrawn_on: entry-after-death"]
    give(RECORD, on=TODAY - timedelta(1))
    withdraw(first, TODAY - timedelta(1))


def test_what_is_not_there_is_said(storage, give, withdraw, office):
    assert failure_of(give, RECORD, who=99) == "unknown-member"
    assert failure_of(give, RECORD, taken_by=99) == "unknown-staff"
    assert failure_of(withdraw, 99) == "unknown-consent"
    assert failure_of(consents.take_back_withdrawal, storage, office, 99) == "unknown-consent"
    (first,) = give(CALLS)
    assert failure_of(withdraw, first, by=99) == "unknown-staff"


def test_a_withdrawn_consent_to_calls_stands_beside_the_follow_up_and_hides_nothing(
    storage, office, member_id, give, withdraw
):
    for way in (FollowUpWay.CALL, FollowUpWay.FAMILY_CALL):
        new = NewFollowUp(member_id, FollowUpKind.PLANNED, TODAY, way, "Ask about work")
        follow_ups.add(storage, office, new, today=TODAY)

    def said():
        rows = follow_ups.screen(storage, office, today=TODAY, chosen=FollowUpFilter.DUE).rows
        assert len(rows) == len(today.page(storage, office, today=TODAY).follow_ups) == 2
        return [(row.no_calls_since, row.no_family_since) for row in rows]

    assert said() == [(None, None)] * 2
    calls, family = give(CALLS, FAMILY)
    assert said() == [(None, None)] * 2
    withdraw(calls)
    assert said() == [(THEN, None)] * 2
    withdraw(family, TODAY)
    assert said() == [(THEN, None), (THEN, TODAY)]
    give(CALLS, on=TODAY)
    assert said() == [(None, None), (None, TODAY)]


def test_somebody_about_whom_a_consent_is_kept_was_no_registration_by_mistake(storage, office, member_id, give):
    give(RECORD)
    assert problems_of(way_back.take_back_registration, storage, office, member_id) == [": registration-built-on"]
    assert members.find(storage, office, today=TODAY).total == 1


def test_the_privacy_notice_is_given_once_in_a_language_and_stands(storage, office, member_id, give, withdraw):
    (notice,) = give(NOTICE, way=ConsentWay.SPOKEN, language="mr")
    [row] = consents.of_member(storage, office, member_id)
    assert (row.kind, row.language, row.way, row.stands) == (NOTICE, "mr", ConsentWay.SPOKEN, True)
    assert problems_of(withdraw, notice) == [": notice-not-withdrawn"]
    assert problems_of(give, NOTICE, language="xx") == ["language: language-unknown", "kinds: consent-given-already"]
    consents.take_back(storage, office, [notice])
    assert consents.of_member(storage, office, member_id) == []
