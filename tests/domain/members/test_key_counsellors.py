"""Who answers for a member on which day, and whom an admission suggests."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.access import Role
from peerdesk.domain.members.key_counsellors import (
    Answering,
    PossibleCounsellor,
    can_answer,
    change_problems,
    suggested,
)

FIRST, TODAY = date(2026, 11, 2), date(2026, 11, 18)
MEENA = PossibleCounsellor(1, "Meena", Role.COORDINATOR)
RAVI = PossibleCounsellor(2, "Ravi", Role.COUNSELLOR)
ANITA = PossibleCounsellor(3, "Anita", Role.COUNSELLOR)


def test_the_day_of_the_change_belongs_to_the_one_who_takes_over():
    row = Answering(1, 2, "Ravi", FIRST, TODAY)
    days = FIRST - timedelta(1), FIRST, TODAY - timedelta(1), TODAY
    assert [row.on(day) for day in days] == [False, True, True, False]
    assert Answering(1, 2, "Ravi", FIRST).on(TODAY + timedelta(5000))


def test_who_may_see_notes_can_answer():
    assert [can_answer(role) for role in (Role.COORDINATOR, Role.COUNSELLOR, Role.OFFICE)] == [True, True, False]


@pytest.mark.parametrize(
    ("who", "last", "acting", "found"),
    [
        ((MEENA, RAVI, ANITA), RAVI.id, ANITA.id, RAVI.id),
        ((MEENA, RAVI), None, MEENA.id, RAVI.id),
        ((MEENA, RAVI, ANITA), None, ANITA.id, ANITA.id),
        ((MEENA, RAVI, ANITA), None, MEENA.id, None),
        ((MEENA, RAVI, ANITA), 77, 99, None),
        ((MEENA,), None, MEENA.id, MEENA.id),
        ((), None, 99, None),
    ],
    ids=["the last", "the only one", "who admits", "several", "the last has left", "a coordinator alone", "nobody"],
)
def test_an_admission_suggests_the_last_the_only_one_or_who_admits(who, last, acting, found):
    assert suggested(who, last, acting) == found


def test_a_change_lies_neither_ahead_nor_before_the_last_one():
    row = Answering(1, 2, "Ravi", FIRST)
    assert change_problems(row, FIRST, TODAY) == change_problems(row, TODAY, TODAY) == []
    [ahead] = change_problems(None, TODAY + timedelta(1), TODAY)
    [before] = change_problems(row, FIRST - timedelta(1), TODAY)
    [ended] = change_problems(Answering(1, 2, "Ravi", FIRST, TODAY), TODAY - timedelta(1), TODAY)
    found = ahead.code, before.code, ended.code
    assert found == ("key-counsellor-ahead", "key-counsellor-before-last", "key-counsellor-before-end")
