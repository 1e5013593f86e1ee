"""What a report is asked for: days, a group, a member, a session, and how members are named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report covers, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period ends before it begins: {self.first}, {self.last}")


class Names(StrEnum):
    """How members are named on paper."""

    FULL = "full"
    INITIALS = "initials"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a report is asked for; what is left out is chosen by the report.

    Attributes:
        first, last: the days it covers, both included.
        group, member, session: the numbers shown on screen.
        scale: the code of a scale of questions.
        blank: names and empty cells, to be filled in by hand.
    """

    first: date | None = None
    last: date | None = None
    group: int | None = None
    member: int | None = None
    session: int | None = None
    scale: str | None = None
    names: Names = Names.FULL
    blank: bool = False
