"""Who changed a note last is read above it, until somebody here types."""

import pytest

from peerdesk.db.models import Session, SessionNote
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.services.sessions import notes
from peerdesk.ui.place import SessionPlace
from peerdesk.ui.window.main_window import MainWindow

pytestmark = pytest.mark.window


def test_it_stands_above_the_note(qtbot, on_screen, desk):
    storage, actor = desk.context.storage, desk.context.actor
    with storage.reading():
        noted = SessionNote.select(SessionNote.session)
        planned = Session.status == SessionStatus.PLANNED
        session_id = Session.select(Session.id).where(planned & Session.id.not_in(noted)).limit(1).scalar()
    notes.keep_group_note(storage, actor, session_id, GroupNote(shared="We talked about festivals."))
    window = on_screen(MainWindow(desk.context, desk.bus, desk.runner))
    window.open(SessionPlace(session_id))
    panel = window.pages.session.note_panel
    assert panel.author.text() == f"Changed by {actor.name} on 21-11-2026 10:00"
    assert panel.author.isVisible()
    qtbot.keyClicks(panel.shared, " And about home.")
    qtbot.waitUntil(lambda: not panel.has_unkept_note())
    qtbot.waitUntil(lambda: not panel.author.isVisible())
