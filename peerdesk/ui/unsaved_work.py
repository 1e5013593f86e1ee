"""A window that names what is typed and not kept before it would be lost with the window."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.unsaved import holders_of_typing


class LeavingWindow(QMainWindow):
    """Asks when it is closed, and wherever else it would go: then whoever derives from it asks :meth:`may_leave`."""

    def __init__(self) -> None:
        super().__init__()
        self._retired = False

    @property
    def is_retired(self) -> bool:
        """Whether another window has taken over."""
        return self._retired

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or somebody has chosen to lose it. Otherwise they go on where it stands."""
        found = list(holders_of_typing(self))
        if not found:
            return True
        names = dict.fromkeys(name for _holder, names in found for name in names)
        if self._ask(self.what_is_lost(list(names))):
            return True
        self.go_on_at(found[0][0])
        return False

    def what_is_lost(self, names: list[str]) -> str:
        """How what is typed is called."""
        return _("Not saved yet: {name}").format(name=", ".join(names))

    def go_on_at(self, holder: QWidget) -> None:
        """Show a form that holds something."""

    def _ask(self, text: str) -> bool:
        """Enter and Esc go on writing."""
        from PySide6.QtWidgets import QMessageBox

        from peerdesk.ui.message_box import message_box  # the log-in has nothing to lose

        box = message_box(QMessageBox.Icon.Question, text, self)
        box.setInformativeText(_("What is typed there is lost if you go on."))
        discard = box.addButton(_("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(_("Keep writing"), QMessageBox.ButtonRole.RejectRole)
        discard.setObjectName("discardTyping")
        stay.setObjectName("keepWriting")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        chosen = box.clickedButton() is discard
        box.deleteLater()
        return chosen

    def retire(self) -> None:
        """Go without a question: another window has taken over."""
        self._retired = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._retired or self.may_leave():
            super().closeEvent(event)
        else:
            event.ignore()


def retire(window: LeavingWindow | None) -> None:
    """Let a window go, if there is one."""
    if window is not None:
        window.retire()
