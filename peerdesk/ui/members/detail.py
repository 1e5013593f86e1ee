"""One member beside the list: head, story, and the tabs."""

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.care import follow_ups
from peerdesk.services.members import members
from peerdesk.ui.measures.safety_banner import SafetyBanner
from peerdesk.ui.members.head import MemberHead
from peerdesk.ui.members.measures import MeasuresSection
from peerdesk.ui.members.sections import note_line
from peerdesk.ui.members.stays import MemberStays
from peerdesk.ui.members.story import StoryTab
from peerdesk.ui.members.support import SupportTab
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.tab_order import follow_layout
from peerdesk.ui.widgets.inputs.calm import CalmTabs
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.parts import card, scrolled


class MemberDetail(QWidget):
    """Shows a member and changes what belongs to them, each in a panel where it stands."""

    edit_asked = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self.member: MemberPage | None = None
        self._panel: QWidget | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        context, messages = self._context, self._messages
        self.undo_bar = UndoBar(self)
        self.safety = SafetyBanner()
        self.head = MemberHead()
        self.head.report_button.setVisible(context.actor.may(Permission.PRINT_PROGRESS))
        self.story = StoryTab(context, messages)
        self.stays = MemberStays(context, messages, self.undo_bar)
        self.support = SupportTab(context, messages)
        self.measures = MeasuresSection(context, messages)
        self.notes = Lines("memberNotes", _("Notes"))
        self.notes.setContentsMargins(0, 8, 0, 0)
        self.tabs = CalmTabs("memberTabs", _("Member"))
        self._areas: dict[QWidget, QScrollArea] = {}
        for content, name, text in (
            (self.story, "memberStory", _("Story")),
            (self.stays, "memberStays", _("Stays")),
            (self.support, "memberSupportTab", _("Support")),
            (self.measures, "memberMeasuresTab", _("Measures")),
            (self.notes, "memberNotesTab", _("Notes")),
        ):
            self._add_tab(content, name, text)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.safety)
        lines.addWidget(card(self.head, self.tabs, stretch=1), 1)

    def _add_tab(self, content: QWidget, name: str, text: str) -> None:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 8, 8)
        lines.addWidget(content)
        lines.addStretch(1)
        area = scrolled(holder, name)
        self._areas[content] = area
        self.tabs.addTab(area, text)

    def _connect(self) -> None:
        self.head.edit_button.clicked.connect(self.edit_asked)
        self.head.archive_button.clicked.connect(self._on_archive)
        self.head.report_button.clicked.connect(self._on_report)
        self.notes.clicked.connect(self._messages.lead_to_session)
        self.story.support_asked.connect(self._on_support)
        self.story.follow_up_asked.connect(self._on_follow_up)
        for part in (self.story.timeline, self.stays, *self.support.sections):
            part.panel_opened.connect(self._on_panel)

    def show_member(self, member: MemberPage) -> None:
        """Show a member as the file has them now; panels under way stay as they are."""
        if self.member is None or self.member.id != member.id:
            for area in self._areas.values():
                area.verticalScrollBar().setValue(0)
        self.member = member
        self.head.show_member(member)
        self.safety.show_alert(member.story.safety, member.story.thresholds.help_lines)
        self.story.show_member(member)
        self.stays.show_member(member)
        self.support.show_member(member)
        self.measures.show_member(member, member.story.measures)
        nothing = _("Notes are for counsellors.") if member.notes is None else _("No notes so far.")
        self.notes.show_lines(map(note_line, member.notes or ()), nothing)

    def show_part(self, part: QWidget) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentWidget(self._areas[part])

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab follows what is shown now; most lines are made anew whenever the member changes."""
        follow_layout(self)
        return super().focusNextPrevChild(next)

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
                self.undo_bar.leave()
            else:
                self.undo_bar.offer(
                    _("{name} was archived.").format(name=member.name), partial(self._bring_back, member.id)
                )

    def _bring_back(self, member_id: int) -> None:
        with self._messages.reporting():
            members.archive(self._context.storage, self._context.actor, member_id, today=None)

    @Slot()
    def _on_report(self) -> None:
        self._messages.lead_to(ReportPlace("progress-report", Choices(member=self._shown().number)))

    @Slot()
    def _on_support(self) -> None:
        self.show_part(self.support)

    @Slot()
    def _on_follow_up(self) -> None:
        context = self._context
        with self._messages.reporting():
            follow_ups.make_follow_up(context.storage, context.actor, self._shown().id, today=context.today())
            self._messages.say(_("A follow-up for today is on the list."))

    @Slot(QWidget)
    def _on_panel(self, panel: QWidget) -> None:
        self._panel = panel
        QTimer.singleShot(0, self, self._reveal_panel)  # once the form has its place

    @Slot()
    def _reveal_panel(self) -> None:
        """The whole form, and of one that is too tall at least where the cursor is."""
        area, panel = self.tabs.currentWidget(), self._panel
        if isinstance(area, QScrollArea) and panel is not None and panel.isVisible():
            area.ensureWidgetVisible(panel)
            if (field := panel.focusWidget()) is not None:
                area.ensureWidgetVisible(field)
