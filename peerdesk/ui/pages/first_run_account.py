"""Third step: the project coordinator's own login."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from peerdesk import words
from peerdesk.domain.access import Role
from peerdesk.domain.centre import StaffDetails
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.ui.pages.first_run_step import Draft, Step
from peerdesk.ui.widgets.fields import Field, FieldGrid, Form
from peerdesk.ui.widgets.password import NewPassword


class AccountStep(Step):
    """Own name, user name, password twice."""

    def __init__(self) -> None:
        super().__init__(
            "stepAccount",
            _("The project coordinator"),
            _(
                "The coordinator gives the other staff their logins, and looks after the settings. "
                "There is no password that PeerDesk knows beforehand."
            ),
        )
        self.name, self.user_name = QLineEdit(), QLineEdit()
        self.name.setMaxLength(120)
        self.user_name.setMaxLength(40)
        self.passwords = NewPassword(_("Password"), required=True)
        name = Field(_("Your name"), self.name, "name", required=True)
        user_name = Field(
            _("User name"), self.user_name, "user_name", hint=_("Short and without spaces: meena"), required=True
        )
        self.form = Form([name, user_name, *self.passwords.fields], self)
        for part in (FieldGrid([name, user_name]), self.passwords, self.form.general):
            self.lines.addWidget(part)
        self.lines.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        self.name.setText(draft.coordinator.name)
        self.user_name.setText(draft.coordinator.user_name)
        self.passwords.set_text(draft.password, draft.again)

    def filled(self, draft: Draft) -> Draft:
        coordinator = StaffDetails(
            self.user_name.text().strip(), self.name.text(), words.of(Role.COORDINATOR), Role.COORDINATOR
        )
        return replace(draft, coordinator=coordinator, password=self.passwords.text(), again=self.passwords.again())

    def begin(self, draft: Draft) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self, draft: Draft) -> None:
        problems = draft.coordinator.problems() + self.passwords.problems(draft.coordinator.user_name)
        if problems:
            raise InvalidInput(problems)
