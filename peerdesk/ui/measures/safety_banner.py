"""For counsellors: a member's latest PHQ-9 asks for a talk today. Never in a list and never on paper."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.domain.dates import short_date
from peerdesk.domain.measures.results import SafetyAlert
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.parts import button, label, row, wide


class SafetyBanner(QFrame):
    """At the head of a member's page, as long as there is an alert: it belongs to what is shown of the member."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = label("", "safetyText", wrap=True)
        self._help = label("", "safetyHelp", wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        _lay_out(self, self._text, self._help)
        self.hide()

    def show_alert(self, alert: SafetyAlert | None, help_lines: str) -> None:
        """Show an alert, or nothing for ``None``; ``help_lines`` are the programme's, one per line."""
        if alert is not None:
            self._text.setText(
                _("On {day} the answer to question 9 was above 0. Please speak with them today.").format(
                    day=short_date(alert.day)
                )
            )
            _show_help(self._help, help_lines)
            self.setAccessibleName(self._text.text())
        self.setVisible(alert is not None)

    def text(self) -> str:
        """What is shown; empty if nothing is."""
        return "" if self.isHidden() else self._text.text()


class SafetyMessage(OverPage):
    """The same over a page that is not about this member alone; it stays until it is closed."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, "safetyText")
        self._help = label("", "safetyHelp", wrap=True)
        self._close = button(_("Close"), "safetyClose", flat=True)
        self._close.clicked.connect(self.leave)
        _lay_out(self, self._text, self._help, self._close)

    def show_alert(self, alert: SafetyAlert | None, help_lines: str, name: str) -> None:
        """Show the alert of a member of this name, or nothing for ``None``; ``help_lines`` are the programme's."""
        if alert is None:
            self.leave()
            return
        self._text.setText(
            _("On {day} the answer of {name} to question 9 was above 0. Please speak with them today.").format(
                day=short_date(alert.day), name=name
            )
        )
        _show_help(self._help, help_lines)
        self.setAccessibleName(self._text.text())
        self.appear()


def _lay_out(bar: QFrame, text: QLabel, help_label: QLabel, *beside: QWidget) -> None:
    lines = QVBoxLayout(bar)
    lines.setContentsMargins(12, 6, 8, 8)
    lines.setSpacing(2)
    lines.addWidget(row(wide(text), *beside))
    lines.addWidget(help_label)


def _show_help(shown: QLabel, help_lines: str) -> None:
    lines = " · ".join(line.strip() for line in help_lines.splitlines() if line.strip())
    shown.setText(_("Somebody to talk to: {lines}").format(lines=lines) if lines else "")
    shown.setVisible(bool(lines))
