"""Stays: one admission → discharge of a member, and the phase that follows from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from peerdesk.errors import Problem


class Series(StrEnum):
    """Residential and outpatient admissions are numbered apart."""

    RESIDENTIAL = "residential"
    OUTPATIENT = "outpatient"


class DischargeType(StrEnum):
    """How a stay ended: PeerDesk's own list, with the portal's "left without informing"."""

    COMPLETED = "completed"
    ON_REQUEST = "on-request"
    AGAINST_ADVICE = "against-advice"
    REFERRED = "referred"
    ASKED_TO_LEAVE = "asked-to-leave"
    LEFT_WITHOUT_INFORMING = "left-without-informing"
    LOST_TO_CONTACT = "lost-to-contact"
    DIED = "died"


_INTO_AFTERCARE = frozenset({DischargeType.COMPLETED, DischargeType.ON_REQUEST, DischargeType.REFERRED})


class Phase(StrEnum):
    """Where a member is now; :func:`phase_of` says how a stay's end leads into aftercare."""

    IN_PROGRAMME = "in-programme"
    AFTERCARE = "aftercare"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class StayRow:
    """One stay as kept; under way while it has no day of discharge. A re-admission is a stay of its own."""

    id: int
    number: str
    series: Series
    admitted_on: date
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None


def as_on(stays: Iterable[StayRow], day: date) -> list[StayRow]:
    """Stays as they were on a day: those begun by then, and under way what ended later."""
    return [
        replace(stay, discharged_on=None, discharge_type=None)
        if stay.discharged_on is not None and stay.discharged_on > day
        else stay
        for stay in stays
        if stay.admitted_on <= day
    ]


def phase(stays: Sequence[StayRow]) -> Phase | None:
    """Phase by the latest stay: open, ended with the thread kept (aftercare), or left; ``None`` without any stay."""
    if not stays:
        return None
    latest = max(stays, key=lambda stay: (stay.discharged_on is None, stay.admitted_on, stay.id))
    return phase_of(latest.discharged_on, latest.discharge_type)


def died_on(stays: Iterable[StayRow]) -> date | None:
    """The day a member died, if they did."""
    days = [stay.discharged_on for stay in stays if stay.discharge_type is DischargeType.DIED]
    return max(filter(None, days), default=None)


def phase_of(discharged_on: date | None, discharge_type: DischargeType | None) -> Phase:
    """Phase after one stay."""
    if discharged_on is None:
        return Phase.IN_PROGRAMME
    return Phase.AFTERCARE if discharge_type in _INTO_AFTERCARE else Phase.LEFT


class SinceThen(StrEnum):
    """What is answered when somebody comes back whose days of recovery have gone on counting: were they right to?"""

    IN_RECOVERY = "in-recovery"
    RETURNED = "returned"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Admission:
    """A new stay as typed in.

    Attributes:
        number: empty means the next one of the series.
        recovery_on: the recovery date; ``None`` where it was not asked.
        returned_on: of a return to use before it, which ends the days counted so far.
    """

    series: Series
    admitted_on: date
    number: str = ""
    recovery_on: date | None = None
    returned_on: date | None = None

    def problems(self, today: date, earlier: Sequence[StayRow]) -> list[Problem]:
        """Say what is wrong with the stay, given the member's other ones.

        What is wrong with its recovery date says :func:`peerdesk.domain.care.recovery.admission_problems`.
        """
        found: list[Problem] = []
        if self.admitted_on > today:
            found.append(Problem("admitted_on", "admission-ahead"))
        if any(stay.discharged_on is None for stay in earlier):
            found.append(Problem("admitted_on", "stay-open"))
        elif any(stay.discharged_on > self.admitted_on for stay in earlier if stay.discharged_on):
            found.append(Problem("admitted_on", "stays-overlap"))
        if len(self.number) > 40:
            found.append(Problem("number", "text-too-long", {"most": 40}))
        return found


@dataclass(frozen=True, slots=True)
class Discharge:
    """The end of a stay as typed in.

    Attributes:
        ending_memberships: ids of the memberships that end on the same day; the others go on.
    """

    discharged_on: date
    discharge_type: DischargeType
    ending_memberships: frozenset[int] = frozenset()

    def problems(self, today: date, stay: StayRow) -> list[Problem]:
        found: list[Problem] = []
        if self.discharged_on < stay.admitted_on:
            found.append(Problem("discharged_on", "discharge-before-admission", {"admitted_on": stay.admitted_on}))
        if self.discharged_on > today:
            found.append(Problem("discharged_on", "discharge-ahead"))
        return found


@dataclass(frozen=True, slots=True)
class Leave:
    """A planned absence as typed in."""

    from_day: date
    to_day: date
    reason: str

    def problems(self) -> list[Problem]:
        if self.to_day < self.from_day:
            return [Problem("to_day", "dates-out-of-order")]
        return []


@dataclass(frozen=True, slots=True)
class LatestStay:
    """The last stay that began up to the day asked about."""

    admitted_on: date
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None

    def open_on(self, day: date) -> bool:
        """Whether the member was in the programme on a day; on that of the discharge no more."""
        return self.admitted_on <= day and (self.discharged_on is None or self.discharged_on > day)
