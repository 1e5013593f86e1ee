"""For counsellors: a member's latest PHQ-9 asks for a talk today. Never in a list and never on paper."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import SafetyAlert
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, label, row, wide


class SafetyBanner(QFrame):
    """Hidden until there is an alert. With ``closing`` it can be put away: the page is not about this member alone."""

    def __init__(self, *, closing: bool = False) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = label("", "safetyText", wrap=True)
        self._help = label("", "safetyHelp", wrap=True)
        self._close = button(_("Close"), "safetyClose", flat=True)
        if not closing:
            self._close.hide()
        self._close.clicked.connect(self._on_close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 8, 8)
        lines.setSpacing(2)
        lines.addWidget(row(wide(self._text), self._close))
        lines.addWidget(self._help)
        self.hide()

    def show_alert(self, alert: SafetyAlert | None, help_lines: str, name: str = "") -> None:
        """Show an alert, or nothing for ``None``.

        ``help_lines`` are the programme's, one per line; ``name`` is whose it is, where the member's page does not say.
        """
        self.setVisible(alert is not None)
        if alert is None:
            return
        day = short_date(alert.day)
        if name:
            text = _("On {day} the answer of {name} to question 9 was above 0. Please speak with them today.").format(
                day=day, name=name
            )
        else:
            text = _("On {day} the answer to question 9 was above 0. Please speak with them today.").format(day=day)
        lines = " · ".join(line.strip() for line in help_lines.splitlines() if line.strip())
        self._text.setText(text)
        self._help.setText(_("Somebody to talk to: {lines}").format(lines=lines) if lines else "")
        self._help.setVisible(bool(lines))
        self.setAccessibleName(text)

    def text(self) -> str:
        """What is shown; empty if nothing is."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def _on_close(self) -> None:
        self.hide()
