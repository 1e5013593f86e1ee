"""The command line: ``peerdesk`` opens the window; sub-commands work without one.

Exit codes: 0 done; 1 refused, with one plain line on standard error; 2 the command itself was wrong.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from peerdesk import paths
from peerdesk.errors import PeerDeskError
from peerdesk.paths import DataFolder

if sys.platform != "win32":
    import resource

MADE_AT_ONCE = 10_000
"""So many rows are no cause to look for what can go: a screen or a check makes thousands, and all are wanted."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    sys.excepthook = _on_bug
    gc.set_threshold(MADE_AT_ONCE)
    os.umask(0o077)  # whatever is written holds records of people in treatment: for its owner alone
    _leave_no_memory()
    words = sys.argv[1:] if argv is None else argv
    try:
        return _run(words)
    except (PeerDeskError, KeyboardInterrupt) as error:
        from peerdesk import commands

        return commands.explain(error)


def _leave_no_memory() -> None:
    """A crash writes no image of the memory, in which keys and names are; Windows has ways of its own."""
    if sys.platform != "win32":
        _soft, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _run(words: Sequence[str]) -> int:
    """What is plainly the window does not wait for the commands, which need the file, the pages and a parser."""
    window = _open_window if _has_display() else None
    match words:
        case [] if window is not None:
            return window(paths.default_data_folder())
        case ["--data", place] if window is not None and place and not place.startswith("-"):
            return window(DataFolder(Path(place)))
    from peerdesk import commands

    return commands.run(words, window, _hold)


def _open_window(folder: DataFolder) -> int:
    gc.disable()  # nothing of what is loaded now can go; the window enables it when it is warm
    from peerdesk.ui import qt  # it is loaded for the window alone

    qt.load()
    from peerdesk import app

    return app.run(folder, paths.settings_file(), datetime.now, sys.argv[:1])


@contextmanager
def _hold(folder: DataFolder) -> Iterator[None]:
    """Hold the folder as a window does. Qt's lock needs no display."""
    from peerdesk.ui.folder_lock import lock_folder

    lock = lock_folder(folder)
    try:
        yield
    finally:
        lock.unlock()


def _has_display() -> bool:
    """Whether a window can be opened: always but on a Linux without X11 and Wayland (Qt would abort there)."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _on_bug(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say where it happened in one line. The error's own words are left out: they may quote the record."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    print(f"peerdesk: something went wrong in the program ({kind.__name__}{place})", file=sys.stderr)
