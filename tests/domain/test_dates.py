from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.dates import (
    financial_year,
    parse_date,
    parse_time,
    short_date,
    short_datetime,
    short_time,
    unread_date,
    week_of,
)
from peerdesk.domain.typed import ascii_digits

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
GURMUKHI = str.maketrans("0123456789", "੦੧੨੩੪੫੬੭੮੯")


def test_a_date_prints_day_first_with_four_digit_year():
    assert short_date(date(2026, 1, 2)) == "02-01-2026"


def test_a_moment_prints_by_the_24_hour_clock():
    assert short_datetime(datetime(2026, 11, 21, 17, 5)) == "21-11-2026 17:05"
    assert short_time(time(9, 0)) == "09:00"


@given(DAYS)
def test_a_printed_date_can_be_typed_back(day):
    assert parse_date(short_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(DAYS, st.sampled_from([DEVANAGARI, GURMUKHI]), st.sampled_from("-/. "))
def test_a_date_in_the_digits_of_its_script_is_the_same_date(day, digits, separator):
    assert parse_date(short_date(day).replace("-", separator).translate(digits)) == day


@given(st.text())
def test_no_typed_text_breaks_the_reading(text):
    day = parse_date(text)
    assert day is None or 1900 <= day.year <= 2199


@pytest.mark.parametrize(
    "text",
    ["", "21/11/26", "31-02-2026", "21-13-2026", "2026-21-11", "11-21-2026", "21-11-0206", "²1-11-2026", "today"],
)
def test_a_text_that_is_no_date_is_refused(text):
    assert parse_date(text) is None


def test_leap_days_are_kept_only_in_leap_years():
    assert parse_date("29-02-2028") == date(2028, 2, 29)
    assert parse_date("29-02-2027") is None


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday_around_its_day(day):
    monday, sunday = week_of(day)
    assert monday <= day <= sunday
    assert (monday.weekday(), sunday.weekday(), (sunday - monday).days) == (0, 6, 6)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(2027, 1, 15), "2026-27"),
        (date(2099, 12, 31), "2099-00"),
    ],
)
def test_the_financial_year_turns_on_the_first_of_april(day, year):
    assert financial_year(day) == year


def test_digits_of_any_script_become_plain_and_letters_stay():
    assert ascii_digits("बेड २१ / ਬੈੱਡ ੩") == "बेड 21 / ਬੈੱਡ 3"


@given(st.times(), st.sampled_from([DEVANAGARI, GURMUKHI, {}]), st.sampled_from([":", ".", " ", ""]))
def test_a_printed_time_can_be_typed_back_in_any_digits(moment, digits, separator):
    typed = short_time(moment).replace(":", separator).translate(digits)
    assert parse_time(typed) == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10", time(10)),
        ("9", time(9)),
        ("5 pm", time(17)),
        ("5:30pm", time(17, 30)),
        ("5.30 P.M.", time(17, 30)),
        ("12 am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("10-30", time(10, 30)),
        ("10\u201330", time(10, 30)),
        ("10.30", time(10, 30)),
        ("10 : 30", time(10, 30)),
        ("10:30:00", time(10, 30)),
        ("१७:३०", time(17, 30)),
        ("੫ pm", time(17)),
        ("\u200e10:30\u202c", time(10, 30)),
        ("10:30\u00a0am", time(10, 30)),
        ("१७:३० बजे", time(17, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(text, moment):
    assert parse_time(text) == moment


UNSEEN = "\u200e\u200f\u202a\u202c\u2066\u2069\ufeff\u200b\u200d"


@given(
    DAYS,
    st.sampled_from("-/.\u2010\u2011\u2013\u2212\u00a0\u202f"),
    st.lists(st.tuples(st.integers(0, 10), st.sampled_from(UNSEEN)), max_size=6),
    st.sampled_from([DEVANAGARI, GURMUKHI, {}]),
)
def test_a_pasted_date_is_read_as_it_looks(day, separator, marks, digits):
    text = short_date(day).replace("-", separator).translate(digits)
    for place, mark in marks:
        text = text[:place] + mark + text[place:]
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["", "24:00", "10:60", "13 am", "13 pm", "17:30 pm", "0 pm", "10:5", "²1:00", "noon", "5 xm"]
)
def test_a_text_that_is_no_time_is_refused(text):
    assert parse_time(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01-01-2206", "date-out-of-range"),
        ("१-१-०२०६", "date-out-of-range"),
        ("2206-01-01", "date-out-of-range"),
        ("31-02-2026", "date-wrong"),
        ("soon", "date-wrong"),
        ("01-01-0000", "date-wrong"),
    ],
)
def test_a_year_that_is_no_year_of_a_record_is_told_from_what_is_no_date(text, code):
    assert parse_date(text) is None
    assert unread_date(text) == code
