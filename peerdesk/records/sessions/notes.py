"""The group note as it stands in the file.

Nothing here asks who reads: whoever shows a note has found that the reader may see notes, and shows it only where
``domain/sessions/notes.py`` says. It is shown by the session screen alone (``records/sessions/sheet.py``); a session
plan fills it in, a signature seals it, and *did not happen* is refused where one is written.

The other notes have no function here, for nobody shares them: the line about a member is read for the session screen
(``records/sessions/sheet.py``), the member's page (``services/members/member_page.py``) and the progress report
(``services/papers/progress_report.py``); the addenda for the session screen and the attendance register
(``services/papers/attendance_register.py``); objectives and the plan for next time for the weekly report
(``services/papers/weekly_report.py``); and on which day a group last had which objective and activity, for the choice
of its next session plan (``records/sessions/plans.py``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from peewee import ModelSelect

from peerdesk.db.audit import Unit
from peerdesk.db.models import MemberNote, SessionActivity, SessionNote, Staff
from peerdesk.db.queries import among, tuples
from peerdesk.db.statements import prepared
from peerdesk.domain.bin import BinKind
from peerdesk.domain.sessions.notes import Activity, GroupNote, NoteAuthor
from peerdesk.domain.typed import blank
from peerdesk.records import bin as bin_records

_TEXTS = [f.name for f in fields(GroupNote) if f.name != "activities"]


def keep_within(unit: Unit, session_id: int, note: GroupNote) -> None:
    """Keep a group note inside somebody's unit of work, in which the session was found changeable.

    Words that it takes the place of go into the bin.
    """
    columns = {name: getattr(note, name) for name in _TEXTS}
    columns |= {name: "" for name in bin_records.TEXTS if blank(columns[name])}
    before = SessionNote.get_or_none(SessionNote.session == session_id)
    columns |= _author(unit)
    now = bin_records.group_text(SessionNote(session=session_id, **columns))
    bin_records.typed_over_within(unit, BinKind.GROUP_NOTE, before, now)
    SessionNote.insert(session=session_id, **columns).on_conflict_replace().execute()
    SessionActivity.delete().where(SessionActivity.session == session_id).execute()
    for activity in sorted(note.activities):
        SessionActivity.create(session=session_id, activity=activity)


def keep_line_within(unit: Unit, session_id: int, member_id: int, text: str) -> None:
    """Keep the line about a member in such a unit; a blank one takes it away. The words before go into the bin."""
    this = (MemberNote.session == session_id) & (MemberNote.member == member_id)
    bin_records.typed_over_within(unit, BinKind.MEMBER_NOTE, MemberNote.get_or_none(this), text)
    if blank(text):
        MemberNote.delete().where(this).execute()
    else:
        row = MemberNote.insert(session=session_id, member=member_id, text=text, **_author(unit))
        row.on_conflict_replace().execute()


def _author(unit: Unit) -> dict[str, object]:
    return {"changed_by": unit.actor.staff_id, "changed_at": unit.at}


def last_changed(session_id: int) -> NoteAuthor | None:
    """Who changed the notes of a session last, that about the group or a line about a member; None if nobody knows."""
    about_group, about_members = (
        table.select(Staff.name, table.changed_at)
        .join(Staff, on=table.changed_by == Staff.id)
        .where(table.session == session_id)
        for table in (SessionNote, MemberNote)
    )
    found = (NoteAuthor(*row) for row in tuples(about_group + about_members))
    return max(found, key=lambda author: author.at, default=None)


def group_note(session_id: int) -> GroupNote:
    """The group note of a session, empty where none was written; inside a reading or a unit of work."""
    return group_notes([session_id]).get(session_id, GroupNote())


def group_notes(session_ids: Collection[int]) -> dict[int, GroupNote]:
    """The group notes of some sessions, without those in which nothing was written; two queries."""
    activities: dict[int, set[Activity]] = {}
    ticked = SessionActivity.select(SessionActivity.session, SessionActivity.activity)
    for session_id, activity in tuples(ticked.where(SessionActivity.session << among(session_ids))):
        activities.setdefault(session_id, set()).add(activity)
    columns = [getattr(SessionNote, name) for name in _TEXTS]
    rows = SessionNote.select(SessionNote.session, *columns).where(SessionNote.session << among(session_ids))
    texts = {session_id: dict(zip(_TEXTS, found, strict=True)) for session_id, *found in tuples(rows)}
    return {
        session_id: GroupNote(**texts.get(session_id, {}), activities=frozenset(activities.get(session_id, ())))
        for session_id in texts.keys() | activities.keys()
    }


def member_notes(session_id: int, member_ids: Collection[int]) -> dict[int, str]:
    """The notes about some members at a session; inside a reading."""
    return dict(_member_notes.tuples(session_id, member_ids))


@prepared
def _member_notes(session_id: int, member_ids: Collection[int]) -> ModelSelect[MemberNote]:
    these = (MemberNote.session == session_id) & (MemberNote.member << among(member_ids))
    return MemberNote.select(MemberNote.member, MemberNote.text).where(these)
