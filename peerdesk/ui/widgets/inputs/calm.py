"""Inputs that the mouse wheel leaves alone: lists, numbers and tabs."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QTabBar, QTabWidget, QWidget

from peerdesk.domain.typed import as_typed


class CalmCombo(QComboBox):
    """The wheel never chooses: it scrolls the page, wherever the cursor is, and the list once that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not put the cursor here either

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that what scrolls around it gets it


_LEFT = 6


class CalmSpin(QSpinBox):
    """Takes the digits of every script. The wheel never counts: it scrolls the page, wherever the cursor is."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale.c())  # 0-9 on a PC that writes १२३, too
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)  # the style sheet's padding does not reach the number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not put the cursor here either

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Also says what the line is to show instead of what was typed."""
        return super().validate(as_typed(text), len(as_typed(text[:place])))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that what scrolls around it gets it


class CalmTabBar(QTabBar):
    """The wheel never turns to another tab, which would take a form under way out of sight."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmTabs(QTabWidget):
    """Parts of a page that take turns, without a frame of their own."""

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        bar = CalmTabBar()
        bar.setObjectName(f"{name}Bar")
        self.setTabBar(bar)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setDocumentMode(True)
        bar.setDrawBase(False)

    def replace(self, place: int, content: QWidget) -> None:
        """Put a part where another stood; who sees that one sees this one instead, and nothing is announced."""
        shown, text, visible = self.currentIndex(), self.tabText(place), self.isTabVisible(place)
        if (before := self.widget(place)) is not None:
            before.deleteLater()
        was_blocked = self.blockSignals(True)
        self.removeTab(place)
        self.insertTab(place, content, text)
        self.setTabVisible(place, visible)
        self.setCurrentIndex(shown)
        self.blockSignals(was_blocked)
