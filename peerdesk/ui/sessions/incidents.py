"""Incidents of a session, below its note: for counsellors alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.groups.incidents import IncidentRow
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.i18n import gettext as _
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import button, row
from peerdesk.ui.widgets.seen import Seen

if TYPE_CHECKING:  # loaded with the form, or with the first incident
    from peerdesk.ui.groups.incidents import IncidentLines, IncidentPanel


class SessionIncidents(QWidget):
    """A flat button, the form it opens, and what was written down."""

    left = Signal()
    opened = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._rows: Sequence[IncidentRow] = ()
        self._seen: Seen[SessionSheet] = Seen()
        self.open_button = button(_("Incident…"), "incidentOpen", flat=True)
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(4)
        self._parts.addWidget(row(self.open_button, None))
        self.open_button.clicked.connect(self._on_open)

    @cached_property
    def panel(self) -> IncidentPanel:
        from peerdesk.ui.groups.incidents import IncidentPanel

        panel = IncidentPanel(self._context, self._messages, UndoBar(self))
        panel.done.connect(self._on_done)
        self._parts.insertWidget(1, panel)
        self._seen.add("panel", partial(_make_room, panel))
        return panel

    @cached_property
    def lines(self) -> IncidentLines:
        from peerdesk.ui.groups.incidents import IncidentLines

        lines = IncidentLines()
        lines.change_asked.connect(self._on_change)
        self._parts.addWidget(lines)
        return lines

    def show_incidents(self, sheet: SessionSheet, rows: Sequence[IncidentRow]) -> None:
        """Show a session's incidents; a form about another session makes room."""
        if rows or self._rows:
            self.lines.show_incidents(rows)
            self.lines.setVisible(bool(rows))
        self._sheet, self._rows = sheet, rows
        may = self._context.actor.may(Permission.KEEP_INCIDENTS)
        self.setVisible(may)
        self.open_button.setVisible(may and sheet.day <= self._context.today())
        self._seen.show(sheet)

    def close_panel(self) -> None:
        """Close the form if it is open, keeping what was typed."""
        if "panel" in self._seen:
            self.panel.hide()

    @Slot()
    def _on_open(self) -> None:
        self._open()

    @Slot(int)
    def _on_change(self, incident_id: int) -> None:
        self._open(next(row_ for row_ in self._rows if row_.id == incident_id))

    def _open(self, incident: IncidentRow | None = None) -> None:
        from peerdesk.ui.groups.incidents import About

        sheet = self._sheet
        if sheet is None:
            return
        about = About(sheet.group_id, sheet.day, sheet.id)
        if incident is not None:
            about = About(incident.group_id, incident.day, incident.session_id, incident)
        self.panel.open_for(about)
        self.opened.emit()

    @Slot()
    def _on_done(self) -> None:
        self.panel.hide()
        self.left.emit()


def _make_room(panel: IncidentPanel, sheet: SessionSheet) -> None:
    about = panel.about()
    if about is not None and about.session_id != sheet.id:
        panel.hide()
