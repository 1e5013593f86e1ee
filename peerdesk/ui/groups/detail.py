"""Right half of the Groups page: one group with its roster, its waitlist and what there is to know about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.groups import GroupPage, GroupView
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.groups import group_page
from peerdesk.services.sessions import sessions
from peerdesk.ui.actions import Command
from peerdesk.ui.groups.facts import weekly_times
from peerdesk.ui.groups.roster import GroupRoster
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.forms.tab_order import InOrder
from peerdesk.ui.widgets.inputs.chips import Chip, Chips
from peerdesk.ui.widgets.parts import button, card, column, flow, label, row, scrolled
from peerdesk.ui.widgets.seen import Seen

if TYPE_CHECKING:  # loaded and built when they are first seen
    from peerdesk.ui.groups.about import GroupAbout
    from peerdesk.ui.groups.closing import ClosePanel, ReopenPanel
    from peerdesk.ui.groups.duties import GroupLifeSection
    from peerdesk.ui.groups.panels import AddMembersPanel, EndPanel, MovePanel, RolePanel, RosterPanel
    from peerdesk.ui.groups.waitlist import GroupWaitlist


class GroupPart(StrEnum):
    """What is shown of a group at a time."""

    ROSTER = "roster"
    WAITLIST = "waitlist"
    ABOUT = "about"
    LIFE = "life"


class GroupDetail(InOrder):
    """Shows a group, one part at a time; what changes its roster opens as a panel below the roster."""

    edit_asked = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._messages = messages
        self.group: GroupPage | None = None
        self._seen: Seen[GroupView] = Seen()
        self._panels: list[RecordPanel[GroupPage]] = []
        self.chosen_day: date | None = None  # the roster's, where another one than the usual was chosen
        self._build()
        self._connect()

    def _build(self) -> None:
        self.name = label("", "section", wrap=True)
        self.badge = label("", "badge")
        self.closed_badge = label(_("Closed"), "badge")
        self.edit_button = button(_("Edit"), "editGroup", flat=True, icon="pencil")
        self.close_button = button(_("Close group"), "closeGroupOpen", flat=True)
        self.reopen_button = button(_("Open again"), "reopenGroupOpen", flat=True)
        self.next_button = button(_("Open next session"), "openNext", primary=True)
        self.register_button = button(_("Attendance register"), "register", flat=True)
        self.sheet_button = button(_("Sign-in sheet (blank)"), "blankSheet", flat=True)
        self.meets = label("", "hint", wrap=True)
        self.chips = Chips("groupParts", _("What is shown of the group"))
        self.roster = GroupRoster(self._context)
        self.undo_bar = UndoBar(self)
        self._parts = QStackedWidget()
        roster_part = QWidget()
        self._below_roster = QVBoxLayout(roster_part)
        self._below_roster.setContentsMargins(0, 0, 0, 0)
        self._below_roster.addWidget(self.roster, 1)
        self._parts.addWidget(scrolled(roster_part, "groupRoster"))
        for _part in (GroupPart.WAITLIST, GroupPart.ABOUT, GroupPart.LIFE):
            self._parts.addWidget(QWidget())
        head = row(
            self.name,
            self.badge,
            self.closed_badge,
            None,
            self.edit_button,
            self.close_button,
            self.reopen_button,
            spacing=6,
        )
        self._tools = flow(self.next_button, self.register_button, self.sheet_button, spacing=6)
        heading = column(head, self.meets, spacing=2)
        surface = card(heading, self._tools, self.chips, self._parts, stretch=3)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(surface)
        self._lines = cast(QVBoxLayout, surface.layout())

    def _connect(self) -> None:
        self.edit_button.clicked.connect(self.edit_asked)
        self.close_button.clicked.connect(self._on_close)
        self.reopen_button.clicked.connect(self._on_reopen)
        self.next_button.clicked.connect(self._on_next)
        self.register_button.clicked.connect(self._on_register)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.chips.chosen.connect(self._on_part)
        self.roster.day_chosen.connect(self._on_day)
        self.roster.member_chosen.connect(self._messages.lead_to_member)
        self.roster.add_asked.connect(self._on_add)
        self.roster.end_asked.connect(self._on_end)
        self.roster.role_asked.connect(self._on_role)
        self.roster.move_asked.connect(self._on_move)

    # What is built when it is first seen

    @cached_property
    def waitlist(self) -> GroupWaitlist:
        from peerdesk.ui.groups.waitlist import GroupWaitlist

        waitlist = GroupWaitlist(self._context, self._messages)
        self._put(GroupPart.WAITLIST, scrolled(column(waitlist), "groupWaitlist"), partial(_show_waitlist, waitlist))
        waitlist.room_wanted.connect(self._make_room)
        return waitlist

    @cached_property
    def about(self) -> GroupAbout:
        from peerdesk.ui.groups.about import GroupAbout

        about = GroupAbout()
        self._put(GroupPart.ABOUT, about, about.show_view)
        return about

    @cached_property
    def life(self) -> GroupLifeSection:
        from peerdesk.ui.groups.duties import GroupLifeSection

        life = GroupLifeSection(self._context, self._messages)
        surface = scrolled(column(life, None, margins=(0, 4, 0, 4)), "groupLife")
        self._put(GroupPart.LIFE, surface, life.show_view)
        return life

    @cached_property
    def add_panel(self) -> AddMembersPanel:
        from peerdesk.ui.groups.panels import AddMembersPanel

        panel = AddMembersPanel(self._context, self._messages, self.undo_bar)
        self._put_below_roster("add", panel, 1)
        return panel

    @cached_property
    def end_panel(self) -> EndPanel:
        from peerdesk.ui.groups.panels import EndPanel

        panel = EndPanel(self._context, self._messages, self.undo_bar)
        self._put_below_roster("end", panel)
        return panel

    @cached_property
    def role_panel(self) -> RolePanel:
        from peerdesk.ui.groups.panels import RolePanel

        panel = RolePanel(self._context, self._messages, self.undo_bar)
        self._put_below_roster("role", panel)
        return panel

    @cached_property
    def move_panel(self) -> MovePanel:
        from peerdesk.ui.groups.panels import MovePanel

        panel = MovePanel(self._context, self._messages, self.undo_bar)
        self._put_below_roster("move", panel)
        return panel

    @cached_property
    def close_panel(self) -> ClosePanel:
        from peerdesk.ui.groups.closing import ClosePanel

        panel = ClosePanel(self._context, self._messages, self.undo_bar)
        self._put_above("close", panel)
        return panel

    @cached_property
    def reopen_panel(self) -> ReopenPanel:
        from peerdesk.ui.groups.closing import ReopenPanel

        panel = ReopenPanel(self._context, self._messages, self.undo_bar)
        self._put_above("reopen", panel)
        return panel

    def _put_above(self, name: str, panel: RecordPanel[GroupPage]) -> None:
        self._lines.insertWidget(self._lines.indexOf(self.chips), panel)
        self._take(name, panel)

    def _put_below_roster(self, name: str, panel: RecordPanel[GroupPage], stretch: int = 0) -> None:
        self._below_roster.addWidget(panel, stretch)
        self._take(name, panel)

    def _take(self, name: str, panel: RecordPanel[GroupPage]) -> None:
        self._panels.append(panel)
        panel.closed.connect(self._make_room)
        self._seen.add(name, partial(_show_panel, panel))

    def _put(self, part: GroupPart, surface: QWidget, show: Callable[[GroupView], None]) -> None:
        place = list(GroupPart).index(part)
        if (before := self._parts.widget(place)) is not None:
            self._parts.removeWidget(before)
            before.deleteLater()
        self._parts.insertWidget(place, surface)
        self._seen.add(part, show)

    def load(self, group_id: int) -> None:
        """Show a group as the file has it now.

        Raises:
            NotFound: if there is none of this number.
        """
        context, same = self._context, self.group is not None and self.group.id == group_id
        day = self.chosen_day if same else None
        self.show_view(group_page.view(context.storage, context.actor, group_id, on=day, today=context.today()))

    def show_part(self, part: GroupPart) -> None:
        """Show one part of the group; the others wait."""
        self.chips.choose(part)
        self._on_part(part)

    def show_view(self, view: GroupView) -> None:
        """Show a group; of another one than before the roster is that of its usual day, and nobody is ticked."""
        group = view.group
        if self.group is None or self.group.id != group.id:
            self.chosen_day = None
            self.roster.model.untick_all()
            self.undo_bar.leave()
        self.group = group
        is_open, actor = group.closed_on is None, self._context.actor
        self.name.setText(group.details.name)
        self.badge.setText(words.of(group.details.type) if group.details.type else "")
        self.closed_badge.setVisible(not is_open)
        if group.closed_on is not None:
            self.closed_badge.setText(_("Closed on {day}").format(day=short_date(group.closed_on)))
        self.edit_button.setVisible(actor.may(Permission.MANAGE_GROUPS))
        self.close_button.setVisible(is_open and actor.may(Permission.MANAGE_GROUPS))
        self.reopen_button.setVisible(not is_open and actor.may(Permission.MANAGE_GROUPS))
        self.next_button.setVisible(is_open)
        self.register_button.setVisible(actor.may(Permission.PRINT_ATTENDANCE))
        self.sheet_button.setVisible(is_open and actor.may(Permission.PRINT_ATTENDANCE))
        self.meets.setText(weekly_times(group.details.times))
        self.meets.setVisible(bool(group.details.times))
        self.chips.show_chips(_chips(view))
        sizes = view.page.details.capacity_min if is_open else 0, view.page.details.capacity_max
        self.roster.show_roster(view.page.roster, view.page.roster_on, sizes, open_group=is_open)
        self._seen.show(view)
        self._make_room()

    @Slot()
    def _make_room(self) -> None:
        """What is done needs the room of the buttons above and below it, the search for members that of the roster."""
        panel_open = any(panel.is_open and not panel.isHidden() for panel in self._panels)
        self.roster.show_acts(shown=not panel_open)
        self.roster.setVisible("add" not in self._seen or self.add_panel.isHidden())
        waiting_busy = GroupPart.WAITLIST in self._seen and self.waitlist.is_busy()
        self._tools.setVisible(not panel_open and not waiting_busy)

    def _shown(self) -> GroupPage:
        assert self.group is not None, "buttons are seen only with a group"  # noqa: S101
        return self.group

    def _open(self, panel: RecordPanel[GroupPage]) -> None:
        for other in self._panels:
            if other is not panel:
                other.shut()
        panel.open_for(self._shown())
        self._make_room()

    def _open_about_chosen(self, panel: RosterPanel) -> None:
        panel.about(self.roster.chosen())
        self._open(panel)

    # Slots

    @Slot(str)
    def _on_part(self, key: str) -> None:
        """What is seen for the first time is built by being named."""
        part = GroupPart(key)
        getattr(self, part)
        self._parts.setCurrentIndex(list(GroupPart).index(part))

    @Slot()
    def _on_day(self) -> None:
        day = self.roster.day.day()
        if self.group is not None and day is not None and day != self.chosen_day:
            self.chosen_day = day
            with self._messages.reporting():
                self.load(self.group.id)

    @Slot()
    def _on_add(self) -> None:
        self._open(self.add_panel)

    @Slot()
    def _on_end(self) -> None:
        self._open_about_chosen(self.end_panel)

    @Slot()
    def _on_role(self) -> None:
        self._open_about_chosen(self.role_panel)

    @Slot()
    def _on_move(self) -> None:
        self._open_about_chosen(self.move_panel)

    @Slot()
    def _on_close(self) -> None:
        self._open(self.close_panel)

    @Slot()
    def _on_reopen(self) -> None:
        self._open(self.reopen_panel)

    @Slot()
    def _on_next(self) -> None:
        context, today = self._context, self._context.today()
        with self._messages.reporting():
            coming = sessions.between(
                context.storage, context.actor, today, today + sessions.FURTHEST_AHEAD, group_id=self._shown().id
            )
            planned = [found.id for found in coming if found.status is SessionStatus.PLANNED]
            if planned:
                self._messages.lead_to_session(planned[0])
            else:
                self._messages.say(
                    _("No session of this group is planned. New session ({key}) makes one.").format(
                        key=Command.NEW_SESSION.shortcut
                    )
                )

    @Slot()
    def _on_register(self) -> None:
        self._messages.lead_to(ReportPlace("attendance-register", Choices(group=self._shown().id)))

    @Slot()
    def _on_sheet(self) -> None:
        self._messages.lead_to(ReportPlace("attendance-register", Choices(group=self._shown().id, blank=True)))


def _show_waitlist(waitlist: GroupWaitlist, view: GroupView) -> None:
    waitlist.show_group(view.group, view.waiting)


def _show_panel(panel: RecordPanel[GroupPage], view: GroupView) -> None:
    panel.show_for(view.group)


def _chips(view: GroupView) -> list[Chip]:
    waiting = ngettext("Waitlist ({count})", "Waitlist ({count})", len(view.waiting)).format(count=len(view.waiting))
    texts = {
        GroupPart.ROSTER: _("Roster"),
        GroupPart.WAITLIST: waiting if view.waiting else _("Waitlist"),
        GroupPart.ABOUT: _("About the group"),
        GroupPart.LIFE: _("Group life"),
    }
    return [Chip(part, text, text) for part, text in texts.items()]
