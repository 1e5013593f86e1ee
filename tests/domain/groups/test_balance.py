from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.groups.balance import AgeBand, CountedTraits, Stage, age_band, composition, stage
from peerdesk.domain.groups.capacity import SizeHint, over_capacity, size_hint
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.members.portal_codes import Gender, Occupation
from peerdesk.domain.members.stays import DischargeType, LatestStay

DAY = date(2026, 11, 18)
MEMBERS = st.builds(
    CountedTraits,
    st.sampled_from(Gender),
    st.one_of(st.none(), st.integers(1, 120)),
    st.one_of(st.none(), st.sampled_from(Occupation)),
    st.sampled_from(Stage),
)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (1, AgeBand.UNDER_18),
        (17, AgeBand.UNDER_18),
        (18, AgeBand.FROM_18),
        (25, AgeBand.FROM_18),
        (26, AgeBand.FROM_26),
        (35, AgeBand.FROM_26),
        (36, AgeBand.FROM_36),
        (49, AgeBand.FROM_36),
        (50, AgeBand.FROM_50),
        (120, AgeBand.FROM_50),
    ],
)
def test_both_ends_of_a_band_belong_to_it(age, band):
    assert age_band(age) is band


@given(st.lists(MEMBERS))
def test_everybody_has_a_gender_and_a_stage_and_nobody_is_counted_twice(members):
    found = composition(members)
    assert found.size == len(members) == sum(found.genders.values()) == sum(found.stages.values())
    assert sum(found.ages.values()) == sum(member.age is not None for member in members)
    assert sum(found.occupations.values()) <= found.size
    assert 0 not in [*found.ages.values(), *found.genders.values(), *found.stages.values()]


def test_the_codes_stand_in_their_own_order():
    found = composition(
        [CountedTraits(Gender.MALE, 60, None, Stage.LATER), CountedTraits(Gender.MALE, 20, None, Stage.LATER)]
    )
    assert list(found.ages.items()) == [(AgeBand.FROM_18, 1), (AgeBand.FROM_50, 1)]


@pytest.mark.parametrize(
    ("days", "expected"), [(0, Stage.FIRST_DAYS), (29, Stage.FIRST_DAYS), (30, Stage.LATER), (-1, Stage.OUTSIDE)]
)
def test_the_day_of_admission_is_the_first_of_thirty(days, expected):
    assert stage(LatestStay(DAY - timedelta(days)), DAY) is expected


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (DischargeType.COMPLETED, Stage.AFTERCARE),
        (DischargeType.REFERRED, Stage.AFTERCARE),
        (DischargeType.AGAINST_ADVICE, Stage.OUTSIDE),
        (DischargeType.DIED, Stage.OUTSIDE),
    ],
)
def test_aftercare_begins_on_the_day_of_a_discharge_that_keeps_the_thread(ended, expected):
    stay = LatestStay(date(2026, 9, 1), DAY, ended)
    assert stage(stay, DAY) is expected
    assert stage(stay, DAY - timedelta(1)) is Stage.LATER


def test_who_was_never_admitted_is_not_in_the_programme():
    assert stage(None, DAY) is Stage.OUTSIDE


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [
        (GroupType.SELF_HELP, 0, None),
        (GroupType.SELF_HELP, 1, SizeHint.SMALL),
        (GroupType.SELF_HELP, 2, SizeHint.SMALL),
        (GroupType.SELF_HELP, 3, None),
        (GroupType.SELF_HELP, 15, None),
        (GroupType.SELF_HELP, 16, SizeHint.LARGE),
        (GroupType.EDUCATION, 2, None),
        (GroupType.EDUCATION, 35, None),
        (GroupType.EDUCATION, 36, SizeHint.LARGE),
        (GroupType.WORKSHOP, 2, None),
        (GroupType.WORKSHOP, 16, None),
        (GroupType.SHARING_CIRCLE, 2, SizeHint.SMALL),
        (GroupType.SHARING_CIRCLE, 16, SizeHint.LARGE),
        (None, 16, SizeHint.LARGE),
    ],
)
def test_sharing_groups_are_told_small_under_three_and_large_over_fifteen_classes_over_thirty_five(
    kind, size, expected
):
    assert size_hint(kind, size) is expected


def test_a_group_is_over_its_capacity_from_the_first_member_too_many():
    assert [over_capacity(members, 15) for members in (0, 14, 15, 16)] == [False, False, False, True]
