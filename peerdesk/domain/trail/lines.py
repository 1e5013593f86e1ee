"""What the audit trail says, one line for each entry, and how it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum, StrEnum
from typing import NamedTuple

from peerdesk.domain.groups.fit import Override
from peerdesk.domain.salvage import EntryKind
from peerdesk.domain.trail.actions import ACTIONS, Action, Of


class Thing(StrEnum):
    """What can be named in an entry by its number or key."""

    MEMBER = "member"
    STAFF = "staff"
    GROUP = "group"
    SESSION = "session"
    PLACE = "place"
    SCALE = "scale"
    PLAN = "plan"
    PAPER = "paper"
    """A report by its name; of what is none, whatever was copied or backed up."""
    PICTURE = "picture"


class Ref(NamedTuple):
    """Something that an entry names: people see what it is called, never the key."""

    thing: Thing
    key: int | str


class Timed(NamedTuple):
    """A weekly meeting time, Monday being 0."""

    weekday: int
    starts: time
    minutes: int


class AnswerTo(NamedTuple):
    """A question of a scale by its place, and the answer to it."""

    place: int
    answer: int


class Counted(NamedTuple):
    """So many of a unit: a milestone, or a step of the follow-up schedule."""

    number: int
    unit: Enum


class There(NamedTuple):
    """Whether a member was in the centre; ``None``: unmarked."""

    member: Ref
    present: bool | None


One = None | bool | int | str | date | datetime | time | Enum | Ref | Timed | AnswerTo | Counted | There | Override
Value = One | tuple[One, ...]
"""What a fact was or is; texts are what people typed, and never markup."""


class Legible(StrEnum):
    """Whether the facts of an entry can be read."""

    YES = "yes"
    CLOSED = "closed"
    """It is closed under a key that the reader does not hold, or was spoilt."""
    ERASED = "erased"
    """For a person who asked for it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an entry.

    Attributes:
        name: as it is kept; `words.trail.facts` calls it by a word.
        old, new: what it was and what it is. Where there was nothing before, or is nothing left, ``None``.
    """

    name: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A record that entries are about: what sort it is, and its number."""

    of: Of
    number: int


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry.

    Attributes:
        id: runs in the order of the trail.
        staff: the name of who did it, of the moment.
        action: ``noun.verb``, as it is kept; `words.trail.actions` says it in words.
        number: of the row it is about, of the sort that `what` says; ``None`` where there is none.
        about: the members, the group, the session, the place or the member of the staff it is about.
        before, after: whether it says what was, and what is; a record that was made has no before.
    """

    id: int
    at: datetime
    staff: str
    action: str
    number: int | None
    about: tuple[Ref, ...] = ()
    legible: Legible = Legible.YES
    facts: tuple[Fact, ...] = ()
    before: bool = True
    after: bool = True

    @property
    def what(self) -> Action:
        return ACTIONS.get(self.action, UNKNOWN)

    @property
    def record(self) -> RecordOf | None:
        """The record it is about, where there is one that other entries can be about too."""
        if self.number is None or self.what.of is Of.NOTHING:
            return None
        return RecordOf(self.what.of, self.number)


UNKNOWN = Action(EntryKind.OTHER, Of.NOTHING)
"""An action that no PeerDesk of this version writes."""


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which entries are asked for; everything that is set must fit.

    Attributes:
        first, last: the days, both included.
        staff_id: who did it.
        member_id: about whom, whichever record of theirs.
        record: about which record.
    """

    first: date | None = None
    last: date | None = None
    staff_id: int | None = None
    member_id: int | None = None
    kind: EntryKind | None = None
    record: RecordOf | None = None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Entries, newest first.

    Attributes:
        names: what everything is called that they name, as it is called now. What is not there has no name left.
        more: there are older ones that fit, which are not among them.
    """

    lines: Sequence[TrailLine] = ()
    names: Mapping[Ref, str] = field(default_factory=dict)
    more: bool = False
