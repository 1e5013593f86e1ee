"""Which entries are about one member, whichever record of theirs it is; inside a reading.

An entry says the number of a record. Whose that is stands in the record's table; of one that is no longer there, in
the entry with which it went. What is about a session says the member in its facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from peewee import Expression, fn

from peerdesk.db.models import (
    AttendanceRow,
    AuditEntry,
    Consent,
    Contact,
    CopyRequest,
    CorrectionRow,
    DisclosureMember,
    DutyTurn,
    FollowUp,
    Goal,
    GuestRow,
    LegalHold,
    Measurement,
    Membership,
    MentorContact,
    MentorshipRow,
    SafetyNote,
    Session,
    Stay,
    StayingWellVersion,
    Waiting,
)
from peerdesk.db.queries import among, kept, values
from peerdesk.domain.trail.actions import ACTIONS, Of, about
from peerdesk.records.trail.contents import facts_of

OWN: Mapping[Of, Any] = {
    Of.STAY: Stay,
    Of.CONSENT: Consent,
    Of.COPY_REQUEST: CopyRequest,
    Of.HOLD: LegalHold,
    Of.CONTACT: Contact,
    Of.FOLLOW_UP: FollowUp,
    Of.GOAL: Goal,
    Of.SHEET: Measurement,
    Of.SAFETY_NOTE: SafetyNote,
    Of.STAYING_WELL_PLAN: StayingWellVersion,
    Of.MEMBERSHIP: Membership,
    Of.WAITING: Waiting,
}
"""Tables of what belongs to one member; a test holds it against the table of actions."""

_GONE = (
    "consent.give-undone",
    "contact.remove",
    "copy.ask-undone",
    "follow-up.remove",
    "goal.remove",
    "measure.remove",
    "membership.join-undone",
    "mentor-contact.remove",
    "stay.admit-undone",
)
"""The actions with which such a record goes; their facts say whose it was."""


def entries(member_id: int) -> list[int]:
    """The numbers of all entries about a member. A handful of questions, each by an index."""
    found: set[int] = set()
    for condition in _conditions(member_id):
        found.update(values(AuditEntry.select(AuditEntry.id).where(condition)))
    return sorted(found)


def _conditions(member_id: int) -> Iterator[Expression]:
    row = AuditEntry
    yield (row.action << about(Of.MEMBER)) & (row.subject_id == member_id)
    pairs = MentorshipRow.select(MentorshipRow.id).where(
        (MentorshipRow.mentor == member_id) | (MentorshipRow.member == member_id)
    )
    theirs = {Of.MENTORSHIP: values(pairs)}
    contacts = MentorContact.select(MentorContact.id).where(MentorContact.mentorship << among(theirs[Of.MENTORSHIP]))
    theirs[Of.MENTOR_CONTACT] = values(contacts)
    for of, table in OWN.items():
        theirs[of] = values(table.select(table.id).where(table.member == member_id))
    told = DisclosureMember.select(DisclosureMember.disclosure).where(DisclosureMember.member == member_id)
    theirs[Of.DISCLOSURE] = values(told)
    for of, number in _gone(member_id, theirs[Of.MENTORSHIP]):
        theirs[of].append(number)
    for of, numbers in theirs.items():
        yield (row.action << about(of)) & (row.subject_id << among(numbers))
    yield (row.action << ["bin.put-back", "attendance.remove-walk-in"]) & _says(member_id)
    yield (row.action << about(Of.SESSION)) & (row.subject_id << among(_sessions(member_id))) & _says(member_id)
    marked = _holds(row.old, f'"{member_id}": ') | _holds(row.new, f'"{member_id}": ')
    yield (row.action == "presence.mark") & (row.id >= _begins(member_id)) & marked


def _holds(side: Any, text: str) -> Expression:
    """Whether one side of an entry that stands open holds a piece of JSON; what people typed has its quotes escaped."""
    return fn.INSTR(side.column, text) > 0


def _says(member_id: int) -> Expression:
    """Condition on entries that stand open: their facts say the member.

    A search of the text as `Unit.audit` writes it: taking the JSON apart of every mark of ten years costs a second.
    """
    sides, ends = (AuditEntry.new, AuditEntry.old), (",", "}")
    pieces = [f'"{name}": {member_id}{end}' for name in ("member", "led_by") for end in ends]
    return reduce(or_, [_holds(side, piece) for side in sides for piece in pieces])


def _gone(member_id: int, pairs: Sequence[int]) -> Iterator[tuple[Of, int]]:
    """A member's records that are no longer there, as the entry says with which each went."""
    row = AuditEntry
    for action, number, old in kept(row.select(row.action, row.subject_id, row.old).where(row.action << _GONE)):
        facts = facts_of(old) or {}
        if facts.get("member") == member_id or facts.get("mentorship") in pairs:
            yield ACTIONS[action].of, number


def _sessions(member_id: int) -> list[int]:
    """The sessions at which a member was, or could have been."""
    found: set[int] = set()
    for table in (AttendanceRow, CorrectionRow, DutyTurn, GuestRow):
        found.update(values(table.select(table.session).where(table.member == member_id)))
    days = (Session.day >= Membership.from_day) & (Membership.to_day.is_null() | (Session.day <= Membership.to_day))
    on_roster = Membership.select(Session.id).join(Session, on=(Session.group == Membership.group) & days)
    found.update(values(on_roster.where(Membership.member == member_id)))
    walked_in = AuditEntry.select(AuditEntry.subject_id).where(
        (AuditEntry.action << ["attendance.walk-in", "attendance.remove-walk-in"]) & _says(member_id)
    )
    found.update(values(walked_in))
    return sorted(found)


def _begins(member_id: int) -> int:
    """The entry with which a member came into the record; nothing about them is older."""
    row = AuditEntry
    registered = row.select(fn.MIN(row.id)).where((row.action == "member.register") & (row.subject_id == member_id))
    return int(values(registered)[0] or 1)
