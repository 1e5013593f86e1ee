"""Notes as they stand in the file."""

from dataclasses import fields

from peerdesk.db.models import SessionActivity, SessionNote
from peerdesk.domain.sessions.notes import GroupNote

_TEXTS = [f.name for f in fields(GroupNote) if f.name != "activities"]


def keep_within(session_id: int, note: GroupNote) -> None:
    """Keep a group note inside somebody's unit of work, in which the session was found changeable."""
    columns = {name: getattr(note, name) for name in _TEXTS}
    SessionNote.insert(session=session_id, **columns).on_conflict_replace().execute()
    SessionActivity.delete().where(SessionActivity.session == session_id).execute()
    for activity in sorted(note.activities):
        SessionActivity.create(session=session_id, activity=activity)


def group_note(session_id: int) -> GroupNote:
    """The group note of a session, empty where none was written; inside a reading or a unit of work."""
    row = SessionNote.get_or_none(SessionNote.session == session_id)
    activities = SessionActivity.select().where(SessionActivity.session == session_id)
    texts = {name: getattr(row, name) for name in _TEXTS} if row else {}
    return GroupNote(**texts, activities=frozenset(a.activity for a in activities))
