"""The fields of a centre's own details, at the first run and in the settings."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk.domain.centre import LARGEST_LOGO, CentreDetails
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.inputs.picture_edit import PictureEdit
from peerdesk.ui.widgets.parts import text_edit

_ADDRESS_HEIGHT = 58


class CentreForm(QWidget):
    """Name, short code, registration number, address and logo."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.code, self.registration = QLineEdit(), QLineEdit(), QLineEdit()
        self.address = text_edit(_ADDRESS_HEIGHT)
        self.logo = PictureEdit(LARGEST_LOGO)
        self._build()
        self.code.editingFinished.connect(self._on_code_typed)
        self.logo.refused.connect(self._on_logo_refused)
        self.logo.changed.connect(self._on_logo_changed)

    def _build(self) -> None:
        self.name.setMaxLength(120)
        self.code.setMaxLength(8)
        self.registration.setMaxLength(300)
        hint = _("2 to 8 letters A-Z or digits. Every admission number begins with it: ASH/2026-27/0042.")
        self.code.setPlaceholderText("ASH")
        name = Field(_("Name of the centre"), self.name, "name", required=True)
        code = Field(_("Short code"), self.code, "code", hint=hint, required=True)
        registration = Field(_("Registration number"), self.registration, "registration_number")
        address = Field(_("Address"), self.address, "address")
        logo = Field(_("Logo"), self.logo, "logo", hint=_("A PNG or JPEG picture for the head of every printed page."))
        self.form = Form([name, code, registration, address, logo], self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(FieldGrid([name], [code, registration], [address], [logo]))
        lines.addWidget(self.form.general)

    def details(self, language: str) -> CentreDetails:
        """What is typed, with a language from elsewhere."""
        return CentreDetails(
            name=self.name.text(),
            code=self.code.text().strip().upper(),
            address=self.address.toPlainText(),
            registration_number=self.registration.text(),
            logo=self.logo.data(),
            language=language,
        )

    def show_details(self, details: CentreDetails) -> None:
        self.form.clear()
        self.name.setText(details.name)
        self.code.setText(details.code)
        self.address.setPlainText(details.address)
        self.registration.setText(details.registration_number)
        self.logo.set_data(details.logo)

    def set_read_only(self, read_only: bool) -> None:
        for editor in (self.name, self.code, self.registration, self.address):
            editor.setReadOnly(read_only)
        self.logo.setEnabled(not read_only)

    @Slot()
    def _on_code_typed(self) -> None:
        self.code.setText(self.code.text().strip().upper())

    @Slot()
    def _on_logo_refused(self) -> None:
        self.form.show(InvalidInput([Problem("logo", "logo-wrong", {"most": LARGEST_LOGO // 1000})]))

    @Slot()
    def _on_logo_changed(self) -> None:
        self.form.fields["logo"].show_problem("")
        self.form.changed.emit()
