"""The numbers that a centre may change, within limits that keep every rule meaningful."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.care.thresholds import LEAST, MOST, NUMBERS, Thresholds, help_lines_are_due
from peerdesk.errors import Problem
from tests.altered import altered

FEW = {"absences_daily": 30, "absences_weekly": 30, "halved_least": 30, "mentor_load": 20, "retention_years": 60}


def test_the_usual_numbers_are_those_of_the_programme():
    """As product.md has them; every centre starts with these."""
    usual = Thresholds()
    assert {name: getattr(usual, name) for name in NUMBERS} == {
        "absences_daily": 3,
        "absences_weekly": 2,
        "halved_least": 4,
        "no_contact_days": 30,
        "group_alone_days": 30,
        "no_group_days": 3,
        "stalled_days": 14,
        "mentor_days": 90,
        "mentor_load": 2,
        "retention_years": 10,
    }
    assert usual.help_lines.splitlines() == ["Tele-MANAS 14416", "14446", "112"]
    assert usual.problems() == []


@pytest.mark.parametrize("name", NUMBERS)
def test_each_number_is_at_least_one_and_at_most_what_can_be_meant(name):
    """Two years where it counts days; records are kept for three years at least."""
    most, least = FEW.get(name, 730), 3 if name == "retention_years" else 1
    assert (LEAST[name], MOST[name]) == (least, most)
    for number in (least, most):
        assert altered(Thresholds(), name, number).problems() == []
    for number in (least - 1, most + 1):
        assert altered(Thresholds(), name, number).problems() == [
            Problem(name, "number-out-of-range", {"least": least, "most": most})
        ]


def test_help_lines_fit_on_a_sheet():
    assert Thresholds(help_lines="x" * 500).problems() == []
    assert Thresholds(help_lines="x" * 501).problems() == [Problem("help_lines", "text-too-long", {"most": 500})]


def test_the_help_lines_are_asked_about_until_somebody_checked_them_and_again_after_a_year():
    checked = date(2026, 11, 18)
    assert help_lines_are_due(None, checked)
    assert not help_lines_are_due(checked, checked + timedelta(364))
    assert help_lines_are_due(checked, checked + timedelta(365))
