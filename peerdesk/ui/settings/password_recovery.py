"""Settings: another password recovery sheet, because the old one was lost, seen or used."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.i18n import gettext as _
from peerdesk.services import access, centre, key_list
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.password_sheet import SheetKeeper
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.password import PasswordField
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, card, label, row

_WIDTH = 640


class PasswordRecoveryTab(QWidget, HoldsTyping):
    """For the coordinator alone.

    The code of a new sheet opens the record at once, that of the old one until somebody says that they hold the new
    sheet: so a sheet that was never printed, or a power cut, shuts nobody out.
    """

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._waits = False
        self._kept = False
        self._build()
        self.make_button.clicked.connect(self._make)
        self.password.returnPressed.connect(self._make)
        self.keeper.kept.connect(self._on_kept)
        self.confirm_button.clicked.connect(self._confirm)
        self.confirm_password.returnPressed.connect(self.confirm_button.click)

    def _build(self) -> None:
        field = self._field = PasswordField(_("Your password"), "own_password")
        self.password = field.edit
        self.form = Form([field], self)
        self.make_button = button(_("Make a new password recovery sheet"), "recoveryMake", primary=True)
        self.keeper = SheetKeeper()
        self._state = label("", "problem", wrap=True)
        self._confirm_field = PasswordField(_("Your password"), "confirm_password")
        self.confirm_password = self._confirm_field.edit
        self.confirm_form = Form([self._confirm_field], self)
        self.confirm_button = button(_("I have the new sheet"), "recoveryConfirm")
        surface = card(
            label(_("Password recovery sheet"), "section"),
            label(
                _(
                    "The code on the password recovery sheet is the only way back in when every password is forgotten. "
                    "Make a new sheet when the old one was lost, used, or seen by somebody: "
                    "the old code stops working as soon as you say that you have the new sheet."
                ),
                "hint",
                wrap=True,
            ),
            row(field, self.make_button, None, bottom=True),
            self.form.general,
            self._state,
            self.keeper,
            row(self._confirm_field, self.confirm_button, None, bottom=True),
            self.confirm_form.general,
        )
        surface.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.addWidget(surface)
        lines.addStretch(1)
        self.keeper.hide()
        self._show_state()

    def unsaved(self) -> Sequence[str]:
        """The new sheet, until it was printed or saved: its code is shown nowhere else."""
        return [_("New password recovery sheet (the old one stays in force)")] if self._is_unkept() else []

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        with self._messages.reporting():
            self._waits = access.waits_for_sheet(self._context.storage, self._context.actor)
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        if self._waits and not event.spontaneous():
            self._messages.say(
                _("The old password recovery sheet stays in force until you say in Settings that you have the new one.")
            )

    def _is_unkept(self) -> bool:
        """Whether there is a new sheet on the screen that was neither printed nor saved."""
        return not self.keeper.isHidden() and not self._kept

    def _show_state(self) -> None:
        """Which code opens the record, and what is to be done."""
        if self._is_unkept():
            text = _(
                "The new code is shown nowhere but on this sheet: print or save it before you leave this page. "
                "The old sheet stays in force until you say that you have the new one."
            )
        else:
            text = _(
                "A new sheet was made. Do you have it in your hand, and can you read it? Then type your password "
                "and press “I have the new sheet”: after that the old sheet does not open the record any more, so"
                " destroy it. Until then both sheets do. If you do not have the new sheet, make another one."
            )
        self._state.setText(text)
        self._state.setVisible(self._waits)
        self._confirm_field.setVisible(self._waits)
        self.confirm_button.setVisible(self._waits)
        self.confirm_button.setEnabled(not self._is_unkept())

    @Slot()
    def _make(self) -> None:
        with self.form.keeping(self._messages):
            with self._field.asked():
                sheet = self._new_sheet()
            self.password.clear()
            self.keeper.set_sheet(sheet)
            self.keeper.say("")
            self._waits, self._kept = True, False
            self.keeper.show()
            self._show_state()
            self.keeper.print_button.setFocus()

    def _new_sheet(self) -> PasswordRecoverySheet:
        storage, actor = self._context.storage, self._context.actor
        details = centre.details(storage, actor)
        head = Letterhead(details.name, details.address, details.registration_number, details.logo)
        code = access.new_recovery(storage, actor, self.password.text())
        printed, listed = Printed(actor.name, self._context.now()), key_list.known(storage, actor)[-1]
        return PasswordRecoverySheet(head, printed, code, actor.name, listed.number, listed.fingerprint)

    @Slot()
    def _on_kept(self) -> None:
        self._kept = True
        self._show_state()
        self.confirm_password.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _confirm(self) -> None:
        with self.confirm_form.keeping(self._messages):
            try:
                with self._confirm_field.asked():
                    access.confirm_recovery(self._context.storage, self._context.actor, self.confirm_password.text())
            finally:
                self._waits = access.waits_for_sheet(self._context.storage, self._context.actor)
                self._show_state()
            self._end()

    def _end(self) -> None:
        """The new sheet alone is in force."""
        self._confirm_field.clear()
        self.keeper.set_sheet(None)
        self.keeper.hide()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self._messages.say(_("The new password recovery sheet is in force. Please destroy the old one."))
