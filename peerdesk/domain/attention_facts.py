"""What is known of a member when the rules of attention ask whether contact is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.followups import MET_FROM
from peerdesk.domain.members.stays import DischargeType, Phase, Series, phase_of
from peerdesk.domain.milestones import add_months
from peerdesk.domain.sessions.marks import Mark

AFTERCARE_MONTHS = 24
"""The usual schedule of follow-ups ends so long after discharge (domain.md 2.3)."""


@dataclass(frozen=True, slots=True)
class StayFacts:
    """The latest stay of a member."""

    series: Series
    admitted_on: date
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None

    def open_on(self, day: date) -> bool:
        """Whether the member was in the programme on a day."""
        return self.admitted_on <= day and (self.discharged_on is None or self.discharged_on > day)

    def in_aftercare_on(self, day: date) -> bool:
        """Whether the centre follows up the member on a day: from the discharge up to 24 months after it.

        With that the usual schedule of follow-ups ends. Later nobody is expected to be in touch, so that silence means
        nothing; and a list of everybody who ever left well would hide who needs a call.
        """
        if self.discharged_on is None or not self.discharged_on <= day < add_months(
            self.discharged_on, AFTERCARE_MONTHS
        ):
            return False
        return phase_of(self.discharged_on, self.discharge_type) is Phase.AFTERCARE


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A membership; ``threshold`` is how many absences running in the group mean that contact is needed."""

    group_id: int
    name: str
    threshold: int
    from_day: date
    to_day: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the member was in the group on a day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """A member's mark at a session that was held."""

    group_id: int
    day: date
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of one member.

    Attributes:
        known_from: nobody looked for marks, contacts and ended memberships before this day.
        stay: the latest one; ``None`` if the latest is older than aftercare, or there never was one.
        groups: memberships; those that ended long ago may be left out.
        marks: newest first.
        last_contact: the latest contact of any kind: session attended, one-to-one, reached, mentor.
        last_alone: the latest one-to-one contact.
        overdue_since: the day of the earliest follow-up that is still open and due before today.
        asked_on: the latest day up to today on which a follow-up was due, done or not; those no longer needed left out.
        planned: whether another follow-up lies ahead.
        on_leave: on planned leave today.
    """

    known_from: date
    stay: StayFacts | None = None
    groups: Sequence[GroupFacts] = ()
    marks: Sequence[MarkFacts] = ()
    last_contact: date | None = None
    last_alone: date | None = None
    overdue_since: date | None = None
    asked_on: date | None = None
    planned: bool = False
    on_leave: bool = False

    @property
    def as_scheduled(self) -> bool:
        """Whether the follow-ups are keeping in touch: one lies ahead, and the latest one found the member.

        An alumni session or a talk shortly before its day counts, as for the follow-up itself.
        """
        if not self.planned:
            return False
        return self.asked_on is None or (
            self.last_contact is not None and self.last_contact >= self.asked_on - MET_FROM
        )
