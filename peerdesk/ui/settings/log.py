"""Settings, for the coordinator: what changed in the record, and what left the office."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.i18n import gettext as _
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.disclosures import DisclosuresTab
from peerdesk.ui.settings.trail import TrailTab
from peerdesk.ui.widgets.inputs.calm import CalmTabs


class LogTab(QWidget):
    """Two parts that take turns; the one that is seen follows the record."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self.changed = TrailTab(context, messages)
        self.left = DisclosuresTab(context, messages)
        self.parts = CalmTabs("log", _("Log"))
        self.parts.addTab(self.changed, _("What changed"))
        self.parts.addTab(self.left, _("What left"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.addWidget(self.parts)
        self.setFocusProxy(self.parts.tabBar())
        self.parts.currentChanged.connect(self._on_part)

    def refresh(self) -> None:
        """Show the part that is in front as the file has it now."""
        self._on_part()

    def open_member(self, member_id: int) -> None:
        """Show everything that changed about one member."""
        self.parts.setCurrentWidget(self.changed)
        self.changed.show_member(member_id)

    @Slot()
    def _on_part(self) -> None:
        part = self.changed if self.parts.currentWidget() is self.changed else self.left
        part.refresh()
