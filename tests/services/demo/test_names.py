from random import Random

import pytest

from peerdesk.domain.members.members import Relation
from peerdesk.domain.members.portal_codes import Occupation
from peerdesk.domain.names import NameRegion, Script, is_latin, script_of, unusable
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.services.demo.names import NATIVE_SCRIPT, WELL_KNOWN, draw_name, draw_relative
from peerdesk.services.demo.villages import (
    DISTRICTS,
    FAMILY_GUESTS,
    OCCUPATION_WEIGHTS,
    OCCUPATIONS,
    RELATIONS_OF_MEN,
    RELATIONS_OF_WOMEN,
    districts,
)

REGIONS = tuple(NATIVE_SCRIPT)


def seeded(number):
    return Random(number)  # noqa: S311 - the demo centre must be the same everywhere


def drawn_names(region, *, female, count=400):
    chance = seeded(42)
    return [draw_name(chance, region, female=female) for _ in range(count)]


@pytest.mark.parametrize("female", [False, True])
@pytest.mark.parametrize("region", REGIONS)
def test_a_drawn_name_can_be_kept_in_both_scripts(region, female):
    for name in drawn_names(region, female=female):
        assert is_latin(name.latin)
        assert script_of(name.native) is NATIVE_SCRIPT[region]
        assert unusable(name.latin) is unusable(name.native) is None
        assert len(name.latin.split()) == len(name.native.split())


@pytest.mark.parametrize("female", [False, True])
@pytest.mark.parametrize("region", REGIONS)
def test_hundreds_of_members_are_hardly_ever_namesakes(region, female):
    names = drawn_names(region, female=female)
    assert len(set(names)) > 0.9 * len(names)


@pytest.mark.parametrize("region", REGIONS)
def test_no_member_bears_the_name_of_a_public_person(region):
    for female in (False, True):
        for name in drawn_names(region, female=female, count=3_000):
            first, *others = name.latin.split()
            assert not {(first, other) for other in others} & WELL_KNOWN


def test_punjabi_men_are_singh_and_women_kaur():
    men = drawn_names(NameRegion.PUNJAB, female=False, count=50)
    women = drawn_names(NameRegion.PUNJAB, female=True, count=50)
    assert all(" Singh " in name.latin for name in men)
    assert all(" Kaur " in name.latin for name in women)


@pytest.mark.parametrize("region", REGIONS)
def test_a_relative_shares_the_last_name_and_has_another_first_name(region):
    chance = seeded(3)
    for member in drawn_names(region, female=True, count=100):
        husband = draw_relative(chance, region, member, female=False)
        assert husband.latin.split()[-1] == member.latin.split()[-1]
        assert husband.native.split()[-1] == member.native.split()[-1]
        assert husband.latin.split()[0] not in member.latin.split()


def test_the_same_seed_draws_the_same_people():
    assert drawn_names(NameRegion.MAHARASHTRA, female=True) == drawn_names(NameRegion.MAHARASHTRA, female=True)


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_districts_and_villages_in_both_scripts(region):
    places = [
        place for district in districts(region) for place in ((district.latin, district.native), *district.villages)
    ]
    assert len(places) >= 20
    assert len(set(places)) == len(places)
    for latin, native in places:
        assert script_of(latin) is Script.LATIN
        assert script_of(native) is NATIVE_SCRIPT[region]
        assert unusable(latin) is unusable(native) is None


def test_every_district_belongs_to_a_region_of_the_demo():
    assert {district.region for district in DISTRICTS} == set(REGIONS)


def test_every_occupation_of_the_portal_has_words_and_a_weight():
    assert set(OCCUPATIONS) == set(OCCUPATION_WEIGHTS) == set(Occupation)
    assert sum(OCCUPATION_WEIGHTS.values()) == 100


def test_relations_fit_men_and_women():
    assert Relation.WIFE not in RELATIONS_OF_MEN
    assert Relation.SON not in RELATIONS_OF_WOMEN
    assert Kinship.HUSBAND not in FAMILY_GUESTS
