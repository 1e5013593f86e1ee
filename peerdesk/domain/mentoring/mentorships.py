"""Mentorship: a member further along and a newcomer, from a day to a day, with a log of their meetings.

Peer support is non-clinical help by people with the experience (White 2009): a mentor sees no note, and the log holds
what the two agreed, never what was told. Rules warn and can be passed over with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Phase
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem


class SupportKind(StrEnum):
    """The four kinds of peer support (SAMHSA 2009)."""

    EMOTIONAL = "emotional"
    INFORMATIONAL = "informational"
    INSTRUMENTAL = "instrumental"
    AFFILIATIONAL = "affiliational"


class ClosingReason(StrEnum):
    """Why a mentorship ended."""

    COMPLETED = "completed"
    MENTEE_WISH = "mentee-wish"
    MENTOR_WISH = "mentor-wish"
    MOVED_AWAY = "moved-away"
    MENTOR_NEEDS_TIME = "mentor-needs-time"
    NOT_A_FIT = "not-a-fit"
    OTHER = "other"


class MentoringView(StrEnum):
    """The lists of the Mentoring page."""

    PAIRS = "pairs"
    MENTORS = "mentors"
    WAITING = "waiting"


LONGEST_CONTACT = 600
"""Minutes."""

LARGEST_LOAD = 20
"""Members whom one mentor can be written down to accompany."""

LONGEST_TEXT = 500
FURTHEST_NEXT = timedelta(days=366)
"""A next contact later than that is a slip of the finger, and would keep the pair from ever being stalled."""


def silent_days(begun: date, last_contact: date | None, today: date) -> int:
    """Days since the last contact, or since the beginning where none was logged."""
    return max(0, (today - (last_contact or begun)).days)


def is_stalled(begun: date, last_contact: date | None, next_on: date | None, today: date, days: int) -> bool:
    """Whether nothing was logged for so many days; a next contact agreed for today or later still counts."""
    if next_on is not None and next_on >= today:
        return False
    return silent_days(begun, last_contact, today) >= days


@dataclass(frozen=True, slots=True)
class Standing:
    """How far along somebody is.

    Attributes:
        days: in recovery; ``None`` without a recovery date.
        phase: ``None`` if never admitted.
        since_return: days since the latest return to use; ``None`` if none is known.
    """

    days: int | None
    phase: Phase | None
    since_return: int | None = None


def warnings_for_mentor(standing: Standing, thresholds: Thresholds) -> list[Problem]:
    """What speaks against somebody as a mentor: too few days in recovery, unless they are in aftercare.

    How many are enough is the centre's number (``Thresholds.mentor_days``). After a return to use the new span counts,
    in aftercare too: whoever begins anew needs company first.
    """
    if warning := began_anew(standing.since_return, standing.days, thresholds):
        return [warning]
    if standing.phase is Phase.AFTERCARE:
        return []
    if standing.days is None:
        return [Problem("override", "mentor-days-unknown", {"needed": thresholds.mentor_days})]
    if standing.days < thresholds.mentor_days:
        values = {"days": standing.days, "needed": thresholds.mentor_days}
        return [Problem("override", "mentor-days-few", values)]
    return []


def began_anew(since_return: int | None, days: int | None, thresholds: Thresholds) -> Problem | None:
    """What to look at where a mentor has returned to use: fewer days ago than the centre asks of mentors."""
    if since_return is None or since_return >= thresholds.mentor_days:
        return None
    return Problem("override", "mentor-began-anew", {"days": days or 0, "needed": thresholds.mentor_days})


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What the rules about a pair ask for.

    Attributes:
        accompanies: how many members the mentor accompanies already, of ``load``.
        present_mentor: the name of somebody who accompanies the member already; empty if nobody does.
    """

    standing: Standing
    accompanies: int
    load: int
    mentor_gender: Gender
    member_gender: Gender
    present_mentor: str = ""


def warnings_for_pair(facts: PairFacts, thresholds: Thresholds) -> list[Problem]:
    """What speaks against a pair: the mentor's standing or load, a woman and a man, a mentor who is there already."""
    found = warnings_for_mentor(facts.standing, thresholds)
    if facts.accompanies >= facts.load:
        values = {"count": facts.accompanies, "load": facts.load}
        found.append(Problem("override", "mentor-load-reached", values))
    if woman_and_man(facts.member_gender, facts.mentor_gender):
        found.append(Problem("override", "mentor-woman-and-man"))
    if facts.present_mentor:
        found.append(Problem("override", "has-mentor-already", {"name": facts.present_mentor}))
    return found


def woman_and_man(one: Gender, other: Gender) -> bool:
    """Whether two people are a woman and a man: a safe mentor for a woman is rather a woman."""
    return {one, other} == {Gender.FEMALE, Gender.MALE}


def override_problems(override: str, warnings: Sequence[Problem]) -> list[Problem]:
    """A warning is passed over with a reason, which is kept."""
    if warnings and blank(override):
        return [Problem("override", "override-reason-missing")]
    return _too_long("override", override)


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a member agrees to mentor, as typed in; ``load`` ``None`` is the centre's usual one."""

    consented_on: date
    load: int | None = None
    override: str = ""

    def problems(self, today: date, warnings: Sequence[Problem]) -> list[Problem]:
        found = [Problem("consented_on", "day-ahead")] if self.consented_on > today else []
        if self.load is not None and not 1 <= self.load <= LARGEST_LOAD:
            found.append(Problem("load", "number-out-of-range", {"least": 1, "most": LARGEST_LOAD}))
        return found + override_problems(self.override, warnings)


@dataclass(frozen=True, slots=True)
class Pairing:
    """A mentor for a member from a day on, as typed in."""

    mentor_id: int
    member_id: int
    from_day: date
    override: str = ""

    def problems(self, today: date, consented_on: date, warnings: Sequence[Problem]) -> list[Problem]:
        found = [Problem("from_day", "day-ahead")] if self.from_day > today else []
        if self.from_day < consented_on:
            found.append(Problem("from_day", "before-consent", {"day": consented_on}))
        return found + override_problems(self.override, warnings)


@dataclass(frozen=True, slots=True)
class MentorshipClosing:
    """The end of a mentorship as typed in; the last day still counts."""

    to_day: date
    reason: ClosingReason

    def problems(self, today: date, begun: date, last_contact: date | None) -> list[Problem]:
        if self.to_day > today:
            return [Problem("to_day", "day-ahead")]
        if self.to_day < begun:
            return [Problem("to_day", "before-mentorship", {"day": begun})]
        if last_contact is not None and self.to_day < last_contact:
            return [Problem("to_day", "mentor-contact-after", {"day": last_contact})]
        return []


@dataclass(frozen=True, slots=True)
class Logged:
    """A contact of a mentor with a member, as typed in and as kept.

    Attributes:
        agreed: what the two agreed; no clinical note, nothing told in confidence.
        next_on: when they meet again, if that was said.
    """

    day: date
    minutes: int
    kind: SupportKind
    agreed: str = ""
    next_on: date | None = None

    def problems(self, today: date, begun: date, ended: date | None) -> list[Problem]:
        found: list[Problem] = []
        if self.day > today:
            found.append(Problem("day", "day-ahead"))
        elif self.day < begun:
            found.append(Problem("day", "before-mentorship", {"day": begun}))
        elif ended is not None and self.day > ended:
            found.append(Problem("day", "after-mentorship", {"day": ended}))
        if not 0 <= self.minutes <= LONGEST_CONTACT:
            found.append(Problem("minutes", "minutes-wrong", {"most": LONGEST_CONTACT}))
        found += _too_long("agreed", self.agreed)
        if self.next_on is not None and not self.day <= self.next_on <= self.day + FURTHEST_NEXT:
            found.append(Problem("next_on", "next-contact-wrong"))
        return found


def _too_long(field: str, text: str) -> list[Problem]:
    return [Problem(field, "text-too-long", {"most": LONGEST_TEXT})] if len(text.strip()) > LONGEST_TEXT else []
