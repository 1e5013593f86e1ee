"""Sessions: one meeting of a group each, with its attendance and its note."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from peerdesk.domain.groups.groups import Channel, GroupName, GroupType
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.marks import MAX_MINUTES, MAX_PARTICIPATION, Attendance, Mark, Tally
from peerdesk.errors import Problem


class SessionStatus(StrEnum):
    """Planned, held (from its first mark) or did not happen."""

    PLANNED = "planned"
    HELD = "held"
    DID_NOT_HAPPEN = "did-not-happen"


class RecordState(StrEnum):
    """How far the record of a session is."""

    PLANNED = "planned"
    DRAFT = "draft"
    SIGNED = "signed"
    ADDENDUM = "addendum"
    DID_NOT_HAPPEN = "did-not-happen"


class NotHeldReason(StrEnum):
    """Why a session did not happen."""

    COUNSELLOR_AWAY = "counsellor-away"
    FESTIVAL = "festival"
    NO_MEMBERS = "no-members"
    NO_POWER = "no-power"
    WEATHER = "weather"
    OTHER_EVENT = "other-event"
    OTHER = "other"


class Objective(StrEnum):
    """What a session is for; every session has one."""

    SHARING_PROGRESS = "sharing-progress"
    COPING_SKILLS = "coping-skills"
    RETURN_TO_USE_PREVENTION = "return-to-use-prevention"
    HANDLING_CRAVING = "handling-craving"
    FEELINGS = "feelings"
    FAMILY = "family"
    GOALS = "goals"
    HEALTH = "health"
    STEP_WORK = "step-work"
    MILESTONES = "milestones"
    WELCOME = "welcome"


class Activity(StrEnum):
    """What was done."""

    ICEBREAKER = "icebreaker"
    SHARING_CIRCLE = "sharing-circle"
    ROLE_PLAY = "role-play"
    MEDITATION = "meditation"
    DISCUSSION = "discussion"
    READING = "reading"
    STORY = "recovery-story"
    GAME = "game"
    PRAYER = "prayer"


class Kinship(StrEnum):
    """How a family guest is related to the member."""

    MOTHER = "mother"
    FATHER = "father"
    WIFE = "wife"
    HUSBAND = "husband"
    SISTER = "sister"
    BROTHER = "brother"
    DAUGHTER = "daughter"
    SON = "son"
    OTHER = "other"


LONGEST_NOTE = 20_000
LONGEST_LINE = 200
MAX_VISITORS = 500


@dataclass(frozen=True, slots=True)
class GroupNote:
    """The note about the group as a whole; never names a member."""

    objective: Objective | None = None
    topic: str = ""
    activities: frozenset[Activity] = field(default_factory=frozenset)
    shared: str = ""
    coping: str = ""
    concerns: str = ""
    plan: str = ""

    def problems(self) -> list[Problem]:
        """Say what is wrong with it."""
        found = [
            Problem(name, "text-too-long", {"most": LONGEST_NOTE})
            for name in ("shared", "coping", "concerns", "plan")
            if len(getattr(self, name)) > LONGEST_NOTE
        ]
        if len(self.topic) > LONGEST_LINE:
            found.append(Problem("topic", "text-too-long", {"most": LONGEST_LINE}))
        return found

    @property
    def written(self) -> bool:
        """Whether anything worth signing stands in it."""
        return any(text.strip() for text in (self.shared, self.coping, self.concerns, self.plan))


@dataclass(frozen=True, slots=True)
class Guest:
    """A relative at a session: of which member, which relation."""

    id: int
    name: str
    member_id: int
    member_name: str
    kinship: Kinship


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
        """Today's mark, if any."""
        return self.attendance.mark if self.attendance else None


@dataclass(frozen=True, slots=True)
class Correction:
    """A mark changed after signing; both marks stay readable."""

    at: datetime
    by: str
    member_id: int
    member_name: str
    old: Mark | None
    new: Mark
    why: str


@dataclass(frozen=True, slots=True)
class Addendum:
    """Text added after signing."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when, and the short form of the seal.

    Attributes:
        late: signed later than the day after the session ("late entry" in print).
    """

    by: str
    at: datetime
    seal: str
    late: bool


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
        paper_by, paper_on: who keyed it from paper, and when.
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

    @property
    def tally(self) -> Tally:
        """The live counter: everyone on the roster and every walk-in."""
        return Tally.of(row.mark for row in self.rows)

    @property
    def open(self) -> bool:
        """Whether roster, marks and note can still be changed freely."""
        return self.signature is None and self.status is not SessionStatus.DID_NOT_HAPPEN


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What lists of sessions show (Today, Sessions)."""

    id: int
    group_id: int
    group_name: str
    day: date
    starts: time
    minutes: int
    status: SessionStatus
    state: RecordState
    reason: NotHeldReason | None
    tally: Tally
    has_note: bool
    facilitator: str


@dataclass(frozen=True, slots=True)
class SessionsScreen:
    """The list of sessions, and the groups of which one may be chosen."""

    groups: Sequence[GroupName]
    rows: Sequence[SessionRow]


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session made by hand, as typed in."""

    group_id: int
    day: date
    starts: time
    minutes: int = 60
    channel: Channel = Channel.ROOM


def record_state(status: SessionStatus, *, signed: bool, added_to: bool) -> RecordState:
    """How far a record is."""
    if status is SessionStatus.DID_NOT_HAPPEN:
        return RecordState.DID_NOT_HAPPEN
    if signed:
        return RecordState.ADDENDUM if added_to else RecordState.SIGNED
    return RecordState.DRAFT if status is SessionStatus.HELD else RecordState.PLANNED


def signed_late(day: date, signed_at: datetime) -> bool:
    """Whether a signature came later than the day after the session."""
    return (signed_at.date() - day).days > 1


def attendance_problems(attendance: Attendance) -> list[Problem]:
    """Say what is wrong with a mark's particulars."""
    found: list[Problem] = []
    if attendance.minutes is not None and not 0 <= attendance.minutes <= MAX_MINUTES:
        found.append(Problem("minutes", "minutes-wrong", {"most": MAX_MINUTES}))
    if attendance.participation is not None and not (
        attendance.mark.attended and 0 <= attendance.participation <= MAX_PARTICIPATION
    ):
        found.append(Problem("participation", "participation-wrong", {"most": MAX_PARTICIPATION}))
    return found
