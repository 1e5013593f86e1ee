"""Signatures of the demo centre: who signed what when, what was added or corrected later, and the chain of seals.

The seals are real: made with the centre's own key over what stands in the rows, so that a check finds nothing wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from peerdesk.domain.sessions.marks import Attendance, LeaveReason, Mark
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.records.sessions import seals as seal_records
from peerdesk.security.seals import FIRST, Sealer
from peerdesk.services.demo.plan import COORDINATOR_ID, DemoPlan
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


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A signed session; ``digests`` of its parts, made while they were at hand."""

    session_id: int
    staff_id: int
    at: datetime
    salt: bytes
    digests: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Later:
    """An addendum (text) or a correction (member, old and new attendance, text says why) to a signed session."""

    session_id: int
    staff_id: int
    at: datetime
    salt: bytes
    text: str
    member_id: int | None = None
    old: Attendance | None = None
    new: Attendance | None = None


class Signer:
    """Signs records in order of time and keeps what the chain of seals is made of."""

    def __init__(self, plan: DemoPlan) -> None:
        self._today = plan.today
        self._chance, self._salts = plan.chance("signatures"), plan.chance("salts")
        self.signed: list[SignedRecord] = []
        self.later: list[Later] = []

    def sign(self, record: DemoRecord) -> DemoRecord:
        """Sign a record if its counsellor has; returns it as it stands today, a corrected mark included."""
        at = self._moment(record)
        if record.note is None or at.date() >= self._today or record.meeting.day >= self._today - _UNSIGNED_DAYS:
            return record
        coordinator = self._chance.random() < _BY_COORDINATOR
        staff_id = COORDINATOR_ID if coordinator else record.meeting.group.responsible(record.meeting.day)
        salt = self._salts.randbytes(16)
        parts = _parts(record, record.note)
        self.signed.append(SignedRecord(record.meeting.id, staff_id, at, salt, seal_records.digests(salt, parts)))
        if self._chance.random() < _ADDENDUM:
            self._add(staff_id, record, self._chance.choice(_ADDENDA), self._after(at))
        if record.meeting.day < self._today - _CORRECTED_AFTER and self._chance.random() < _CORRECTION:
            return self._corrected(staff_id, record, self._after(at))
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

    def _add(self, staff_id: int, record: DemoRecord, text: str, at: datetime) -> None:
        self.later.append(Later(record.meeting.id, staff_id, at, self._salts.randbytes(16), text))

    def _corrected(self, staff_id: int, record: DemoRecord, at: datetime) -> DemoRecord:
        """Make one absence a presence or a leave, if there is one."""
        absent = [member_id for member_id, kept in record.marks.items() if kept.mark is Mark.ABSENT]
        if not absent:
            return record
        member_id, reason = self._chance.choice(absent), self._chance.randrange(len(_WHY))
        new = Attendance(Mark.LEAVE, reason=LeaveReason.MEDICAL) if reason == _TO_LEAVE else Attendance(Mark.PRESENT)
        salt, old = self._salts.randbytes(16), record.marks[member_id]
        self.later.append(Later(record.meeting.id, staff_id, at, salt, _WHY[reason], member_id, old, new))
        return replace(record, marks={**record.marks, member_id: new})


def _on(day: date, begin: time, minutes: int) -> datetime:
    return datetime.combine(day, begin) + timedelta(minutes=minutes)


def _parts(record: DemoRecord, note: GroupNote) -> list[seal_records.Part]:
    meeting = record.meeting
    guests = [(guest.member_id, guest.name, guest.kinship) for guest in record.guests]
    channel = meeting.group.details.channel
    head = seal_records.session_part(
        meeting.group.id, meeting.day, meeting.starts, meeting.minutes, channel, meeting.visitors, guests, note
    )
    return [head, *seal_records.member_parts(_facts(record))]


def _facts(record: DemoRecord) -> Mapping[int, Mapping[str, object]]:
    found: dict[int, dict[str, object]] = {}
    for serial, membership in enumerate(record.meeting.due, start=1):
        found[membership.member_id] = seal_records.place_facts(serial, membership.role)
    for member_id, attendance in record.marks.items():
        facts = {"walk_in": member_id == record.walk_in, **seal_records.mark_facts(attendance)}
        found.setdefault(member_id, {}).update(facts)
    for member_id, text in record.member_notes.items():
        found.setdefault(member_id, {}).update(note=text)
    return {member_id: {"member": member_id, **facts} for member_id, facts in found.items()}


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows of the three tables that only grow, in the order of their fields."""

    seals: Sequence[Sequence[object]]
    addenda: Sequence[Sequence[object]]
    corrections: Sequence[Sequence[object]]


def chain(sealer: Sealer, signed: Sequence[SignedRecord], later: Sequence[Later]) -> Chain:
    """Seal what was signed, added and corrected, in order of time; ids follow that order."""
    seals: list[Sequence[object]] = []
    addenda: list[Sequence[object]] = []
    corrections: list[Sequence[object]] = []
    previous = FIRST
    entries: list[SignedRecord | Later] = [*signed, *later]
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.session_id)):
        addendum_id = correction_id = None
        if isinstance(entry, SignedRecord):
            kind, subject, digests = SealKind.SESSION, entry.session_id, entry.digests
        elif entry.new is None:
            kind, subject = SealKind.ADDENDUM, len(addenda) + 1
            addendum_id = subject
            addenda.append((subject, entry.session_id, entry.text))
            digests = seal_records.digests(entry.salt, [seal_records.addendum_part(entry.session_id, entry.text)])
        else:
            kind, subject = SealKind.CORRECTION, len(corrections) + 1
            correction_id = subject
            columns = _correction(subject, entry)
            corrections.append(tuple(columns.values()))
            digests = seal_records.digests(entry.salt, [seal_records.correction_part(columns)])
        previous = sealer.seal(previous, kind, subject, entry.at.isoformat(), entry.staff_id, digests)
        of = (kind, entry.session_id, addendum_id, correction_id, entry.staff_id)
        seals.append((len(seals) + 1, *of, entry.at, entry.salt, previous))
    return Chain(seals, addenda, corrections)


def _correction(correction_id: int, later: Later) -> dict[str, object]:
    """A correction's row by field name, in the order of the fields."""
    old, new = later.old, later.new
    return {
        "id": correction_id,
        "session": later.session_id,
        "member": later.member_id,
        "old_mark": old and old.mark,
        "old_minutes": old and old.minutes,
        "old_reason": old and old.reason,
        "old_participation": old and old.participation,
        "new_mark": new and new.mark,
        "why": later.text,
    }
