"""Tabs that are not changed in passing."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTabBar, QTabWidget


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
