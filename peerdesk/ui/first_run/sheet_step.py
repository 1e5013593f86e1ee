"""The step of the first run that prints the password recovery sheet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Slot

from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.i18n import gettext as _
from peerdesk.security.key_list import Founding, fingerprint
from peerdesk.ui.first_run.steps import NewCentre, Step
from peerdesk.ui.settings.password_sheet import SheetKeeper
from peerdesk.ui.widgets.parts import label


class SheetStep(Step):
    """One goes on only with the sheet printed or saved."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(
            "stepSheet",
            _("The password recovery sheet"),
            _(
                "The record is encrypted: if every password is forgotten, the code on this sheet is the only way back "
                "in, and nobody else can help. Keep it in a locked place away from the PC, and show it to nobody."
            ),
        )
        self._now = now
        self._draft = NewCentre()
        self.keeper = SheetKeeper()
        self.lines.addWidget(self.keeper)
        self.lines.addWidget(label(_("Next opens as soon as the sheet has been printed or saved."), "hint", wrap=True))
        self.lines.addStretch(1)
        self.keeper.kept.connect(self._on_kept)

    def show_draft(self, draft: NewCentre) -> None:
        self._draft = draft

    def filled(self, draft: NewCentre) -> NewCentre:
        mine = self._draft
        return replace(draft, code=mine.code, sheet_kept=mine.sheet_kept, founding=mine.founding)

    def begin(self, draft: NewCentre) -> None:
        founding = draft.founding or Founding.draw(self._now())
        self._draft = replace(draft, founding=founding)
        head, coordinator = draft.on_the_sheet()
        known = founding.key_list()
        printed, listed = Printed(coordinator, self._now()), (len(known.entries), fingerprint(known.head))
        self.keeper.set_sheet(PasswordRecoverySheet(head, printed, draft.code, coordinator, *listed))
        if not self.ready():
            self.keeper.say("")
            self.keeper.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ready(self) -> bool:
        return self._draft.sheet_kept == self._draft.on_the_sheet()

    @Slot()
    def _on_kept(self) -> None:
        self._draft = replace(self._draft, sheet_kept=self._draft.on_the_sheet())
        self.ready_changed.emit()
