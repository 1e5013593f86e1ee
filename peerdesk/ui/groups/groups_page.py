"""Groups: the peer groups with their weekly times and their rosters."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.retention_in_care import Retention
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.groups import GroupPage
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import group_page, groups
from peerdesk.ui.actions import Command
from peerdesk.ui.groups.detail import GroupDetail, GroupPart
from peerdesk.ui.groups.form import GroupForm
from peerdesk.ui.groups.list_pane import GroupListPane
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.widgets.forms.drafts import DraftsBar
from peerdesk.ui.widgets.parts import button, card, column, label, offer, row
from peerdesk.ui.widgets.tips import set_tip

STAYING = Changed.STAYS | Changed.SESSIONS | Changed.ATTENDANCE | Changed.CONTACTS | Changed.FOLLOW_UPS
"""What says how many stay."""


class GroupsPage(Page):
    """The list of groups at the left; at the right one of them, or the form in which one is typed."""

    watches = (
        STAYING
        | Changed.STAFF
        | Changed.HOLIDAYS
        | Changed.MEMBERS
        | Changed.GROUPS
        | Changed.ROSTERS
        | Changed.THRESHOLDS
        | Changed.GROUP_LIFE
    )

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self.form: GroupForm | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.new_button = button(_("New group"), "newGroup", primary=True, icon="plus")
        set_tip(self.new_button, Command.NEW_GROUP.shortcut)
        self.list = GroupListPane(self._context)
        self.detail = GroupDetail(self._context, self._messages)
        self.drafts: DraftsBar[GroupForm] = DraftsBar()
        self._hint = card(label(_("Choose a group to see its roster."), "hint", wrap=True), column(None))
        self._right = QStackedWidget()
        self._right.addWidget(self._hint)
        self._right.addWidget(self.detail)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self.list)
        split.addWidget(column(self.drafts, self._right))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([650, 486])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(10)
        lines.addWidget(row(label(_("Groups"), "title"), None, self.new_button))
        lines.addWidget(split, 1)
        self.setFocusProxy(self.list.table)
        offer(self.new_button, allowed=self._context.actor.may(Permission.MANAGE_GROUPS))

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.start_new)
        self.list.chosen.connect(self.open)
        self.list.table.opened.connect(self._on_opened)
        self.detail.edit_asked.connect(self._on_edit)
        self.drafts.resumed.connect(self._show_form)
        self.drafts.discarded.connect(self._drop_form)

    def refresh(self) -> None:
        self._read(None)

    def follow(self, change: Announcement) -> bool:
        """All but how many stay, where that cannot have changed: it is counted over a year of everybody's stays."""
        staying = self.list.retention
        if staying is None or staying.last != self._context.today() or change.kinds & STAYING:
            return False
        self._read(staying)
        return True

    def _read(self, staying: Retention | None) -> None:
        context = self._context
        found = group_page.screen(
            context.storage,
            context.actor,
            today=context.today(),
            shown=self.detail.group.id if self.detail.group else None,
            on=self.detail.chosen_day,
            among_closed=self.list.among_closed(),
            staying=staying,
        )
        self.list.show_groups(found.groups, found.retention)
        if found.shown is not None:
            self.detail.show_view(found.shown)
            self.list.mark(found.shown.group.id)
        if self._right.currentWidget() is not self.form:
            self._show_group_or_hint()

    @Slot(int)
    def open(self, group_id: int) -> None:
        """Show a group, a closed one too. A form under way waits."""
        with self._messages.reporting():
            self.detail.load(group_id)
            self.list.select(group_id)
        self._show_group_or_hint()

    @Slot()
    def start_new(self) -> None:
        """Begin to make a group, or go on with what was begun."""
        if self._context.actor.may(Permission.MANAGE_GROUPS):
            self._begin(None)

    def _begin(self, group: GroupPage | None) -> None:
        """Open a form; one that holds something unsaved comes first."""
        if self.form is not None and not self.form.is_touched():
            self._drop_form()
        if self.form is None:
            self.form = GroupForm(self._context, self._messages, group)
            self.form.saved.connect(self._on_saved)
            self.form.left.connect(self._on_left)
            self._right.addWidget(self.form)
            self.drafts.add(self.form)
        elif (self.form.group.id if self.form.group else None) != (group.id if group else None):
            name = self.form.draft_name()
            self._messages.say(_("{name} is not saved yet. Please save or discard it first.").format(name=name))
        self._show_form()

    @Slot()
    def _show_form(self) -> None:
        if self.form is not None:
            self._right.setCurrentWidget(self.form)
            self.drafts.show_beside(self.form)
            self.form.begin()

    @Slot()
    def _drop_form(self) -> None:
        """Take the form away, with whatever is in it."""
        form, self.form = self.form, None
        if form is not None:
            form.set_untouched()
            self.drafts.remove(form)
            self._right.removeWidget(form)
            form.deleteLater()
        self.drafts.show_beside(None)

    def _show_group_or_hint(self) -> None:
        """Show what is beside a form; one that is untouched goes, another waits."""
        self._right.setCurrentWidget(self.detail if self.detail.group else self._hint)
        if self.form is None:
            return
        if self.form.is_touched():
            self.drafts.show_beside(self._right.currentWidget())
        else:
            self._drop_form()

    # Slots

    @Slot()
    def _on_opened(self) -> None:
        self.detail.show_part(GroupPart.ROSTER)
        self.detail.roster.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_edit(self) -> None:
        self._begin(self.detail.group)

    @Slot(int)
    def _on_saved(self, group_id: int) -> None:
        before, times_from = (self.form.group, self.form.times_from) if self.form is not None else (None, None)
        new = before is None
        self._drop_form()
        self.open(group_id)
        if before is not None:
            self._offer_former(before, times_from)
        elif self.detail.group is not None:
            text = _("{name} is made. Now put members on its roster.")
            self._messages.say(text.format(name=self.detail.group.details.name))
        if new:
            self.detail.show_part(GroupPart.ROSTER)
        first = self.detail.roster.add_button if new else self.list.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_former(self, before: GroupPage, times_from: date | None) -> None:
        """Say what was changed, and from when on; the former details can be had back."""
        after = self.detail.group
        if after is None or after.details == before.details:
            return
        text = _("The changes to {name} are kept.").format(name=after.details.name)
        if times_from is not None:
            text += " " + _("The new weekly times hold from {day}.").format(day=short_date(times_from))
        self.detail.undo_bar.offer(text, partial(self._take_back_change, before))

    def _take_back_change(self, before: GroupPage) -> None:
        context, today, why = self._context, self._context.today(), _("Undone at once.")
        with self._messages.reporting():
            groups.change(context.storage, context.actor, before.id, before.details, today=today, confirmed=why)

    @Slot()
    def _on_left(self) -> None:
        self._show_group_or_hint()
        first: QWidget = self.list.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)
