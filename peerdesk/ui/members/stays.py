"""A member's stays, groups and planned leave, each changed in a panel where it stands."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.members.stays import Leave, Phase
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import stays
from peerdesk.ui.members.co_occurring import CoOccurringBox
from peerdesk.ui.members.head import more_about
from peerdesk.ui.members.joining import JoinPanel
from peerdesk.ui.members.panels import AdmitPanel, DischargePanel, LeavePanel
from peerdesk.ui.members.sections import group_line, leave_line, stay_line
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.parts import button, label, rename


class MemberStays(QWidget):
    """Discharge and admit again, into a group, leave."""

    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self._member: MemberPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.discharge_button = button(_("Discharge"), "dischargeMember", icon="door-open")
        self.admit_button = button(_("Admit again"), "admitMember", icon="door-open")
        self.join_button = button(_("Add to group"), "joinMember", icon="plus")
        self.leave_button = button(_("Add leave"), "addLeave", icon="plus")
        self.discharge_panel = DischargePanel(self._context, self._messages)
        self.admit_panel = AdmitPanel(self._context, self._messages)
        self.join_panel = JoinPanel(self._context, self._messages)
        self.leave_panel = LeavePanel(self._context, self._messages)
        self._panels: tuple[RecordPanel[MemberPage], ...] = (
            self.discharge_panel,
            self.admit_panel,
            self.join_panel,
            self.leave_panel,
        )
        self.co_occurring = CoOccurringBox(self._context, self._messages, self._undo_bar)
        self._about = label("", "hint", wrap=True)
        self._about.setContentsMargins(0, 8, 0, 0)
        self._stays = Lines("stays", _("Stays"))
        self._groups = Lines("memberGroups", _("Groups"))
        self._leaves = Lines("leaves", _("Planned leave"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (
            self._about,
            heading(_("Stays"), self.discharge_button, self.admit_button),
            self.discharge_panel,
            self.admit_panel,
            self._stays,
            heading(_("Groups"), self.join_button),
            self.co_occurring,
            self.join_panel,
            self._groups,
            heading(_("Planned leave"), self.leave_button),
            self.leave_panel,
            self._leaves,
        ):
            lines.addWidget(part)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.discharge_button.clicked.connect(self._on_discharge)
        self.admit_button.clicked.connect(self._on_admit)
        self.join_button.clicked.connect(self._on_join)
        self.leave_button.clicked.connect(self._on_leave)
        self._groups.clicked.connect(self._messages.lead_to_group)
        self._leaves.clicked.connect(self._on_remove_leave)

    def show_member(self, member: MemberPage) -> None:
        """Show a member as the file has them now; panels under way stay as they are."""
        self._member = member
        self._about.setText(" · ".join(more_about(member.details)))
        self._about.setVisible(bool(self._about.text()))
        in_programme = member.phase is Phase.IN_PROGRAMME
        self.discharge_button.setVisible(in_programme)
        self.admit_button.setVisible(not in_programme)
        rename(self.admit_button, _("Admit again") if member.stays else _("Admit"))
        self._stays.show_lines(map(stay_line, member.stays), _("Not admitted so far."))
        self._groups.show_lines(map(group_line, member.groups), _("In no group yet."))
        self._leaves.show_lines(map(leave_line, member.leaves), _("No leave is planned."))
        self.co_occurring.show_member(member)
        for panel in self._panels:
            panel.show_for(member)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    @Slot()
    def _on_discharge(self) -> None:
        self._open(self.discharge_panel)

    @Slot()
    def _on_admit(self) -> None:
        self._open(self.admit_panel)

    @Slot()
    def _on_join(self) -> None:
        self._open(self.join_panel)

    @Slot()
    def _on_leave(self) -> None:
        self._open(self.leave_panel)

    def _open(self, panel: RecordPanel[MemberPage]) -> None:
        panel.open_for(self._shown())
        self.panel_opened.emit(panel)

    @Slot(int)
    def _on_remove_leave(self, leave_id: int) -> None:
        member = self._shown()
        row = next(leave for leave in member.leaves if leave.id == leave_id)
        with self._messages.reporting():
            stays.remove_leave(self._context.storage, self._context.actor, leave_id)
            again = Leave(row.from_day, row.to_day, row.reason)
            self._undo_bar.offer(_("The leave was removed."), partial(self._add_leave, member.id, again))

    def _add_leave(self, member_id: int, leave: Leave) -> None:
        with self._messages.reporting():
            stays.add_leave(self._context.storage, self._context.actor, member_id, leave)
