"""Peer groups, their weekly meeting times and their rosters."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from peerdesk.domain.typed import blank
from peerdesk.errors import Problem


class GroupType(StrEnum):
    """Kinds of peer group."""

    TWELVE_STEP = "12-step"
    SELF_HELP = "self-help"
    COUNSELLOR_LED = "counsellor-led"
    FAMILY = "family"
    ONLINE = "online"
    ALUMNI = "alumni"
    EDUCATION = "education"
    WORKSHOP = "workshop"
    SHARING_CIRCLE = "sharing-circle"


class LedBy(StrEnum):
    """Who leads. The counsellor responsible signs either way."""

    COUNSELLOR = "counsellor"
    PEER = "peer"


class Channel(StrEnum):
    """How a group meets: in one room, or far apart."""

    ROOM = "room"
    PHONE = "phone"
    VIDEO = "video"


class Entry(StrEnum):
    """Whether newcomers may join at any time."""

    OPEN = "open"
    CLOSED = "closed"


class Audience(StrEnum):
    """Whom a group was made for. Others are warned of, never kept out (:mod:`peerdesk.domain.groups.fit`)."""

    EVERYBODY = "everybody"
    WOMEN = "women"
    MEN = "men"
    UNDER_18 = "under-18"
    YOUNG_ADULTS = "young-adults"
    OLDER = "older"
    CO_OCCURRING = "co-occurring"
    NEWCOMERS = "newcomers"
    ALUMNI = "alumni"
    FAMILIES = "families"


TYPES_OUTLIVING_DISCHARGE = frozenset({GroupType.ALUMNI, GroupType.FAMILY})
"""At discharge memberships in groups of these types stay, unless the counsellor says otherwise."""

ALUMNI_COME = frozenset({GroupType.ALUMNI, GroupType.ONLINE})
"""Who was discharged stays in touch at groups of these types."""

MOST_ABSENCES = 30
"""The largest number of absences running that a group may set itself."""


@dataclass(frozen=True, slots=True)
class MeetingTime:
    """A weekly meeting. ``weekday`` counts from Monday = 0."""

    weekday: int
    starts: time
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What a group is; as typed in a form, and as kept.

    Attributes:
        times: the weekly meeting times on the day that is looked at; those before are kept as history.
        facilitators: staff ids, the counsellor responsible first.
        absences_for_contact: absences running that mean "contact needed"; ``None`` is the centre's usual number.
    """

    name: str = ""
    type: GroupType | None = None
    led_by: LedBy = LedBy.COUNSELLOR
    entry: Entry = Entry.OPEN
    channel: Channel = Channel.ROOM
    audience: Audience = Audience.EVERYBODY
    capacity_min: int = 3
    capacity_max: int = 15
    place: str = ""
    started_on: date | None = None
    times: tuple[MeetingTime, ...] = ()
    facilitators: tuple[int, ...] = ()
    absences_for_contact: int | None = None

    def problems(self) -> list[Problem]:
        found: list[Problem] = []
        if blank(self.name):
            found.append(Problem("name", "group-name-missing"))
        elif len(self.name) > 80:
            found.append(Problem("name", "text-too-long", {"most": 80}))
        if self.type is None:
            found.append(Problem("type", "group-type-missing"))
        if self.started_on is None:
            found.append(Problem("started_on", "date-missing"))
        if not 1 <= self.capacity_min <= self.capacity_max <= 200:
            found.append(Problem("capacity_max", "capacity-wrong"))
        if self.absences_for_contact is not None and not 1 <= self.absences_for_contact <= MOST_ABSENCES:
            values = {"least": 1, "most": MOST_ABSENCES}
            found.append(Problem("absences_for_contact", "number-out-of-range", values))
        if any(not (0 <= t.weekday <= 6 and 5 <= t.minutes <= 480) for t in self.times):
            found.append(Problem("times", "times-wrong"))
        if len({(t.weekday, t.starts) for t in self.times}) < len(self.times):
            found.append(Problem("times", "times-twice"))
        return found


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group among others to choose from."""

    id: int
    name: str
    closed: bool


def first_day(started_on: date | None, today: date) -> date:
    """From when on something new can hold in a group: today, or the day on which it begins later."""
    return max(today, started_on or today)


def usual_day(started_on: date | None, closed_on: date | None, today: date) -> date:
    """The day as on which a group is looked at unless another is chosen: today, but never before it began.

    Of a closed group it is the last day, for afterwards nobody is on the roster.
    """
    if closed_on is not None and closed_on < today:
        return closed_on
    return first_day(started_on, today)
