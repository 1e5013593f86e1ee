"""What the rules of attention are told about one member, and how far back each of them looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peerdesk.domain.care.follow_ups import MET_FROM
from peerdesk.domain.care.milestones import add_months
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.members.stays import DischargeType, Phase, Series, phase_of
from peerdesk.domain.sessions.marks import Mark

AFTERCARE_MONTHS = 24
"""The usual schedule of follow-ups ends so long after discharge."""

MARKS_LOOK_BACK = timedelta(days=120)
"""Absences running: enough for three sessions of a group that meets once a month."""

DANGERS_LOOK_BACK = timedelta(days=60)
"""A return to use and weekly answers: as long as an overdue follow-up is asked for."""

AWAY_LOOK_BACK = timedelta(days=14)
"""Days away from the centre: nobody leaves a stay open for longer without a word."""


def known_from(day: date, thresholds: Thresholds) -> date:
    """The first day whose marks, contacts and memberships the rules ask for.

    How long a member in aftercare may be silent says their schedule: whether the latest follow-up found them is asked
    as far back as it was due.
    """
    asked = thresholds.no_contact_days, thresholds.group_alone_days, thresholds.no_group_days
    return day - max(MARKS_LOOK_BACK, timedelta(days=max(asked)))


def aftercare_from(day: date) -> date:
    """Nobody discharged before this day is in aftercare on a day."""
    return add_months(day, -AFTERCARE_MONTHS)


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
class WeeklyFacts:
    """The latest weekly answers that tell of craving or of use; ``None`` for a question left out."""

    day: date
    craving: int | None = None
    days_of_use: int | None = None


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
        asked_on: the latest day before today on which a follow-up was due, done or not, unless no longer needed.
        planned: whether another follow-up is due today or later.
        returned_on: when the latest return to use was noted.
        weekly: the latest weekly answers.
        away: the latest days on which a resident was marked absent from the centre, without leave, newest first.
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
    returned_on: date | None = None
    weekly: WeeklyFacts | None = None
    away: Sequence[date] = ()
    on_leave: bool = False

    @property
    def as_scheduled(self) -> bool:
        """Whether the follow-ups are keeping in touch: one is still to come, and the latest one found the member.

        An alumni session or a talk shortly before its day counts, as for the follow-up itself.
        """
        if not self.planned:
            return False
        return self.asked_on is None or (
            self.last_contact is not None and self.last_contact >= self.asked_on - MET_FROM
        )


@dataclass(frozen=True, slots=True)
class PlannedFacts:
    """A follow-up that somebody made and that is still to be done, and the day on which they made it."""

    due_on: date
    begun_on: date


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """What was done about one member's reasons: follow-ups made, due today or later, and the latest day of each talk.

    Attributes:
        planned: the earliest due first.
        spoken_on: staff or the mentor with the member alone.
        staff_spoke_on: staff with the member alone.
        family_on: staff with the family.
        reached_on: a follow-up that found the member, with what was agreed then.
    """

    planned: Sequence[PlannedFacts] = ()
    spoken_on: date | None = None
    staff_spoke_on: date | None = None
    family_on: date | None = None
    reached_on: date | None = None
    agreed: str = ""


NOTHING_DONE = DoneFacts()


def last_agreed(reached: Iterable[tuple[date, int, str]]) -> tuple[date | None, str]:
    """When a follow-up last found a member, and what was agreed: of several on one day what was written down last.

    Args:
        reached: of each its day, its number and the next step, which may be empty.
    """
    day, _written, _row_id, agreed = max(
        ((day, bool(agreed), row_id, agreed) for day, row_id, agreed in reached), default=(None, False, 0, "")
    )
    return day, agreed
