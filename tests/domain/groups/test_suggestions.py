from dataclasses import replace
from datetime import date, time

import pytest

from peerdesk.domain.groups.balance import CountedTraits, Stage, composition
from peerdesk.domain.groups.fit import FitCode, GroupToJoin, Joiner
from peerdesk.domain.groups.groups import Audience, Entry, GroupType
from peerdesk.domain.groups.suggestions import GroupOnOffer, GroupReason, GroupTrait, reasons, suggestions
from peerdesk.domain.members.portal_codes import Gender, Occupation

TODAY = date(2026, 11, 18)
ASHA = Joiner(1, "Asha Devi", Gender.FEMALE, 24, Stage.FIRST_DAYS)
RAM = Joiner(2, "Ram Lal", Gender.MALE, 41, Stage.LATER)
MAN = CountedTraits(Gender.MALE, 30, Occupation.FARMER, Stage.LATER)
WOMAN = CountedTraits(Gender.FEMALE, 30, Occupation.FARMER, Stage.LATER)


def offer(*people, name="Circle", audience=Audience.EVERYBODY, most=15, entry=Entry.OPEN, planned=0, held=0, number=1):
    group = GroupToJoin(GroupType.SELF_HELP, entry, audience, most, date(2026, 1, 5), len(people))
    return GroupOnOffer(number, name, group, composition(people), (TODAY, time(18)), planned, held)


def traits(newcomer, offered):
    return [reason.trait for reason in reasons(newcomer, offered)]


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, []), (1, []), (2, []), (3, [GroupTrait.SMALL]), (12, [GroupTrait.SMALL]), (13, [GroupTrait.LARGE])],
)
def test_a_group_of_three_to_twelve_is_small_and_one_or_two_are_no_reason_to_go_there(size, expected):
    assert traits(RAM, offer(*[MAN] * size)) == expected


@pytest.mark.parametrize(
    ("planned", "held", "expected"),
    [(0, 0, []), (10, 8, [GroupTrait.REGULAR]), (10, 7, [GroupTrait.IRREGULAR]), (1, 0, [GroupTrait.IRREGULAR])],
)
def test_a_group_keeps_its_days_when_four_of_five_sessions_were_held(planned, held, expected):
    found = reasons(RAM, offer(planned=planned, held=held))
    assert found == [GroupReason(trait, held, planned) for trait in expected]


def test_three_ages_and_three_kinds_of_work_are_mixed():
    work = (Occupation.FARMER, Occupation.LABOURER, Occupation.TEACHER)
    people = [CountedTraits(Gender.MALE, age, job, Stage.LATER) for age, job in zip((20, 30, 60), work, strict=True)]
    assert {GroupTrait.MIXED_AGES, GroupTrait.MIXED_WORK} <= set(traits(RAM, offer(*people)))
    assert not {GroupTrait.MIXED_AGES, GroupTrait.MIXED_WORK} & set(traits(RAM, offer(*people[:2])))


def test_a_woman_hears_how_many_women_are_there_and_a_man_does_not():
    assert GroupReason(GroupTrait.WOMEN_THERE, 2) in reasons(ASHA, offer(WOMAN, WOMAN))
    assert GroupReason(GroupTrait.FEW_WOMEN, 1) in reasons(ASHA, offer(WOMAN, MAN))
    assert GroupReason(GroupTrait.FEW_WOMEN, 0) in reasons(ASHA, offer())
    assert not {GroupTrait.WOMEN_THERE, GroupTrait.FEW_WOMEN} & set(traits(RAM, offer(WOMAN, WOMAN)))


def test_a_group_made_for_somebody_says_so_and_a_womens_group_counts_no_women():
    found = reasons(ASHA, offer(audience=Audience.WOMEN))
    assert found == [GroupReason(GroupTrait.MADE_FOR, audience=Audience.WOMEN)]
    assert traits(RAM, offer(audience=Audience.WOMEN)) == []
    assert traits(ASHA, offer(audience=Audience.NEWCOMERS))[0] is GroupTrait.MADE_FOR


@pytest.mark.parametrize(("known", "expected"), [(None, []), (False, []), (True, [GroupTrait.MADE_FOR])])
def test_a_group_for_a_co_occurring_illness_is_meant_for_whom_one_is_noted(known, expected):
    assert traits(replace(RAM, co_occurring=known), offer(audience=Audience.CO_OCCURRING)) == expected


def test_what_speaks_for_a_group_stands_before_what_speaks_against_it():
    found = reasons(ASHA, offer(MAN, planned=10, held=1))
    assert [reason.speaks_for for reason in found] == sorted((r.speaks_for for r in found), reverse=True)


def test_the_group_with_most_reasons_comes_first_and_those_that_do_not_fit_last_with_the_reason():
    offered = [
        offer(WOMAN, WOMAN, name="Full", most=1, planned=8, held=8, number=1),
        offer(name="Men", audience=Audience.MEN, number=2),
        offer(*[MAN] * 14, name="Large", number=3),
        offer(WOMAN, WOMAN, WOMAN, name="Good", planned=8, held=8, number=4),
        offer(name="Closed", entry=Entry.CLOSED, number=5),
    ]
    found = suggestions(ASHA, offered, TODAY)
    assert [one.name for one in found] == ["Good", "Large", "Full", "Closed", "Men"]
    assert [one.fits for one in found] == [True, True, False, False, False]
    assert [[warning.code for warning in one.warnings] for one in found[2:]] == [
        [FitCode.CAPACITY],
        [FitCode.CLOSED_ENTRY],
        [FitCode.MEN],
    ]


def test_a_group_that_has_not_begun_yet_is_joined_on_its_first_day():
    group = GroupToJoin(GroupType.SELF_HELP, Entry.CLOSED, Audience.EVERYBODY, 15, date(2026, 12, 1), 0)
    coming = GroupOnOffer(1, "Winter", group, composition([]), (date(2026, 12, 1), time(18)), 0, 0)
    assert suggestions(RAM, [coming], TODAY)[0].fits


def test_a_suggestion_carries_what_is_shown_of_the_group():
    waiting = date(2026, 11, 3)
    offered = replace(offer(MAN, MAN, name="Evening", most=9, number=4), waiting_since=waiting)
    [found] = suggestions(RAM, [offered], TODAY)
    assert (found.group_id, found.name, found.members, found.capacity_max) == (4, "Evening", 2, 9)
    assert (found.next_meeting, found.waiting_since) == ((TODAY, time(18)), waiting)


def test_the_size_is_told_with_the_number_of_members():
    assert reasons(RAM, offer(*[MAN] * 12)) == [GroupReason(GroupTrait.SMALL, 12)]
    assert reasons(RAM, offer(*[MAN] * 13)) == [GroupReason(GroupTrait.LARGE, 13)]


def test_of_groups_with_as_much_for_them_the_one_with_less_against_it_comes_first():
    small, grown = offer(*[MAN] * 3, name="Small"), offer(*[MAN] * 13, name="Grown", planned=10, held=9)
    both = offer(*[MAN] * 3, name="A small one that seldom meets", planned=10, held=2)
    assert [found.name for found in suggestions(RAM, [both, grown, small], TODAY)] == [
        "Small",
        "A small one that seldom meets",
        "Grown",
    ]


@pytest.mark.parametrize(("held", "expected"), [(135, GroupTrait.REGULAR), (134, GroupTrait.IRREGULAR)])
def test_four_of_five_is_no_less_in_a_long_run(held, expected):
    assert traits(RAM, offer(planned=168, held=held)) == [expected]


def test_a_closed_group_made_for_somebody_still_says_so():
    found = reasons(ASHA, offer(audience=Audience.WOMEN, entry=Entry.CLOSED))
    assert found == [GroupReason(GroupTrait.MADE_FOR, audience=Audience.WOMEN)]
