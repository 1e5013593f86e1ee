"""What may be written down about an incident."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.errors import Problem

TODAY = date(2026, 11, 18)
LONG = "x" * 2001


@pytest.mark.parametrize(
    ("details", "problems"),
    [
        (IncidentDetails(TODAY, IncidentKind.CONFLICT, "Two members disagreed."), []),
        (IncidentDetails(TODAY + timedelta(1), IncidentKind.SAFETY, "x"), ["day: day-ahead"]),
        (IncidentDetails(TODAY, None, "  "), ["kind: incident-kind-missing", "what: text-missing"]),
        (
            IncidentDetails(TODAY, IncidentKind.OTHER, "x" * 2001, "x" * 2001),
            ["what: text-too-long", "agreed: text-too-long"],
        ),
    ],
)
def test_everything_wrong_is_said_at_once(details, problems):
    assert [f"{problem.field}: {problem.code}" for problem in details.problems(TODAY)] == problems


def test_two_thousand_letters_are_kept_and_one_more_is_refused_with_the_limit():
    assert IncidentDetails(TODAY, IncidentKind.OTHER, "x" * 2000, "x" * 2000).problems(TODAY) == []
    assert IncidentDetails(TODAY, IncidentKind.OTHER, LONG, LONG).problems(TODAY) == [
        Problem(name, "text-too-long", {"most": 2000}) for name in ("what", "agreed")
    ]
