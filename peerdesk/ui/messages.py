"""What happened, said once and in one place: pages report here, the window shows it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from peerdesk import words
from peerdesk.errors import PeerDeskError


class Messages(QObject):
    """A bridge from whoever has something to say to the window's banner."""

    said = Signal(str)
    warned = Signal(str)

    def say(self, text: str) -> None:
        """Tell that something was done."""
        self.said.emit(text)

    def warn(self, error: PeerDeskError) -> None:
        """Tell what could not be done, what was kept and what to do."""
        self.warned.emit(words.failure(error))

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Warn of an expected failure inside the block instead of letting it out; bugs pass."""
        try:
            yield
        except PeerDeskError as error:
            self.warn(error)
