"""Statements whose text is made once: the same answers, from whichever file is open."""

from datetime import date

import pytest

from peerdesk.db.models import HolidayRow, Member
from peerdesk.db.queries import among
from peerdesk.db.statements import prepared
from peerdesk.db.storage import Storage
from peerdesk.domain.members.portal_codes import Gender
from tests.centres import TODAY, nobody

MADE: list[object] = []


@prepared
def _holidays_on(days):
    MADE.append(days)
    return (
        HolidayRow.select(HolidayRow.day, HolidayRow.name).where(HolidayRow.day << among(days)).order_by(HolidayRow.day)
    )


@prepared
def _named(name):
    return HolidayRow.select(HolidayRow.day, HolidayRow.name).where(HolidayRow.name == name)


@prepared
def _rename(name, day):
    return HolidayRow.update({HolidayRow.name: name}).where(HolidayRow.day == day)


@prepared
def _of_gender(genders, ids):
    return Member.select(Member.id).where((Member.gender << among(genders)) & (Member.id << among(ids)))


DAYS = [date(2026, 1, 26), date(2026, 8, 15), date(2026, 10, 2)]


@pytest.fixture
def holidays(storage):
    HolidayRow.delete().execute()
    for day, name in zip(DAYS, ("Republic Day", "Independence Day", "Gandhi Jayanti"), strict=True):
        HolidayRow.create(day=day, name=name)


def test_the_answers_are_those_of_the_query_itself(holidays):
    assert _holidays_on.tuples(DAYS[:2]) == [(DAYS[0], "Republic Day"), (DAYS[1], "Independence Day")]
    assert _holidays_on.tuples({DAYS[2]}) == [(DAYS[2], "Gandhi Jayanti")]
    assert _holidays_on.tuples(dict.fromkeys(DAYS[:1])) == [(DAYS[0], "Republic Day")]
    assert _holidays_on.tuples([]) == []
    assert _named.tuples("Gandhi Jayanti") == [(DAYS[2], "Gandhi Jayanti")]


def test_a_list_may_hold_codes_and_ids(storage, circle):
    found = {member_id for (member_id,) in _of_gender.tuples([Gender.MALE, Gender.FEMALE], circle.member_ids)}
    assert found == set(circle.member_ids)
    assert _of_gender.tuples({Gender.FEMALE}, circle.member_ids[:1]) == []
    with pytest.raises(TypeError, match="bytes"):
        _of_gender.tuples([Gender.MALE], [b"1"])


def test_the_text_is_made_once_however_long_a_list_is(holidays):
    _holidays_on.tuples(DAYS[:1])
    made = len(MADE)
    assert _holidays_on.tuples(DAYS[::2]) == [(DAYS[0], "Republic Day"), (DAYS[2], "Gandhi Jayanti")]
    assert _holidays_on.tuples([]) == []
    assert len(MADE) == made


LOOKS = {
    "whether there is one": lambda value: [HolidayRow.name] if value else [],
    "its length": lambda value: [HolidayRow.name] * len(value),
    "its items": lambda value: [HolidayRow.name == item for item in value],
    "the first of them": lambda value: [HolidayRow.name == value[0]],
    "whether something is among them": lambda value: ["Republic Day" in value],
    "whether it is among others": lambda value: [value in ("Republic Day", "Diwali")],
    "what it is": lambda value: [value == "Republic Day"],
    "which day it is": lambda value: [value < TODAY],
    "its parts": lambda value: [HolidayRow.name == value.year],
    "as a key": lambda value: [{value: HolidayRow.name}],
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_value_that_is_looked_at_while_the_text_is_made_is_a_mistake_that_says_so(holidays, look):
    statement = prepared(lambda value: HolidayRow.select(HolidayRow.day).where(*look(value)))
    with pytest.raises(TypeError, match="a prepared statement looks at a value"):
        statement.tuples("Republic Day")


def test_nothing_that_was_answered_is_kept(holidays):
    assert _named.tuples("Republic Day")
    _rename.run("Gantantra Diwas", DAYS[0])
    assert _named.tuples("Republic Day") == []
    assert _holidays_on.tuples(DAYS[:1]) == [(DAYS[0], "Gantantra Diwas")]


def test_the_file_that_is_open_now_is_asked(holidays, folder, master, now):
    assert _holidays_on.tuples([TODAY]) == []
    other = Storage.open(folder, master, now, nobody)
    with other.bound(), other.reading():
        assert _holidays_on.tuples(DAYS[:1]) == [(DAYS[0], "Republic Day")]
    other.close()
    assert _holidays_on.tuples(DAYS[:1]) == [(DAYS[0], "Republic Day")]


def test_a_text_with_the_marks_of_sql_stays_a_text(holidays):
    _rename.run("O'Brien's; ?", DAYS[0])
    assert _named.tuples("O'Brien's; ?") == [(DAYS[0], "O'Brien's; ?")]


def test_values_are_given_in_their_order(holidays):
    with pytest.raises(TypeError):
        _named.tuples(name="Republic Day")
