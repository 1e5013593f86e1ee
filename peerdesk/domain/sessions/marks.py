"""Attendance marks and the one way they are counted.

Attendance % = (P + T + E) ÷ (P + T + E + A). Leave, unmarked, planned and did-not-happen stay out; nothing to divide by
is no percentage at all. Every screen and every page counts with :class:`Tally`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from peerdesk.errors import Problem


class Mark(StrEnum):
    """One letter on key, screen and paper, as on Indian muster rolls."""

    PRESENT = "P"
    LATE = "T"
    LEFT_EARLY = "E"
    LEAVE = "L"
    ABSENT = "A"

    @property
    def attended(self) -> bool:
        """Whether the member was there (the portal's "present")."""
        return self in _ATTENDED


_ATTENDED = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})


class LeaveReason(StrEnum):
    """Why a member was excused."""

    MEDICAL = "medical"
    COURT = "court"
    FAMILY = "family"
    WORK = "work"
    HOME_VISIT = "home-visit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One member's mark at one session with what belongs to it.

    Attributes:
        minutes: minutes late (T) or missed at the end (E).
        reason: why excused (L).
        participation: 0 none, 1 listened, 2 spoke when asked, 3 shared, 4 helped others; only for who was there.
    """

    mark: Mark
    minutes: int | None = None
    reason: LeaveReason | None = None
    participation: int | None = None

    def with_mark(self, mark: Mark) -> "Attendance":
        """The same entry under another mark, without what no longer belongs to it."""
        return Attendance(
            mark,
            self.minutes if mark is self.mark else None,
            self.reason if mark is self.mark else None,
            self.participation if mark.attended else None,
        )


LONGEST_SESSION = 480
"""Minutes; so many may be late or missed where nobody knows how long the session lasts."""

MAX_PARTICIPATION = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each mark; adds up."""

    present: int = 0
    late: int = 0
    left_early: int = 0
    leave: int = 0
    absent: int = 0
    unmarked: int = 0

    @classmethod
    def of(cls, marks: Iterable[Mark | None]) -> "Tally":
        """Count marks; ``None`` is unmarked."""
        counts: dict[Mark | None, int] = {}
        for mark in marks:
            counts[mark] = counts.get(mark, 0) + 1
        return cls.from_counts(counts)

    @classmethod
    def from_counts(cls, counts: Mapping[Mark | None, int]) -> "Tally":
        """Take counts made elsewhere (by the database)."""
        return cls(
            counts.get(Mark.PRESENT, 0),
            counts.get(Mark.LATE, 0),
            counts.get(Mark.LEFT_EARLY, 0),
            counts.get(Mark.LEAVE, 0),
            counts.get(Mark.ABSENT, 0),
            counts.get(None, 0),
        )

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.present + other.present,
            self.late + other.late,
            self.left_early + other.left_early,
            self.leave + other.leave,
            self.absent + other.absent,
            self.unmarked + other.unmarked,
        )

    @property
    def attended(self) -> int:
        """P + T + E."""
        return self.present + self.late + self.left_early

    @property
    def counted(self) -> int:
        """P + T + E + A: what the percentage divides by."""
        return self.attended + self.absent

    @property
    def total(self) -> int:
        """Everybody on the roster, marked or not."""
        return self.counted + self.leave + self.unmarked

    @property
    def percent(self) -> int | None:
        """Attendance in whole per cent, halves rounded up; ``None`` where there is nothing to divide by."""
        if not self.counted:
            return None
        return (200 * self.attended + self.counted) // (2 * self.counted)


def longest_absence(marks: Iterable[Mark | None]) -> int:
    """Most absences running, in order of sessions; leave and unmarked neither count nor break a run."""
    longest = run = 0
    for mark in marks:
        if mark is Mark.ABSENT:
            run += 1
            longest = max(longest, run)
        elif mark is not None and mark.attended:
            run = 0
    return longest


def absences_running(newest_first: Iterable[Mark | None]) -> int:
    """Absences since the member was last there, newest session first; leave and unmarked neither count nor break."""
    run = 0
    for mark in newest_first:
        if mark is Mark.ABSENT:
            run += 1
        elif mark is not None and mark.attended:
            break
    return run


def most_minutes(lasts: int) -> int:
    """By how many minutes somebody can be late or leave early at a session that lasts so long."""
    return lasts if 0 < lasts < LONGEST_SESSION else LONGEST_SESSION


def attendance_problems(attendance: Attendance, lasts: int, before: Attendance | None = None) -> list[Problem]:
    """Say what is wrong with a mark's particulars.

    Args:
        attendance: what is to stand.
        lasts: the minutes of the session.
        before: what stands there; minutes that stood before this was asked may stay.
    """
    found: list[Problem] = []
    kept = before is not None and before.minutes == attendance.minutes
    most = most_minutes(lasts)
    if attendance.minutes is not None and not kept and not 0 <= attendance.minutes <= most:
        found.append(Problem("minutes", "session-minutes-wrong", {"most": most}))
    if attendance.participation is not None and not (
        attendance.mark.attended and 0 <= attendance.participation <= MAX_PARTICIPATION
    ):
        found.append(Problem("participation", "participation-wrong", {"most": MAX_PARTICIPATION}))
    return found
