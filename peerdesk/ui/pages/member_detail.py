"""Right half of the Members page: one member with stays, groups, marks, leave and notes."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.marks import Mark
from peerdesk.domain.members import MemberPage
from peerdesk.domain.registers import Choices
from peerdesk.domain.stays import Leave, Phase
from peerdesk.i18n import gettext as _
from peerdesk.services import members, stays
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.member_head import MemberHead
from peerdesk.ui.pages.member_panels import AdmitPanel, DischargePanel, JoinPanel, LeavePanel
from peerdesk.ui.pages.member_sections import Lines, group_line, leave_line, note_line, stay_line
from peerdesk.ui.widgets.mark_strip import MarkStrip
from peerdesk.ui.widgets.parts import button, card, column, label, row, scrolled
from peerdesk.ui.widgets.undo_bar import UndoBar


class MemberDetail(QWidget):
    """Shows a member and changes what belongs to them, each in a panel where it stands."""

    edit_asked = Signal()
    group_opened = Signal(int)
    session_opened = Signal(int)
    report_asked = Signal(str, object)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self.member: MemberPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.undo_bar = UndoBar()
        self.head = MemberHead()
        self.head.report_button.setVisible(self._context.actor.may(Permission.PRINT_PROGRESS))
        self.discharge_button = button(_("Discharge"), "dischargeMember", icon="door-open")
        self.admit_button = button(_("Admit again"), "admitMember", icon="door-open")
        self.join_button = button(_("Add to group"), "joinMember", icon="plus")
        self.leave_button = button(_("Add leave"), "addLeave", icon="plus")
        self.discharge_panel = DischargePanel(self._context, self._messages)
        self.admit_panel = AdmitPanel(self._context, self._messages)
        self.join_panel = JoinPanel(self._context, self._messages)
        self.leave_panel = LeavePanel(self._context, self._messages)
        self._panels = (self.discharge_panel, self.admit_panel, self.join_panel, self.leave_panel)
        self._stays = Lines("stays", _("Stays"))
        self._groups = Lines("memberGroups", _("Groups"))
        self._strip = MarkStrip()
        self._leaves = Lines("leaves", _("Planned leave"))
        self._notes = Lines("memberNotes", _("Notes"))
        self._area = scrolled(
            column(
                self.head,
                _heading(_("Stays"), self.discharge_button, self.admit_button),
                self.discharge_panel,
                self.admit_panel,
                self._stays,
                _heading(_("Groups"), self.join_button),
                self.join_panel,
                self._groups,
                self._strip,
                _heading(_("Planned leave"), self.leave_button),
                self.leave_panel,
                self._leaves,
                _heading(_("Notes")),
                self._notes,
                None,
                spacing=8,
                margins=(0, 0, 8, 0),
            ),
            "memberArea",
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.undo_bar)
        lines.addWidget(card(self._area), 1)

    def _connect(self) -> None:
        self.head.edit_button.clicked.connect(self.edit_asked)
        self.head.archive_button.clicked.connect(self._on_archive)
        self.head.report_button.clicked.connect(self._on_report)
        self.discharge_button.clicked.connect(self._on_discharge)
        self.admit_button.clicked.connect(self._on_admit)
        self.join_button.clicked.connect(self._on_join)
        self.leave_button.clicked.connect(self._on_leave)
        self._groups.clicked.connect(self.group_opened)
        self._notes.clicked.connect(self.session_opened)
        self._leaves.clicked.connect(self._on_remove_leave)

    def show_member(self, member: MemberPage) -> None:
        """Show a member as the file has them now; panels under way stay as they are."""
        if self.member is None or self.member.id != member.id:
            self._area.verticalScrollBar().setValue(0)
        self.member = member
        self.head.show_member(member)
        in_programme = member.phase is Phase.IN_PROGRAMME
        self.discharge_button.setVisible(in_programme)
        self.admit_button.setVisible(not in_programme)
        self.admit_button.setText(_("Admit again") if member.stays else _("Admit"))
        self.admit_button.setAccessibleName(self.admit_button.text())
        self._stays.show_lines(map(stay_line, member.stays), _("Not admitted so far."))
        self._groups.show_lines(map(group_line, member.groups), _("In no group yet."))
        self._strip.show_marks([(day, group, Mark(mark)) for day, group, mark in member.strip])
        self._strip.setVisible(bool(member.strip))
        self._leaves.show_lines(map(leave_line, member.leaves), _("No leave is planned."))
        nothing = _("Notes are for counsellors.") if member.notes is None else _("No notes so far.")
        self._notes.show_lines(map(note_line, member.notes or ()), nothing)
        for panel in self._panels:
            panel.show_for(member)

    def _shown(self) -> MemberPage:
        assert self.member is not None, "buttons are seen only with a member"  # noqa: S101
        return self.member

    # Slots

    @Slot()
    def _on_archive(self) -> None:
        member, context = self._shown(), self._context
        with self._messages.reporting():
            members.archive(
                context.storage, context.actor, member.id, today=None if member.archived else context.today()
            )
            if member.archived:
                self.undo_bar.hide()
            else:
                self.undo_bar.offer(
                    _("{name} was archived.").format(name=member.name), partial(self._bring_back, member.id)
                )

    def _bring_back(self, member_id: int) -> None:
        with self._messages.reporting():
            members.archive(self._context.storage, self._context.actor, member_id, today=None)

    @Slot()
    def _on_report(self) -> None:
        self.report_asked.emit("progress-report", Choices(member=self._shown().number))

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

    def _open(self, panel: DischargePanel | AdmitPanel | JoinPanel | LeavePanel) -> None:
        panel.open_for(self._shown())
        panel.begin()
        self._area.ensureWidgetVisible(panel)

    @Slot(int)
    def _on_remove_leave(self, leave_id: int) -> None:
        member = self._shown()
        row = next(leave for leave in member.leaves if leave.id == leave_id)
        with self._messages.reporting():
            stays.remove_leave(self._context.storage, self._context.actor, leave_id)
            again = Leave(row.from_day, row.to_day, row.reason)
            self.undo_bar.offer(_("The leave was removed."), partial(self._add_leave, member.id, again))

    def _add_leave(self, member_id: int, leave: Leave) -> None:
        with self._messages.reporting():
            stays.add_leave(self._context.storage, self._context.actor, member_id, leave)


def _heading(text: str, *buttons: QWidget) -> QWidget:
    heading = label(text, "section")
    heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return column(row(heading, None, *buttons), margins=(0, 8, 0, 0))
