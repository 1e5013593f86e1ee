from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.groups.balance import Stage
from peerdesk.domain.groups.fit import (
    FitCode,
    FitWarning,
    GroupToJoin,
    Joiner,
    Override,
    needing_reason,
    override_problems,
    warnings,
)
from peerdesk.domain.groups.groups import Audience, Entry, GroupType
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.errors import Problem

BEGAN = date(2026, 11, 2)
LATER = date(2026, 11, 18)
CODES = st.lists(st.sampled_from(FitCode), min_size=1, unique=True).map(tuple)


def group(audience=Audience.EVERYBODY, *, members=0, most=15, entry=Entry.OPEN, kind=GroupType.SELF_HELP):
    return GroupToJoin(kind, entry, audience, most, BEGAN, members)


def joiner(gender=Gender.MALE, age=30, stage=Stage.LATER, member_id=1):
    return Joiner(member_id, "Asha Devi", gender, age, stage)


def codes(*arguments, **named):
    return [warning.code for warning in warnings(*arguments, **named)]


def test_a_group_with_room_for_everybody_says_nothing():
    assert warnings(group(), [joiner()], LATER) == []


def test_nobody_joining_is_nothing_to_warn_of():
    assert warnings(group(members=99, entry=Entry.CLOSED), [], LATER) == []


@pytest.mark.parametrize(("members", "joining", "expected"), [(14, 1, []), (15, 1, [FitCode.CAPACITY]), (13, 2, [])])
def test_a_group_is_full_when_those_who_join_go_beyond_its_size(members, joining, expected):
    joiners = [joiner(member_id=number) for number in range(joining)]
    assert codes(group(members=members), joiners, LATER) == expected


def test_several_who_join_together_are_counted_together():
    (warning,) = warnings(group(members=1, most=2), [joiner(), joiner(member_id=2)], LATER)
    assert (warning.code, warning.member_id, dict(warning.values)) == (FitCode.CAPACITY, None, {"count": 3, "most": 2})


@pytest.mark.parametrize(
    ("kind", "members", "expected"),
    [
        (GroupType.SELF_HELP, 14, []),
        (GroupType.SELF_HELP, 15, [FitCode.LARGE]),
        (GroupType.EDUCATION, 34, []),
        (GroupType.EDUCATION, 35, [FitCode.LARGE]),
    ],
)
def test_a_centre_may_allow_large_groups_and_only_hears_a_hint(kind, members, expected):
    found = warnings(group(members=members, most=60, kind=kind), [joiner()], LATER)
    assert [warning.code for warning in found] == expected
    assert needing_reason(found) == []


def test_a_closed_group_takes_its_members_on_its_first_day():
    closed = group(entry=Entry.CLOSED)
    assert codes(closed, [joiner()], BEGAN) == []
    assert codes(closed, [joiner()], BEGAN + timedelta(1)) == [FitCode.CLOSED_ENTRY]


@pytest.mark.parametrize(
    ("audience", "gender", "expected"),
    [
        (Audience.WOMEN, Gender.FEMALE, []),
        (Audience.WOMEN, Gender.MALE, [FitCode.WOMEN]),
        (Audience.WOMEN, Gender.TRANSGENDER, [FitCode.ASK_WHERE_SAFE]),
        (Audience.MEN, Gender.MALE, []),
        (Audience.MEN, Gender.FEMALE, [FitCode.MEN]),
        (Audience.MEN, Gender.TRANSGENDER, [FitCode.ASK_WHERE_SAFE]),
    ],
)
def test_a_group_for_women_or_for_men_is_warned_of_by_what_is_entered(audience, gender, expected):
    assert codes(group(audience), [joiner(gender)], LATER) == expected


def test_where_a_transgender_member_feels_safe_is_asked_and_needs_no_reason():
    found = warnings(group(Audience.WOMEN), [joiner(Gender.TRANSGENDER)], LATER)
    assert override_problems(found, "") == []


@pytest.mark.parametrize(("age", "fits"), [(17, False), (18, True), (25, True), (26, False), (None, True)])
def test_young_adults_are_18_to_25(age, fits):
    assert codes(group(Audience.YOUNG_ADULTS), [joiner(age=age)], LATER) == ([] if fits else [FitCode.YOUNG_ADULTS])


@pytest.mark.parametrize(("age", "fits"), [(1, True), (14, True), (17, True), (18, False), (60, False), (None, True)])
def test_a_group_for_under_18_is_for_under_18(age, fits):
    assert codes(group(Audience.UNDER_18), [joiner(age=age)], LATER) == ([] if fits else [FitCode.UNDER_18])


@pytest.mark.parametrize("role", MemberRole)
@pytest.mark.parametrize("kind", set(GroupType) - {GroupType.FAMILY})
def test_somebody_of_14_enters_no_group_silently_that_is_not_for_their_age(kind, role):
    for audience in set(Audience) - {Audience.UNDER_18, Audience.FAMILIES}:
        young = [joiner(age=14, stage=Stage.AFTERCARE)]
        found = needing_reason(warnings(group(audience, kind=kind), young, LATER, role))
        assert {FitCode.MINOR, FitCode.YOUNG_ADULTS} & {warning.code for warning in found}, audience
        assert override_problems(found, "") == [Problem("override", "override-reason-missing")]


def test_children_are_expected_among_families_and_nobody_of_18_is_a_child():
    assert codes(group(kind=GroupType.FAMILY), [joiner(age=9)], LATER) == []
    assert codes(group(Audience.FAMILIES), [joiner(age=9)], LATER) == [FitCode.FAMILIES]
    assert codes(group(), [joiner(age=18)], LATER) == []
    assert codes(group(), [joiner(age=None)], LATER) == []


def test_a_girl_who_joins_where_men_are_is_warned_of_for_both():
    assert codes(group(Audience.MEN), [joiner(Gender.FEMALE, 15)], LATER) == [FitCode.MEN, FitCode.MINOR]
    assert codes(group(Audience.MEN), [joiner(Gender.TRANSGENDER, 15)], LATER) == [
        FitCode.ASK_WHERE_SAFE,
        FitCode.MINOR,
    ]


@pytest.mark.parametrize(
    ("known", "expected"),
    [(None, [FitCode.CO_OCCURRING]), (False, [FitCode.NOT_CO_OCCURRING]), (True, [])],
    ids=["reader-may-not-know", "none-noted", "noted"],
)
def test_a_group_for_a_co_occurring_illness_only_hints_by_what_the_reader_may_know(known, expected):
    ill = replace(joiner(), co_occurring=known)
    found = warnings(group(Audience.CO_OCCURRING), [ill], LATER)
    assert [warning.code for warning in found] == expected
    assert needing_reason(found) == [], "a reason would stand on the roster, for everybody to read"
    assert codes(group(), [ill], LATER) == []


@pytest.mark.parametrize(("age", "fits"), [(49, False), (50, True), (None, True)])
def test_older_members_are_50_and_more(age, fits):
    assert codes(group(Audience.OLDER), [joiner(age=age)], LATER) == ([] if fits else [FitCode.OLDER])


@pytest.mark.parametrize("stage", Stage)
def test_newcomers_are_in_their_first_days_and_alumni_in_aftercare(stage):
    member = [joiner(stage=stage)]
    assert (codes(group(Audience.NEWCOMERS), member, LATER) == []) is (stage is Stage.FIRST_DAYS)
    assert (codes(group(Audience.ALUMNI), member, LATER) == []) is (stage is Stage.AFTERCARE)


@pytest.mark.parametrize("role", [MemberRole.PEER_LEADER, MemberRole.SUPPORT])
def test_who_leads_newcomers_need_not_be_new_but_a_womens_group_stays_one(role):
    assert codes(group(Audience.NEWCOMERS), [joiner()], LATER, role) == []
    assert codes(group(Audience.WOMEN), [joiner()], LATER, role) == [FitCode.WOMEN]


@pytest.mark.parametrize(
    ("audience", "code"), [(Audience.CO_OCCURRING, FitCode.CO_OCCURRING), (Audience.FAMILIES, FitCode.FAMILIES)]
)
def test_what_the_record_cannot_tell_is_a_hint_and_no_warning(audience, code):
    found = warnings(group(audience), [joiner(), joiner(member_id=2)], LATER)
    assert [(warning.code, warning.is_hint) for warning in found] == [(code, True)]


def test_each_member_whom_a_group_is_not_for_is_named():
    found = warnings(group(Audience.WOMEN), [joiner(), joiner(Gender.FEMALE, member_id=2), joiner(member_id=3)], LATER)
    assert [warning.member_id for warning in found] == [1, 3]


def test_a_warning_is_passed_over_with_a_reason_of_some_length():
    full = warnings(group(members=15), [joiner()], LATER)
    assert [problem.code for problem in override_problems(full, "  ")] == ["override-reason-missing"]
    assert override_problems(full, "Her sister is there.") == []
    assert [problem.code for problem in override_problems(full, "x" * 301)] == ["text-too-long"]
    assert override_problems([], "") == []


def test_what_is_kept_with_a_membership_is_what_concerns_that_member():
    found = [FitWarning(FitCode.CAPACITY), FitWarning(FitCode.WOMEN, 1), FitWarning(FitCode.LARGE)]
    assert Override.of(found, 1, " to lead ") == Override((FitCode.CAPACITY, FitCode.WOMEN), "to lead")
    assert Override.of(found, 2, "to lead") == Override((FitCode.CAPACITY,), "to lead")
    assert Override.of(found[1:], 2, "to lead") is None


@given(CODES, st.text(min_size=1))
def test_what_is_kept_is_read_again_whatever_the_reason_says(kept, reason):
    override = Override(kept, reason)
    assert Override.read(override.text()) == override


def test_a_text_from_elsewhere_is_all_reason():
    assert Override.read("agreed: with the family") == Override((), "agreed: with the family")


def test_a_warning_names_what_it_is_about():
    newer = warnings(group(entry=Entry.CLOSED), [joiner()], LATER)
    assert newer == [FitWarning(FitCode.CLOSED_ENTRY, None, {"day": BEGAN})]
    grown = warnings(group(members=15, most=60), [joiner()], LATER)
    assert grown == [FitWarning(FitCode.LARGE, None, {"count": 16, "most": 15})]
    for_others = warnings(group(Audience.OLDER), [joiner(age=30, member_id=7)], LATER)
    assert for_others == [FitWarning(FitCode.OLDER, 7, {"name": "Asha Devi", "age": 30})]
    assert warnings(group(Audience.FAMILIES), [joiner()], LATER) == [FitWarning(FitCode.FAMILIES)]
    assert warnings(group(Audience.CO_OCCURRING), [joiner()], LATER) == [FitWarning(FitCode.CO_OCCURRING)]


def test_a_reason_is_missing_or_too_long_beside_its_field():
    full = warnings(group(members=15), [joiner()], LATER)
    assert override_problems(full, " ") == [Problem("override", "override-reason-missing")]
    assert override_problems([], "x" * 301) == [Problem("override", "text-too-long", {"most": 300})]
    assert override_problems(full, " " + "x" * 300 + " ") == []


def test_a_reason_that_speaks_of_reasons_is_read_as_it_was_written():
    override = Override((FitCode.WOMEN,), "two things: her sister, and men: few")
    assert Override.read(override.text()) == override


def test_only_somebody_whom_it_concerns_passes_a_warning_over():
    alone = [FitWarning(FitCode.WOMEN, 7)]
    assert Override.of(alone, 8, "x") is None
    assert Override.of([FitWarning(FitCode.FAMILIES)], 7, "x") is None
