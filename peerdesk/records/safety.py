"""Safety notes as they stand in the file; whoever reads them asks for ``Permission.SEE_COUNSELLORS_MEASURES`` first."""

from datetime import date
from operator import attrgetter

from peewee import JOIN, Expression, fn

from peerdesk.db.audit import Unit
from peerdesk.db.models import Member, SafetyNote, Staff
from peerdesk.db.queries import tuples
from peerdesk.domain.access import PERMISSIONS, Permission
from peerdesk.domain.measures.safety import SafetyNoteRow, SafetyOfMember, opens
from peerdesk.domain.members.members import display_name

IS_OPEN = SafetyNote.answered_on.is_null()


def open_notes() -> list[SafetyNoteRow]:
    """Every note that waits for an answer; one query, inside a reading."""
    return rows(IS_OPEN)


def of_member(member_id: int) -> SafetyOfMember:
    """The notes of one member; one query, inside a reading."""
    found = rows(SafetyNote.member == member_id)
    waiting = next((note for note in found if note.answered_on is None), None)
    return SafetyOfMember(waiting, [note for note in found if note.answered_on is not None])


def rows(where: Expression) -> list[SafetyNoteRow]:
    """Notes that fit a condition, newest first."""
    by = Staff.alias()
    columns = (
        SafetyNote.id,
        SafetyNote.member,
        Member.name_latin,
        Member.name_native,
        SafetyNote.day,
        SafetyNote.opened_on,
        SafetyNote.staff,
        Staff.name,
        Staff.active,
        Staff.role,
        SafetyNote.answered_on,
        by.name,
        SafetyNote.words,
        SafetyNote.taken_back,
    )
    query = (
        SafetyNote.select(*columns)
        .join(Member)
        .switch(SafetyNote)
        .join(Staff, on=SafetyNote.staff == Staff.id)
        .switch(SafetyNote)
        .join(by, JOIN.LEFT_OUTER, on=SafetyNote.answered_by == by.id)
        .where(where)
    )
    found = [
        SafetyNoteRow(
            note_id,
            member_id,
            display_name(latin, native),
            day,
            opened_on,
            owner_id,
            owner,
            active and Permission.KEEP_SAFETY_NOTES in PERMISSIONS[role],
            answered_on,
            answered_by or "",
            words,
            taken_back,
        )
        for (
            note_id, member_id, latin, native, day, opened_on, owner_id, owner, active, role, answered_on, answered_by,
            words, taken_back,
        ) in tuples(query)
    ]  # fmt: skip
    return sorted(found, key=attrgetter("id"), reverse=True)  # SQLite would go through all of them in that order


def open_within(unit: Unit, member_id: int, day: date, answer: int) -> None:
    """Open a note for an answer to the ninth question of a sheet, where it calls for one; in the same unit of work."""
    if answer <= 0 or SafetyNote.get_or_none(IS_OPEN & (SafetyNote.member == member_id)) is not None:
        return
    of_day = (SafetyNote.member == member_id) & (SafetyNote.day == day) & ~SafetyNote.taken_back
    known = SafetyNote.select(fn.MAX(SafetyNote.answer)).where(of_day).scalar()
    if not opens(answer, known or 0):
        return
    facts = {
        "member": member_id,
        "day": day,
        "answer": answer,
        "opened_on": unit.at.date(),
        "staff": unit.actor.staff_id,
    }
    row = SafetyNote.create(**facts, words="", taken_back=False)
    unit.audit("safety.open", row.id, None, facts)
