"""What may be written down about an incident."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind

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
