"""Presence: who is in the centre on a day, as the grant portal's weekly grid asks. No group attendance.

The portal counts its beneficiaries, Monday to Sunday: members with a residential stay that covers the day, the days of
admission and of discharge included. Source: a third party's capture of the portal in 2026.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7

Marks = Mapping[int, bool | None]
"""Present or absent by member id; ``None`` is unmarked."""


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many are present, absent, and not marked."""

    present: int = 0
    absent: int = 0
    unmarked: int = 0

    @classmethod
    def of(cls, states: Iterable[bool | None]) -> "Headcount":
        """Count who was expected; ``None`` is unmarked."""
        found = list(states)
        present, absent = sum(state is True for state in found), sum(state is False for state in found)
        return cls(present, absent, len(found) - present - absent)

    @property
    def marked(self) -> int:
        """Present and absent together."""
        return self.present + self.absent


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """One member on one day.

    Attributes:
        outpatient: comes from home; not counted among the residents unless somebody marked them.
        present: ``None`` while unmarked.
        on_leave: the reason of a planned leave on this day, perhaps empty; ``None`` without one.
    """

    serial: int
    member_id: int
    number: int
    name_latin: str
    name_native: str
    village: str
    outpatient: bool
    present: bool | None
    on_leave: str | None


@dataclass(frozen=True, slots=True)
class PresenceDay:
    """Everybody expected on a day, in the order of the roll."""

    day: date
    rows: Sequence[PresenceRow]

    @property
    def count(self) -> Headcount:
        return Headcount.of(row.present for row in self.rows)

    @property
    def present(self) -> int:
        return self.count.present

    @property
    def absent(self) -> int:
        return self.count.absent

    @property
    def marked(self) -> int:
        return self.count.marked


@dataclass(frozen=True, slots=True)
class PresenceCell:
    """One member on one day of a week; ``due`` is whether they were expected or marked."""

    due: bool
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class PresenceWeekRow:
    """One member's week, Monday to Sunday."""

    member_id: int
    cells: Sequence[PresenceCell]

    @property
    def count(self) -> Headcount:
        return Headcount.of(cell.present for cell in self.cells if cell.due)


@dataclass(frozen=True, slots=True)
class PresenceWeek:
    """A week's grid, in the order of the roll."""

    monday: date
    rows: Sequence[PresenceWeekRow]

    @property
    def days(self) -> Sequence[date]:
        """Monday to Sunday."""
        return days_from(self.monday)

    @property
    def counts(self) -> Sequence[Headcount]:
        """Present, absent and unmarked on each day."""
        return [Headcount.of(row.cells[at].present for row in self.rows if row.cells[at].due) for at in range(WEEK)]

    @property
    def total(self) -> Headcount:
        """All days together."""
        counts = self.counts
        return Headcount(
            sum(count.present for count in counts),
            sum(count.absent for count in counts),
            sum(count.unmarked for count in counts),
        )


@dataclass(frozen=True, slots=True)
class Here:
    """A stay, by what presence needs of it: both its days belong to it."""

    member_id: int
    first: date
    last: date | None
    outpatient: bool = False

    def covers(self, day: date) -> bool:
        """Whether the member is expected on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


def counts(day: date, present: bool | None, stays: Iterable[Here]) -> bool:
    """Whether a mark counts: who was there was there; an absence after the true leaving day is none."""
    return present is True or (present is False and any(stay.covers(day) for stay in stays))


def week_row(
    member_id: int,
    monday: date,
    stays: Iterable[Here],
    marked: Mapping[date, bool],
    expected: Iterable[Here] | None = None,
) -> PresenceWeekRow:
    """One member's week: a day is due where they were expected, or where a mark counts.

    Args:
        member_id: the member.
        monday: the first of the days.
        stays: theirs.
        marked: whether they were there, by day.
        expected: those of the stays in which they are asked for; all of them if left out.
    """
    own = list(stays)
    asked = own if expected is None else list(expected)
    cells = []
    for day in days_from(monday):
        present = marked.get(day)
        due = any(stay.covers(day) for stay in asked) or counts(day, present, own)
        cells.append(PresenceCell(due, present if due else None))
    return PresenceWeekRow(member_id, tuple(cells))


def days_from(monday: date) -> list[date]:
    """Seven days, beginning with one."""
    return [monday + timedelta(days=at) for at in range(WEEK)]
