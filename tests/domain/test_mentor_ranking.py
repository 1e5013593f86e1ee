from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.members.members import Language
from peerdesk.domain.members.portal_codes import Gender, Substance
from peerdesk.domain.mentor_ranking import PossibleMentor, SharedFact, Traits, age_difference, in_common, ranked
from peerdesk.domain.mentoring_rows import Companion, MentorRow
from peerdesk.domain.mentorship import Standing

MAN, WOMAN, TRANS = Gender.MALE, Gender.FEMALE, Gender.TRANSGENDER
ALCOHOL, OPIUM = list(Substance)[:2]


def possible(name, traits, member, *, accompanies=0, number=1):
    person, standing = Companion(number, number, name, ""), Standing(200, None)
    mentor = MentorRow(person, traits.gender, traits.age, "", standing, date(2026, 1, 1), 2, accompanies, ())
    return PossibleMentor(mentor, traits, in_common(member, traits), age_difference(member, traits), ())


def order(member, **mentors):
    return [
        found.mentor.person.name
        for found in ranked(member, [possible(name, traits, member) for name, traits in mentors.items()])
    ]


def test_what_two_people_share_is_said_fact_by_fact():
    one = Traits(WOMAN, 30, Language.MARATHI, "Risod", "Washim", frozenset({ALCOHOL, OPIUM}))
    other = Traits(WOMAN, 35, Language.MARATHI, "Risod", "Washim", frozenset({OPIUM}))
    assert in_common(one, other) == [
        SharedFact.GENDER,
        SharedFact.LANGUAGE,
        SharedFact.VILLAGE,
        SharedFact.SUBSTANCE,
        SharedFact.AGE,
    ]


def test_the_district_is_said_where_the_villages_differ():
    assert in_common(Traits(MAN, village="Risod", district="Washim"), Traits(WOMAN, district="Washim")) == [
        SharedFact.DISTRICT
    ]


def test_a_village_is_the_same_in_another_spelling_and_script():
    for spelled in ("dabra", "Dabara", "डबरा"):
        assert SharedFact.VILLAGE in in_common(Traits(MAN, village="Dabra"), Traits(MAN, village=spelled)), spelled


def test_what_is_not_known_is_not_shared():
    assert in_common(Traits(MAN), Traits(WOMAN)) == []
    other = Traits(MAN, language=Language.OTHER)
    assert in_common(other, other) == [SharedFact.GENDER]


@pytest.mark.parametrize(("years", "close"), [(-6, False), (-5, True), (0, True), (5, True), (6, False)])
def test_close_in_age_means_five_years(years, close):
    assert (SharedFact.AGE in in_common(Traits(MAN, 30), Traits(MAN, 30 + years))) is close
    assert age_difference(Traits(MAN, 30), Traits(MAN, 30 + years)) == years


def test_for_a_woman_women_come_first_and_men_last_however_much_they_share():
    member = Traits(WOMAN, 30, Language.HINDI, "Dabra")
    assert order(
        member, man=Traits(MAN, 30, Language.HINDI, "Dabra"), woman=Traits(WOMAN, 60), trans=Traits(TRANS)
    ) == [
        "woman",
        "trans",
        "man",
    ]


def test_who_has_room_comes_before_who_has_none():
    member = Traits(MAN, 30)
    full = possible("Anil", Traits(MAN, 30), member, accompanies=2)
    free = possible("Vijay", Traits(MAN, 60), member, accompanies=1)
    assert ranked(member, [full, free]) == [free, full]


def test_more_in_common_comes_first_then_the_closer_age_then_the_name():
    member = Traits(MAN, 30, Language.HINDI)
    assert order(
        member,
        b=Traits(MAN, 40),
        a=Traits(MAN, 40),
        near=Traits(MAN, 38),
        alike=Traits(MAN, 50, Language.HINDI),
        unknown=Traits(MAN),
    ) == ["alike", "near", "a", "b", "unknown"]


traits = st.builds(
    Traits,
    st.sampled_from(Gender),
    st.none() | st.integers(10, 90),
    st.none() | st.sampled_from(Language),
    st.sampled_from(["", "Dabra", "Risod"]),
    st.sampled_from(["", "Washim"]),
    st.frozensets(st.sampled_from(Substance), max_size=3),
)


@given(traits, traits)
def test_what_is_shared_is_shared_by_both(one, other):
    assert in_common(one, other) == in_common(other, one)


@given(traits, st.lists(traits, max_size=8), st.randoms())
def test_the_order_hides_nobody_and_does_not_depend_on_the_order_before(member, others, chance):
    mentors = [possible(f"M{place}", own, member, number=place) for place, own in enumerate(others)]
    shuffled = list(mentors)
    chance.shuffle(shuffled)
    found = ranked(member, mentors)
    assert found == ranked(member, shuffled)
    assert sorted(m.mentor.person.number for m in found) == list(range(len(others)))
    same = [m.traits.gender is member.gender for m in found]
    assert same == sorted(same, reverse=True)
