"""What a report is asked for: days, a group, a member, a session, how members are named, for whom it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from peerdesk.domain.dates import week_of
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.consents import ConsentKind
from peerdesk.domain.members.key_counsellors import Whose


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report covers, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period ends before it begins: {self.first}, {self.last}")


class Names(StrEnum):
    """How members are named on paper, the more private the later; not at all on what is shared outside."""

    FULL = "full"
    INITIALS = "initials"
    NUMBER = "number"
    NONE = "none"

    @classmethod
    def most_private(cls, *codes: object) -> "Names":
        """The most private of some codes, which may have been written by anybody; full names where none is one."""
        return max((name for name in NAMES_INSIDE if name in codes), key=NAMES_INSIDE.index, default=cls.FULL)


NAMES_INSIDE = (Names.FULL, Names.INITIALS, Names.NUMBER)
"""How members can be named on what stays at the centre, where somebody has to know who is meant."""


class Ask(StrEnum):
    """The choices there are; a report names those that matter to it, and any other one is refused."""

    DAYS = "days"
    GROUP = "group"
    MEMBER = "member"
    SESSION = "session"
    SCALE = "scale"
    NAMES = "names"
    BLANK = "blank"
    WHOSE = "whose"
    FOR_WHOM = "for-whom"
    STAFF = "staff"


CONSENT_FOR: Mapping[ForWhom, ConsentKind] = MappingProxyType(
    {
        ForWhom.FAMILY: ConsentKind.FAMILY,
        ForWhom.EMPLOYER: ConsentKind.EMPLOYER,
        ForWhom.COURT: ConsentKind.COURT,
    }
)
"""The consent that has to stand before a paper is made for somebody (Mental Healthcare Act 2017, s. 23)."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a report is asked for; what is left out is chosen by the report.

    Attributes:
        first, last: the days it covers, both included.
        group, member, session: the numbers shown on screen.
        scale: the code of a scale of questions.
        names: how members are named; in full where it is left out.
        blank: names and empty cells, to be filled in by hand.
        whose: whose members it tells of; everybody's where it is left out.
        for_whom: for whom a paper about one member is made; for the file of the centre where it is left out.
        staff: the user name of who did what it tells of; everybody where it is left out.
    """

    first: date | None = None
    last: date | None = None
    group: int | None = None
    member: int | None = None
    session: int | None = None
    scale: str | None = None
    names: Names | None = None
    blank: bool = False
    whose: Whose | None = None
    for_whom: ForWhom | None = None
    staff: str | None = None

    @property
    def naming(self) -> Names:
        return self.names or Names.FULL

    @property
    def made_for(self) -> ForWhom:
        return self.for_whom or ForWhom.FILE

    def made(self) -> frozenset[Ask]:
        values = {
            Ask.DAYS: self.first or self.last,
            Ask.GROUP: self.group,
            Ask.MEMBER: self.member,
            Ask.SESSION: self.session,
            Ask.SCALE: self.scale,
            Ask.NAMES: self.names,
            Ask.BLANK: self.blank or None,
            Ask.WHOSE: self.whose,
            Ask.FOR_WHOM: self.for_whom,
            Ask.STAFF: self.staff,
        }
        return frozenset(ask for ask, value in values.items() if value is not None)


class UsualDays(StrEnum):
    """Days that a report is often wanted for, reckoned from today."""

    STAY = "stay"
    LATEST = "latest"
    LAST_WEEK = "last-week"
    THIS_WEEK = "this-week"
    LAST_MONTH = "last-month"
    THIS_MONTH = "this-month"
    OTHER = "other"


CHOSEN_BY_REPORT = frozenset({UsualDays.STAY, UsualDays.LATEST})
"""Usual days that the report itself must look for in the file."""


def days_of(usual: UsualDays, today: date) -> tuple[date | None, date | None]:
    """First and last day, Monday to Sunday or the first to the last of a month; ``None`` where today does not tell."""
    monday, sunday = week_of(today)
    first_of_month = today.replace(day=1)
    first_of_next = (first_of_month + timedelta(days=31)).replace(day=1)
    one, week = timedelta(days=1), timedelta(days=7)
    days = {
        UsualDays.LAST_WEEK: (monday - week, sunday - week),
        UsualDays.THIS_WEEK: (monday, sunday),
        UsualDays.LAST_MONTH: ((first_of_month - one).replace(day=1), first_of_month - one),
        UsualDays.THIS_MONTH: (first_of_month, first_of_next - one),
    }
    return days.get(usual, (None, None))


@dataclass(frozen=True, slots=True)
class PersonOnPaper:
    """A member as a page may name them: ``name`` and ``name_native`` are already full, initials or empty."""

    number: int
    name: str
    name_native: str = ""
