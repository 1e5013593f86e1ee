"""Who waits for a group, in order, and what is done about it: up, down, join now, withdraw."""

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.groups import first_day
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.groups.waitlist import MOST_NOTE, Wait
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.groups import GroupPage, WaitlistRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.groups import memberships, waitlist
from peerdesk.ui.groups.fit_note import FitNote
from peerdesk.ui.groups.panels import take_back_joining
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_pick import MemberPick
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate, two_tone


class WaitPanel(RecordPanel[GroupPage]):
    """Puts the ticked members at the end of the waitlist."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "wait", _("Add to the waitlist"), _("Add to the waitlist"))
        self._undo_bar = undo_bar
        self.pick = MemberPick(context, messages, "waitersFound", Part.WAITLIST)
        self.since, self.note = DayEdit(), QLineEdit()
        self.note.setMaxLength(MOST_NOTE)
        since, note = Field(_("Waiting since"), self.since, "since"), Field(_("Note"), self.note, "note")
        self.take_fields((self.pick.field, since, note), (self.pick, row(since, note, spacing=10)))

    def start(self, group: GroupPage) -> None:
        self.since.set_day(self._context.today())
        self.note.clear()
        self.pick.start()

    def keep(self) -> None:
        context, chosen = self._context, self.pick.ids()
        wait = Wait(self.record.id, chosen, self.since.required_day("since"), self.note.text())
        added = waitlist.add(context.storage, context.actor, wait, today=context.today())
        text = ngettext("{count} member waits for {group}.", "{count} members wait for {group}.", len(chosen))
        self._undo_bar.offer(text.format(count=len(chosen), group=self.record.name), partial(self._undo, added))

    def _undo(self, waiting_ids: Sequence[int]) -> None:
        context = self._context
        with self._messages.reporting():
            for waiting_id in waiting_ids:
                waitlist.withdraw(context.storage, context.actor, waiting_id, today=context.today())


class JoinWaitingPanel(RecordPanel[GroupPage]):
    """Lets somebody join who waited; their waiting ends with it."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "joinWaiting", _("Join now"), _("Add to the roster"))
        self._undo_bar = undo_bar
        self._waiting: WaitlistRow | None = None
        self._name = label("", "fact", wrap=True)
        self.day = DayEdit()
        self.fit = FitNote(context, messages)
        day = Field(_("From"), self.day, "from_day")
        self.take_fields((day, self.fit.field), (self._name, day, self.fit))
        self.day.day_changed.connect(self._ask)

    def open_for_waiting(self, group: GroupPage, waiting: WaitlistRow) -> None:
        """Begin for somebody on the group's waitlist."""
        if self._waiting != waiting:
            self._waiting, self.is_open = waiting, False
        self.open_for(group)

    def start(self, group: GroupPage) -> None:
        self._name.setText(self._whom().name)
        self.day.set_day(first_day(group.details.started_on, self._context.today()))
        self.fit.start()
        self._ask()

    def about_what(self, group: GroupPage) -> Hashable:
        return self._whom().id

    def keep(self) -> None:
        context, waiting = self._context, self._whom()
        joining = Joining(self.record.id, (waiting.member_id,), self.day.required_day("from_day"))
        self.fit.ask(joining)  # the day may be typed and not left yet
        joined = memberships.join(context.storage, context.actor, joining, self.fit.override())
        text = _("{name} joins {group} and is off its waitlist.").format(name=waiting.name, group=self.record.name)
        self._undo_bar.offer(text, partial(take_back_joining, context, self._messages, joined, {}))

    def _whom(self) -> WaitlistRow:
        assert self._waiting is not None, "open_for_waiting comes first"  # noqa: S101
        return self._waiting

    @Slot()
    def _ask(self) -> None:
        day = self.day.day()
        self.fit.ask(Joining(self.record.id, (self._whom().member_id,), day) if day else None)


_NAME = 0
_WIDTHS = Widths((0, 92, 150), least={_NAME: NAME_WIDTH, 2: 80}, goes=(2,))


class GroupWaitlist(QWidget):
    """Who waits, in order. What is asked for concerns the one under the cursor; a panel takes the room it needs."""

    room_wanted = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._may_manage = context.actor.may(Permission.MANAGE_ROSTERS)
        self._group: GroupPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.count = label("", "hint")
        self.add_button = button(_("Add to the waitlist"), "waitOpen", icon="user-plus")
        self.undo_bar = UndoBar(self)
        self.hint = label("", "hint", wrap=True)
        self.model: RowsModel[WaitlistRow] = RowsModel(
            (Column(_("Name"), _names), Column(_("Since"), _since), Column(_("Note"), _note)), self
        )
        self.table = Table(self.model, "waitlist", _("Waitlist"), sortable=False)
        self.table.share_width(_WIDTHS)
        self.table.setItemDelegateForColumn(_NAME, TwoToneDelegate(self.table))
        self.table.keep_low(92)
        self.up_button = button(_("Up"), "waitUp", flat=True)
        self.down_button = button(_("Down"), "waitDown", flat=True)
        self.join_button = button(_("Join now"), "waitJoin", flat=True)
        self.withdraw_button = button(_("Withdraw"), "waitWithdraw", flat=True)
        self._acts = row(self.up_button, self.down_button, None, self.join_button, self.withdraw_button, spacing=2)
        self.add_panel = WaitPanel(self._context, self._messages, self.undo_bar)
        self.join_panel = JoinWaitingPanel(self._context, self._messages, self.undo_bar)
        self._panels = (self.add_panel, self.join_panel)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(row(label(_("Waitlist"), "section"), self.count, None, self.add_button))
        lines.addWidget(self.hint)
        lines.addWidget(self.table, 1)
        lines.addWidget(self._acts)
        for panel in self._panels:
            lines.addWidget(panel, int(panel is self.add_panel))
        lines.addStretch()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.join_button.clicked.connect(self._on_join)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().selectionChanged.connect(self._enable_acts)
        for panel in self._panels:
            panel.closed.connect(self._make_room)

    def show_group(self, group: GroupPage, waiting: Sequence[WaitlistRow]) -> None:
        """Show who waits; the one under the cursor stays so, wherever they went."""
        if self._group is None or self._group.id != group.id:
            self.undo_bar.leave()
        chosen = self._chosen()
        self._group = group
        self.model.set_rows(waiting)
        self.table.show_chosen(next((n for n, one in enumerate(waiting) if chosen and one.id == chosen.id), None))
        self.count.setText(ngettext("{count} member", "{count} members", len(waiting)).format(count=len(waiting)))
        for panel in self._panels:
            panel.show_for(group)
        self._make_room()
        self._enable_acts()

    @Slot()
    def _make_room(self) -> None:
        """The search for members needs the room of the list."""
        waiting, searching = self.model.rowCount() > 0, not self.add_panel.isHidden()
        joining = not self.join_panel.isHidden()
        manage = self._may_manage and self._group is not None and self._group.closed_on is None
        self.table.setVisible(waiting and not searching)
        self.hint.setVisible(not waiting and not searching)
        self.hint.setText(_("Nobody waits. Who finds a group full is put here, and joins in this order."))
        self._acts.setVisible(waiting and manage and not searching and not joining)
        self.add_button.setVisible(manage and not searching)
        self.room_wanted.emit()

    def is_busy(self) -> bool:
        """Whether a panel is open, which needs all the room there is."""
        return any(not panel.isHidden() for panel in self._panels)

    def _chosen(self) -> WaitlistRow | None:
        return self.model.chosen_in(self.table)

    # Slots

    @Slot()
    def _enable_acts(self) -> None:
        chosen, rows = self._chosen(), self.model.rows()
        for made in (self.join_button, self.withdraw_button):
            made.setEnabled(chosen is not None)
        self.up_button.setEnabled(chosen is not None and chosen != rows[0])
        self.down_button.setEnabled(chosen is not None and chosen != rows[-1])

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self._messages.lead_to_member(self.model.row(index).member_id)

    @Slot()
    def _on_add(self) -> None:
        if self._group is not None:
            self.add_panel.open_for(self._group)
            self._make_room()

    @Slot()
    def _on_join(self) -> None:
        chosen = self._chosen()
        if self._group is not None and chosen is not None:
            self.join_panel.open_for_waiting(self._group, chosen)
            self._make_room()

    @Slot()
    def _on_up(self) -> None:
        if (chosen := self._chosen()) is not None:
            with self._messages.reporting():
                waitlist.move_up(self._context.storage, self._context.actor, chosen.id)

    @Slot()
    def _on_down(self) -> None:
        if (chosen := self._chosen()) is not None:
            with self._messages.reporting():
                waitlist.move_down(self._context.storage, self._context.actor, chosen.id)

    @Slot()
    def _on_withdraw(self) -> None:
        chosen, context = self._chosen(), self._context
        if chosen is None:
            return
        with self._messages.reporting():
            waitlist.withdraw(context.storage, context.actor, chosen.id, today=context.today())
            text = _("{name} no longer waits for this group.").format(name=chosen.name)
            self.undo_bar.offer(text, partial(self._take_back, chosen.id))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self, waiting_id: int) -> None:
        with self._messages.reporting():
            waitlist.take_back_withdrawal(self._context.storage, self._context.actor, waiting_id)


def _names(waiting: WaitlistRow) -> str:
    return two_tone(waiting.name_latin, waiting.name_native)


def _since(waiting: WaitlistRow) -> str:
    return short_date(waiting.since)


def _note(waiting: WaitlistRow) -> str:
    return waiting.note
