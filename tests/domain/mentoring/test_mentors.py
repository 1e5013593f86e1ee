from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.members.members import Language
from peerdesk.domain.members.portal_codes import Gender, Substance
from peerdesk.domain.mentoring.mentors import (
    Companion,
    MentoringTraits,
    MentorRow,
    PossibleMentor,
    SharedFact,
    age_difference,
    in_common,
    ranked,
)
from peerdesk.domain.mentoring.mentorships import Standing

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
    one = MentoringTraits(WOMAN, 30, Language.MARATHI, "Risod", "Washim", frozenset({ALCOHOL, OPIUM}))
    other = MentoringTraits(WOMAN, 35, Language.MARATHI, "Risod", "Washim", frozenset({OPIUM}))
    assert in_common(one, other) == [
        SharedFact.GENDER,
        SharedFact.LANGUAGE,
        SharedFact.VILLAGE,
        SharedFact.SUBSTANCE,
        SharedFact.AGE,
    ]


def test_the_district_is_said_where_the_villages_differ():
    assert in_common(
        MentoringTraits(MAN, village="Risod", district="Washim"), MentoringTraits(WOMAN, district="Washim")
    ) == [SharedFact.DISTRICT]


def test_a_village_is_the_same_in_another_spelling_and_script():
    for spelled in ("dabra", "Dabara", "डबरा"):
        assert SharedFact.VILLAGE in in_common(
            MentoringTraits(MAN, village="Dabra"), MentoringTraits(MAN, village=spelled)
        ), spelled


def test_what_is_not_known_is_not_shared():
    assert in_common(MentoringTraits(MAN), MentoringTraits(WOMAN)) == []
    other = MentoringTraits(MAN, language=Language.OTHER)
    assert in_common(other, other) == [SharedFact.GENDER]


@pytest.mark.parametrize(("years", "close"), [(-6, False), (-5, True), (0, True), (5, True), (6, False)])
def test_close_in_age_means_five_years(years, close):
    assert (SharedFact.AGE in in_common(MentoringTraits(MAN, 30), MentoringTraits(MAN, 30 + years))) is close
    assert age_difference(MentoringTraits(MAN, 30), MentoringTraits(MAN, 30 + years)) == years


def test_for_a_woman_women_come_first_and_men_last_however_much_they_share():
    member = MentoringTraits(WOMAN, 30, Language.HINDI, "Dabra")
    assert order(
        member,
        man=MentoringTraits(MAN, 30, Language.HINDI, "Dabra"),
        woman=MentoringTraits(WOMAN, 60),
        trans=MentoringTraits(TRANS),
    ) == [
        "woman",
        "trans",
        "man",
    ]


def test_who_has_room_comes_before_who_has_none():
    member = MentoringTraits(MAN, 30)
    full = possible("Anil", MentoringTraits(MAN, 30), member, accompanies=2)
    free = possible("Vijay", MentoringTraits(MAN, 60), member, accompanies=1)
    assert ranked(member, [full, free]) == [free, full]


def test_more_in_common_comes_first_then_the_closer_age_then_the_name():
    member = MentoringTraits(MAN, 30, Language.HINDI)
    assert order(
        member,
        b=MentoringTraits(MAN, 40),
        a=MentoringTraits(MAN, 40),
        near=MentoringTraits(MAN, 38),
        alike=MentoringTraits(MAN, 50, Language.HINDI),
        unknown=MentoringTraits(MAN),
    ) == ["alike", "near", "a", "b", "unknown"]


traits = st.builds(
    MentoringTraits,
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


def test_nothing_is_shared_where_one_of_the_two_is_not_known():
    known = MentoringTraits(WOMAN, 30, Language.HINDI, "Risod", "Washim", frozenset({ALCOHOL}))
    unknown = MentoringTraits(MAN, substances=frozenset({OPIUM}))
    assert in_common(known, unknown) == in_common(unknown, known) == []
    assert in_common(unknown, MentoringTraits(WOMAN)) == []


def test_two_villages_and_two_districts_are_not_the_same_place():
    one = MentoringTraits(MAN, village="Risod", district="Washim")
    other = MentoringTraits(WOMAN, village="Dabra", district="Gwalior")
    assert in_common(one, other) == []
    assert in_common(MentoringTraits(MAN, village="!"), MentoringTraits(WOMAN, village="?")) == []
