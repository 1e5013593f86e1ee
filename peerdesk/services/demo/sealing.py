"""Signatures of the demo centre: who signed what when, what was added or corrected later, and the chain of seals.

The signatures are real: everybody's own, over what stands in the rows, so that a check finds nothing wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from peerdesk.db.audit import Unit
from peerdesk.db.bulk import insert_rows
from peerdesk.db.models import AddendumRow, CorrectionRow, Seal, SealPart
from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.sessions import chain, seal_parts
from peerdesk.records.sessions.chain import Before, Hand, Pen
from peerdesk.records.sessions.sealed import Contents, Sealed
from peerdesk.records.sessions.unsealed import SEALING
from peerdesk.security.identity import Identity
from peerdesk.security.seals import FIRST, link_of
from peerdesk.services.demo.plan import COORDINATOR_ID, STAFF, DemoPlan
from peerdesk.services.demo.records import DemoRecord

_UNSIGNED_DAYS = timedelta(2)  # the counsellors still have the last days before them
_NEXT_MORNING, _LATE_ENTRY = 0.22, 0.03  # of sessions are signed then; the others on the same evening
_BY_COORDINATOR = 0.02
_ADDENDUM, _CORRECTION = 0.015, 0.03  # of signed sessions
_CORRECTED_AFTER = timedelta(30)  # nothing younger is corrected, so that today's absences stay as they are
_ADDENDA = (
    "The doctor was told about the two members with fever on the same evening.",
    "The plan for next week was changed: the talk by the visiting nurse takes its place.",
    "The reading sheets were handed out on the following day.",
    "Two chairs were broken; written down in the stock book.",
    "एक परिवार ने बैठक के बाद अलग से बात करने की इच्छा जताई। समय दे दिया गया है।",
)
_WHY = (
    "Came after the register was closed; seen by the co-facilitator.",
    "Marked in the wrong row of the paper sheet.",
    "Was with the doctor; slip handed in later.",
)
_TO_LEAVE = 2  # index of the reason that excuses
_AT_ONCE = 500
_ACTIONS = {kind: action for action, kind in SEALING.items()}


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A signed session."""

    session_id: int
    group: str
    staff_id: int
    responsible: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Later:
    """An addendum (text) or a correction (member, old and new attendance, text says why) to a signed session."""

    session_id: int
    group: str
    staff_id: int
    responsible: bool
    at: datetime
    text: str
    member_id: int | None = None
    old: Attendance | None = None
    new: Attendance | None = None


class Signer:
    """Signs records in order of time and keeps what the chain of seals is made of."""

    def __init__(self, plan: DemoPlan) -> None:
        self._today = plan.today
        self._chance = plan.chance("signatures")
        self.signed: list[SignedRecord] = []
        self.later: list[Later] = []

    def sign(self, record: DemoRecord) -> DemoRecord:
        """Sign a record if its counsellor has; returns it as it stands today, a corrected mark included."""
        at = self._moment(record)
        if record.note is None or at.date() >= self._today or record.meeting.day >= self._today - _UNSIGNED_DAYS:
            return record
        coordinator, group = self._chance.random() < _BY_COORDINATOR, record.meeting.group
        staff_id = COORDINATOR_ID if coordinator else group.responsible(record.meeting.day)
        by = group.details.name, staff_id, staff_id == group.responsible(record.meeting.day)
        self.signed.append(SignedRecord(record.meeting.id, *by, at))
        if self._chance.random() < _ADDENDUM:
            addendum = self._chance.choice(_ADDENDA)
            self.later.append(Later(record.meeting.id, *by, self._after(at), addendum))
        if record.meeting.day < self._today - _CORRECTED_AFTER and self._chance.random() < _CORRECTION:
            return self._corrected(by, record, self._after(at))
        return record

    def _moment(self, record: DemoRecord) -> datetime:
        meeting, chance = record.meeting, self._chance
        ended = datetime.combine(meeting.day, meeting.starts) + timedelta(minutes=meeting.minutes)
        drawn = chance.random()
        if drawn < _LATE_ENTRY:
            return _on(meeting.day + timedelta(chance.randint(2, 6)), time(16), chance.randint(0, 120))
        if drawn < _LATE_ENTRY + _NEXT_MORNING:
            return _on(meeting.day + timedelta(1), time(9), chance.randint(0, 110))
        return ended + timedelta(minutes=chance.randint(10, 90))

    def _after(self, at: datetime) -> datetime:
        """Some days later in the afternoon, yesterday at the latest; never before the signature."""
        day = min(at.date() + timedelta(self._chance.randint(1, 5)), self._today - timedelta(1))
        return max(at + timedelta(minutes=5), _on(day, time(14), self._chance.randint(0, 200)))

    def _corrected(self, by: tuple[str, int, bool], record: DemoRecord, at: datetime) -> DemoRecord:
        """Make one absence a presence or a leave, if there is one."""
        absent = [member_id for member_id, kept in record.marks.items() if kept.mark is Mark.ABSENT]
        if not absent:
            return record
        member_id, reason = self._chance.choice(absent), self._chance.randrange(len(_WHY))
        new = Attendance(Mark.LEAVE, reason=LeaveReason.MEDICAL) if reason == _TO_LEAVE else Attendance(Mark.PRESENT)
        self.later.append(Later(record.meeting.id, *by, at, _WHY[reason], member_id, record.marks[member_id], new))
        return replace(record, marks={**record.marks, member_id: new})


def _on(day: date, begin: time, minutes: int) -> datetime:
    return datetime.combine(day, begin) + timedelta(minutes=minutes)


def write_chain(
    unit: Unit,
    identities: Mapping[int, Identity],
    keys_head: bytes,
    signed: Sequence[SignedRecord],
    later: Sequence[Later],
    on_done: Callable[[int, int], None],
) -> None:
    """Sign what was signed, added and corrected, in order of time; ids follow that order.

    Afterwards nothing of it can be changed, so this comes last.
    """
    entries: list[SignedRecord | Later] = [*signed, *later]
    links = _write_later(sorted(entries, key=lambda entry: (entry.at, entry.session_id)))
    pens = {staff_id: Pen(staff_id, identity, keys_head) for staff_id, identity in identities.items()}
    previous, trail_now = FIRST, unit.trail
    own: dict[int, bytes] = {}
    for begin in range(0, len(links), _AT_ONCE):
        on_done(begin, len(links))
        batch = links[begin : begin + _AT_ONCE]
        contents = Contents([sealed for _entry, sealed in batch])
        seals, parts = [], []
        for number, (entry, sealed) in enumerate(batch, start=begin + 1):
            there = seal_parts.in_file(sealed, contents)
            made = seal_parts.made(there, _said(entry, sealed), seal_parts.known_as_now(seal_parts.members_in(there)))
            before = Before(previous, own.get(entry.staff_id))
            row = chain.row_of(number, pens[entry.staff_id], sealed, entry.at, before, trail_now, made)
            previous = own[entry.staff_id] = link_of(row["seal"], row["signature"])
            seals.append(tuple(row.values()))
            said = {"seal": row["seal"].hex()}
            unit.audit_past(entry.at, entry.staff_id, _ACTIONS[sealed.kind], sealed.session_id, said)
            parts += [seal_parts.row_of(number, part) for part in made]
        insert_rows(Seal, seals)
        insert_rows(SealPart, parts)


def _said(entry: SignedRecord | Later, sealed: Sealed) -> dict[seal_parts.Key, Mapping[str, object]]:
    who = next(person.details for person in STAFF if person.id == entry.staff_id)
    hand = Hand(entry.staff_id, who.name, who.designation, who.role, entry.responsible, entry.group)
    return chain.said_beside(sealed, hand)


def _write_later(entries: Sequence[SignedRecord | Later]) -> list[tuple[SignedRecord | Later, Sealed]]:
    """Write what was added and corrected, and say of each entry what its seal closes."""
    addenda: list[Sequence[object]] = []
    corrections: list[Sequence[object]] = []
    links: list[tuple[SignedRecord | Later, Sealed]] = []
    for entry in entries:
        if isinstance(entry, SignedRecord):
            links.append((entry, Sealed(SealKind.SESSION, entry.session_id)))
        elif entry.new is None:
            addenda.append((len(addenda) + 1, entry.session_id, entry.text))
            links.append((entry, Sealed(SealKind.ADDENDUM, entry.session_id, addendum_id=len(addenda))))
        else:
            corrections.append(_correction(len(corrections) + 1, entry))
            links.append((entry, Sealed(SealKind.CORRECTION, entry.session_id, correction_id=len(corrections))))
    insert_rows(AddendumRow, addenda)
    insert_rows(CorrectionRow, corrections)
    return links


def _correction(correction_id: int, later: Later) -> Sequence[object]:
    """A correction's row, in the order of the fields."""
    old, new = later.old, later.new
    before = (old.mark, old.minutes, old.reason, old.participation) if old else (None,) * 4
    after = (new.minutes, new.reason, new.participation) if new else (None,) * 3
    return (correction_id, later.session_id, later.member_id, *before, new and new.mark, later.text, *after)
