"""Slow work, off the GUI thread."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot

from peerdesk.errors import PeerDeskError


class Cancelled(PeerDeskError):
    """Raised inside work that somebody called off; never shown."""

    def __init__(self) -> None:
        super().__init__("cancelled")


class Job:
    """A piece of work under way, as its starter sees it."""

    def __init__(self) -> None:
        self._off = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._off.set()

    def check(self, *_progress: object) -> None:
        """Called by the work at each step.

        Raises:
            Cancelled: if somebody called it off.
        """
        if self._off.is_set():
            raise Cancelled


class _Runnable(QRunnable):
    """Plain work plus somewhere to report; owns no Qt object of its own."""

    def __init__(self, ticket: int, work: Callable[[], Any], ended: SignalInstance) -> None:
        super().__init__()
        self._ticket, self._work, self._ended = ticket, work, ended
        self._context = contextvars.copy_context()  # the language of the window that asked

    def run(self) -> None:
        try:
            result, error = self._context.run(self._work), None
        except BaseException as caught:  # carried to the GUI thread, never swallowed
            result, error = None, caught
        self._ended.emit(self._ticket, result, error)


class TaskRunner(QObject):
    """Runs one slow thing at a time off the GUI thread."""

    crashed = Signal(object)
    busy = Signal(bool)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[PeerDeskError], None]]] = {}
        self._next = 0
        self._ended.connect(self._on_ended)

    def start(
        self, work: Callable[[Job], Any], done: Callable[[Any], None], failed: Callable[[PeerDeskError], None]
    ) -> Job:
        """Run ``work(job)`` and hand its result, or the expected failure, back in the GUI thread."""
        job = Job()
        self._next += 1
        self._waiting[self._next] = (done, failed)
        self._pool.start(_Runnable(self._next, lambda: work(job), self._ended))
        self.busy.emit(True)
        return job

    def finish(self, milliseconds: int = 5000) -> bool:
        """Wait for work in hand; call before the file is closed."""
        return self._pool.waitForDone(milliseconds)

    @Slot(int, object, object)
    def _on_ended(self, ticket: int, result: object, error: BaseException | None) -> None:
        done, failed = self._waiting.pop(ticket)
        self.busy.emit(bool(self._waiting))
        if error is None:
            done(result)
        elif isinstance(error, Cancelled):
            return
        elif isinstance(error, PeerDeskError):
            failed(error)
        else:
            self.crashed.emit(error)
