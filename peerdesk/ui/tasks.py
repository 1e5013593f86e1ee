"""Slow work, off the GUI thread.

Python's garbage collector runs in whichever thread makes the next object. In the worker it would destroy widgets there
(those of a page that was closed, say) and crash Qt. So it rests while the worker works, and the GUI thread sweeps.
"""

from __future__ import annotations

import contextvars
import gc
from collections.abc import Callable
from threading import Event
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, SignalInstance, Slot

from peerdesk.errors import PeerDeskError

SWEEP_MS = 1000


class Cancelled(PeerDeskError):
    """Raised inside work that somebody called off; never shown."""

    def __init__(self, *_annotated: object) -> None:
        # reportlab raises what came through its story once more, with words about the place as argument
        super().__init__("cancelled")


class Job:
    """A piece of work under way, as its starter sees it."""

    def __init__(self, tell: Callable[..., None] | None = None) -> None:
        self._off = Event()
        self._tell = tell

    @property
    def cancelled(self) -> bool:
        return self._off.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step. Its starter hears no more of it, even if it is done by now."""
        self._off.set()

    def check(self, *progress: object) -> None:
        """Called by the work at each step, with how far it is.

        Raises:
            Cancelled: if somebody called it off.
        """
        if self._off.is_set():
            raise Cancelled
        if self._tell is not None:
            self._tell(*progress)


class _Starter(NamedTuple):
    """Whom to tell about a job, in the GUI thread."""

    job: Job
    done: Callable[[Any], None]
    failed: Callable[[PeerDeskError], None]
    progressed: Callable[..., None] | None


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
    _stepped = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: dict[int, _Starter] = {}
        self._next = 0
        self._sweeping = QTimer(self)
        self._sweeping.setInterval(SWEEP_MS)
        self._sweeping.timeout.connect(self._sweep)
        self._ended.connect(self._on_ended)
        self._stepped.connect(self._on_stepped)

    def start(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[PeerDeskError], None],
        progressed: Callable[..., None] | None = None,
    ) -> Job:
        """Run ``work(job)`` and hand its result, or the expected failure, back in the GUI thread.

        ``progressed`` is given there what the work passes to ``job.check``.
        """
        self._next += 1
        ticket = self._next
        job = Job(lambda *progress: self._stepped.emit(ticket, progress)) if progressed else Job()
        self._waiting[ticket] = _Starter(job, done, failed, progressed)
        gc.disable()
        self._sweeping.start()
        self._pool.start(_Runnable(ticket, lambda: work(job), self._ended))
        self.busy.emit(True)
        return job

    def finish(self, milliseconds: int = 5000) -> bool:
        """Wait for work in hand; call before the file is closed."""
        ended = self._pool.waitForDone(milliseconds)
        if ended:
            self._collect_again()
        return ended

    @Slot()
    def let_collect(self) -> None:
        """The start is over, and was as little the time for it as work is."""
        if not self._waiting:
            self._collect_again()

    def _collect_again(self) -> None:
        self._sweeping.stop()
        gc.enable()

    @Slot()
    def _sweep(self) -> None:
        gc.collect(1)  # the young ones: a whole round takes too long to go unnoticed

    @Slot(int, object, object)
    def _on_ended(self, ticket: int, result: object, error: BaseException | None) -> None:
        starter = self._waiting.pop(ticket)
        self.let_collect()
        self.busy.emit(bool(self._waiting))
        if error is not None and not isinstance(error, PeerDeskError):
            self.crashed.emit(error)
        elif starter.job.cancelled or isinstance(error, Cancelled):
            return
        elif error is None:
            starter.done(result)
        else:
            starter.failed(error)

    @Slot(int, object)
    def _on_stepped(self, ticket: int, progress: tuple[object, ...]) -> None:
        starter = self._waiting.get(ticket)
        if starter and starter.progressed and not starter.job.cancelled:
            starter.progressed(*progress)
