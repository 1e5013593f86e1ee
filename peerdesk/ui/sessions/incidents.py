"""Incidents of a session, below its note: for counsellors alone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.groups.incidents import IncidentRow
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.i18n import gettext as _
from peerdesk.ui.groups.incidents import About, IncidentLines, IncidentPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import button, row


class SessionIncidents(QWidget):
    """A flat button, the form it opens, and what was written down."""

    left = Signal()
    opened = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._sheet: SessionSheet | None = None
        self._rows: Sequence[IncidentRow] = ()
        self.open_button = button(_("Incident…"), "incidentOpen", flat=True)
        self.panel = IncidentPanel(context, messages)
        self.lines = IncidentLines()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (row(self.open_button, None), self.panel, self.lines):
            lines.addWidget(part)
        self.open_button.clicked.connect(self._on_open)
        self.lines.change_asked.connect(self._on_change)
        self.panel.done.connect(self._on_done)

    def show_incidents(self, sheet: SessionSheet, rows: Sequence[IncidentRow]) -> None:
        """Show a session's incidents; a form about another session makes room."""
        if self._sheet is None or self._sheet.id != sheet.id:
            self.panel.hide()
        self._sheet, self._rows = sheet, rows
        may = self._context.actor.may(Permission.KEEP_INCIDENTS)
        self.setVisible(may)
        self.lines.show_incidents(rows)
        self.lines.setVisible(bool(rows))
        self.open_button.setVisible(may and sheet.day <= self._context.today())

    def close_panel(self) -> bool:
        """Close the form if it is open, keeping what was typed; say whether it was."""
        was_open = not self.panel.isHidden()
        self.panel.hide()
        return was_open

    @Slot()
    def _on_open(self) -> None:
        if self._sheet is not None:
            self._open(About(self._sheet.group_id, self._sheet.day, self._sheet.id))

    @Slot(int)
    def _on_change(self, incident_id: int) -> None:
        found = next((row_ for row_ in self._rows if row_.id == incident_id), None)
        if self._sheet is not None and found is not None:
            self._open(About(found.group_id, found.day, found.session_id, found))

    def _open(self, about: About) -> None:
        self.panel.open_for(about)
        self.opened.emit()

    @Slot()
    def _on_done(self) -> None:
        self.panel.hide()
        self.left.emit()
