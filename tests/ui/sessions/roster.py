"""Marks made with the keys of a session's roster, as the file has them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.domain.sessions.notes import Objective
from peerdesk.services.sessions import session_page
from peerdesk.ui.sessions.session_page import SessionPage
from tests.centres import PASSWORD
from tests.screen import click


def sheet(page: SessionPage):
    """What the file has of the session that is open."""
    return session_page.sheet(page._context.storage, page._context.actor, page._session_id)


def marks(page: SessionPage) -> str:
    """The marks of the roster, a full stop for each that is missing."""
    return "".join(row.mark.value if row.mark else "." for row in sheet(page).rows)


def press_key(widget: QWidget, text: str, scan_code: int = 0) -> None:
    """Press a key of any keyboard layout; the test tool knows those of the Latin one alone."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(text), Qt.KeyboardModifier.NoModifier, scan_code, ord(text), 0, text)
        QApplication.sendEvent(widget, event)


def sign(qtbot, page: SessionPage, password: str = PASSWORD) -> None:
    """Mark everybody, write a note, say what it was for and sign it all."""
    qtbot.keyClicks(page.table, "ppppa")
    qtbot.keyClicks(page.note_panel.shared, "Everybody spoke.")
    page.sign_panel.objective.choose(Objective.FEELINGS)
    qtbot.keyClicks(page.sign_panel.password, password)
    click(qtbot, page.sign_panel.sign_button)
