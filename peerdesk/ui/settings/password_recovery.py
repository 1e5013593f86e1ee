"""Settings: another password recovery sheet, because the old one was lost, seen or used."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.errors import AccessDenied, InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.services import access, centre
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.password_sheet import SheetKeeper
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.password import PasswordField
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, card, label, row, waiting

_WIDTH = 640


class PasswordRecoveryTab(QWidget, HoldsTyping):
    """For the coordinator alone."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._build()
        self.make_button.clicked.connect(self._make)
        self.password.returnPressed.connect(self._make)
        self.keeper.kept.connect(self._on_kept)

    def _build(self) -> None:
        field = PasswordField(_("Your password"), "own_password")
        self.password = field.edit
        self.form = Form([field], self)
        self.make_button = button(_("Make a new password recovery sheet"), "recoveryMake", primary=True)
        self.keeper = SheetKeeper()
        self._made = label(
            _(
                "The new code is in force and is shown nowhere but on this sheet. Print or save it before you leave "
                "this page, and destroy the old sheet."
            ),
            "problem",
            wrap=True,
        )
        surface = card(
            label(_("Password recovery sheet"), "section"),
            label(
                _(
                    "The code on the password recovery sheet is the only way back in when every password is forgotten. "
                    "Make a new sheet when the old one was lost, used, or seen by somebody: "
                    "its code stops working at once."
                ),
                "hint",
                wrap=True,
            ),
            row(field, self.make_button, None, bottom=True),
            self.form.general,
            self._made,
            self.keeper,
        )
        surface.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.addWidget(surface)
        lines.addStretch(1)
        self._made.hide()
        self.keeper.hide()

    def unsaved(self) -> Sequence[str]:
        """The new sheet, until it was printed or saved: its code is shown nowhere else."""
        return [] if self._made.isHidden() else [_("Password recovery sheet")]

    @Slot()
    def _make(self) -> None:
        self.form.clear()
        with self._messages.reporting():
            try:
                with waiting():
                    sheet = self._new_sheet()
            except AccessDenied:
                self.form.show(InvalidInput([Problem("own_password", "password-wrong")]))
                self.password.selectAll()
                return
            self.password.clear()
            self.keeper.set_sheet(sheet)
            self.keeper.say("")
            self._made.show()
            self.keeper.show()
            self.keeper.print_button.setFocus()

    def _new_sheet(self) -> PasswordRecoverySheet:
        storage, actor = self._context.storage, self._context.actor
        details = centre.details(storage, actor)
        head = Letterhead(details.name, details.address, details.registration_number, details.logo)
        code = access.replace_recovery(storage, actor, self.password.text())
        return PasswordRecoverySheet(head, Printed(actor.name, self._context.now()), code, actor.name)

    @Slot()
    def _on_kept(self) -> None:
        self._made.hide()
