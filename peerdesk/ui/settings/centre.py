"""Settings: the centre's own details and the language of its paper."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.centre import CentreDetails
from peerdesk.i18n import gettext as _
from peerdesk.services import centre
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.centre_form import CentreForm
from peerdesk.ui.settings.this_pc import LanguageChoice
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, card, label, offer, row

_WIDTH = 640


class CentreTab(QWidget, HoldsTyping):
    """What stands at the head of the paper; the coordinator changes it, everybody reads it."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._kept = CentreDetails()
        self._shown: CentreDetails | None = None
        self._build()
        self.save_button.clicked.connect(self._save)
        self.undo_button.clicked.connect(self._show_again)

    def _build(self) -> None:
        may = self._context.actor.may(Permission.CHANGE_SETTINGS)
        self.fields = CentreForm()
        self.language = LanguageChoice()
        self.pdf_password = QCheckBox(_("Save as PDF with a password"))
        typed_each_time = _(
            "It is typed each time a PDF is saved, and kept nowhere. Printing asks for none, nor do success stories, "
            "which are meant to be shown."
        )
        reports = Field(_("Reports"), self.pdf_password, "centrePdfPassword", hint=typed_each_time)
        self.pdf_password.setAccessibleName(self.pdf_password.text())  # its caption says too little
        self.save_button = button(_("Save"), "centreSave", primary=True)
        self.undo_button = button(_("Undo the changes"), "centreUndo", flat=True)
        buttons = row(self.save_button, self.undo_button, None)
        only = label(_("Only the project coordinator can change this."), "hint", wrap=True)
        surface = card(
            self.fields,
            FieldGrid([Field(_("Language of the paper, unless chosen"), self.language, "centreLanguage"), reports]),
            buttons,
            only,
        )
        surface.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.addWidget(surface)
        lines.addStretch(1)
        self.fields.set_read_only(not may)
        self.language.setEnabled(may)
        self.pdf_password.setEnabled(may)
        offer(buttons, allowed=may)
        offer(only, allowed=not may)

    def show_details(self, kept: CentreDetails) -> None:
        """Show what is kept, unless somebody is in the middle of changing it."""
        self._kept = kept
        if not self.unsaved():
            self._show(kept)

    def unsaved(self) -> Sequence[str]:
        touched = self._shown is not None and self._typed() != self._shown
        return [_("Centre")] if touched else []

    def _typed(self) -> CentreDetails:
        details = self.fields.details(self.language.code())
        return replace(details, pdf_password=self.pdf_password.isChecked())

    def _show(self, details: CentreDetails) -> None:
        self.fields.show_details(details)
        self.language.choose(details.language)
        self.pdf_password.setChecked(details.pdf_password)
        self._shown = self._typed()

    @Slot()
    def _show_again(self) -> None:
        self._show(self._kept)

    @Slot()
    def _save(self) -> None:
        with self.fields.form.keeping(self._messages):
            typed = self._typed()
            centre.change(self._context.storage, self._context.actor, typed)
            self._shown = typed
            self._messages.say(_("The centre's details have been saved. Admission numbers already given stay."))
