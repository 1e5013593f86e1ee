"""Stays: one admission → discharge of a member, and the phase that follows from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from peerdesk.domain.dates import EARLIEST, later
from peerdesk.domain.members.changes import MOST_WHY
from peerdesk.domain.members.members import age_at
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_NUMBER = 40


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
    """One stay as kept; under way while it has no day of discharge. A re-admission is a stay of its own.

    Attributes:
        referred_to_id, referred_to: the place to which the member was referred at the discharge, by its number and its
            name; ``None`` and empty where it was none, or nobody said which.
    """

    id: int
    number: str
    series: Series
    admitted_on: date
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None
    referred_to_id: int | None = None
    referred_to: str = ""


def as_on(stays: Iterable[StayRow], day: date) -> list[StayRow]:
    """Stays as they were on a day: those begun by then, and under way what ended later."""
    return [
        replace(stay, discharged_on=None, discharge_type=None, referred_to_id=None, referred_to="")
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


def phase_of(discharged_on: date | None, discharge_type: DischargeType | None) -> Phase:
    """Phase after one stay."""
    if discharged_on is None:
        return Phase.IN_PROGRAMME
    return Phase.AFTERCARE if discharge_type in _INTO_AFTERCARE else Phase.LEFT


_LONG_AGO = timedelta(days=3653)
"""An admission longer ago (ten years) is a slip in the year, unless somebody says why not: an old book, keyed in."""

YOUNGEST = 5
"""So is one of somebody younger, in years."""


def plausibility(admitted_on: date, today: date, about_born: date | None, confirmed: str) -> list[Problem]:
    """Say that a day of admission is hardly meant; a reason lets it pass, no year 1066.

    Args:
        admitted_on: as typed in.
        today: the day; what is after it is refused anyway.
        about_born: when the member was born, as near as it is known.
        confirmed: why the day is right all the same.
    """
    if not admitted_on >= EARLIEST:
        return [Problem("admitted_on", "date-out-of-range")]
    values: dict[str, object] = {"day": admitted_on}
    if admitted_on < later(today, -_LONG_AGO):
        code = "admission-long-ago"
    elif about_born is not None and age_at(about_born, admitted_on) < YOUNGEST:
        code, values = "admission-too-young", values | {"least": YOUNGEST}
    else:
        return []
    if not blank(confirmed):
        return []
    return [Problem("admitted_on", code, values), Problem("confirmed", "override-reason-missing")]


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
        counsellor: id of the key counsellor from then on; ``None`` leaves whoever answers for the member.
    """

    series: Series
    admitted_on: date
    number: str = ""
    recovery_on: date | None = None
    returned_on: date | None = None
    counsellor: int | None = None

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
        if len(self.number) > MOST_NUMBER:
            found.append(Problem("number", "text-too-long", {"most": MOST_NUMBER}))
        return found


@dataclass(frozen=True, slots=True)
class Discharge:
    """The end of a stay as typed in.

    Attributes:
        ending_memberships: ids of the memberships that end on the same day; the others go on.
        referred_to: the number of the place to which the member is referred; only where the stay ends so.
    """

    discharged_on: date
    discharge_type: DischargeType
    ending_memberships: frozenset[int] = frozenset()
    referred_to: int | None = None

    def problems(self, today: date, stay: StayRow) -> list[Problem]:
        found = _discharge_problems(self.discharged_on, stay.admitted_on, today)
        return found + _place_problems(self.discharge_type, self.referred_to)


def _discharge_problems(discharged_on: date, admitted_on: date, today: date) -> list[Problem]:
    found: list[Problem] = []
    if discharged_on < admitted_on:
        found.append(Problem("discharged_on", "discharge-before-admission", {"admitted_on": admitted_on}))
    if discharged_on > today:
        found.append(Problem("discharged_on", "discharge-ahead"))
    return found


def _place_problems(discharge_type: DischargeType | None, referred_to: int | None) -> list[Problem]:
    wrong = referred_to is not None and discharge_type is not DischargeType.REFERRED
    return [Problem("referred_to", "place-without-referral")] if wrong else []


@dataclass(frozen=True, slots=True)
class StayCorrection:
    """A stay as it really was, as typed in, and why it is put right.

    Attributes:
        discharged_on: ``None``, as the type, for a stay that goes on: a discharge is taken back by an act of its own.
        referred_to: as in a `Discharge`.
    """

    admitted_on: date
    series: Series
    number: str
    why: str
    discharged_on: date | None = None
    discharge_type: DischargeType | None = None
    referred_to: int | None = None

    def problems(self, today: date, stay: StayRow, others: Sequence[StayRow]) -> list[Problem]:
        """Say everything that is wrong with it, given how the stay stands and the member's other ones."""
        found: list[Problem] = []
        if self.admitted_on > today:
            found.append(Problem("admitted_on", "admission-ahead"))
        number = self.number.strip()
        if blank(number):
            found.append(Problem("number", "admission-number-missing"))
        elif len(number) > MOST_NUMBER:
            found.append(Problem("number", "text-too-long", {"most": MOST_NUMBER}))
        if (self.discharged_on is None) is not (stay.discharged_on is None) or (
            (self.discharge_type is None) is not (self.discharged_on is None)
        ):
            found.append(Problem("discharged_on", "discharge-type-missing"))
        elif self.discharged_on is not None:
            found += _discharge_problems(self.discharged_on, self.admitted_on, today)
        if not found and any(self._meets(other) for other in others):
            field = "admitted_on" if self.admitted_on != stay.admitted_on else "discharged_on"
            found.append(Problem(field, "stays-meet"))
        found += _place_problems(self.discharge_type, self.referred_to)
        return found + why_problems(self.why)

    def _meets(self, other: StayRow) -> bool:
        """Whether both stays hold a night; one may begin on the day on which another ends."""
        mine, theirs = self.discharged_on or date.max, other.discharged_on or date.max
        return (self.admitted_on < theirs and other.admitted_on < mine) or (mine == theirs == date.max)


def why_problems(why: str) -> list[Problem]:
    """What is put right is put right for a reason, which is kept."""
    if blank(why):
        return [Problem("why", "reason-missing")]
    return [Problem("why", "text-too-long", {"most": MOST_WHY})] if len(why.strip()) > MOST_WHY else []


@dataclass(frozen=True, slots=True)
class Death:
    """That a member died, as typed in, whenever it became known.

    Attributes:
        told: who told of it, or what else is to be kept; may be empty.
    """

    died_on: date
    told: str = ""

    def problems(self, today: date, latest: StayRow | None) -> list[Problem]:
        """Say what is wrong with it, given the member's latest stay."""
        found = [Problem("died_on", "day-ahead")] if self.died_on > today else []
        if latest is not None and self.died_on < (latest.discharged_on or latest.admitted_on):
            found.append(Problem("died_on", "died-before-stay", {"day": latest.discharged_on or latest.admitted_on}))
        if len(self.told.strip()) > MOST_WHY:
            found.append(Problem("told", "text-too-long", {"most": MOST_WHY}))
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
