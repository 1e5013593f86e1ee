"""A thin bar without words: how far something is, or that it is under way."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar


class StepBar(QProgressBar):
    """What it is about is said beside it, and by its accessible name."""

    def __init__(self, name: str, about: str, height: int = 6) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(about)
        self.setTextVisible(False)
        self.setFixedHeight(height)

    def show_under_way(self) -> None:
        """Nobody knows how far it is."""
        self.setRange(0, 0)

    @Slot(int, int)
    def show_step(self, done: int, total: int) -> None:
        """So much is done, of so much."""
        self.setRange(0, max(total, 1))
        self.setValue(done)
