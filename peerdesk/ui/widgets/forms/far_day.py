"""Why a day far ahead, or long ago, is right all the same: asked for only once such a day was typed."""

from PySide6.QtWidgets import QLineEdit

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field

_LONGEST = 200


class FarDayReason(Field):
    """Hidden until the form is refused for want of it; what is typed goes along when it is kept again."""

    def __init__(self) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        super().__init__(_("Why it is right all the same"), self.line, "confirmed")
        self.start()

    def start(self) -> None:
        """Begin anew: nothing is asked and no reason typed."""
        self.line.clear()
        self.hide()

    def show_problem(self, text: str) -> None:
        super().show_problem(text)
        if text:
            self.show()

    def reason(self) -> str:
        """The reason, where one is asked for."""
        return "" if self.isHidden() else self.line.text().strip()
