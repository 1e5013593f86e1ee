"""How long a record is kept, and what keeps it longer. Nothing is ever erased by itself.

Three years from the end of treatment at the least (Indian Medical Council Regulations 2002, 1.3.1); ten unless the
centre says otherwise; of somebody who was a minor until they are 21; and for as long as a court or an authority needs
it, by a hold that the coordinator sets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.members.members import age_at
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

LEAST_YEARS, USUAL_YEARS, MOST_YEARS = 3, 10, 60
OF_AGE, MINORS_UNTIL = 18, 21
MOST_WHY = 200


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def kept_until(last_day: date, birth: date | None, years: int) -> date:
    """The last day on which a record is kept.

    Args:
        last_day: of the last thing that was written about the member.
        birth: their day of birth, or about when that was; None if nobody knows.
        years: that the centre keeps records for.
    """
    until = years_after(last_day, years)
    if birth is not None and age_at(birth, last_day) < OF_AGE:
        return max(until, years_after(birth, MINORS_UNTIL))
    return until


def by_law_until(last_day: date, birth: date | None) -> date:
    """The last day on which the law wants a record kept, whatever the centre's rule is."""
    return kept_until(last_day, birth, LEAST_YEARS)


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold on a member's record.

    Attributes:
        by: the name of who set it.
        to_day: when it was lifted; None while it stands.
    """

    id: int
    from_day: date
    why: str
    by: str
    to_day: date | None = None


def hold_problems(why: str) -> list[Problem]:
    """Say what is wrong with the reason for a hold."""
    if blank(why):
        return [Problem("why", "reason-missing")]
    return [Problem("why", "text-too-long", {"most": MOST_WHY})] if len(why.strip()) > MOST_WHY else []


@dataclass(frozen=True, slots=True)
class KeptFor:
    """How long one member's record is kept.

    Attributes:
        is_open: whether a stay, a group or a mentorship of theirs goes on.
        until: the last day on which it has to be kept; None while something is open, or nothing was written yet.
        by_law: the last day on which the law wants it kept; None as above.
        holds: newest first.
    """

    is_open: bool
    until: date | None
    holds: Sequence[Hold]
    by_law: date | None = None

    @property
    def hold(self) -> Hold | None:
        """The hold that stands."""
        return next((hold for hold in self.holds if hold.to_day is None), None)


@dataclass(frozen=True, slots=True)
class KeptLongEnough:
    """A member whose record need not be kept any longer.

    Attributes:
        last_day: of the last thing that was written about them.
        until: the last day on which it had to be kept.
    """

    member_id: int
    number: int
    name: str
    last_day: date
    until: date
