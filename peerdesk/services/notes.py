"""Notes: the group note and the member notes, kept while they are typed."""

from dataclasses import fields

from peerdesk.db.models import AttendanceRow, MemberNote, Session, SessionActivity, SessionNote
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.notes import LONGEST_NOTE, GroupNote
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.errors import InvalidInput, Problem
from peerdesk.services import frozen, groups

_TEXTS = [f.name for f in fields(GroupNote) if f.name != "activities"]


def keep_group_note(storage: Storage, actor: Actor, session_id: int, note: GroupNote) -> None:
    """Keep the group note as it stands now (autosave: a draft, so no audit row; signing leaves one)."""
    actor.require(Permission.WRITE_NOTES)
    if problems := note.problems():
        raise InvalidInput(problems)
    with storage.writing(Changed.NOTES, actor, draft=True):
        writable(session_id)
        keep_within(session_id, note)


def keep_within(session_id: int, note: GroupNote) -> None:
    """Keep a group note inside somebody's unit of work, in which the session was found :func:`writable`."""
    columns = {name: getattr(note, name) for name in _TEXTS}
    SessionNote.insert(session=session_id, **columns).on_conflict_replace().execute()
    SessionActivity.delete().where(SessionActivity.session == session_id).execute()
    for activity in sorted(note.activities):
        SessionActivity.create(session=session_id, activity=activity)


def keep_member_note(storage: Storage, actor: Actor, session_id: int, member_id: int, text: str) -> None:
    """Keep the line about one member as it stands now; an empty text takes it away.

    Raises:
        InvalidInput: if it is too long, or the member has no part in the session.
    """
    actor.require(Permission.WRITE_NOTES)
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise InvalidInput([Problem("member_note", "text-too-long", {"most": LONGEST_NOTE})])
    with storage.writing(Changed.NOTES, actor, draft=True):
        session = writable(session_id)
        this = (MemberNote.session == session_id) & (MemberNote.member == member_id)
        MemberNote.delete().where(this).execute()
        if text:
            _refuse_stranger(session, member_id)
            MemberNote.create(session=session_id, member=member_id, text=text)


def group_note(session_id: int) -> GroupNote:
    """The group note of a session, empty where none was written; inside a reading or a unit of work."""
    row = SessionNote.get_or_none(SessionNote.session == session_id)
    activities = SessionActivity.select().where(SessionActivity.session == session_id)
    texts = {name: getattr(row, name) for name in _TEXTS} if row else {}
    return GroupNote(**texts, activities=frozenset(a.activity for a in activities))


def writable(session_id: int) -> Session:
    """A session whose note can be written; inside a unit of work.

    Raises:
        InvalidInput: if it is signed or did not happen.
    """
    session = frozen.unsigned(session_id)
    if session.status is SessionStatus.DID_NOT_HAPPEN:
        raise InvalidInput([Problem("", "session-did-not-happen")])
    return session


def _refuse_stranger(session: Session, member_id: int) -> None:
    here = (AttendanceRow.session == session.id) & (AttendanceRow.member == member_id)
    due = {row.member_id for row in groups.roster(session.group_id, session.day)}
    if member_id not in due and AttendanceRow.get_or_none(here) is None:
        raise InvalidInput([Problem("member_note", "not-a-member", {"count": 1})])
