"""Counts and days read the same on screens and pages."""

from datetime import date

import pytest

from peerdesk import words
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.presence import Headcount
from peerdesk.domain.sessions.marks import Tally
from peerdesk.i18n import LANGUAGES, speaking

SATURDAY = date(2026, 11, 21)


def test_a_percentage_keeps_its_sign_on_the_line() -> None:
    assert words.percent(Tally(present=13, absent=2)) == "87\N{NO-BREAK SPACE}%"


def test_leave_alone_gives_no_percentage() -> None:
    assert words.percent(Tally(leave=4, unmarked=1)) == "–"


def test_the_counter_reads_as_on_the_session_screen() -> None:
    said = words.counter(Tally(present=14, late=2, leave=1, absent=3))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "Present 14 · Late 2 · Leave 1 · Absent 3 · Unmarked 0"


def test_the_counter_shows_who_left_early_only_where_somebody_did() -> None:
    said = words.counter(Tally(present=1, left_early=2)).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Present 1 · Late 0 · Left early 2 · Leave 0 · Absent 0 · Unmarked 0"


def test_days_have_their_names() -> None:
    assert words.weekday(SATURDAY) == "Saturday"
    assert words.weekday(5) == "Saturday"
    assert words.short_weekday(SATURDAY) == "Sat"
    assert words.month(SATURDAY) == "November 2026"


def test_days_are_named_in_the_language_of_the_moment() -> None:
    with speaking("hi"):
        assert words.weekday(SATURDAY) == "शनिवार"
        assert words.month(SATURDAY) == "नवंबर 2026"
    with speaking("pa"):
        assert words.weekday(SATURDAY) == "ਸ਼ਨੀਵਾਰ"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_days_and_no_two_months_share_a_name(language: str) -> None:
    with speaking(language):
        assert len({words.weekday(day) for day in range(7)}) == 7
        assert len({words.short_weekday(day) for day in range(7)}) == 7
        assert len({words.month(date(2026, number, 1)) for number in range(1, 13)}) == 12


def test_an_age_is_in_years_or_unknown() -> None:
    assert words.age(34) == "34 years"
    assert words.age(1) == "1 year"
    assert words.age(None) == "–"


def test_a_group_is_labelled_with_its_type() -> None:
    assert words.group_label("Morning Circle", GroupType.TWELVE_STEP) == "Morning Circle · 12-step"
    assert words.group_label("Morning Circle", None) == "Morning Circle"


def test_a_headcount_says_who_is_in_the_centre_and_who_is_still_to_be_marked() -> None:
    said = words.headcount(Headcount(present=28, absent=2, unmarked=0))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "Present 28 · Absent 2 · Unmarked 0"


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(present=15, leave=2), "15 of 15 (2 leave)"),
        (Tally(present=12, late=2, left_early=1, absent=3, unmarked=4), "15 of 18"),
        (Tally(), "0 of 0"),
    ],
)
def test_beside_a_percentage_stand_the_counts_that_it_was_made_of(tally, said):
    assert words.attended_of(tally) == said
