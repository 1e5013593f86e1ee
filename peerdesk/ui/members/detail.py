"""One member beside the list: head, story, and the tabs, each of which is built when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import members
from peerdesk.ui.members.head import MemberHead
from peerdesk.ui.members.sections import note_line
from peerdesk.ui.members.story import StoryTab
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.make_follow_up import make_follow_up
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.stays.gone import ArchivePanel
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.tab_order import InOrder
from peerdesk.ui.widgets.inputs.calm import CalmTabs
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.parts import card, column, scrolled
from peerdesk.ui.widgets.seen import Seen

if TYPE_CHECKING:  # loaded with the tab
    from peerdesk.ui.measures.safety_note import SafetyNoteBar
    from peerdesk.ui.members.measures import MeasuresSection
    from peerdesk.ui.members.stays import MemberStays
    from peerdesk.ui.members.support import SupportTab


_ENOUGH_FOR_BOTH = 640
"""Pixels of height in which a panel about safety has room above the tabs."""


class MemberDetail(InOrder):
    """Shows a member and changes what belongs to them, each in a panel where it stands."""

    edit_asked = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self.member: MemberPage | None = None
        self._panel: QWidget | None = None
        self._areas: dict[str, QScrollArea] = {}
        self._lines: dict[str, QVBoxLayout] = {}
        self._seen: Seen[MemberPage] = Seen()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.undo_bar = UndoBar(self)
        self.head = MemberHead()
        self.head.report_button.setVisible(self._context.actor.may(Permission.PRINT_PROGRESS))
        self.archive_panel = ArchivePanel(self._context, self._messages, self.undo_bar)
        self.tabs = CalmTabs("memberTabs", _("Member"))
        for part, name, text in (
            ("story", "memberStory", _("Story")),
            ("stays", "memberStays", _("Stays")),
            ("support", "memberSupportTab", _("Support")),
            ("measures", "memberMeasuresTab", _("Measures")),
            ("notes", "memberNotesTab", _("Notes")),
        ):
            self._add_tab(part, name, text)
        self._in_their_place = column(None)
        self._in_their_place.hide()
        self._column = lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card(self.head, self.archive_panel, self.tabs, self._in_their_place, stretch=2), 1)

    def _add_tab(self, part: str, name: str, text: str) -> None:
        holder = QWidget()
        lines = self._lines[part] = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 8, 8)
        lines.addStretch(1)
        self._areas[part] = scrolled(holder, name)
        self.tabs.addTab(self._areas[part], text)

    @cached_property
    def safety(self) -> SafetyNoteBar:
        """What stands at the head while a safety note is open; hardly any page has one."""
        from peerdesk.ui.measures.safety_note import SafetyNoteBar

        safety = SafetyNoteBar(self._context, self._messages, self.undo_bar)
        safety.panel_shown.connect(self._make_room)
        self._column.insertWidget(0, safety)
        return safety

    # What stands on the tabs

    @cached_property
    def story(self) -> StoryTab:
        story = StoryTab(self._context, self._messages)
        story.support_asked.connect(self._on_support)
        story.follow_up_asked.connect(self._on_follow_up)
        story.timeline.panel_opened.connect(self._on_panel)
        self._put("story", story, story.show_member)
        return story

    @cached_property
    def stays(self) -> MemberStays:
        from peerdesk.ui.members.stays import MemberStays

        stays = MemberStays(self._context, self._messages, self.undo_bar)
        for part in (stays, stays.consents, stays.copies, stays.success_story, stays.keeping):
            part.panel_opened.connect(self._on_panel)
        self._put("stays", stays, stays.show_member)
        return stays

    @cached_property
    def support(self) -> SupportTab:
        from peerdesk.ui.members.support import SupportTab

        support = SupportTab(self._context, self._messages)
        for section in support.sections:
            section.panel_opened.connect(self._on_panel)
        self._put("support", support, support.show_member)
        return support

    @cached_property
    def measures(self) -> MeasuresSection:
        from peerdesk.ui.measures.safety_history import SafetyHistory
        from peerdesk.ui.members.measures import MeasuresSection

        history = SafetyHistory(self._context, self._messages)
        measures = MeasuresSection(self._context, self._messages)
        self._lines["measures"].insertWidget(0, history)
        self._seen.add("safety", history.show_member)
        self._put("measures", measures, partial(_show_measures, measures))
        return measures

    @cached_property
    def notes(self) -> Lines:
        notes = Lines("memberNotes", _("Notes"))
        notes.setContentsMargins(0, 8, 0, 0)
        notes.clicked.connect(self._messages.lead_to_session)
        self._put("notes", notes, partial(_show_notes, notes))
        return notes

    def _put(self, part: str, content: QWidget, show: Callable[[MemberPage], None]) -> None:
        self._lines[part].insertWidget(0, content)
        self._seen.add(part, show)
        content.show()  # at once: its tab may be in sight already

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        """What is seen for the first time is built by being named."""
        getattr(self, list(self._areas)[place])

    def _connect(self) -> None:
        self.head.edit_button.clicked.connect(self.edit_asked)
        self.head.archive_button.clicked.connect(self._on_archive)
        self.head.report_button.clicked.connect(self._on_report)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(self.tabs.currentIndex())

    def show_member(self, member: MemberPage) -> None:
        """Show a member as the file has them now; panels under way stay as they are."""
        if self.member is None or self.member.id != member.id:
            for area in self._areas.values():
                area.verticalScrollBar().setValue(0)
        self.member = member
        self.head.show_member(member)
        self.archive_panel.show_for(member)
        self._show_safety(member)
        self._seen.show(member)

    def _show_safety(self, member: MemberPage) -> None:
        found = member.story.safety
        if (found is not None and found.open is not None) or "safety" in vars(self):
            self.safety.show_member(found, member.story.thresholds.help_lines)

    def show_part(self, part: QWidget) -> None:
        """Bring the tab of a part to the front."""
        self.tabs.setCurrentWidget(next(area for area in self._areas.values() if area.isAncestorOf(part)))

    def _shown(self) -> MemberPage:
        assert self.member is not None, "buttons are seen only with a member"  # noqa: S101
        return self.member

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    # Slots

    @Slot()
    def _make_room(self) -> None:
        """While something is written about safety in a low window, whose page it is stands below it and no more."""
        writing = "safety" in vars(self) and self.safety.has_panel
        both = not writing or self.height() >= _ENOUGH_FOR_BOTH
        self.tabs.setVisible(both)
        self._in_their_place.setVisible(not both)

    @Slot()
    def _on_archive(self) -> None:
        member, context = self._shown(), self._context
        if not member.archived:
            self.archive_panel.open_for(member)
            return
        with self._messages.reporting():
            members.archive(context.storage, context.actor, member.id, today=None)
            text = _("{name} was brought back from the archive.").format(name=member.name)
            self.undo_bar.offer(text, partial(self._archive_again, member.id))

    def _archive_again(self, member_id: int) -> None:
        context = self._context
        with self._messages.reporting():
            members.archive(context.storage, context.actor, member_id, today=context.today())

    @Slot()
    def _on_report(self) -> None:
        self._messages.lead_to(ReportPlace("progress-report", Choices(member=self._shown().number)))

    @Slot()
    def _on_support(self) -> None:
        self.show_part(self.support)

    @Slot()
    def _on_follow_up(self) -> None:
        shown = self._shown()
        make_follow_up(self._context, self._messages, self.undo_bar, shown.id, shown.name)

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


def _show_measures(section: MeasuresSection, member: MemberPage) -> None:
    section.show_member(member, member.story.measures)


def _show_notes(lines: Lines, member: MemberPage) -> None:
    nothing = _("Notes are for counsellors.") if member.notes is None else _("No notes so far.")
    lines.show_lines(map(note_line, member.notes or ()), nothing)
