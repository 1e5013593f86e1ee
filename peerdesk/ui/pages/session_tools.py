"""The tools below the roster: who else was there, visitors, from paper, did not happen, print."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.domain.sessions.guests import MAX_VISITORS
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import attendance, sessions
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.calm import CalmSpin
from peerdesk.ui.widgets.flow import Flow
from peerdesk.ui.widgets.parts import button, label, row


class SessionTools(QWidget):
    """Keeps what takes one click; the page opens the panels that the other buttons ask for."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._build()
        self.did_happen.clicked.connect(self._did_happen)
        self.visitors.editingFinished.connect(self._count_visitors)
        self.from_paper.clicked.connect(self._set_from_paper)

    def _build(self) -> None:
        self.walk_in = button(_("Walk-in…"), "walkIn", flat=True, icon="user-plus")
        self.guests = button(_("Family guests…"), "guestsOpen", flat=True, icon="users")
        self.visitors = CalmSpin()
        self.visitors.setRange(0, MAX_VISITORS)
        self.visitors.setObjectName("visitors")
        self.visitors.setAccessibleName(_("Visitors"))
        self.visitors.setMaximumWidth(70)
        self.from_paper = QCheckBox(_("From paper"))
        self.from_paper.setObjectName("fromPaper")
        self.from_paper.setToolTip(_("The marks are keyed in from a sheet filled by hand"))
        self.not_held = button(_("Did not happen…"), "notHeld", flat=True)
        self.did_happen = button(_("It did happen"), "didHappen", flat=True)
        self.print_button = button(_("Print sheet"), "printSheet", flat=True, icon="printer")
        line = Flow(self, 4)
        visitors = row(label(_("Visitors"), "fieldLabel"), self.visitors, spacing=4)
        for part in (self.walk_in, self.guests, visitors, self.from_paper):
            line.addWidget(part)
        line.add_stretch()
        for part in (self.not_held, self.did_happen, self.print_button):
            line.addWidget(part)

    def show_sheet(self, sheet: SessionSheet) -> None:
        """Offer what can be done with a session."""
        self._sheet = sheet
        may_mark = self._context.actor.may(Permission.MARK_ATTENDANCE)
        changeable = sheet.open and may_mark
        for tool in (self.walk_in, self.from_paper, self.visitors):
            tool.setEnabled(changeable)
        self.guests.setVisible(sheet.group_type is GroupType.FAMILY or bool(sheet.guests))
        self.guests.setEnabled(changeable)
        self.not_held.setVisible(sheet.status is SessionStatus.PLANNED and may_mark)
        self.did_happen.setVisible(sheet.status is SessionStatus.DID_NOT_HAPPEN and may_mark)
        if not self.visitors.hasFocus():
            self.visitors.setValue(sheet.visitors)
        self.from_paper.setChecked(sheet.paper_on is not None)

    @Slot()
    def _did_happen(self) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                sessions.did_happen(self._context.storage, self._context.actor, self._sheet.id)

    @Slot()
    def _count_visitors(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.open and self.visitors.value() != sheet.visitors:
            with self._messages.reporting():
                attendance.count_visitors(self._context.storage, self._context.actor, sheet.id, self.visitors.value())

    @Slot(bool)
    def _set_from_paper(self, keyed: bool) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                attendance.from_paper(self._context.storage, self._context.actor, self._sheet.id, keyed=keyed)
