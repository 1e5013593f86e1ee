"""Peer groups, their weekly meeting times and their rosters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from peerdesk.domain.marks import Tally
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


class LedBy(StrEnum):
    """Who leads. The counsellor responsible signs either way."""

    COUNSELLOR = "counsellor"
    PEER = "peer"


class Channel(StrEnum):
    """How a group meets."""

    ROOM = "room"
    PHONE = "phone"
    VIDEO = "video"


class Entry(StrEnum):
    """Whether newcomers may join at any time."""

    OPEN = "open"
    CLOSED = "closed"


class Audience(StrEnum):
    """Who a group is for."""

    EVERYBODY = "everybody"
    WOMEN = "women"
    MEN = "men"
    YOUNG_ADULTS = "young-adults"
    OLDER = "older"
    CO_OCCURRING = "co-occurring"
    NEWCOMERS = "newcomers"
    ALUMNI = "alumni"
    FAMILIES = "families"


class MemberRole(StrEnum):
    """What a member does in a group."""

    MEMBER = "member"
    PEER_LEADER = "peer-leader"
    TIMEKEEPER = "timekeeper"
    SUPPORT = "support"


TYPES_OUTLIVING_DISCHARGE = frozenset({GroupType.ALUMNI, GroupType.FAMILY})
"""At discharge memberships in groups of these types stay, unless the counsellor says otherwise (product.md, Stay)."""

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
        times: the weekly meeting times from ``times_from`` on; those before are kept as history.
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
        """Say everything that is wrong; empty means acceptable."""
        found: list[Problem] = []
        if not self.name.strip():
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


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What the list of groups shows.

    Attributes:
        tally: attendance over the last four weeks.
    """

    id: int
    name: str
    type: GroupType
    led_by: LedBy
    capacity_max: int
    members: int
    next_meeting: tuple[date, time] | None
    facilitator: str
    tally: Tally
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A membership in a group's roster; ``override`` is the kept text of a ``domain.fitting.Override``."""

    membership_id: int
    member_id: int
    number: int
    name_latin: str
    name_native: str
    village: str
    role: MemberRole
    from_day: date
    to_day: date | None
    override: str = ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything a group's page shows, the roster as on one day."""

    id: int
    details: GroupDetails
    closed_on: date | None
    facilitator_names: Sequence[str]
    roster_on: date
    roster: Sequence[RosterRow]


@dataclass(frozen=True, slots=True)
class Joining:
    """Members who join a group on a day, as typed in."""

    group_id: int
    member_ids: tuple[int, ...]
    from_day: date
    role: MemberRole = MemberRole.MEMBER


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


def overlap(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two spans of days, ends included and an open end meaning for ever, share a day."""
    return (first[1] is None or second[0] <= first[1]) and (second[1] is None or first[0] <= second[1])
