"""A search lists whom it names before those whose relative it names, and says so of these."""

from dataclasses import replace

import pytest

from peerdesk.domain.members.members import MemberDetails, Relation
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.services.members import members
from tests.centres import TODAY

PEOPLE = (
    MemberDetails("Lakhan Lal Rawat", relation=Relation.SON, relation_name="Vasant", gender=Gender.MALE, age=30),
    MemberDetails("Vasant Dwivedi", relation=Relation.SON, relation_name="Naveen", gender=Gender.MALE, age=31),
    MemberDetails("Amar S/o Vasant Rao", gender=Gender.MALE, age=32),
    MemberDetails("Bhola", relation_name="वसंत", gender=Gender.MALE, age=33),
    MemberDetails("Chandan @ Vasant", gender=Gender.MALE, age=34),
    MemberDetails("Vasant Pal", relation=Relation.SON, relation_name="Vasant", gender=Gender.MALE, age=35),
    MemberDetails("Zorawar", "वसंत", village="Utila", gender=Gender.MALE, age=36),
)


@pytest.fixture
def find(storage, coordinator):
    for details in PEOPLE:
        members.register(storage, coordinator, details, today=TODAY)

    def find(text: str, most: int = 60):
        return members.find(storage, coordinator, text=text, today=TODAY, most=most)

    return find


@pytest.mark.parametrize("text", ["vasant", "Vasa", "वसंत"])
def test_own_names_come_before_relatives_names(find, text):
    names = [row.name_latin for row in find(text).rows]
    assert names[:4] == ["Chandan @ Vasant", "Vasant Dwivedi", "Vasant Pal", "Zorawar"]
    assert sorted(names[4:]) == ["Amar S/o Vasant Rao", "Bhola", "Lakhan Lal Rawat"]


def test_a_short_list_holds_those_who_are_meant(find):
    """The list beside the roster has room for eight: no relative's name may push out who is called so."""
    found = find("vasant", most=4)
    assert (found.total, [row.relation_name for row in found.rows]) == (7, [""] * 4)
    assert {row.name_latin for row in found.rows} == {"Chandan @ Vasant", "Vasant Dwivedi", "Vasant Pal", "Zorawar"}


def test_the_relative_is_told_of_those_who_are_found_through_one_alone(find):
    told = {row.name_latin: (row.relation, row.relation_name) for row in find("vasant").rows}
    assert told.pop("Lakhan Lal Rawat") == (Relation.SON, "Vasant")
    assert told.pop("Bhola") == (None, "वसंत")
    assert set(told.values()) == {(None, "")}
    assert [row.relation_name for row in find("lakhan").rows] == [""]
    assert [row.relation_name for row in find("lakhan vasant").rows] == ["Vasant"], "one of the words is the relative's"
    assert [row.relation_name for row in find("").rows] == [""] * len(PEOPLE)


def test_whoever_is_found_by_something_else_is_told_nothing_of(find):
    assert [(row.name_latin, row.relation_name) for row in find("utila").rows] == [("Zorawar", "")]


def test_a_new_relative_is_told_at_once(find, storage, coordinator):
    (row,) = find("zorawar").rows
    renewed = replace(PEOPLE[-1], relation=Relation.SON, relation_name="Harbhajan")
    members.change(storage, coordinator, row.id, renewed, today=TODAY)
    assert [(row.name_latin, row.relation_name) for row in find("harbhajan").rows] == [("Zorawar", "Harbhajan")]
