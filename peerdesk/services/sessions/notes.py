"""Notes: the group note and the line about a member, kept while they are typed. Nothing is read here.

Whoever may write notes may read them: counsellors and the coordinator. Where a note may be read, and where it never
appears, says ``domain/sessions/notes.py``; ``records/sessions/notes.py`` names everything that reads one.
"""

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.sessions.notes import LONGEST_NOTE, GroupNote
from peerdesk.domain.typed import blank
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records.groups import groups as group_records
from peerdesk.records.sessions import attendance as attendance_records
from peerdesk.records.sessions import notes as note_records
from peerdesk.records.sessions import signing as signing_records
from peerdesk.records.sessions.signing import AnySession


def keep_group_note(storage: Storage, actor: Actor, session_id: int, note: GroupNote) -> None:
    """Keep the group note as it stands now (autosave: a draft, so no audit row; signing leaves one).

    Raises:
        InvalidInput: if a text is too long, or the session is signed or did not happen.
    """
    actor.require(Permission.WRITE_NOTES)
    if problems := note.problems():
        raise InvalidInput(problems)
    with storage.writing(Changed.NOTES, actor, draft=True) as unit:
        signing_records.changeable(session_id)
        note_records.keep_within(unit, session_id, note)
        unit.only_of(session=session_id, members=())


def keep_member_note(storage: Storage, actor: Actor, session_id: int, member_id: int, text: str) -> None:
    """Keep the line about one member as it stands now (a draft, too); an empty text takes it away.

    Raises:
        InvalidInput: if it is too long, the member has no part in the session, or that is signed or did not happen.
    """
    actor.require(Permission.WRITE_NOTES)
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise InvalidInput([Problem("member_note", "text-too-long", {"most": LONGEST_NOTE})])
    with storage.writing(Changed.NOTES, actor, draft=True) as unit:
        session = signing_records.changeable(session_id)
        if not blank(text):
            _refuse_stranger(session, member_id)
        note_records.keep_line_within(unit, session_id, member_id, text)
        unit.only_of(session=session_id, members=[member_id])


def _refuse_stranger(session: AnySession, member_id: int) -> None:
    due = group_records.due_among(session.group_id, session.day, [member_id])
    if not due and not attendance_records.attending(session.id, [member_id]):
        raise InvalidInput([Problem("member_note", "not-a-member", {"count": 1})])
