import pytest

from peerdesk import words
from peerdesk.domain.care.recovery import Milestone, MilestoneKind

DAYS, MONTHS, YEARLY, SESSIONS, STEPS = MilestoneKind


@pytest.mark.parametrize(
    ("milestone", "short", "full"),
    [
        (Milestone(DAYS, 1), "1 day", "1 day of recovery"),
        (Milestone(DAYS, 30), "30 days", "30 days of recovery"),
        (Milestone(MONTHS, 6), "6 months", "6 months of recovery"),
        (Milestone(YEARLY, 1), "1 year", "1 year of recovery"),
        (Milestone(YEARLY, 12), "12 years", "12 years of recovery"),
        (Milestone(SESSIONS, 10), "10 sessions", "10 group sessions attended"),
        (Milestone(STEPS, 4), "Step 4", "Step 4 worked through"),
    ],
)
def test_a_milestone_is_named_shortly_in_lists_and_in_full_on_a_certificate(milestone, short, full):
    assert words.milestone(milestone) == short
    assert words.milestone_in_full(milestone) == full
