from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.care.contacts import WITH_MEMBER, ContactKind, NewContact, session_numbers
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
TALK, FAMILY = ContactKind.INDIVIDUAL, ContactKind.FAMILY
kinds = st.sampled_from(list(ContactKind))
days = st.dates(date(2024, 1, 1), TODAY)


def codes(problems):
    return [(problem.field, problem.code) for problem in problems]


def test_numbers_run_by_kind_and_begin_anew_with_each_stay():
    first, second = date(2026, 3, 1), date(2026, 9, 1)
    contacts = [
        (TALK, date(2026, 2, 1)),  # before the first admission
        (TALK, first),
        (FAMILY, date(2026, 3, 5)),
        (TALK, date(2026, 3, 9)),
        (TALK, date(2026, 8, 31)),  # after the discharge: still the first stay's
        (TALK, second),
        (FAMILY, date(2026, 9, 3)),
    ]
    assert session_numbers(contacts, [second, first]) == [1, 1, 1, 2, 3, 1, 1]


@given(st.lists(st.tuples(kinds, days), max_size=40), st.lists(days, max_size=5))
def test_the_numbers_of_a_kind_in_a_stay_have_no_gap(contacts, admissions):
    contacts.sort(key=lambda contact: contact[1])
    stays: dict[object, list[int]] = {}
    for (kind, day), number in zip(contacts, session_numbers(contacts, admissions), strict=True):
        stays.setdefault((kind, max((a for a in admissions if a <= day), default=None)), []).append(number)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in stays.values())


def test_a_call_with_the_family_alone_is_no_contact_with_the_member():
    assert set(ContactKind) - WITH_MEMBER == {ContactKind.FAMILY_CALL}


@pytest.mark.parametrize("minutes", [0, 45, 600])
def test_a_contact_of_today_is_kept(minutes):
    assert NewContact(1, TALK, TODAY, minutes).problems(TODAY) == []


def test_everything_wrong_with_a_contact_is_said_at_once():
    new = NewContact(1, TALK, TODAY + timedelta(1), 601, "x" * 121, "y" * 2001)
    assert codes(new.problems(TODAY)) == [
        ("day", "day-ahead"),
        ("minutes", "minutes-wrong"),
        ("with_whom", "text-too-long"),
        ("issues", "text-too-long"),
    ]
    assert codes(NewContact(1, TALK, TODAY, -1).problems(TODAY)) == [("minutes", "minutes-wrong")]


def test_a_refusal_of_a_contact_names_the_limit_that_was_crossed():
    longest = NewContact(1, TALK, TODAY, 600, "m" * 120, "i" * 2000)
    assert longest.problems(TODAY) == []
    assert NewContact(1, TALK, TODAY, 601, "m" * 121, "i" * 2001).problems(TODAY) == [
        Problem("minutes", "minutes-wrong", {"most": 600}),
        Problem("with_whom", "text-too-long", {"most": 120}),
        Problem("issues", "text-too-long", {"most": 2000}),
    ]
