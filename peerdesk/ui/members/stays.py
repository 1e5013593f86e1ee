"""A member's stays, groups and planned leave, each changed in a panel where it stands."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.key_counsellors import HandedOver
from peerdesk.domain.members.states import Part
from peerdesk.domain.members.stays import Admission, Phase
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import key_counsellors, stays, way_back
from peerdesk.ui.consents.copies import CopiesSection
from peerdesk.ui.consents.left_office import LeftOfficeSection
from peerdesk.ui.consents.section import ConsentsSection
from peerdesk.ui.consents.success_story import SuccessStorySection
from peerdesk.ui.keeping.section import KeepingSection
from peerdesk.ui.members.co_occurring import CoOccurringBox
from peerdesk.ui.members.head import more_about
from peerdesk.ui.members.joining import JoinPanel
from peerdesk.ui.members.panels import AdmitPanel, DischargePanel, KeyCounsellorPanel, LeavePanel
from peerdesk.ui.members.sections import counsellor_line, group_line, leave_line, stay_line
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import TrailPlace
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.stays.correct import CorrectStayPanel, StayOfMember, TakeDischargeBackPanel, stays_of
from peerdesk.ui.stays.gone import DeathBackPanel, DeathPanel
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.links import link_button
from peerdesk.ui.widgets.parts import button, flow, label, rename, row
from peerdesk.words.endings import changed


class MemberStays(QWidget):
    """Discharge and admit again, correct and take back, into a group, leave; and that a member has died."""

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
        self.back_button = button(_("Take the discharge back"), "takeDischargeBack", flat=True, icon="undo-2")
        self.not_admitted_button = button(_("Take the admission back"), "takeAdmissionBack", flat=True, icon="undo-2")
        self.died_button = button(_("The member has died"), "memberDied", flat=True)
        self.not_died_button = button(_("The member has not died"), "memberNotDied", flat=True, icon="undo-2")
        about = self._context, self._messages, self._undo_bar
        self.discharge_panel = DischargePanel(*about)
        self.correct_panel = CorrectStayPanel(*about)
        self.back_panel = TakeDischargeBackPanel(*about)
        self.death_panel = DeathPanel(*about)
        self.death_back_panel = DeathBackPanel(*about)
        self.admit_panel = AdmitPanel(*about)
        self.join_panel = JoinPanel(*about)
        self.leave_panel = LeavePanel(self._context, self._messages)
        self.counsellor_button = button(_("Change"), "changeKeyCounsellor", icon="pencil")
        self.counsellor_button.setAccessibleName(_("Change the key counsellor"))
        self.counsellor_panel = KeyCounsellorPanel(self._context, self._messages)
        self._panels: tuple[RecordPanel[MemberPage], ...] = (
            self.discharge_panel,
            self.admit_panel,
            self.join_panel,
            self.leave_panel,
            self.counsellor_panel,
            self.death_panel,
            self.death_back_panel,
        )
        self.co_occurring = CoOccurringBox(self._context, self._messages, self._undo_bar)
        self._stay_panels: tuple[RecordPanel[StayOfMember], ...] = (self.correct_panel, self.back_panel)
        self.consents = ConsentsSection(*about)
        self.copies = CopiesSection(*about)
        self.success_story = SuccessStorySection(*about)
        self.left_office = LeftOfficeSection()
        self.keeping = KeepingSection(self._context, self._messages)
        self.changed_button = link_button(_("What changed about this member"), "memberChanged")
        self.changed_button.setVisible(self._context.actor.may(Permission.SEE_TRAIL))
        self._died = label("", "memberDiedOn", wrap=True)
        self._about = label("", "hint", wrap=True)
        self._about.setContentsMargins(0, 8, 0, 0)
        self._stays = Lines("stays", _("Stays"))
        self._counsellors = Lines("keyCounsellors", _("Key counsellor"))
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
            self._died,
            self._stays,
            self.correct_panel,
            flow(self.back_button, self.not_admitted_button, self.died_button, self.not_died_button),
            self.back_panel,
            self.death_panel,
            self.death_back_panel,
            heading(_("Key counsellor"), self.counsellor_button),
            self.counsellor_panel,
            self._counsellors,
            heading(_("Groups"), self.join_button),
            self.co_occurring,
            self.join_panel,
            self._groups,
            heading(_("Planned leave"), self.leave_button),
            self.leave_panel,
            self._leaves,
            self.consents,
            self.copies,
            self.success_story,
            self.left_office,
            row(self.changed_button, None),
            self.keeping,
        ):
            lines.addWidget(part)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.discharge_button.clicked.connect(self._on_discharge)
        self.admit_button.clicked.connect(self._on_admit)
        self.join_button.clicked.connect(self._on_join)
        self.leave_button.clicked.connect(self._on_leave)
        self.counsellor_button.clicked.connect(self._on_counsellor)
        self.counsellor_panel.closed.connect(self._on_counsellor_closed)
        self.back_button.clicked.connect(self._on_take_back)
        self.not_admitted_button.clicked.connect(self._on_not_admitted)
        self.died_button.clicked.connect(self._on_died)
        self.not_died_button.clicked.connect(self._on_not_died)
        self._stays.clicked.connect(self._on_correct)
        self.changed_button.clicked.connect(self._on_changed)
        self._groups.clicked.connect(self._messages.lead_to_group)
        self._leaves.clicked.connect(self._on_remove_leave)

    def show_member(self, member: MemberPage) -> None:
        """Show a member as the file has them now; panels under way stay as they are."""
        self._member = member
        self._about.setText(" · ".join(more_about(member.details)))
        self._about.setVisible(bool(self._about.text()))
        in_programme, there = member.phase is Phase.IN_PROGRAMME, member.stands_in(Part.ADMISSION)
        self.discharge_button.setVisible(in_programme)
        self.admit_button.setVisible(not in_programme and there)
        self.join_button.setVisible(member.stands_in(Part.JOINING))
        self.leave_button.setVisible(member.stands_in(Part.LEAVE))
        self.back_button.setVisible(bool(member.stays) and not in_programme and there)
        self.not_admitted_button.setVisible(in_programme)
        self.died_button.setVisible(member.died_on is None)
        self.not_died_button.setVisible(member.died_on is not None)
        self._show_death(member)
        rename(self.admit_button, _("Admit again") if member.stays else _("Admit"))
        lines = (stay_line(stay, [row for row in member.changes if row.stay_id == stay.id]) for stay in member.stays)
        self._stays.show_lines(lines, _("Not admitted so far."))
        nobody = _("Nobody yet: the member is everybody's.")
        self._counsellors.show_lines(map(counsellor_line, member.key_counsellors), nobody)
        self._groups.show_lines(map(group_line, member.groups), _("In no group yet."))
        self._leaves.show_lines(map(leave_line, member.leaves), _("No leave is planned."))
        self.co_occurring.show_member(member)
        self.consents.show_member(member)
        self.copies.show_member(member)
        self.success_story.show_member(member)
        self.left_office.show_member(member)
        self.keeping.show_member(member)
        for panel in self._panels:
            panel.show_for(member)
        for about_stay in self._stay_panels:
            about_stay.show_for(*stays_of(member))

    def _show_death(self, member: MemberPage) -> None:
        """The day of death, and what was written and taken back of it that belongs to no stay."""
        lines = [_("Died on {day}.").format(day=short_date(member.died_on))] if member.died_on else []
        lines += [changed(row) for row in member.changes if row.stay_id is None]
        self._died.setText("\n".join(lines))
        self._died.setVisible(bool(lines))

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    @Slot()
    def _on_changed(self) -> None:
        self._messages.lead_to(TrailPlace(self._shown().id))

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

    @Slot()
    def _on_counsellor(self) -> None:
        self._open(self.counsellor_panel)

    @Slot()
    def _on_counsellor_closed(self) -> None:
        """Say what was changed, if anything was, and offer to take it back."""
        done, self.counsellor_panel.done = self.counsellor_panel.done, None
        if done is not None:
            self._undo_bar.offer(_("The key counsellor has changed."), partial(self._take_counsellor_back, done))

    def _take_counsellor_back(self, done: HandedOver) -> None:
        with self._messages.reporting():
            key_counsellors.take_back(self._context.storage, self._context.actor, [done])

    @Slot()
    def _on_not_admitted(self) -> None:
        member, context = self._shown(), self._context
        with self._messages.reporting():
            was = way_back.take_back_admission(context.storage, context.actor, member.stays[0].id)
            text = _("The admission of {name} was taken back. The recovery date stays as it is.")
            self._undo_bar.offer(text.format(name=member.name), partial(self._admit_again, member.id, was))

    def _admit_again(self, member_id: int, was: Admission) -> None:
        context = self._context
        with self._messages.reporting():
            # the day stood there before: nobody is asked again why it is right
            stays.admit(context.storage, context.actor, member_id, was, today=context.today(), confirmed=_("Undo"))

    @Slot()
    def _on_died(self) -> None:
        self._open(self.death_panel)

    @Slot()
    def _on_not_died(self) -> None:
        self._open(self.death_back_panel)

    @Slot()
    def _on_take_back(self) -> None:
        member = self._shown()
        self.back_panel.open_for(StayOfMember(member.stays[0], member))
        self.panel_opened.emit(self.back_panel)

    @Slot(int)
    def _on_correct(self, stay_id: int) -> None:
        member = self._shown()
        stay = next(stay for stay in member.stays if stay.id == stay_id)
        self.correct_panel.open_for(StayOfMember(stay, member))
        self.panel_opened.emit(self.correct_panel)

    def _open(self, panel: RecordPanel[MemberPage]) -> None:
        panel.open_for(self._shown())
        self.panel_opened.emit(panel)

    @Slot(int)
    def _on_remove_leave(self, leave_id: int) -> None:
        context = self._context
        with self._messages.reporting():
            binned = stays.remove_leave(context.storage, context.actor, leave_id)
            offer_back(self._undo_bar, _("The leave was removed."), context, self._messages, binned)
