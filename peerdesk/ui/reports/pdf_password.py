"""The password that a report gets as PDF, typed before it is saved. It is kept nowhere."""

from PySide6.QtCore import Signal, Slot

from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.security.passwords import LEAST_FOR_PDF, pdf_password_problems
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import FieldGrid
from peerdesk.ui.widgets.forms.inline_panel import InlinePanel
from peerdesk.ui.widgets.forms.password import PasswordField, ShowPasswords
from peerdesk.ui.widgets.parts import label


class PdfPasswordPanel(InlinePanel):
    """Asks for the password twice; it is forgotten as soon as the panel closes."""

    typed = Signal(str)
    """A password that will do."""

    def __init__(self, messages: Messages) -> None:
        title = _("A password for this PDF")
        super().__init__(messages, "pdfPassword", title, _("Choose where to save it…"))
        self.first = PasswordField(_("Password"), "password", required=True)
        self.second = PasswordField(_("The same password again"), "again", required=True)
        self.show_box = ShowPasswords(self.first.edit, self.second.edit)
        rule = _(
            "At least {count} letters, digits or signs of an English keyboard. PeerDesk does not keep this password: "
            "without it nobody can open the file. Tell it to the reader by phone or on paper, not beside the file."
        ).format(count=LEAST_FOR_PDF)
        fields = FieldGrid([self.first, self.second])
        self.take_fields([self.first, self.second], [label(rule, "hint", wrap=True), fields, self.show_box])
        self.closed.connect(self._forget)

    def start(self) -> None:
        """Begin with empty fields."""
        self._forget()
        self.show()
        self.begin()

    def keep(self) -> None:
        password = self.first.edit.text()
        if problems := pdf_password_problems(password, self.second.edit.text()):
            raise InvalidInput(problems)
        self.typed.emit(password)

    @Slot()
    def _forget(self) -> None:
        for field in (self.first, self.second):
            field.clear()
        self.show_box.setChecked(False)
