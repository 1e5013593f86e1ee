"""Settings: the staff and their logins."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.centre import StaffRow
from peerdesk.domain.members.key_counsellors import HandedOver
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.services.members import key_counsellors
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.hand_over import HandOverPanel
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.settings.staff_panels import (
    NOBODY,
    AddPanel,
    ChangePanel,
    GiveBackPanel,
    LocksPanel,
    PasswordPanel,
    StaffPanel,
    TakeAwayPanel,
)
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import button, column, flow, offer, row, scrolled
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table

_PANEL = 340


class StaffTab(ListTab[StaffRow]):
    """The list on the left; on the right the small form that was asked for."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._may = self._context.actor.may(Permission.MANAGE_STAFF)
        self.model = RowsModel[StaffRow](
            [
                Column(_("Name"), _name),
                Column(_("User name"), _user_name),
                Column(_("Role"), _role),
                Column(_("Designation"), _designation),
                Column(_("Login"), _state),
                Column(_("Members"), _answers_for, key=_by_members, right=True),
            ],
            self,
        )
        self.table = Table(self.model, "staff", _("Staff"))
        self.table.share_width(
            Widths((190, 110, 150, 150, 100, 80), least={0: NAME_WIDTH, 2: 100, 3: 100, 4: 80}, goes=(3, 1, 4))
        )
        self.add_button = button(_("Add a staff member"), "staffAdd", primary=True, icon="user-plus")
        self.change_button = button(_("Change"), "staffChange")
        self.password_button = button(_("Set a password"), "staffPassword")
        self.take_away_button = button(_("Take the login away"), "staffTakeAway")
        self.give_back_button = button(_("Give the login back"), "staffGiveBack")
        self.hand_over_button = button(_("Hand over members"), "staffHandOver", icon="users")
        self.locks_button = button(_("Change the locks"), "staffLocks")
        self.own_button = button(_("Change my password"), "ownPassword")
        for only_coordinator in (
            self.add_button,
            self.change_button,
            self.password_button,
            self.take_away_button,
            self.give_back_button,
            self.hand_over_button,
            self.locks_button,
        ):
            offer(only_coordinator, allowed=self._may)
        self.undo_bar = UndoBar(self)
        self.add_panel = AddPanel(self._context, self._messages)
        self.change_panel = ChangePanel(self._context, self._messages)
        self.password_panel = PasswordPanel(self._context, self._messages)
        self.take_away_panel = TakeAwayPanel(self._context, self._messages)
        self.give_back_panel = GiveBackPanel(self._context, self._messages)
        self.hand_over_panel = HandOverPanel(self._context, self._messages)
        self.locks_panel = LocksPanel(self._context, self._messages)
        self._panels: tuple[StaffPanel, ...] = (
            self.add_panel,
            self.change_panel,
            self.password_panel,
            self.take_away_panel,
            self.give_back_panel,
            self.hand_over_panel,
            self.locks_panel,
        )
        self.side = scrolled(column(*self._panels, None), "staffSide")
        self.side.setFixedWidth(_PANEL)
        self.side.hide()
        head = row(self.own_button, None, self.locks_button, self.add_button)
        buttons = flow(
            self.change_button,
            self.password_button,
            self.hand_over_button,
            self.take_away_button,
            self.give_back_button,
            None,
        )
        self.lay_out(head, buttons=buttons, side=self.side)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.change_button.clicked.connect(self._on_change)
        self.password_button.clicked.connect(self._on_password)
        self.take_away_button.clicked.connect(self._on_take_away)
        self.give_back_button.clicked.connect(self._on_give_back)
        self.own_button.clicked.connect(self._on_own_password)
        self.table.opened.connect(self._on_opened)
        self.hand_over_button.clicked.connect(self._on_hand_over)
        self.hand_over_panel.closed.connect(self._on_handed_over)
        self.locks_button.clicked.connect(self._on_locks)
        for panel in self._panels:
            panel.closed.connect(self.leave_side)
        for changes in (self.take_away_panel, self.locks_panel):
            changes.closed.connect(self._on_locks_asked)

    def identity(self, row: StaffRow) -> int:
        return row.id

    def _open(self, panel: StaffPanel) -> None:
        for other in self._panels:
            other.forget()
            other.setVisible(other is panel)
        self.side.show()

    def show_buttons(self) -> None:
        chosen = self.chosen()
        active = chosen is not None and chosen.active
        self.change_button.setEnabled(active)
        self.password_button.setEnabled(active)
        self.take_away_button.setEnabled(active and chosen is not None and chosen.id != self._context.actor.staff_id)
        taken = chosen is not None and not chosen.active
        self.take_away_button.setHidden(taken or not self._may)
        self.give_back_button.setHidden(not taken or not self._may)

    @Slot()
    def _on_add(self) -> None:
        self._open(self.add_panel)
        self.add_panel.start()

    @Slot()
    def _on_opened(self, *_index: object) -> None:
        if self.change_button.isVisible() and self.change_button.isEnabled():
            self._on_change()

    @Slot()
    def _on_change(self) -> None:
        if chosen := self.chosen():
            self._open(self.change_panel)
            self.change_panel.start(chosen)

    @Slot()
    def _on_password(self) -> None:
        if chosen := self.chosen():
            self._open(self.password_panel)
            self.password_panel.start(chosen)

    @Slot()
    def _on_hand_over(self) -> None:
        """Whose members are handed over: those of the row that is chosen, else those for whom nobody answers."""
        chosen = self.chosen()
        self._open(self.hand_over_panel)
        self.hand_over_panel.start(self.model.rows(), chosen.id if chosen else NOBODY)

    @Slot()
    def _on_handed_over(self) -> None:
        """Say how many, if any were, and offer to take it back."""
        done, self.hand_over_panel.done = self.hand_over_panel.done, ()
        if done:
            text = ngettext("{count} member was handed over.", "{count} members were handed over.", len(done))
            self.undo_bar.offer(text.format(count=len(done)), partial(self._take_back, done))

    def _take_back(self, done: Sequence[HandedOver]) -> None:
        with self._messages.reporting():
            key_counsellors.take_back(self._context.storage, self._context.actor, done)

    @Slot()
    def _on_locks(self) -> None:
        self._open(self.locks_panel)
        self.locks_panel.start()

    @Slot()
    def _on_locks_asked(self) -> None:
        """The window closes for it, so this comes last."""
        for panel in (self.take_away_panel, self.locks_panel):
            password, panel.locks_for = panel.locks_for, ""
            if password:
                self._messages.locks_asked.emit(password)

    @Slot()
    def _on_own_password(self) -> None:
        own = next((row for row in self.model.rows() if row.id == self._context.actor.staff_id), None)
        if own is not None:
            self._open(self.password_panel)
            self.password_panel.start(own)

    @Slot()
    def _on_take_away(self) -> None:
        if chosen := self.chosen():
            self._open(self.take_away_panel)
            self.take_away_panel.start(chosen)

    @Slot()
    def _on_give_back(self) -> None:
        if chosen := self.chosen():
            self._open(self.give_back_panel)
            self.give_back_panel.start(chosen)


def _name(shown: StaffRow) -> str:
    return shown.name


def _user_name(shown: StaffRow) -> str:
    return shown.user_name


def _role(shown: StaffRow) -> str:
    return words.of(shown.role)


def _designation(shown: StaffRow) -> str:
    return shown.designation


def _answers_for(shown: StaffRow) -> str:
    return str(shown.answers_for) if shown.answers_for else ""


def _by_members(shown: StaffRow) -> int:
    return shown.answers_for


def _state(shown: StaffRow) -> str:
    return pgettext("login", "Active") if shown.active else pgettext("login", "Taken away")
