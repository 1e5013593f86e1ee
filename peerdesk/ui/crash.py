"""A bug: one dialog and a line in the log, neither with what stands in the record."""

import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from peerdesk import __version__
from peerdesk.errors import StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.ui.tasks import TaskRunner


class CrashReporter:
    """Receives every exception nobody expected."""

    def __init__(self, folder: DataFolder, tell: Callable[[StorageUnavailable], None]) -> None:
        self._log = _log_of(folder)
        self._tell = tell
        self._showing = False

    def on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write where it happened and tell the person in front of the screen; what was kept is safe."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, StorageUnavailable):  # a fault of the disk, met where nobody waited for one: no bug
            self._tell(error)
            return
        places = describe(kind, trace)
        _append(self._log, places)
        sys.stderr.write(places)
        if not self._showing:
            self._showing = True
            from PySide6.QtWidgets import QMessageBox  # the start does not wait for it

            from peerdesk.ui.message_box import message_box

            box = message_box(
                QMessageBox.Icon.Critical,
                _(
                    "Something went wrong in the program. Everything that was marked or written so far is kept.\n\n"
                    "Please close PeerDesk and open it again. If it happens once more, tell the people who look "
                    "after PeerDesk; the file {file} says where it happened and holds no names."
                ).format(file=self._log),
            )
            box.exec()
            box.deleteLater()
            self._showing = False

    def on_crash(self, error: BaseException) -> None:
        """The same for work on the other thread."""
        self.on_exception(type(error), error, error.__traceback__)


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """File, line and kind of an error. Its message is left out: it may quote the record."""
    frames = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    head = f"{datetime.now():%Y-%m-%d %H:%M} PeerDesk {__version__} {kind.__name__}"
    return "\n".join([head, *frames, ""])


def watch(folder: DataFolder, runner: TaskRunner, tell: Callable[[StorageUnavailable], None]) -> CrashReporter:
    """Catch every exception nobody expected, from both threads; ``tell`` says what is wrong with the file or disk."""
    reporter = CrashReporter(folder, tell)
    sys.excepthook = reporter.on_exception
    runner.crashed.connect(reporter.on_crash)
    return reporter


def note_settings(folder: DataFolder, unread: Sequence[str]) -> None:
    """Leave a line about preferences that could not be meant, and are now as on the first day; never what they said."""
    if unread:
        place = f"{datetime.now():%Y-%m-%d %H:%M} PeerDesk {__version__}"
        _append(_log_of(folder), f"{place} settings.json: not to be read, taken as usual: {', '.join(unread)}\n")


def _log_of(folder: DataFolder) -> Path:
    return folder.logs / "errors.log"


def _append(log: Path, text: str) -> None:
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as out:
            out.write(text)
    except OSError:
        return
