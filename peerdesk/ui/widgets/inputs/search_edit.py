"""A line to search with: every keystroke counts, ↓ leads into what was found."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.widget_keys import ESCAPE, TO_RESULTS


class SearchEdit(QLineEdit):
    """Esc empties it, ↓ and Enter say that the reader wants to go on to the results."""

    left_downwards = Signal()

    def __init__(self, name: str, accessible_name: str, placeholder: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(120)
        sign = QAction(theme.icon("search", self.palette()), "", self)
        sign.setEnabled(False)
        self.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        for tool in self.findChildren(QToolButton):  # Qt leaves its own buttons without a name
            tool.setObjectName("searchSign" if sign in tool.actions() else "searchClear")
            tool.setAccessibleName(_("Search") if sign in tool.actions() else _("Empty the search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in TO_RESULTS:
            self.left_downwards.emit()
        elif event.key() == ESCAPE and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
