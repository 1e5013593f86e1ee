"""Everything the session screen shows: the sheet with its note, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from peerdesk.domain.care.goals import GoalRow
from peerdesk.domain.care.recovery import MilestoneDue
from peerdesk.domain.groups.duties import DutyRow
from peerdesk.domain.groups.groups import Channel, GroupType
from peerdesk.domain.groups.incidents import IncidentRow
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.names import mentioned
from peerdesk.domain.sessions.guests import Guest
from peerdesk.domain.sessions.marks import Attendance, Mark, Tally
from peerdesk.domain.sessions.notes import GroupNote, NoteAuthor
from peerdesk.domain.sessions.plans import Plan, Suggestion
from peerdesk.domain.sessions.sessions import NotHeldReason, RecordState, SessionStatus
from peerdesk.domain.sessions.signing import Addendum, Correction, Signature


@dataclass(frozen=True, slots=True)
class SideSections:
    """Read when a session is opened and when something of it changes, not with every mark.

    Attributes:
        plan: what the session follows, if anything.
        duties: those the group shares.
        milestones: reached by the group's members in the seven days up to the session, celebrated or not.
        goals: open goals by member; empty where the reader may not see them.
        pledges: those that the group hears of that day, whether they were kept or not; empty likewise.
        incidents: empty where the reader may not see them.
    """

    session_id: int
    plan: Plan | None
    duties: Sequence[DutyRow]
    milestones: Sequence[MilestoneDue]
    goals: Mapping[int, Sequence[GoalRow]]
    pledges: Sequence[GoalRow]
    incidents: Sequence[IncidentRow]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the roster on the session screen, in the order of the printed sheet.

    Attributes:
        last_marks: up to five marks before this session, oldest first; ``None`` is unmarked.
        on_leave: the reason of a planned leave on this day; pre-filled as Leave with the first mark of the session.
        note: the member note; empty where there is none or the reader may not see notes.
        walk_in: here for this session only.
    """

    serial: int
    member_id: int
    number: int
    name_latin: str
    name_native: str
    village: str
    role: MemberRole
    last_marks: Sequence[Mark | None]
    attendance: Attendance | None
    on_leave: str | None
    note: str
    walk_in: bool

    @property
    def mark(self) -> Mark | None:
        return self.attendance.mark if self.attendance else None


@dataclass(frozen=True, slots=True)
class StripDay:
    """One session in the strip of the last fourteen days."""

    session_id: int
    day: date
    status: SessionStatus
    has_note: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """Everything the session screen shows.

    Attributes:
        id: the session's number, on screen and for ``--session``.
        previous_id, next_id: the group's neighbouring sessions, for ◂ and ▸.
        last_plan: the plan written at the group's last held session, to be copied.
        note: ``None`` where the reader may not see notes.
        note_author: of notes that are not signed yet.
        paper_by, paper_on: who keyed it from paper, and when.
        led_by, led_by_name: who of the members led, where somebody said so.
        unmarked_why: why members were left unmarked when it was signed.
    """

    id: int
    group_id: int
    group_name: str
    group_type: GroupType
    day: date
    starts: time
    minutes: int
    channel: Channel
    facilitators: Sequence[str]
    status: SessionStatus
    state: RecordState
    reason: NotHeldReason | None
    reason_text: str
    rows: Sequence[SheetRow]
    guests: Sequence[Guest]
    visitors: int
    note: GroupNote | None
    last_plan: str
    strip: Sequence[StripDay]
    previous_id: int | None
    next_id: int | None
    paper_by: str
    paper_on: date | None
    signature: Signature | None
    addenda: Sequence[Addendum]
    corrections: Sequence[Correction]
    responsible: bool
    unmarked_why: str
    led_by: int | None
    led_by_name: str
    note_author: NoteAuthor | None = None

    def with_rows(self, rows: Iterable[SheetRow]) -> SessionSheet:
        """The same sheet with some members' rows as they are now."""
        now = {row.member_id: row for row in rows}
        return replace(self, rows=[now.get(row.member_id, row) for row in self.rows])

    def named_in(self, text: str) -> Sequence[str]:
        """Those on the roster whom a text names; the note of the group must name nobody."""
        return mentioned(text, [(row.name_latin, row.name_native) for row in self.rows])

    @property
    def unmarked_on_leave(self) -> int:
        """How many without a mark are on planned leave."""
        return sum(row.mark is None and row.on_leave is not None and not row.walk_in for row in self.rows)

    @property
    def tally(self) -> Tally:
        """The live counter: everyone on the roster and every walk-in."""
        return Tally.of(row.mark for row in self.rows)

    @property
    def open(self) -> bool:
        """Whether roster, marks and note can still be changed freely."""
        return self.state.is_open


@dataclass(frozen=True, slots=True)
class SessionScreen:
    """The session screen.

    Attributes:
        sections: ``None`` where it was not asked for.
        suggestions: plans to choose from, the fittest first; ``None`` where they were not asked for, or where the
            session has a plan or can take none.
    """

    sheet: SessionSheet
    sections: SideSections | None
    suggestions: Sequence[Suggestion] | None
