"""Statements whose text is made once: the same answers, from whichever file is open."""

from datetime import date

import pytest

from peerdesk.db.models import HolidayRow
from peerdesk.db.queries import among_listed, listed
from peerdesk.db.statements import prepared
from peerdesk.db.storage import Storage
from tests.centres import TODAY, nobody

MADE: list[object] = []


@prepared
def _holidays_on(days):
    MADE.append(days)
    return HolidayRow.select(HolidayRow.day, HolidayRow.name).where(HolidayRow.day << days).order_by(HolidayRow.day)


@prepared
def _named(name):
    return HolidayRow.select(HolidayRow.day, HolidayRow.name).where(HolidayRow.name == name)


@prepared
def _rename(name, day):
    return HolidayRow.update({HolidayRow.name: name}).where(HolidayRow.day == day)


@prepared
def _holidays_among(days):
    MADE.append(days)
    return HolidayRow.select(HolidayRow.day, HolidayRow.name).where(HolidayRow.day << among_listed(days))


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


def test_the_text_is_made_once_for_each_number_of_values(holidays):
    _holidays_on.tuples(DAYS[:2])
    _holidays_on.tuples(DAYS[1:])
    made = len(MADE)
    assert _holidays_on.tuples(DAYS[::2]) == [(DAYS[0], "Republic Day"), (DAYS[2], "Gandhi Jayanti")]
    assert len(MADE) == made


def test_a_list_that_is_one_value_has_one_text_however_long_it_is(holidays):
    assert _holidays_among.tuples(listed(map(date.isoformat, DAYS[:1]))) == [(DAYS[0], "Republic Day")]
    made = len(MADE)
    assert {name for _day, name in _holidays_among.tuples(listed(map(date.isoformat, DAYS[1:])))} == {
        "Independence Day",
        "Gandhi Jayanti",
    }
    assert _holidays_among.tuples(listed([])) == []
    assert len(MADE) == made


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
