"""Second step: the centre."""

from dataclasses import replace

from PySide6.QtCore import Qt

from peerdesk import i18n
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.ui.pages.first_run_step import Draft, Step
from peerdesk.ui.settings.centre_form import CentreForm


class CentreStep(Step):
    """Name, short code and what else stands at the head of the paper."""

    def __init__(self) -> None:
        super().__init__(
            "stepCentre",
            _("Your centre"),
            _(
                "This stands at the head of every printed page. The short code begins every admission number, "
                "for example ASH/2026-27/0042."
            ),
        )
        self.fields = CentreForm()
        self.form = self.fields.form
        self.lines.addWidget(self.fields)
        self.lines.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        self.fields.show_details(draft.centre)

    def filled(self, draft: Draft) -> Draft:
        return replace(draft, centre=self.fields.details(i18n.language()))

    def begin(self, draft: Draft) -> None:
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self, draft: Draft) -> None:
        if problems := draft.centre.problems():
            raise InvalidInput(problems)
