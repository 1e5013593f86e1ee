"""Safety notes: read, answered, handed over and opened again by counsellors.

What was done is told in confidence, so that its words stand in the note alone and not in the trail. Nothing is lost by
it: an answer that is taken back stays in the file.
"""

from datetime import date

from peerdesk.db.models import SafetyNote, Staff
from peerdesk.db.storage import Storage
from peerdesk.domain.access import PERMISSIONS, Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.safety import SafetyAnswer, SafetyNoteRow
from peerdesk.errors import InvalidInput, NotFound, Problem
from peerdesk.records import safety as safety_records


def open_note(storage: Storage, actor: Actor, member_id: int) -> SafetyNoteRow | None:
    """The note of a member that waits for an answer, if there is one."""
    actor.require(Permission.SEE_COUNSELLORS_MEASURES)
    with storage.reading():
        return safety_records.of_member(member_id).open


def answer(storage: Storage, actor: Actor, note_id: int, done: SafetyAnswer, *, today: date) -> None:
    """Write down what was done, which ends the note.

    Raises:
        InvalidInput: if no words are there, the day cannot be meant, or somebody has answered already.
        NotFound: if there is no such note or staff member.
    """
    actor.require(Permission.KEEP_SAFETY_NOTES)
    by = actor.staff_id if done.by is None else done.by
    with storage.reading():
        note = _note(note_id)
        problems = done.problems(note, today)
        if note.answered_on is not None:
            problems.append(_answered(note))
        _counsellor(by)
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.MEASURES, actor) as unit:
        new = {"answered_on": done.day, "answered_by": by}
        SafetyNote.update(**new, words=done.words.strip()).where(SafetyNote.id == note_id).execute()
        unit.audit("safety.answer", note_id, {"answered_on": None, "answered_by": None}, new)


def reopen(storage: Storage, actor: Actor, note_id: int) -> None:
    """Take an answer back: it stays as it was written, and the note waits again, with the same owner and day.

    Raises:
        NotFound: if there is no such note.
    """
    actor.require(Permission.KEEP_SAFETY_NOTES)
    with storage.writing(Changed.MEASURES, actor) as unit:
        note = SafetyNote.get_or_none(SafetyNote.id == note_id)
        if note is None:
            raise NotFound("unknown-safety-note", number=note_id)
        waiting = safety_records.of_member(note.member_id).open
        if note.answered_on is None or note.taken_back or waiting is not None:
            unit.nothing_to_do()
            return
        SafetyNote.update(taken_back=True).where(SafetyNote.id == note_id).execute()
        again = SafetyNote.create(
            member=note.member_id,
            day=note.day,
            answer=note.answer,
            opened_on=note.opened_on,
            staff=note.staff_id,
            words="",
            taken_back=False,
        )
        old = {"note": note_id, "answered_on": note.answered_on, "answered_by": note.answered_by_id}
        unit.audit("safety.reopen", again.id, old, {"answered_on": None, "answered_by": None})


def hand_over(storage: Storage, actor: Actor, note_id: int, staff_id: int) -> None:
    """Let another counsellor answer for an open note.

    Raises:
        InvalidInput: if somebody has answered already.
        NotFound: if there is no such note, or nobody of this number who could answer for it.
    """
    actor.require(Permission.KEEP_SAFETY_NOTES)
    with storage.reading():
        note = _note(note_id)
        _counsellor(staff_id)
    if note.answered_on is not None:
        raise InvalidInput([_answered(note)])
    with storage.writing(Changed.MEASURES, actor) as unit:
        unit.audit_change("safety.hand-over", note_id, {"staff": note.owner_id}, {"staff": staff_id})
        SafetyNote.update(staff=staff_id).where(SafetyNote.id == note_id).execute()


def _note(note_id: int) -> SafetyNoteRow:
    found = safety_records.rows(SafetyNote.id == note_id)
    if not found:
        raise NotFound("unknown-safety-note", number=note_id)
    return found[0]


def _answered(note: SafetyNoteRow) -> Problem:
    return Problem("", "safety-note-answered", {"name": note.answered_by, "day": note.answered_on})


def _counsellor(staff_id: int) -> None:
    row: Staff | None = Staff.get_or_none(Staff.id == staff_id)
    if row is None or not row.active or Permission.KEEP_SAFETY_NOTES not in PERMISSIONS[row.role]:
        raise NotFound("unknown-staff", number=staff_id)
