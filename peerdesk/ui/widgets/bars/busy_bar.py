"""Something is under way, and nobody knows how long."""

from PySide6.QtWidgets import QProgressBar

from peerdesk.i18n import gettext as _


def busy_bar() -> QProgressBar:
    """Something is under way; nobody knows how long."""
    bar = QProgressBar()
    bar.setObjectName("busy")
    bar.setAccessibleName(_("Please wait"))
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setFixedHeight(6)
    bar.hide()
    return bar
