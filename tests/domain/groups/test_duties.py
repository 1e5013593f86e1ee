"""Duties go round."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.groups.duties import Duty, in_turn, share_out

DAY = date(2026, 11, 2)
PEOPLE = st.lists(st.integers(1, 12), min_size=1, unique=True)
LAST = st.dictionaries(st.tuples(st.sampled_from(Duty), st.integers(1, 12)), st.dates(DAY, DAY + timedelta(60)))


def test_who_never_did_it_comes_first_then_who_did_it_longest_ago():
    last = {(Duty.TEA, 1): DAY, (Duty.TEA, 2): DAY - timedelta(7)}
    assert in_turn(Duty.TEA, [1, 2, 3], last) == [3, 2, 1]


def test_among_those_who_never_did_it_whoever_did_the_least_lately_comes_first():
    last = {(Duty.ROOM, 1): DAY, (Duty.ROOM, 2): DAY - timedelta(7)}
    assert in_turn(Duty.TEA, [1, 2, 3], last) == [3, 2, 1]
    assert in_turn(Duty.TEA, [2, 3, 1], {}) == [2, 3, 1]


def test_the_last_duty_of_any_kind_is_the_latest_one():
    last = {(Duty.ROOM, 1): DAY - timedelta(30), (Duty.WELCOME, 1): DAY, (Duty.ROOM, 2): DAY - timedelta(7)}
    assert in_turn(Duty.TEA, [1, 2], last) == [2, 1]
    assert in_turn(Duty.TEA, [1, 2], dict(reversed(last.items()))) == [2, 1]


def test_a_duty_that_somebody_has_holds_no_other_one_up():
    assert share_out([Duty.TEA, Duty.ROOM], [1, 2], {}, {Duty.TEA: 1}) == {Duty.ROOM: 2}


def test_nobody_gets_two_duties_while_somebody_has_none():
    assert share_out([Duty.TEA, Duty.ROOM], [1, 2], {}, {}) == {Duty.TEA: 1, Duty.ROOM: 2}
    assert share_out([Duty.TEA, Duty.ROOM], [1, 2], {}, {Duty.WELCOME: 1}) == {Duty.TEA: 2, Duty.ROOM: 1}
    assert share_out([Duty.TEA, Duty.ROOM], [1], {}, {}) == {Duty.TEA: 1, Duty.ROOM: 1}


def test_a_duty_somebody_has_is_not_given_again_and_without_people_nothing_is():
    assert share_out([Duty.TEA], [1, 2], {}, {Duty.TEA: 2}) == {}
    assert share_out([Duty.TEA], [], {}, {}) == {}


@given(PEOPLE, LAST)
def test_everybody_has_a_place_and_nobody_earlier_did_it_later(people, last):
    order = in_turn(Duty.TEA, people, last)
    assert sorted(order) == sorted(people)
    days = [last.get((Duty.TEA, member_id), date.min) for member_id in order]
    assert days == sorted(days)


@given(PEOPLE, st.sets(st.sampled_from(Duty), min_size=1))
def test_over_as_many_sessions_as_there_are_members_everybody_does_everything_once(people, duties):
    last, done = {}, Counter()
    for session in range(len(people)):
        for duty in duties:
            (chosen,) = share_out([duty], people, last, {}).values()
            last[duty, chosen] = DAY + timedelta(session)
            done[duty, chosen] += 1
    assert set(done.values()) == {1}


@given(PEOPLE, LAST, st.lists(st.sampled_from(Duty), unique=True))
def test_shared_out_to_as_many_different_members_as_there_can_be(people, last, duties):
    found = share_out(duties, people, last, {})
    assert set(found) == set(duties)
    assert len(set(found.values())) == min(len(people), len(duties))
