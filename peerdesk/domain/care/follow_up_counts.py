"""How many follow-ups went which way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.care.follow_ups import FollowUpRow, FollowUpState


@dataclass(frozen=True, slots=True)
class FollowUpCounts:
    """How follow-ups went.

    Attributes:
        due: fell due up to a day, those no longer needed left out.
        done: of these, somebody was reached, or the member was in touch anyway.
        not_reached: tried in vain.
        still_open: nothing was noted yet, or their day is long over: the rest of those due.
    """

    due: int = 0
    done: int = 0
    not_reached: int = 0
    still_open: int = 0


def counts(rows: Iterable[FollowUpRow], today: date) -> FollowUpCounts:
    """Count follow-ups as they stand on a day."""
    return counts_of(Counter(row.state(today) for row in rows if row.due_on <= today))


def counts_of(states: Mapping[FollowUpState, int]) -> FollowUpCounts:
    """How many went which way, of follow-ups that fell due."""
    number = Counter(states)
    return FollowUpCounts(
        due=number.total() - number[FollowUpState.CANCELLED],
        done=number[FollowUpState.DONE] + number[FollowUpState.MET] + number[FollowUpState.SPOKEN],
        not_reached=number[FollowUpState.NOT_REACHED],
        still_open=number[FollowUpState.DUE] + number[FollowUpState.OVERDUE] + number[FollowUpState.LAPSED],
    )
